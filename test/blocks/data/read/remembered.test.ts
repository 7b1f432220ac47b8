/** Files of one run are read once, whoever of its blocks reads them again; other bytes, other options and other runs are read anew. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { InputFile } from "../../../../blocks/contract/running.ts";
import { settledOptions } from "../../../../blocks/data/joined-names.ts";
import { dataOptions } from "../../../../blocks/data/options.ts";
import { remembered } from "../../../../blocks/data/read/remembered.ts";
import { readTable } from "../../../../blocks/data/read-table.ts";
import { writeJcamp } from "../formats/jcamp-writer.ts";
import { writeXlsx } from "../formats/xlsx-writer.ts";
import { fileOf } from "../run-data.ts";

const optionsOf = (more: object) => settledOptions(dataOptions.parse({ input: "it", axis: { unit: "nm" }, ...more }));
const read = (file: InputFile, more: object = {}) => readTable([file], optionsOf(more));
const rows = [
  ["id", "fat", "water", "800", "801.5", "802"],
  ["a", 10, 60, 1, 2, 3],
  ["b", 11, 61, 2, 3, 4],
] as const;
const csv = rows.map((row) => `${row.join(",")}\n`).join("");
const parquet = readFileSync(join(import.meta.dirname, "../../../fixtures/parquet/wide-none.parquet"));

describe("the blocks of one run", () => {
  it.each<[string, Uint8Array | string]>([
    ["CSV", csv],
    ["UTF-16", Buffer.from(`\ufeff${csv}`, "utf16le")],
    ["gzip", gzipSync(csv)],
    ["a workbook", writeXlsx([{ name: "s", rows }])],
  ])("share the numbers of %s, whatever each of them predicts", (_, content) => {
    const file = fileOf("a", content);
    const [fat, other] = [read(file, { target: "fat" }), read(file, { label: "id" })];
    expect(other.spectra.data.buffer).toBe(fat.spectra.data.buffer);
    const anew = read(fileOf("a", content.slice()), { target: "fat" });
    expect(anew.spectra.data.buffer).not.toBe(fat.spectra.data.buffer);
    expect(anew.spectra).toEqual(fat.spectra);
  });
  it("take the columns of a Parquet file as their options say, each time", () => {
    const file = fileOf("a", new Uint8Array(parquet));
    const all = read(file, { target: "fat" });
    expect(read(file, { label: "kind" }).spectra).toEqual(all.spectra);
    const range = { axis: { unit: "nm", range: [801, 805] }, layout: "wide" };
    expect(read(file, range).axis).toEqual([802.5, 804.5]);
    expect(read(file, { target: "fat" }).spectra).toEqual(all.spectra);
  });
  it("read an instrument's file once a choice", () => {
    const file = fileOf(
      "a.jdx",
      `##TITLE=all\n##DATA TYPE=LINK\n##BLOCKS=2\n${writeJcamp([1, 2, 4], "affn", { TITLE: "P" })}${writeJcamp([3, 2, 1], "affn", { TITLE: "Q" })}##END=\n`,
    );
    const axis = { axis: {} };
    expect([...read(file, { ...axis, spectrum: "P" }).spectra.data]).toEqual([1, 2, 4]);
    expect([...read(file, { ...axis, spectrum: "Q" }).spectra.data]).toEqual([3, 2, 1]);
    expect([...read(file, axis).spectra.data]).toEqual([1, 2, 4, 3, 2, 1]);
  });
  it("see what their options say: another range, other names, another sign", () => {
    const file = fileOf("a.csv", csv);
    read(file);
    expect(read(file, { axis: { unit: "nm", range: [801, 803] }, layout: "wide" }).axis).toEqual([801.5, 802]);
    expect(read(file, { axis: { unit: "nm", exclude: ["802"] }, layout: "wide" }).axis).toEqual([800, 801.5]);
    const semicolons = fileOf("b.csv", csv.replaceAll(",", ";"));
    const point = read(semicolons, { decimal: "." }).axis;
    expect(point).toEqual([800, 801.5, 802]);
  });
  it("change nothing of what they share", () => {
    const file = fileOf("a.csv", csv);
    const before = [...read(file).spectra.data];
    const gaps = fileOf("b.csv", csv.replace("2,3,4", "2,,4"));
    read(gaps, { missing: "interpolate" });
    expect(read(gaps).spectra.data.some(Number.isNaN)).toBe(true);
    expect([...read(file).spectra.data]).toEqual(before);
  });
});

describe("what is remembered", () => {
  const bytes = new Uint8Array(3);
  let made = 0;
  const make = (key: readonly unknown[], size = 1, of = bytes) =>
    remembered(
      of,
      key,
      () => size,
      () => ++made,
    );
  it("is made once for the same bytes and key", () => {
    const first = make(["a"]);
    expect([make(["a"]), make(["b"]), make(["a"], 1, new Uint8Array(3))]).toEqual([first, first + 1, first + 2]);
  });
  it("is no result of more than 128 MiB, and not more than four of the same bytes", () => {
    const large = make(["large"], 2 ** 27 + 1);
    expect(make(["large"])).not.toBe(large);
    const old = make(["c"]);
    for (const key of ["d", "e", "f", "g"]) make([key]);
    expect(make(["c"])).not.toBe(old);
  });
});

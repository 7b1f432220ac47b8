/** Too many: what a few bytes of a binary file, or many small ones, would make of memory is refused by its count. */
import { describe, expect, it } from "vitest";
import { jcamp } from "../../../../blocks/data/formats/jcamp/jcamp.ts";
import { opus } from "../../../../blocks/data/formats/opus/opus.ts";
import { refuseMany } from "../../../../blocks/data/formats/refusals.ts";
import { spc } from "../../../../blocks/data/formats/spc/spc.ts";
import type { Format } from "../../../../blocks/data/formats/spectra-file.ts";
import { wdf } from "../../../../blocks/data/formats/wdf.ts";
import { sheetTexts } from "../../../../blocks/data/formats/xlsx/xlsx.ts";
import { zipEntries } from "../../../../blocks/data/formats/xlsx/zip.ts";
import { unpack } from "../../../../blocks/data/read/unpack.ts";
import { dataLimits } from "../../../../schemas/limits.ts";
import { inMemory } from "../../../fixtures/instruments.ts";
import { Writer } from "./binary-writer.ts";
import { refusalOf } from "./refusal-of.ts";
import { writeXlsx, writeZip } from "./xlsx-writer.ts";

const text = (content: string) => new TextEncoder().encode(content);
const said = (format: Format, name: string, bytes: Uint8Array) => {
  const { code, facts, data } = refusalOf(() => format.read(inMemory(name, bytes), null));
  return [code, facts.things, facts.limit, data?.input];
};
const refused = (things: string, limit: number, name: string) => ["FS3140", things, limit, name];

/** A million and one traces of two points. */
function shortTraces(): Uint8Array {
  const traces = dataLimits.rows + 1;
  const out = new Writer(512 + 36 * traces);
  return out.u8(5, 0x4b, 0, 10).i32(2).f64(400, 401).i32(traces).u8(1, 2).bytes;
}

/** As many spectra of two points, all of them zero. */
function shortSpectra(): Uint8Array {
  const n = dataLimits.rows + 1;
  const out = new Writer(512 + 16 + 8 * n + 32);
  out.text("WDF1").i32(0).u64(512).to(60).i32(2).u64(n, n).to(512).text("DATA").i32(0);
  out
    .u64(16 + 8 * n)
    .to(528 + 8 * n)
    .text("XLST")
    .i32(0)
    .u64(32)
    .i32(1, 1)
    .f32(400, 401);
  return out.bytes;
}

/** A directory whose entries name blocks of so many bytes, all of them the same. */
function directory(blocks: number, length: number): Uint8Array {
  const out = new Writer(24 + 12 * blocks + length);
  out.u8(0x0a, 0x0a, 0xfe, 0xfe).to(12).i32(24, 0, blocks);
  for (let i = 0; i < blocks; i++) out.i32(0x3c0f, length / 4, 24 + 12 * blocks);
  return out.bytes;
}

/** A status block of so many parameters, and the spectrum that it belongs to. */
function parameters(count: number): Uint8Array {
  const out = new Writer(48 + 8 + 8 * count);
  const kin = 0x100f;
  out
    .u8(0x0a, 0x0a, 0xfe, 0xfe)
    .to(12)
    .i32(24, 0, 2)
    .i32(kin, 2, 48, kin | 16, 2 * count, 56)
    .to(56);
  for (let i = 0; i < count; i++) out.text("AAA\0").i16(2, 0);
  return out.bytes;
}

const head =
  "##TITLE=a\n##DATA TYPE=INFRARED SPECTRUM\n##XUNITS=1/CM\n##XFACTOR=1\n##YFACTOR=1\n##FIRSTX=1\n##LASTX=2\n##NPOINTS=2\n";

describe("more than is read is told by its count", () => {
  it.each<[string, Format, string, () => Uint8Array, string, number]>([
    ["traces of SPC", spc, "a.spc", shortTraces, "rows", dataLimits.rows],
    ["spectra of WDF", wdf, "a.wdf", shortSpectra, "rows", dataLimits.rows],
    ["blocks of OPUS", opus, "a.0", () => directory(dataLimits.blocks + 1, 4), "blocks", dataLimits.blocks],
    [
      "parameters of a block of OPUS",
      opus,
      "a.0",
      () => parameters(dataLimits.blocks + 1),
      "parameters of one block",
      dataLimits.blocks,
    ],
    [
      "labels of JCAMP-DX",
      jcamp,
      "a.jdx",
      () => text(`${head}${"##$A=\n".repeat(dataLimits.labels)}`),
      "labels",
      dataLimits.labels,
    ],
    [
      "bytes in a value of JCAMP-DX",
      jcamp,
      "a.jdx",
      () => text(`${head}##$A=${"a\n".repeat(dataLimits.cell)}##XYDATA=(X++(Y..Y))\n1 1 2\n##END=\n`),
      "bytes in the value of a label",
      dataLimits.cell,
    ],
    [
      "bytes in a name of JCAMP-DX",
      jcamp,
      "a.jdx",
      () => text(`${head}##${"A".repeat(dataLimits.cell)}=\n##END=\n`),
      "bytes in the name of a label",
      dataLimits.cell,
    ],
    [
      "lines of points of JCAMP-DX without ordinates",
      jcamp,
      "a.jdx",
      () => text(`${head}##XYDATA=(X++(Y..Y))\n${"1\n".repeat(dataLimits.columns + 1)}##END=\n`),
      "lines of points in a spectrum",
      dataLimits.columns,
    ],
    [
      "labels of JCAMP-DX, told with every block in theirs",
      jcamp,
      "a.jdx",
      () => text(`${head}${"##$A=\n".repeat(25_000)}${"##TITLE=b\n##END=\n".repeat(201)}##END=\n`),
      "labels, with those of the blocks that others stand in",
      5 * dataLimits.labels,
    ],
  ])("%s", (_, format, name, bytes, things, limit) =>
    expect(said(format, name, bytes())).toEqual(refused(things, limit, name)),
  );
  it("values, whatever they stand in", () => {
    const file = inMemory("a.wdf", new Uint8Array());
    expect(() => refuseMany(file, dataLimits.rows, dataLimits.values)).not.toThrow();
    expect(refusalOf(() => refuseMany(file, 1, dataLimits.values + 1)).facts).toMatchObject({ things: "values" });
  });
});

it("blocks of OPUS that are all the same bytes are a file that contradicts itself", () =>
  expect(refusalOf(() => opus.read(inMemory("a.0", directory(500, 8000)), null))).toMatchObject({
    code: "FS3120",
    facts: { byte: 24 },
  }));

describe("a workbook", () => {
  const ofRows = (rows: string, more = {}) => {
    const { code, facts, data } = refusalOf(() =>
      sheetTexts([unpack(inMemory("a.xlsx", writeXlsx([{ name: "Data", rows }], more)))], {}),
    );
    return [code, facts.things, data?.line ?? null];
  };
  const long = "a".repeat(dataLimits.cell + 1);
  it.each([
    [
      "a text of a cell",
      `<row r="7"><c r="B7" t="inlineStr"><is><t>${long}</t></is></c></row>`,
      "bytes in one cell",
      7,
    ],
    ["a value of a cell", `<row r="7"><c t="str"><v>${long}</v></c></row>`, "bytes in one cell", 7],
    [
      "cells, most of them made of tabs",
      `<row r="1">${"<c><v>1</v></c>".repeat(16_000)}</row>${"<row><c><v>1</v></c></row>".repeat(4500)}`,
      "cells in one sheet",
      4501,
    ],
  ])("has too long %s", (_, rows, things, line) => expect(ofRows(rows)).toEqual(["FS3140", things, line]));
  it("has too long a shared text", () =>
    expect(ofRows("", { "xl/sharedStrings.xml": `<sst><si><t>${long}</t></si></sst>` })).toEqual([
      "FS3140",
      "bytes in one cell",
      null,
    ]));
  it("has parts that are too much together, the same one counted as often as it is unpacked", () => {
    const [part] = zipEntries(inMemory("a.xlsx", writeZip({ sheet: new Uint8Array(1 << 27) })));
    for (let i = 0; i < 4; i++) expect(part.bytes()).toHaveLength(1 << 27);
    expect(refusalOf(() => part.bytes())).toMatchObject({ code: "FS3140", facts: { limit: dataLimits.formatBytes } });
  });
});

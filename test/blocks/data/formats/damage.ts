/** Damages files of every format: cut at a place, a byte changed at a place; says what came of it. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Refusal } from "../../../../blocks/contract/refusal.ts";
import { formatOf } from "../../../../blocks/data/formats/formats.ts";
import { inMemory } from "../../../fixtures/instruments.ts";
import { runData } from "../run-data.ts";
import { writeJcamp } from "./jcamp-writer.ts";
import { writeOpus } from "./opus-writer.ts";
import { writeSpa } from "./spa-writer.ts";
import { writeSpc } from "./spc-writer.ts";
import { writeWdf } from "./wdf-writer.ts";
import { writeXlsx } from "./xlsx-writer.ts";

const values = Array.from({ length: 200 }, (_, i) => ((i * 7919) % 1000) - 300);
const text = (content: string) => new TextEncoder().encode(content);

/** A whole file of each format, with what its format has beside values. */
export const wholeFiles: { readonly [name: string]: Uint8Array } = {
  "difdup.jdx": text(writeJcamp(values, "difdup")),
  "affn.jdx": text(writeJcamp(values, "affn")),
  "link.jdx": text(`##TITLE=all\n##DATA TYPE=LINK\n##BLOCKS=2\n${writeJcamp(values, "sqz").repeat(2)}##END=\n`),
  "several.spc": writeSpc({ version: 0x4b, traces: [values, values], bits: 32, log: "A = b\r\n" }),
  "own-x.spc": writeSpc({ version: 0x4c, traces: [values], bits: "float", x: values.map((_, i) => i + 400) }),
  "old.spc": writeSpc({ version: 0x4d, traces: [values, values], bits: 32 }),
  "a.0": writeOpus(
    [
      { type: 4, side: 3, values },
      { type: 1, side: 1, values },
    ],
    [["SNM", "oil"]],
  ),
  "a.spa": writeSpa({ values }),
  "a.xlsx": writeXlsx([
    { name: "Data", rows: [["id", 400, 402, 404], ...values.map((value, i) => [`s${i}`, value, i, 1])] },
  ]),
  "a.parquet": readFileSync(join(import.meta.dirname, "../../../fixtures/parquet/wide-snappy.parquet")),
  "sums.parquet": readFileSync(join(import.meta.dirname, "../../../fixtures/parquet/wide-v2.parquet")),
  "a.wdf": writeWdf({ x: values.map((_, i) => i + 400), spectra: [values, values], origins: [[3, [1, 2]]] }),
};

/** A number below `most`, from the number of the draw: the same in every run. */
function drawn(n: number, most: number): number {
  let state = (n + 1) * 2654435761;
  for (let i = 0; i < 3; i++) state = (Math.imul(state ^ (state >>> 15), 2246822519) + n) >>> 0;
  return state % most;
}

/** Something is missing at the end, more than the last line break. */
export const cut = (bytes: Uint8Array, n: number): Uint8Array => bytes.subarray(0, drawn(n, bytes.length - 1));

export function flipped(bytes: Uint8Array, n: number): Uint8Array {
  const copy = bytes.slice();
  // The beginning, where heads and counts stand, as often as all the rest.
  const at = n % 2 === 0 ? drawn(n, bytes.length) : drawn(n, Math.min(bytes.length, 700));
  copy[at] ^= 1 << drawn(n + 7, 8);
  if (n % 3 === 0) copy[at] = 0xff;
  return copy;
}

/** As the data block reads it, what is text included. */
const asInput = (name: string, bytes: Uint8Array): unknown =>
  runData({ [name]: bytes }, { axis: { technique: "FTIR" } });

/** As the reader of its format alone reads it, where it is still in one. */
export const asFormat = (name: string, bytes: Uint8Array): unknown =>
  formatOf(bytes)?.read(inMemory(name, bytes), null);

/** The code of the refusal, or `read`; throws what is neither. */
export function outcomeOf(
  name: string,
  bytes: Uint8Array,
  read: (name: string, bytes: Uint8Array) => unknown = asInput,
): { readonly code: string; readonly hasPlace: boolean } {
  try {
    read(name, bytes);
    return { code: "read", hasPlace: true };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const [{ code, facts, data, option }] = error.remarks;
    // A point that cannot belong to the axis is left out by the document: there is its place.
    if (code === "FS3124") return { code, hasPlace: option?.[0] === "axis" };
    return {
      code,
      hasPlace: data?.input === name && (code !== "FS3120" || data.line !== undefined || "byte" in facts),
    };
  }
}

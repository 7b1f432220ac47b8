/** Large files are looked at in pieces: what no reader takes is refused, what one may take is let pass, however it is cut. */
import { describe, expect, it } from "vitest";
import { lookAhead } from "../../../../blocks/data/ahead/ahead.ts";
import { type Counted, TextCounter } from "../../../../blocks/data/ahead/text-counter.ts";
import { dataLimits } from "../../../../schemas/limits.ts";

const rows = 40;
const points = 6;
/** What the table below has, and no more. */
const exact: Counted = { rows: rows + 1, columns: points + 1, values: rows * points, cell: 40 };

const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

function tableOf(sign: string, decimal: string, cell = (row: number, j: number) => `${row}.${j + 1}5`): string {
  const line = (cells: readonly string[]) => `${cells.join(sign)}\n`;
  const header = line(["id", ...Array.from({ length: points }, (_, j) => `${1000 + j}`)]);
  const body = Array.from({ length: rows }, (_, i) =>
    line([`s${i}`, ...Array.from({ length: points }, (_, j) => cell(i, j).replace(".", decimal))]),
  );
  return header + body.join("");
}

/** What is said of a text cut into pieces of so many bytes: code, things and line, or null. */
function counted(text: string, limits: Counted, size = 7) {
  const bytes = bytesOf(text);
  const counter = new TextCounter("t.csv", bytes, limits);
  for (let at = 0; at < bytes.length; at += size) {
    const found = counter.take(bytes.subarray(at, at + size));
    if (found !== null) return [found.code, found.facts.things ?? null, found.data?.line ?? null];
  }
  const found = counter.end();
  return found === null ? null : [found.code, null, null];
}

describe("a text within the limits", () => {
  it.each([",", ";", "\t", "|", "  "].flatMap((sign) => [".", ","].map((decimal) => [sign, decimal])))(
    "is let pass, delimiter %j, decimal %s, in pieces of any size",
    (sign, decimal) => {
      const cell = (row: number, j: number) => (sign === decimal ? `"${row}.${j + 1}5"` : `${row}.${j + 1}5`);
      const text = tableOf(sign, decimal, cell);
      for (const size of [1, 2, 3, 64, 1_000_000]) {
        expect(counted(text, exact, size)).toBeNull();
        expect(counted(text.replaceAll("\n", "\r\n"), exact, size)).toBeNull();
        expect(counted(text.replaceAll("\n", "\r"), exact, size)).toBeNull();
      }
    },
  );

  it.each([
    ["blank lines and comments are no rows", (text: string) => text.replaceAll("\n", "\n\n# 1;2;3\n!x\n")],
    [
      "line breaks in quotes begin no row",
      (text: string) => text.replaceAll(/^s/gm, '"a\nb ""c""\nd",s').replace("id", "x,id"),
    ],
    ["a quote within a cell is a letter", (text: string) => text.replaceAll(/^s/gm, '5" pipe ')],
    ["texts are no values", (text: string) => text.replaceAll("\n", ",a,b,c,d\n")],
  ])("%s", (_, written) => {
    const limits = { ...exact, columns: 20 };
    for (const size of [1, 5, 1_000_000]) expect(counted(written(tableOf(",", ".")), limits, size)).toBeNull();
  });
});

describe("a text beyond a limit", () => {
  const text = tableOf(",", ".");
  it.each<[string, string, Partial<Counted>, readonly unknown[]]>([
    ["rows, at the line of the first that no allowance covers", text, { rows: 20 }, ["FS3140", "rows", 23]],
    ["rows, blank lines counted as lines", text.replaceAll("\n", "\n\n"), { rows: 20 }, ["FS3140", "rows", 45]],
    ["rows, CR LF is one line break", text.replaceAll("\n", "\r\n"), { rows: 20 }, ["FS3140", "rows", 23]],
    ["values", text, { values: 100 }, ["FS3140", "values", 21]],
    ["columns", text, { columns: 6 }, ["FS3140", "columns", 1]],
    ["one cell", `${text}s,${"1".repeat(41)},2\n`, {}, ["FS3140", "bytes in one cell", rows + 2]],
    ["one cell at the end of the text", `${text}${"1".repeat(41)}`, {}, ["FS3140", "bytes in one cell", rows + 2]],
    [
      "a quote that is never closed",
      `${text}s,"${"1,2\n".repeat(1 << 23)}`,
      {},
      ["FS3140", "bytes in one cell", rows + 2],
    ],
    ["nothing but blanks", " \n\t\r\n".repeat(100), {}, ["FS3001", null, null]],
  ])("is refused: %s", (_, given, limits, said) => {
    const most = { ...exact, ...limits };
    for (const size of given.length > 10_000 ? [1 << 20] : [1, 2, 7, 1_000_000])
      expect(counted(given, most, size)).toEqual(said);
  });

  it("of many columns that are counted by their own sign, not by the commas of decimals", () => {
    expect(counted(tableOf(";", ","), { ...exact, columns: points + 1 })).toBeNull();
    expect(counted(tableOf(";", ","), { ...exact, columns: points })).toEqual(["FS3140", "columns", 1]);
  });
});

describe("a file by its beginning", () => {
  const MiB = 1 << 20;
  const { fileBytes, formatBytes } = dataLimits;
  const piece = bytesOf("1000.5,0.25\n");
  /** What is said once the first piece was taken. */
  const first = (beginning: Uint8Array, size: number | null) => {
    const found = lookAhead("t", beginning, size).take(beginning.length > 0 ? beginning : piece);
    return found === null ? null : [found.code, found.facts.things ?? found.facts.what ?? null];
  };
  const zeros = new Uint8Array(MiB);
  const begun = (...bytes: number[]) => Uint8Array.from([...bytes, ...new Uint8Array(1000)]);
  it.each<[string, Uint8Array]>([
    ["JCAMP-DX", bytesOf("##TITLE=a\n##JCAMP-DX=4.24\n")],
    ["OPUS", begun(0x0a, 0x0a, 0xfe, 0xfe)],
    ["OMNIC SPA", bytesOf(`Spectral Data File${"\0".repeat(1000)}`)],
    ["WDF", begun(0x57, 0x44, 0x46, 0x31)],
    ["zip", begun(0x50, 0x4b, 3, 4)],
    ["Parquet", begun(0x50, 0x41, 0x52, 0x31)],
    ["what may be SPC", begun(0, 0x4b, 1, 2)],
    ["zeros", zeros],
  ])("of %s has room for the values that are read", (_, beginning) => {
    expect(first(beginning, formatBytes)).toBeNull();
    expect(first(beginning, formatBytes + 1)).toEqual(["FS3140", "bytes in a form that is no delimited text"]);
  });
  it.each<[string, string, string]>([
    ["XML", "<?xml version='1.0'?><a/>", "an XML file"],
    ["JSON", '{"a": 1}', "a JSON file"],
    ["PDF", "%PDF-1.7", "a PDF"],
  ])("of %s is no table, whatever follows", (_, beginning, what) => {
    expect(first(bytesOf(beginning), fileBytes)).toEqual(["FS3003", what]);
  });
  it("may be text of the whole limit, in UTF-8 and in UTF-16", () => {
    expect(first(piece, fileBytes)).toBeNull();
    expect(first(Buffer.from("\ufeff1000.5,0.25\n", "utf16le"), fileBytes)).toBeNull();
    expect(first(Buffer.from("\ufeff1000.5,0.25\n", "utf16le").swap16(), fileBytes)).toBeNull();
  });
  it("in UTF-16 is counted by its characters", () => {
    const text = Buffer.from(`\ufeff${"\n".repeat(3)}${"1".repeat(dataLimits.cell + 1)}`, "utf16le");
    expect(lookAhead("t", text, text.length).take(text)).toMatchObject({ code: "FS3140", data: { line: 4 } });
  });
  it("of what is unpacked is counted until the limit", () => {
    const look = lookAhead("t", zeros, null);
    const pieces = formatBytes / MiB;
    for (let i = 0; i < pieces; i++) expect(look.take(zeros)).toBeNull();
    expect(look.take(zeros)?.facts.things).toBe("bytes in a form that is no delimited text once unpacked");
  });
});

/** Workbooks: every kind of cell, sheets to choose from, tables against read-excel-file, every refusal. */
import readExcel from "read-excel-file/node";
import { describe, expect, it } from "vitest";
import type { Choice } from "../../../../blocks/data/formats/spectra-file.ts";
import { sheetTexts } from "../../../../blocks/data/formats/xlsx/xlsx.ts";
import { unpack } from "../../../../blocks/data/read/unpack.ts";
import { inMemory } from "../../../fixtures/instruments.ts";
import { refusalOf as refusalOfData, runData } from "../run-data.ts";
import { refusalOf } from "./refusal-of.ts";
import { writeXlsx, writeZip } from "./xlsx-writer.ts";

const text = (bytes: Uint8Array, sheet: Choice = null): string | undefined => {
  const texts = sheetTexts([unpack(inMemory("a.xlsx", bytes))], { sheet });
  return texts === null ? undefined : new TextDecoder().decode(texts[0].content.bytes);
};
/** The first row's cells, of XML as a sheet has it. */
const cells = (xml: string, more: { readonly [part: string]: string } = {}, properties = "") =>
  text(writeXlsx([{ name: "Data", rows: `<row r="1">${xml}</row>` }], more, properties))?.replace(/\n$/, "");

const shared = (items: string) => ({ "xl/sharedStrings.xml": `<sst>${items}</sst>` });
/** Styles 0 (none), 1 (a date), 2 (a code of its own), 3 (hours counted on). */
const styles = (code: string) => ({
  "xl/styles.xml": `<styleSheet><numFmts><numFmt numFmtId="170" formatCode="${code}"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="46"/></cellXfs></styleSheet>`,
});

describe("a cell", () => {
  it.each<[string, string, string]>([
    ["a number as its characters stand", '<c r="A1"><v>0.30000000000000004</v></c>', "0.30000000000000004"],
    ["a number with an exponent", '<c r="A1" t="n"><v>-1.5E-3</v></c>', "-1.5E-3"],
    ["a text of its own", '<c r="A1" t="inlineStr"><is><t>Fett &amp; Öl</t></is></c>', "Fett & Öl"],
    ["a text in runs", '<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t> b</t></r></is></c>', "a b"],
    ["true", '<c r="A1" t="b"><v>1</v></c>', "TRUE"],
    ["an error", '<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"],
    ["a formula's number", '<c r="A1"><f>1+1</f><v>2</v></c>', "2"],
    ["a formula's text", '<c r="A1" t="str"><f>A2</f><v>oil &lt;1&gt;</v></c>', "oil <1>"],
    ["a formula's empty text", '<c r="A1" t="str"><f>A2</f><v></v></c><c r="B1"><v>1</v></c>', "\t1"],
    ["a tab and a quote, in quotes", '<c r="A1" t="inlineStr"><is><t>a&#9;"b"</t></is></c>', '"a\t""b"""'],
    ["a letter by Excel's escape", '<c r="A1" t="inlineStr"><is><t>a_x0042_c</t></is></c>', "aBc"],
    ["nothing", '<c r="A1" s="1"/><c r="B1" t="n"><v>3</v></c>', "\t3"],
    ["without its place", "<c><v>1</v></c><c><v>2</v></c>", "1\t2"],
    ["behind a gap", '<c r="A1"><v>1</v></c><c r="AB1"><v>2</v></c>', `1${"\t".repeat(27)}2`],
  ])("is %s", (_, xml, expected) => expect(cells(xml)).toBe(expected));
  it("is a shared text, without what is written for its sound", () => {
    const items = "<si><t>one</t></si><si><r><t>t</t></r><r><t>wo</t></r><rPh><t>ZWEI</t></rPh></si><si/>";
    const xml = '<c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c><c r="C1" t="s"><v>2</v></c>';
    expect(cells(xml, shared(items))).toBe("two\tone");
  });
  it.each([
    ["a date", 1, "45352", "2024-03-01"],
    ["a date with its time", 1, "45352.75", "2024-03-01T18:00:00"],
    ["a time of day", 1, "0.25", "06:00:00"],
    ["a date before the day that never was", 1, "59", "1900-02-28"],
    ["a date by a code of its own", 2, "45352", "2024-03-01"],
    ["hours counted on, which are a number", 3, "1.5", "1.5"],
    ["a number", 0, "45352", "45352"],
    ["a number no date has", 1, "-3", "-3"],
  ])("is %s", (_, style, value, expected) =>
    expect(cells(`<c r="A1" s="${style}"><v>${value}</v></c>`, styles("yyyy\\-mm\\-dd"))).toBe(expected),
  );
  it("is a number under a code whose letters stand in quotes or brackets", () =>
    expect(cells('<c r="A1" s="2"><v>5</v></c>', styles("[Red]0.0&quot; days&quot;"))).toBe("5"));
  it("is a date counted from 1904", () =>
    expect(cells('<c r="A1" s="1"><v>43890</v></c>', styles("0"), '<workbookPr date1904="1"/>')).toBe("2024-03-01"));
});

describe("a sheet", () => {
  it("has a line for every row, each as long as the longest", () => {
    const rows = '<row r="2"><c r="A2"><v>1</v></c></row><row r="5"><c r="A5"><v>1</v></c><c r="C5"><v>2</v></c></row>';
    expect(text(writeXlsx([{ name: "Data", rows }]))).toBe("\n1\t\t\n\n\n1\t\t2\n");
  });
  it("of a merged region has the value in its first cell alone", () =>
    expect(cells('<c r="A1"><v>7</v></c><c r="B1"/><c r="C1"><v>8</v></c>')).toBe("7\t\t8"));
  it("may have a prefix before every name", () => {
    const sheet =
      '<x:worksheet xmlns:x="m"><x:sheetData><x:row r="1"><x:c r="A1"><x:v>5</x:v></x:c></x:row></x:sheetData></x:worksheet>';
    expect(text(writeXlsx([{ name: "Data", rows: "" }], { "xl/worksheets/sheet1.xml": sheet }))).toBe("5\n");
  });
  const one = (name: string, value: number) => ({ name, rows: [[value]] });
  it("is the only one that is not empty", () =>
    expect(text(writeXlsx([{ name: "Empty", rows: "" }, one("Data", 4)]))).toBe("4\n"));
  it.each<[Choice, string]>([
    ["Öl & Fett", "1\n"],
    [2, "2\n"],
  ])("is chosen by name or number: %s", (choice, expected) =>
    expect(text(writeXlsx([one("Öl & Fett", 1), one("b", 2)]), choice)).toBe(expected),
  );
  it.each<[Choice]>([[null], ["c"], [3], [0]])("is none of several: %s", (choice) =>
    expect(refusalOf(() => text(writeXlsx([one("a", 1), one("b", 2)]), choice))).toMatchObject({
      code: "FS3113",
      facts: { things: "sheets", option: "sheet", list: ["1: a (1 rows)", "2: b (1 rows)"], named: choice },
    }),
  );
});

describe("a workbook", () => {
  const rows = [
    ["id", "Fett; %", 400, 402.5],
    ["a", 1.5, 0.1, 0.2],
    ["b, c", null, 1e-7, -3],
  ];
  const book = writeXlsx([{ name: "Data", rows }]);
  it("is read as a table is, and named as what it is", () => {
    const { dataset, summary, csv } = runData({ "a.xlsx": book }, { id: "id", layout: "wide", export: true });
    expect(dataset.columns).toMatchObject({ values: [400, 402.5] });
    expect([...dataset.spectra.data]).toEqual([0.1, 0.2, 1e-7, -3]);
    expect(dataset.rows.id).toEqual(["a", "b, c"]);
    expect(csv).toContain('"b, c",');
    expect(summary.files).toMatchObject([{ path: "a.xlsx", size_bytes: book.length }]);
    expect(summary.read).toMatchObject([{ path: "a.xlsx", format: "XLSX", status: "tried" }]);
  });
  it("gives what read-excel-file reads from it", async () => {
    const [{ data }] = await readExcel(Buffer.from(book));
    expect(text(book)).toBe(data.map((row) => `${row.map((cell) => cell ?? "").join("\t")}\n`).join(""));
  });
  it("says where a formula has no stored value", () => {
    const formula =
      '<row r="1"><c r="A1" t="inlineStr"><is><t>id</t></is></c></row><row r="2"><c r="B2"><f>1+1</f></c></row>';
    expect(refusalOfData({ "a.xlsx": writeXlsx([{ name: "Data", rows: formula }]) }, {})).toMatchObject([
      { code: "FS3021", facts: { column: "B" }, data: { input: "a.xlsx", line: 2, field: 2 } },
    ]);
  });
  it.each<[string, Uint8Array, string]>([
    ["another archive", writeZip({ "a.txt": "a" }), "FS3003"],
    ["an archive that is cut", book.subarray(0, 900), "FS3120"],
    ["a workbook without its sheet", writeZip({ "xl/workbook.xml": "<workbook/>" }), "FS3120"],
    [
      "a sheet that is cut",
      writeXlsx([{ name: "a", rows: "" }], { "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row>" }),
      "FS3120",
    ],
    [
      "a cell that is cut",
      writeXlsx([{ name: "a", rows: "" }], { "xl/worksheets/sheet1.xml": "<worksheet><sheetData><row><c><v>1" }),
      "FS3120",
    ],
    ["rows out of order", writeXlsx([{ name: "a", rows: '<row r="2"/><row r="1"/>' }]), "FS3120"],
    ["more rows than a sheet has", writeXlsx([{ name: "a", rows: '<row r="99999999"/>' }]), "FS3120"],
    ["columns out of order", writeXlsx([{ name: "a", rows: '<row><c r="B1"/><c r="A1"/></row>' }]), "FS3120"],
    ["a shared text that is not there", writeXlsx([{ name: "a", rows: '<row><c t="s"><v>9</v></c></row>' }]), "FS3120"],
    ["an empty workbook", writeXlsx([{ name: "a", rows: "" }]), "FS3001"],
  ])("%s is refused", (_, bytes, code) => expect(refusalOfData({ "a.xlsx": bytes }, {})[0].code).toBe(code));
  it("whose sheet is not what its sum says is refused, packed or not", () => {
    const name = "xl/worksheets/sheet1.xml";
    const sum = book.slice();
    sum[Buffer.from(book).lastIndexOf(name) - 46 + 16] ^= 1;
    const stored = writeXlsx([{ name: "Data", rows }], {}, "", false);
    expect(text(stored)).toBe(text(book));
    const other = stored.slice();
    other[Buffer.from(stored).indexOf("402.5")] += 1;
    for (const bytes of [sum, other])
      expect(refusalOf(() => text(bytes))).toMatchObject({
        code: "FS3120",
        facts: { what: `\`${name}\` in the archive cannot be unpacked` },
      });
  });
  it("whose bytes were changed anywhere in its sheet is refused", () => {
    // The first bytes behind the name of the part, in its local head.
    const at = Buffer.from(book).indexOf("sheet1.xml") + 30;
    const copy = book.slice();
    copy[at] ^= 1;
    expect(refusalOfData({ "a.xlsx": copy }, {})[0].code).toBe("FS3120");
  });
});

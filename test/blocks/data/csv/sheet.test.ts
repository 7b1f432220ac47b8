/** The reader of delimited text: every way a file is written gives the same cells, every fault its line and field. */

import Papa from "papaparse";
import { describe, expect } from "vitest";
import { Refusal } from "../../../../blocks/contract/refusal.ts";
import { fc, it } from "../../../fixtures/property.ts";
import { sheetOf } from "../run-data.ts";

const asText = (header: readonly string[]) => new Int32Array(header.length).fill(-1);
const cellsOf = (text: string | Uint8Array, declared = {}) => {
  const sheet = sheetOf(text, declared, asText);
  return [sheet.header, ...Array.from({ length: sheet.rows }, (_, row) => sheet.texts.map((column) => column?.[row]))];
};
const remarkOf = (text: string | Uint8Array) => {
  try {
    cellsOf(text);
  } catch (error) {
    if (error instanceof Refusal) return error.remarks;
    throw error;
  }
  throw new Error("not refused");
};

const table = [
  ["a", "b"],
  ["1", "x"],
  ["2", "y"],
];

describe("readSheet", () => {
  it.each([
    ["line feeds", "a,b\n1,x\n2,y\n"],
    ["no line break at the end", "a,b\n1,x\n2,y"],
    ["carriage return and line feed", "a,b\r\n1,x\r\n2,y\r\n"],
    ["carriage returns", "a,b\r1,x\r2,y\r"],
    ["mixed line breaks", "a,b\r\n1,x\n2,y\r"],
    ["a byte order mark", "\ufeffa,b\n1,x\n2,y\n"],
    ["blank lines at the end", "a,b\n1,x\n2,y\n\n\r\n\n"],
    ["rows of nothing at the end, as Excel leaves them", "a,b\n1,x\n2,y\n,\n,\n"],
    ["blank lines above the header", "\n\na,b\n1,x\n2,y\n"],
    ["quotes everywhere, as R writes them", '"a","b"\n"1","x"\n"2","y"\n'],
    ["semicolons", "a;b\n1;x\n2;y\n"],
    ["tabs", "a\tb\n1\tx\n2\ty\n"],
    ["bars", "a|b\n1|x\n2|y\n"],
    ["Excel's line sep=", "sep=;\r\na;b\r\n1;x\r\n2;y\r\n"],
    ["spaces around the names of columns", " a , b\n1,x\n2,y\n"],
  ])("reads a file with %s", (_, text) => {
    expect(cellsOf(text)).toEqual(table);
  });

  it("keeps delimiters, quotes, line breaks and spaces inside quotes", () => {
    expect(cellsOf('a,b\n"x, ""y""\r\nz",  1 \n"",q"r\n')).toEqual([
      ["a", "b"],
      ['x, "y"\r\nz', "  1 "],
      ["", 'q"r'],
    ]);
  });

  // A line of nothing but delimiters and blanks is a blank line.
  const cell = fc.stringMatching(/^[ab0-9 ,;"\n\r\t.é=+@-]{0,6}$/).filter((text) => !/^[\s,;]*$/.test(text));
  const sheet = fc
    .integer({ min: 2, max: 5 })
    .chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 2, maxLength: 6 }));

  it.prop([sheet, fc.constantFrom("\n", "\r\n", "\r"), fc.boolean()], { numRuns: 200 })(
    "reads what papaparse writes, and reads it as papaparse does",
    (rows, newline, quotes) => {
      const text = Papa.unparse(rows, { newline, quotes });
      const [header, ...body] = cellsOf(text, { delimiter: "," });
      expect(header).toEqual(rows[0].map((name) => name.trim()));
      expect(body).toEqual(rows.slice(1));
      expect(Papa.parse(text, { delimiter: ",", newline }).data).toEqual(rows);
    },
  );

  it("counts lines as an editor does, through quoted line breaks and mixed endings", () => {
    const sheet = sheetOf('a,"b\nc"\r"x\r\ny",1\r\n"p\rq\nr",2\n3,4', {}, asText);
    expect([...Array(3).keys()].map((row) => sheet.lines[row])).toEqual([3, 5, 8]);
    expect(sheet.lineOf(1, 1)).toBe(7);
    expect(sheet.cells(2)).toEqual(["3", "4"]);
  });

  it("names line and field of each row that is too long or too short, blank ones included", () => {
    expect(
      remarkOf("a,b\n1\n1,2\n1,2,3,4\n\n5,6\n").map(({ code, facts, data }) => [
        code,
        facts.fields,
        facts.expected,
        data?.line,
        data?.field,
      ]),
    ).toEqual([
      ["FS3008", 1, 2, 2, 1],
      ["FS3008", 4, 2, 4, 3],
      ["FS3008", 0, 2, 5, undefined],
    ]);
  });

  it("tells equal faults once, with the last", () => {
    const remarks = remarkOf(`a,b\n${"1\n".repeat(50)}`);
    expect(remarks).toMatchObject([{ code: "FS3008", data: { line: 2 }, again: { count: 50, last: { line: 51 } } }]);
  });

  it.each([
    ["never closed", 'a,b\n1,2\n3,"x\ny', "open", 3, 2],
    ["closed in the middle of a cell", 'a,b\n1,"x"y\n', "followed", 2, 2],
    ["never closed in the header", 'a,"b\n1,2\n', "open", 1, 2],
    ["never closed behind a quoted line break", 'a,b\n"1\n2","x\ny', "open", 3, 2],
  ])("refuses a quote that is %s, with its place", (_, text, what, line, field) => {
    expect(remarkOf(text)).toMatchObject([{ code: "FS3007", facts: { what }, data: { input: "it.csv", line, field } }]);
  });

  it.each([
    ["empty", "", "FS3001"],
    ["only white space", " \r\n\n", "FS3001"],
    ["only a byte order mark", "\ufeff", "FS3001"],
    ["only a header", "a,b\n", "FS3002"],
    ["only a header and rows of nothing", "a,b\n,\n\n", "FS3002"],
    ["an Excel workbook", Uint8Array.from([0x50, 0x4b, 3, 4, 20, 0]), "FS3003"],
    ["an old Excel workbook", Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), "FS3003"],
    ["compressed and cut short", Uint8Array.from([0x1f, 0x8b, 8, 0]), "FS3120"],
    ["an empty zip", Uint8Array.from([0x50, 0x4b, 5, 6, 0, 0]), "FS3003"],
    ["JCAMP-DX", "##TITLE=a\n##JCAMP-DX=4.24\n", "FS3003"],
    ["a web page", "\n<!DOCTYPE html><html></html>", "FS3003"],
    ["XML", '<?xml version="1.0"?><a/>', "FS3003"],
    ["JSON", '[{"id": 1}]', "FS3003"],
    ["a text document", "{\\rtf1\\ansi}", "FS3003"],
  ])("refuses a file that is %s", (_, content, code) => {
    expect(remarkOf(content)[0]).toMatchObject({ code, facts: { path: "it.csv" } });
  });

  it("names the line of the first byte that no text has, where there are many", () => {
    expect(remarkOf(`a,b\n1,2\n3,${"\u0001\u0002\u0003".repeat(9)}\n`)).toMatchObject([
      { code: "FS3006", data: { line: 3 } },
    ]);
  });
});

describe("number columns", () => {
  const numbersOf = (text: string, declared = {}) =>
    sheetOf(text, declared, (header) => Int32Array.from(header, (_, i) => i - 1));

  it.prop([
    fc.array(fc.double({ noNaN: true, noDefaultInfinity: true }), { minLength: 4, maxLength: 4 }),
    fc.constantFrom("", " ", '"'),
    fc.constantFrom([",", "."], [";", ","], [";", "."], ["\t", ","]),
  ])("reads doubles bare, in spaces or in quotes, with either decimal sign", (values, around, [delimiter, decimal]) => {
    const written = values.map((value) => around + String(value).replace(".", decimal) + around);
    const text = `id${delimiter}x${delimiter}y\nr${delimiter}${written.slice(0, 2).join(delimiter)}\ns${delimiter}${written.slice(2).join(delimiter)}\n`;
    const sheet = numbersOf(text, { delimiter, decimal });
    expect(
      [...sheet.numbers].every((value, i) => Object.is(value, Number(String(values[i])))),
      text,
    ).toBe(true);
    expect([...sheet.states]).toEqual([0, 0]);
  });

  it("says of each cell without a number what it holds, where", () => {
    const sheet = numbersOf('id,x,y\n1,,2\n2,"NA",nan\n3,12nm,0x1F\n4,inf,-Infinity\n5,1e999,1 2\n6,1.5, -2e3 \n');
    expect([...sheet.states]).toEqual([1, 1, 2, 2, 2, 0]);
    const faults = [0, 1, 2, 3, 4, 5].flatMap((row) =>
      sheet.faults(row).map(({ kind, text, column, line, field }) => [kind, text, column, line, field]),
    );
    expect(faults).toEqual([
      ["missing", "", "x", 2, 2],
      ["missing", "NA", "x", 3, 2],
      ["missing", "nan", "y", 3, 3],
      ["text", "12nm", "x", 4, 2],
      ["text", "0x1F", "y", 4, 3],
      ["infinite", "inf", "x", 5, 2],
      ["infinite", "-Infinity", "y", 5, 3],
      ["infinite", "1e999", "x", 6, 2],
      ["text", "1 2", "y", 6, 3],
    ]);
    expect([...sheet.numbers.slice(-2)]).toEqual([1.5, -2000]);
  });
});

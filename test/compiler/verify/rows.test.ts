/** Rows: a table of a run is read as RFC 4180 has it, ended by a line feed, or not at all. */
import { describe, expect, it } from "vitest";
import { below, filled, rowsOf } from "../../../compiler/verify/rows.ts";
import { folderOf } from "../../fixtures/forge.ts";

const read = (text: string | Uint8Array) =>
  rowsOf(folderOf(new Map([["t.csv", typeof text === "string" ? new TextEncoder().encode(text) : text]])), "t.csv");

describe("a table", () => {
  it.each([
    ["cells as they stand", "a,b\n1,2\n", ["1"]],
    ["a comma, a line feed and two quotes inside quotes", 'a,b\n"1,\n""x""",2\n', ['1,\n"x"']],
    ["an empty cell", "a,b\n,2\n", [""]],
    ["no row", "a,b\n", []],
  ])("is read with %s", (_, text, cells) => {
    expect(read(text)?.cells("a")).toEqual(cells);
  });
  it.each<readonly [string, string | Uint8Array]>([
    ["nothing in it", ""],
    ["a last line without an end", "a,b\n1,2"],
    ["a quote that is not closed", 'a,b\n"1,2\n'],
    ["a quote inside a bare cell", 'a,b\n1"x,2\n'],
    ["a letter behind a quoted cell", 'a,b\n"1"x,2\n'],
    ["a line of another length", "a,b\n1\n"],
    ["a column twice", "a,a\n1,2\n"],
    ["bytes that are no UTF-8", new Uint8Array([0x61, 0xff, 0x0a])],
  ])("is not read with %s", (_, text) => {
    expect(read(text)).toBeNull();
  });
  it("that is not there is none", () => {
    expect(rowsOf(folderOf(new Map()), "t.csv")).toBeNull();
  });
});

describe("rows of a table", () => {
  it("are filled in one column, and continued by those of another table", () => {
    const [one, other] = [read("a,b\n1,2\n"), read("b\n3\n")];
    if (one === null || other === null) throw new Error("not read");
    const all = below(filled(one, "a", "9"), other);
    expect([all.cells("a"), all.cells("b"), [...all.numbers("a")]]).toEqual([
      ["9", ""],
      ["2", "3"],
      [9, Number.NaN],
    ]);
  });
});

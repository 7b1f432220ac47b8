/** Grouped: equal findings from three on are one. */
import { describe, expect, it } from "vitest";
import { finding } from "../../../compiler/diagnostics/build.ts";
import { grouped } from "../../../compiler/diagnostics/grouped.ts";

const cell = (line: number, column = 3, text = "x") =>
  finding(
    "FS3021",
    { file: "a.csv", line, column, endLine: line, endColumn: column + 1 },
    { text, column: "fat", row: line },
  );

describe("equal findings", () => {
  it("from three on are one, with count and the place of the last", () => {
    const [one, ...rest] = grouped([cell(2), cell(3), cell(9)]);
    expect(rest).toEqual([]);
    expect(one).toMatchObject({
      count: 3,
      position: { line: 2 },
      related: [{ position: { line: 9 }, message: "the last of 3" }],
    });
  });
  it("are told each where they are two", () => expect(grouped([cell(2), cell(3)])).toHaveLength(2));
  it("differ by column, reason and code", () => {
    const others = [cell(2), cell(3, 4), cell(4, 3, "y"), finding("FS3022", cell(5).position, cell(5).facts)];
    expect(grouped(others)).toEqual(others);
  });
  it("stand where the first stood", () => {
    expect(grouped([cell(2), cell(3, 9), cell(4), cell(5)]).map(({ position }) => position?.column)).toEqual([3, 9]);
  });
});

/** Signs of numbers: the quick look at plain numbers counts what the expressions of the description count. */

import { describe, expect } from "vitest";
import { signsOf } from "../../../../blocks/data/read/signs.ts";
import { fc, it } from "../../../fixtures/property.ts";

/** Cells by the words of the description: 1–3 digits without leading 0, a sign, 3 digits; a number with one sign; whole numbers from 1000 on. */
function described(cells: readonly string[]) {
  const group = (sign: string) => new RegExp(`^[+-]?[1-9]\\d{0,2}${sign}\\d{3}$`);
  const one = (sign: string) => new RegExp(`^[+-]?(?:\\d+${sign}\\d*|${sign}\\d+)$`);
  const count = (is: (cell: string) => boolean) => cells.filter(is).length;
  const [pointGroups, commaGroups] = ["\\.", ","].map((sign) => count((cell) => group(sign).test(cell)));
  const [points, commas] = ["\\.", ","].map((sign) => count((cell) => one(sign).test(cell) && !group(sign).test(cell)));
  const large = count((cell) => /^[+-]?\d{4,}$/.test(cell));
  const first = cells.find((cell) => group("[.,]").test(cell)) ?? null;
  const decimal =
    points > 0 || commas > 0 ? (commas > points ? "," : ".") : commaGroups > 0 ? "," : pointGroups > 0 ? "." : null;
  const between =
    decimal === "." && points > 0 && commas === 0 && commaGroups > 0
      ? ","
      : decimal === "," && commas > 0 && points === 0 && pointGroups > 0
        ? "."
        : "";
  const isDoubtful = between === "" && points + commas === 0 && (commaGroups > 0 || (pointGroups > 0 && large === 0));
  return {
    signs: `${decimal ?? "."}${between}`,
    doubt: isDoubtful ? first : null,
    isSeen: points + commas + pointGroups + commaGroups > 0,
  };
}

const digits = fc.stringMatching(/^\d{0,5}$/);
const cell = fc
  .tuple(fc.constantFrom("", "+", "-"), digits, fc.constantFrom("", ".", ","), digits)
  .map(([sign, before, mark, behind]) => `${sign}${before}${mark}${behind}`);

describe("the signs of plain numbers", () => {
  it.prop([fc.array(cell, { minLength: 1, maxLength: 6 })], { numRuns: 3000 })("are as described", (cells) => {
    expect(signsOf(cells, ";", {})).toEqual(described(cells));
  });
  it.each<[string, string, string | null]>([
    ["1,492", ",", "1,492"],
    ["0,492", ",", null],
    ["1234", ".", null],
    ["1.492", ".", "1.492"],
    ["-12.345", ".", "-12.345"],
    ["18,995E0", ",", null],
    ["1.234.567", ",.", null],
    ["1'234.5", ".'", null],
    [".", ".", null],
    ["+", ".", null],
    ["1,", ",", null],
  ])("of %s are %s, in doubt: %s", (text, signs, doubt) =>
    expect(signsOf([text], ";", {})).toMatchObject({ signs, doubt }),
  );
});

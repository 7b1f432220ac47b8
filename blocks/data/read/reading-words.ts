/** Reading words: one reading in a line, to be set beside another. */
import { words } from "../../contract/words.ts";
import { decimalOf, type Signs } from "../csv/decimal.ts";
import type { Candidate } from "./layouts.ts";

/** Names of what separates cells, and of signs. */
export const signNames: { readonly [sign: string]: string } = {
  ",": words("comma"),
  ";": words("semicolon"),
  "\t": words("tab"),
  "|": words("bar"),
  space: words("blanks"),
  ".": words("point"),
  "'": words("apostrophe"),
  " ": words("blank"),
};

/** `layout wide, header on line 1, 4 columns by comma, decimal point, axis from 800 to 806 (4 points)`. */
export function readingWords({ draft, layout, signs, fit: { axis, columns } }: Candidate): string {
  return [
    `layout ${layout}`,
    draft.names === null && columns?.top.length !== 0 ? `names on line ${draft.line}` : `rows from line ${draft.line}`,
    `${draft.header.length} columns by ${signNames[draft.delimiter]}`,
    ...signWords(signs.signs),
    ...(axis.length === 0 ? [] : [`axis from ${axis[0]} to ${axis[axis.length - 1]} (${axis.length} points)`]),
  ].join(", ");
}

/** `decimal comma`, and `thousands point` where there is one. */
function signWords(signs: Signs): string[] {
  const thousands = signs[1];
  return [
    `decimal ${signNames[decimalOf(signs)]}`,
    ...(thousands === undefined ? [] : [`thousands ${signNames[thousands]}`]),
  ];
}

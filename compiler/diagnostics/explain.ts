/** Explain: what the catalogue says of a code, for `foodspec explain FSnnnn`. */

import { distance } from "../../blocks/contract/closest.ts";
import { alternatives, readable } from "./build.ts";
import { anchorOf, catalogue, errorType } from "./catalogue.ts";

/** The text, or null for a code that does not exist (any case; `2107` is FS2107). */
export function explain(code: string): string | null {
  const known = normalised(code);
  const entry = catalogue.get(known);
  if (entry === undefined) return null;
  const ends =
    entry.severity === "error"
      ? `ends with exit code ${entry.exit} (${errorType(known, entry.exit)})`
      : "does not end a run";
  return [
    `${known}: ${entry.title}`,
    "",
    `${entry.severity}, stage ${entry.stage}, ${ends}`,
    "",
    `What it says: ${readable(entry.sentence)}`,
    "",
    "What to do:",
    ...entry.help.flatMap(alternatives).map((help) => `  - ${readable(help)}`),
    "",
    `More: ${anchorOf(known)}`,
    "",
  ].join("\n");
}

/**
 * The code that was probably meant: of the same two first digits, or one slip of the pen away. Null where none is so near.
 */
export function closestCode(code: string): string | null {
  const wanted = normalised(code);
  const near = [...catalogue.keys()]
    .map((one) => ({ one, far: distance(one, wanted), isKin: one.slice(0, 4) === wanted.slice(0, 4) }))
    .filter(({ far, isKin }) => isKin || far <= 1)
    .sort((a, b) => a.far - b.far || Number(b.isKin) - Number(a.isKin));
  return near[0]?.one ?? null;
}

/** First and last code of every thousand: `FS1001 to FS1121`. */
export function codeRanges(): readonly string[] {
  const codes = [...catalogue.keys()];
  return [...new Set(codes.map((code) => code[2]))].map((digit) => {
    const own = codes.filter((code) => code[2] === digit);
    return own.length === 1 ? own[0] : `${own[0]} to ${own[own.length - 1]}`;
  });
}

const normalised = (code: string) => (/^\d{4}$/.test(code) ? `FS${code}` : code.toUpperCase());

/** Explain: what the catalogue says of a code, for `foodspec explain FSnnnn`. */

import { closest } from "../../blocks/shared/closest.ts";
import { alternatives } from "./build.ts";
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

/** The code that was probably meant, or null. */
export const closestCode = (code: string): string | null => closest(normalised(code), [...catalogue.keys()]);

const normalised = (code: string) => (/^\d{4}$/.test(code) ? `FS${code}` : code.toUpperCase());

/** Placeholders as words between angle brackets. */
const readable = (sentence: string) => sentence.replaceAll(/\{([A-Za-z_][A-Za-z0-9_]*)(?:\|(?:and|plain))?\}/g, "<$1>");

/** Cell: what a text stands for where a number is wanted, or where a name is. */
import { words } from "../../contract/words.ts";
import { parseDecimal, type Signs } from "./decimal.ts";

/** What is wrong with a cell of a number column. */
export type FaultKind = "missing" | "text" | "infinite";

/** Nothing, or one of the marks that R, pandas and Excel leave for nothing. */
export function isMissing(text: string): boolean {
  const bare = text.trim();
  return bare === "" || /^(?:NA|N\/A|#N\/A|NaN|null)$/i.test(bare);
}

/** What a sentence says of a cell that should hold a name. */
export const cellSays = (text: string): string => (text.trim() === "" ? words("is empty") : `says \`${text.trim()}\``);

/** Why the text is no number, or null where it is one. */
export function faultOf(text: string, signs: Signs): FaultKind | null {
  if (isMissing(text)) return "missing";
  if (/^[+-]?inf(?:inity)?$/i.test(text.trim())) return "infinite";
  const value = parseDecimal(text, signs);
  if (Number.isNaN(value)) return "text";
  return Number.isFinite(value) ? null : "infinite";
}

/** A name without the spaces around it. Tabs and line breaks stay: a cell that begins with one is kept exactly. */
export const bare = (text: string): string =>
  isBlankAt(text, 0) || isBlankAt(text, text.length - 1) ? text.replace(/^[ \u00a0]+|[ \u00a0]+$/g, "") : text;

function isBlankAt(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code === 0x20 || code === 0xa0;
}

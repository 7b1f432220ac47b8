/** Fixes: what would mend a word or a value of a document, where its finding stands. */
import { closest, distance } from "../../blocks/contract/closest.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { replacing } from "../diagnostics/fix.ts";

/** The finding with another text in place of what it stands at. */
export const mended = (found: Finding, text: string | undefined, safe: boolean): Finding =>
  text === undefined || found.position === null ? found : { ...found, fix: replacing(found.position, text, safe) };

/** A slip of at most so many letters is plainly one. */
const slipLetters = 2;

/**
 * The finding with the word that was meant in place of the one written. Safe where no other word is near, and the word is not
 * written beside it already.
 */
export function renamed(
  found: Finding,
  word: string,
  suggestion: string | null,
  candidates: readonly string[],
  beside: readonly string[] = [],
): Finding {
  if (suggestion === null) return found;
  const others = candidates.filter((one) => one !== suggestion);
  const isSlip = distance(word.toLowerCase(), suggestion.toLowerCase()) <= slipLetters;
  return mended(found, asYaml(suggestion), isSlip && !beside.includes(suggestion) && closest(word, others) === null);
}

/** A name as a plain text of YAML, in quotation marks where it needs them. */
const asYaml = (name: string): string => (/^[A-Za-z][\w.-]*(?: [\w.%-]+)*$/.test(name) ? name : JSON.stringify(name));

/** Advice on a word: what a word of another program is here. */
import { listed } from "../../diagnostics/listed.ts";
import type { Synonym } from "./synonym.ts";
import { synonyms } from "./table.ts";

const letters = (word: string): string => word.toLowerCase().replaceAll(/[\s._/-]/g, "");

const byPlace = new Map<string, Map<string, Synonym>>();
for (const one of synonyms) {
  const words = byPlace.get(one.at) ?? new Map<string, Synonym>();
  for (const word of one.words) words.set(letters(word), one);
  byPlace.set(one.at, words);
}

/**
 * What is written here in place of a word; null where the word is none of another program, or is not known at this place.
 *
 * @param at a tagged choice (`step`), an owner of options (`step savgol`, `block model`, `front matter`), or `results`
 */
export function adviceOnWord(at: string, word: string): string | null {
  const found = byPlace.get(at)?.get(letters(word));
  if (found === undefined) return null;
  const { write = [], says } = found;
  if (write.length === 0) return says ?? null;
  const here = `here it is ${listed(
    write.map((one) => `\`${one}\``),
    "or",
  )}`;
  return says === undefined ? here : `${here}; ${says}`;
}

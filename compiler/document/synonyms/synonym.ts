/** Synonym: what a word of another program is here, said as an advice. */
import { listed } from "../../diagnostics/listed.ts";
import { type Synonym, synonyms } from "./table.ts";

const letters = (word: string): string => word.toLowerCase().replaceAll(/[\s._/-]/g, "");

const byPlace: ReadonlyMap<string, ReadonlyMap<string, Synonym>> = new Map(
  [...new Set(synonyms.map(({ at }) => at))].map((place) => [
    place,
    new Map(
      synonyms.flatMap((one) => (one.at === place ? one.words.map((word) => [letters(word), one] as const) : [])),
    ),
  ]),
);

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

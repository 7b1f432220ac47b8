/** Stems: what is left of a name when the number of a repeat is taken off. */

/** At the end: `rep2`, `-3`, `_r1`, `scan 4`, `#5`, or plain digits, with the sign before them. */
const numbered = /[-_ .]?(?:rep|r|scan|spec|#)?\d+$/i;
/** A letter behind a digit: `s1a`. */
const lettered = /(?<=\d)[a-z]$/i;

/**
 * The stem of every name. A name that is itself the stem of a lettered one keeps it (`s1`, `s1a`, `s1b` are three of `s1`).
 *
 * @param names distinct or not; the result has their order
 */
export function stemsOf(names: readonly string[]): readonly string[] {
  const roots = new Set(names.filter((name) => lettered.test(name)).map((name) => name.replace(lettered, "")));
  return names.map((name) =>
    roots.has(name) ? name : lettered.test(name) ? name.replace(lettered, "") : name.replace(numbered, ""),
  );
}

/** Keys: names of ours as names that MLflow takes, no two of them alike. */
import { digestOf, hexOf } from "../../store/digest.ts";

const mostCharacters = 250;
const digits = 6;

/** Letters, digits and `_. /-`; a part of a path that is empty or climbs becomes `_`. */
function clean(name: string): string {
  const letters = name.replaceAll(/[^A-Za-z0-9_. /-]/gu, "_");
  const parts = letters.split("/").map((part) => (/^ *\.{0,2} *$/.test(part) ? "_" : part));
  return parts.join("/").slice(0, mostCharacters);
}

/**
 * What each name is called there, in the order of the names, which differ from one another. Of those that would be called alike, and
 * are not called so themselves, six digits of their SHA-256 follow.
 */
export function trackedKeys(names: readonly string[]): ReadonlyMap<string, string> {
  const wanted = new Map<string, number>();
  for (const name of names) wanted.set(clean(name), (wanted.get(clean(name)) ?? 0) + 1);
  return new Map(
    names.map((name) => {
      const key = clean(name);
      if (key === name || wanted.get(key) === 1) return [name, key];
      return [name, `${key.slice(0, mostCharacters - digits - 1)}_${hexOf(digestOf(name)).slice(0, digits)}`];
    }),
  );
}

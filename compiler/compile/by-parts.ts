/** By parts: the order of what is told apart by its first part, then by the next. */

/** Negative, 0 or positive, as sorting wants it. @param a as many parts as b, each of one type with its own of b */
export function byParts(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  const at = a.findIndex((value, i) => value !== b[i]);
  return at === -1 ? 0 : a[at] < b[at] ? -1 : 1;
}

/** Grouped: items by what they share, and what most of some share. */

/** Items by their key, each key where it is first met, its items in their order. */
export function grouped<T, K>(items: Iterable<T>, keyOf: (item: T) => K): Map<K, T[]> {
  const found = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const own = found.get(key);
    if (own === undefined) found.set(key, [item]);
    else own.push(item);
  }
  return found;
}

/** As `grouped`, by names in code-unit order: what is drawn or summed by position does not hang on the order of the items. */
export const groupedInOrder = <T>(
  items: Iterable<T>,
  nameOf: (item: T) => string,
): readonly (readonly [name: string, items: readonly T[]])[] =>
  [...grouped(items, nameOf)].sort(([a], [b]) => (a < b ? -1 : 1));

/** The value that stands most often, of equally frequent ones the least (strings in code-unit order). @param values at least one */
export function commonest<T extends number | string>(values: readonly T[]): T {
  if (values.length === 1) return values[0];
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  let best = values[0];
  let most = 0;
  for (const [value, count] of counts) {
    if (count < most || (count === most && value > best)) continue;
    best = value;
    most = count;
  }
  return best;
}

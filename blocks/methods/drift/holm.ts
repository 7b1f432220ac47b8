/** Holm: p-values of several tests of one question, made larger so that none is small by luck of the many. */

/**
 * Adjusted p-values in the order given: the k-th smallest of n times n − k + 1, never below the one before, at most 1.
 *
 * @see Holm 1979, "A simple sequentially rejective multiple test procedure", Scand. J. Stat. 6:65
 */
export function holm(p: readonly number[]): number[] {
  const order = p.map((_, at) => at).sort((a, b) => p[a] - p[b] || a - b);
  const adjusted = new Array<number>(p.length);
  let floor = 0;
  order.forEach((at, rank) => {
    floor = Math.max(floor, Math.min(1, (p.length - rank) * p[at]));
    adjusted[at] = floor;
  });
  return adjusted;
}

/** Pearson's correlation of pairs. */

/** @returns −1 to 1; null where one side does not vary */
export function correlation(pairs: readonly (readonly [number, number])[]): number | null {
  const n = pairs.length;
  const [a, b] = [0, 1].map((at) => pairs.reduce((sum, pair) => sum + pair[at], 0) / n);
  let [xy, xx, yy] = [0, 0, 0];
  for (const [x, y] of pairs) {
    xy += (x - a) * (y - b);
    xx += (x - a) * (x - a);
    yy += (y - b) * (y - b);
  }
  return xx > 0 && yy > 0 ? Math.max(-1, Math.min(1, xy / Math.sqrt(xx * yy))) : null;
}

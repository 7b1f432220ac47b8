/** Between points: where new points lie among measured ones, for whoever interpolates. */

export interface BetweenPoints {
  /** For every new point the measured one at or before it; the last but one for those on the last. */
  readonly lower: Int32Array;
  /** How far it is on the way to the next, 0 to 1. */
  readonly share: Float64Array;
}

/**
 * @param axis measured points, ascending, two at least
 * @param grid new points, ascending, within them
 */
export function betweenPoints(axis: ArrayLike<number>, grid: readonly number[]): BetweenPoints {
  const lower = new Int32Array(grid.length);
  const share = new Float64Array(grid.length);
  let j = 0;
  grid.forEach((at, k) => {
    while (j < axis.length - 2 && axis[j + 1] <= at) j++;
    lower[k] = j;
    share[k] = Math.min(1, Math.max(0, (at - axis[j]) / (axis[j + 1] - axis[j])));
  });
  return { lower, share };
}

/** Peaks of a line: the local maxima that stand out most, for labels that name positions on an axis. */

/** A peak lower above its surroundings than this share of the line's range is part of the noise, or of a larger peak. */
const leastProminence = 0.04;

/**
 * Indexes of the most prominent local maxima, the most prominent first; the ends of a line are none. Of a plateau the middle counts.
 * Prominence: the height above the higher of the two deepest points between the peak and the next higher ground on either side.
 *
 * @param most how many at most
 */
export function peaks(values: ArrayLike<number>, most: number): readonly number[] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let j = 0; j < values.length; j++) {
    low = Math.min(low, values[j]);
    high = Math.max(high, values[j]);
  }
  const found = maxima(values)
    .map((j) => ({ j, prominence: prominenceOf(values, j) }))
    .filter(({ prominence }) => prominence > leastProminence * (high - low));
  return found
    .sort((a, b) => b.prominence - a.prominence || a.j - b.j)
    .slice(0, most)
    .map(({ j }) => j);
}

function maxima(values: ArrayLike<number>): number[] {
  const found: number[] = [];
  for (let j = 1; j < values.length - 1; j++) {
    if (!(values[j] > values[j - 1])) continue;
    let end = j;
    while (end + 1 < values.length && values[end + 1] === values[j]) end += 1;
    if (end + 1 < values.length && values[end + 1] < values[j]) found.push((j + end) >> 1);
    j = end;
  }
  return found;
}

/** @internal Height of a local maximum above what surrounds it. */
export function prominenceOf(values: ArrayLike<number>, peak: number): number {
  const deepest = (step: 1 | -1): number => {
    let least = values[peak];
    for (let j = peak + step; j >= 0 && j < values.length && values[j] <= values[peak]; j += step)
      least = Math.min(least, values[j]);
    return least;
  };
  return values[peak] - Math.max(deepest(1), deepest(-1));
}

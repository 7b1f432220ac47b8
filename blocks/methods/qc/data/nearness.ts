/** Nearness: how far spectra lie apart after SNV, with a bound from few directions so that not every pair is gone over in full. */
import { type Matrix, mapRows, takeRows } from "../../../contract/matrix.ts";
import { unlessRefused } from "../../../contract/refusal.ts";
import { gram, rowProducts } from "../../numeric/gram.ts";
import { moments } from "../../numeric/moments.ts";
import { pcaWithin } from "../../numeric/pca-within.ts";
import { lazily } from "../lazily.ts";
import { medianOf } from "../spectral/select.ts";

/** Spectra in the form in which their distances are taken. */
export interface Placed {
  /** n × p, every row with mean 0 and sample standard deviation 1. */
  readonly z: Matrix;
  /** False for a constant spectrum, which has no such form; its row is 0. */
  readonly isUsable: readonly boolean[];
  /** What the squared difference of two rows is not below, for less than the difference takes; what it needs is made when first asked. */
  readonly bound: (i: number, j: number, most: number) => number;
  /** Places along the first of the directions of the bound, one behind the other; null where the bound is not of directions. */
  readonly leading: () => Float64Array | null;
  /** Products of the rows of z among each other; null where they are more than the median is taken over. */
  readonly products: () => Matrix | null;
}

/** Rows from which the directions of the bound are found. */
const ROWS_OF_AXES = 200;
/** Directions of the bound: spectra of food have few more (measured: 8 leave 3 times as many pairs to go over). */
const AXES = 16;
/** Rows whose distances the median is taken over, evenly from all where there are more: 179,700 pairs. */
const ROWS_OF_MEDIAN = 600;

/**
 * SNV of every spectrum. Of no more than 600 the products that the median needs bound every difference; of more it is their places
 * along the leading directions of 200 of them, in which no two lie farther apart.
 *
 * @param spectra n × p
 */
export function placed(spectra: Matrix): Placed {
  const isUsable: boolean[] = [];
  const z = mapRows(spectra, (values, i, out) => {
    const { mean, sd } = moments(values);
    isUsable[i] = sd > 1e-12 * Math.abs(mean) && sd > 0;
    for (let j = 0; j < out.length; j++) out[j] = isUsable[i] ? (values[j] - mean) / sd : 0;
  });
  const products = lazily(() => (z.rows > ROWS_OF_MEDIAN ? null : gram(z)));
  const axes = lazily(() => alongAxes(z));
  const bound = (i: number, j: number, most: number): number => {
    const among = products();
    if (among !== null) return fromProducts(among, i, j) * (1 - 1e-9) - 1e-9 * z.cols;
    const along = axes();
    return along === null ? 0 : squared(along, i, j, most);
  };
  const leading = lazily(() => {
    const along = products() === null ? axes() : null;
    return along === null ? null : Float64Array.from({ length: along.rows }, (_, i) => along.data[i * along.cols]);
  });
  return { z, isUsable, bound, leading, products };
}

/** Root mean square difference of two rows. @internal */
export function rmsBetween({ z }: Placed, i: number, j: number): number {
  return Math.sqrt(squared(z, i, j, Number.POSITIVE_INFINITY) / z.cols);
}

/** The root mean square difference of two rows where it is at most `most`, else null: most pairs are left after a few numbers. */
export function rmsWithin({ z, bound }: Placed, i: number, j: number, most: number): number | null {
  const limit = limitWithin(z, most);
  if (bound(i, j, limit) > limit) return null;
  const found = squared(z, i, j, limit);
  return found > most * most * z.cols ? null : Math.sqrt(found / z.cols);
}

/** The squared difference that a bound is held against: a little above, so that no rounding of the bound loses a pair. */
const limitWithin = ({ cols }: Matrix, most: number): number => most * most * cols * (1 + 1e-9);

/**
 * Whether two rows may differ by at most `most`, for one subtraction: no only where `rmsWithin` is null by its first direction.
 * Of 40,000 rows, which have 800 million pairs, this alone decides most.
 */
export function mayBeWithin({ z, leading }: Placed, most: number): (i: number, j: number) => boolean {
  const limit = limitWithin(z, most);
  const along = leading();
  if (along === null) return () => true;
  return (i, j) => {
    const apart = along[i] - along[j];
    return apart * apart <= limit;
  };
}

/**
 * The nearest row of those that `isOther` allows, the first of equals; null where there is none.
 * Cost: n bounds, then the few in full whose bound is below the nearest found.
 */
export function nearestTo(of: Placed, i: number, isOther: (j: number) => boolean): number | null {
  const { z, bound, isUsable } = of;
  const n = z.rows;
  const bounds = new Float64Array(n).fill(Number.POSITIVE_INFINITY);
  let start = -1;
  for (let j = 0; j < n; j++) {
    if (!isUsable[j] || !isOther(j)) continue;
    bounds[j] = bound(i, j, Number.POSITIVE_INFINITY);
    if (start === -1 || bounds[j] < bounds[start]) start = j;
  }
  if (start === -1) return null;
  let nearest = start;
  let best = squared(z, i, start, Number.POSITIVE_INFINITY);
  for (let j = 0; j < n; j++) {
    if (j === start || bounds[j] > best * (1 + 1e-9)) continue;
    const found = squared(z, i, j, best);
    if (found < best || (found === best && j < nearest)) {
      best = found;
      nearest = j;
    }
  }
  return nearest;
}

/**
 * Median root mean square difference over pairs of rows that `counts` allows; null where none is. Of more than 600 rows, 600
 * taken evenly stand for all.
 */
export function medianDifference(
  { z, isUsable, products: among }: Placed,
  counts: (i: number, j: number) => boolean,
): number | null {
  const usable = isUsable.flatMap((is, i) => (is ? [i] : []));
  const step = Math.max(1, usable.length / ROWS_OF_MEDIAN);
  const rows = Array.from({ length: Math.min(usable.length, ROWS_OF_MEDIAN) }, (_, k) => usable[Math.floor(k * step)]);
  // A product depends on its two rows alone: those of some rows are the same to the last bit.
  const products = (rows.length === z.rows ? among() : null) ?? gram(takeRows(z, rows));
  const found = new Float64Array((rows.length * (rows.length - 1)) / 2);
  let count = 0;
  for (let a = 0; a < rows.length; a++) {
    for (let b = 0; b < a; b++) {
      if (!counts(rows[a], rows[b])) continue;
      found[count++] = Math.sqrt(fromProducts(products, a, b) / z.cols);
    }
  }
  return count === 0 ? null : medianOf(found.subarray(0, count));
}

/** |a − b|² from a·a, b·b and a·b: as exact as these are, which is little where a and b are all but the same. */
function fromProducts({ data, cols }: Matrix, a: number, b: number): number {
  const square = data[a * cols + a] + data[b * cols + b];
  return Math.max(0, square - 2 * data[a * cols + b]);
}

/** Σ(aⱼ − bⱼ)², left off once it is beyond `most`. */
function squared({ data, cols }: Matrix, i: number, j: number, most: number): number {
  const a = i * cols;
  const b = j * cols;
  let sum = 0;
  for (let k = 0; k < cols; k++) {
    const difference = data[a + k] - data[b + k];
    sum += difference * difference;
    if (sum > most) return sum;
  }
  return sum;
}

function alongAxes(z: Matrix): Matrix | null {
  if (z.rows < 3 || z.cols <= AXES) return null;
  const step = Math.max(1, z.rows / ROWS_OF_AXES);
  const rows = Array.from({ length: Math.min(z.rows, ROWS_OF_AXES) }, (_, k) => Math.floor(k * step));
  // Rows that are all alike have no directions; the bound is then left out.
  const axes = unlessRefused(() => pcaWithin(takeRows(z, rows), Math.min(AXES, rows.length - 1)));
  return axes === null ? null : rowProducts(z, axes.loadings);
}

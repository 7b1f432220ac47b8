/** Spoilt points, for the verifier: spikes by third differences, flat tops by runs (CONTRACT §7). */
import { median } from "./order.ts";

const usual = 1.4826;

/** Of each spectrum the share of its points within two of a spike; what sits at one place in a tenth of ten spectra or more is a band. */
export function spikeShares(spectra: readonly Float64Array[], ranges: readonly number[]): readonly number[] {
  const p = spectra[0].length;
  const centres = spectra.map((x, i) => centresOf(x, ranges[i]));
  const near = centres.map((found) => new Set(found.flatMap((j) => [j - 1, j, j + 1])));
  const least = Math.max(3, spectra.length / 10);
  const isBand = (j: number) => spectra.length >= 10 && near.filter((one) => one.has(j)).length >= least;
  const bands = new Map([...new Set(centres.flat())].map((j) => [j, isBand(j)]));
  return centres.map((found) => {
    const points = found.filter((j) => !bands.get(j)).flatMap((j) => [j - 2, j - 1, j, j + 1, j + 2]);
    return new Set(points.filter((j) => j >= 0 && j < p)).size / p;
  });
}

function centresOf(x: Float64Array, range: number): readonly number[] {
  const step = (j: number) => x[j + 1] - x[j];
  const bend = (j: number) => step(j + 1) - step(j);
  const a = Float64Array.from({ length: x.length - 3 }, (_, j) => Math.abs(bend(j + 1) - bend(j)));
  const last = a.length - 1;
  const at = (j: number) => a[j < 0 ? -j : j > last ? 2 * last - j : j];
  const level = Math.max(10 * usual * median(a), 0.03 * range);
  const isCentre = (j: number) =>
    a[j] > level &&
    [-2, -1, 1, 2].every((k) => j + k < 0 || j + k > last || a[j + k] <= a[j]) &&
    a[j] > (10 * median(Array.from({ length: 25 }, (_, k) => at(j + k - 12)))) / 0.6745;
  return [...a.keys()].filter(isCentre).map((j) => j + 2);
}

/**
 * The share of points in runs of three or more equal values at the maximum or minimum with a step of more than three quanta
 * beside them.
 *
 * @param limit at or above it a point is saturated; null where no limit is known
 */
export function saturatedShare(x: Float64Array, limit: number | null): number {
  const steps = Array.from({ length: x.length - 1 }, (_, j) => Math.abs(x[j + 1] - x[j]));
  const quantum = Math.min(...steps.filter((step) => step > 0));
  const [low, high] = [Math.min(...x), Math.max(...x)];
  let count = 0;
  for (let from = 0; from < x.length; ) {
    let to = from;
    while (to + 1 < x.length && x[to + 1] === x[from]) to++;
    const edge = Math.max(steps[from - 1] ?? 0, steps[to] ?? 0);
    const isCut = (x[from] === low || x[from] === high) && to - from >= 2 && edge > 3 * quantum;
    if (isCut || (limit !== null && x[from] >= limit)) count += to - from + 1;
    from = to + 1;
  }
  return count / x.length;
}

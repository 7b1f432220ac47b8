/** Energy distance: do two sets of rows come from one distribution? By permutation of which row belongs to which set. */
import { type Matrix, matrix } from "../../contract/matrix.ts";
import type { Stream } from "../../contract/stream.ts";

export interface EnergyTest {
  /** 2·mean|x − y| − mean|x − x′| − mean|y − y′|: 0 for two sets alike, larger the further apart. */
  readonly statistic: number;
  /** (1 + permutations at least as far apart)/(permutations + 1). */
  readonly p: number;
}

/**
 * Energy tests of two sets of rows, looked at in several ways (scores, residuals), with the same permutations for all. Distances
 * are taken once; a permutation then costs the sum over the pairs within the smaller set.
 *
 * @param views N × N distances a view: the first n rows are the first set, the others the second
 * @param n rows of the first set, 1 to N − 1
 * @param permutations B
 * @see Székely, Rizzo 2013, "Energy statistics", J. Stat. Plan. Inference 143:1249, doi 10.1016/j.jspi.2013.03.018
 */
export function energyTests(
  views: readonly Matrix[],
  n: number,
  permutations: number,
  stream: Stream,
): readonly EnergyTest[] {
  const total = views[0]?.rows ?? 0;
  const size = Math.min(n, total - n);
  const own = Int32Array.from({ length: size }, (_, k) => (n <= total - n ? k : n + k));
  const statistics = views.map(statisticOf);
  const seen = statistics.map((of) => of(own));
  // The same set in another order has the same statistic but for the last digits of its sums.
  const rounding = views.map(({ data }) => (1e-12 * data.reduce((sum, value) => sum + value, 0)) / data.length);
  const atLeast = views.map(() => 1);
  const order = Int32Array.from({ length: total }, (_, k) => k);
  for (let b = 0; b < permutations; b++) {
    const set = drawn(order, size, stream);
    statistics.forEach((of, v) => {
      if (of(set) >= seen[v] - rounding[v]) atLeast[v]++;
    });
  }
  return views.map((_, v) => ({ statistic: Math.max(0, seen[v]), p: atLeast[v] / (permutations + 1) }));
}

/** Euclidean distances between all rows, N × N. */
export function distancesBetween(x: Matrix): Matrix {
  const { rows: n, cols: p, data } = x;
  const result = matrix(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < i; j++) {
      let sum = 0;
      for (let k = 0, a = i * p, b = j * p; k < p; k++, a++, b++) sum += (data[a] - data[b]) * (data[a] - data[b]);
      const distance = Math.sqrt(sum);
      result.data[i * n + j] = distance;
      result.data[j * n + i] = distance;
    }
  }
  return result;
}

/** The statistic of a set against all other rows, from sums over the pairs within it: those between follow from row sums. */
function statisticOf({ rows: total, data }: Matrix): (set: Int32Array) => number {
  const rowSums = new Float64Array(total);
  let all = 0;
  for (let i = 0; i < total; i++) {
    for (let j = 0; j < total; j++) rowSums[i] += data[i * total + j];
    all += rowSums[i];
  }
  return (set) => {
    const [size, others] = [set.length, total - set.length];
    let within = 0;
    let reaching = 0;
    for (let a = 0; a < size; a++) {
      const start = set[a] * total;
      reaching += rowSums[set[a]];
      for (let b = 0; b < a; b++) within += data[start + set[b]];
    }
    within *= 2;
    const between = reaching - within;
    const rest = all - 2 * between - within;
    return (2 * between) / (size * others) - within / (size * size) - rest / (others * others);
  };
}

/** The first `size` of the indexes after so many steps of Fisher–Yates: every set is equally likely, whatever order went before. */
function drawn(order: Int32Array, size: number, stream: Stream): Int32Array {
  for (let k = 0; k < size; k++) {
    const other = k + stream.below(order.length - k);
    const kept = order[k];
    order[k] = order[other];
    order[other] = kept;
  }
  return order.subarray(0, size);
}

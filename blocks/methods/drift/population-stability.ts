/** Population stability index: how far a distribution moved, in the analyst's familiar number; shown, never a verdict. */
import { percentileInPlace } from "../numeric/order-statistics.ts";
import { chiSquareQuantile } from "../numeric/special.ts";

export interface PopulationStability {
  readonly psi: number;
  /** What PSI of so many samples exceeds by chance in less than 1 % of all sets, at least 0.25. */
  readonly limit: number;
  readonly moved: boolean;
}

/**
 * Σ (p − q) ln(p/q) over bins at quantiles of the reference (type 7); the outer bins are open and every bin counts half a value
 * more than it holds. The usual limit of 0.25 alone would name most good sets of a few dozen samples: PSI of two sets alike is
 * (1/n + 1/m) times a chi-square of bins − 1 degrees of freedom.
 *
 * @param reference n numbers
 * @param values m numbers
 * @param features numbers looked at together: their chances add up
 * @see Yurdakul, Naranjo 2020, "Statistical properties of the population stability index", J. Risk Model Valid. 14:89,
 *      doi 10.21314/JRMV.2020.227
 */
export function populationStability(
  reference: ArrayLike<number>,
  values: ArrayLike<number>,
  features: number,
): PopulationStability {
  const [n, m] = [reference.length, values.length];
  const bins = Math.max(2, Math.min(10, Math.floor(Math.min(n, m) / 5)));
  const sorted = Float64Array.from(reference);
  const edges = Array.from({ length: bins - 1 }, (_, k) => percentileInPlace(sorted, (100 * (k + 1)) / bins));
  const [before, after] = [shares(reference, edges), shares(values, edges)];
  const psi = before.reduce((sum, share, k) => sum + (share - after[k]) * Math.log(share / after[k]), 0);
  const limit = Math.max(0.25, (1 / n + 1 / m) * chiSquareQuantile(1 - 0.01 / features, bins - 1));
  return { psi, limit, moved: psi > limit };
}

function shares(values: ArrayLike<number>, edges: readonly number[]): number[] {
  const counts = new Array<number>(edges.length + 1).fill(0.5);
  for (let i = 0; i < values.length; i++) counts[edges.filter((edge) => values[i] > edge).length]++;
  return counts.map((count) => count / (values.length + counts.length / 2));
}

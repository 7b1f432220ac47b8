/** Exceedance: do more new values lie beyond a high value of the reference than chance puts there? */
import { betaBinomialUpper } from "../numeric/beta-binomial.ts";

export interface Exceedance {
  /** The reference's value, its `rank`-th smallest. */
  readonly limit: number;
  /** New values beyond it. */
  readonly beyond: number;
  /** Probability of as many or more. */
  readonly p: number;
}

/** Rank of the value below which a new one falls with probability rank/(m + 1), at least `level` where m allows it. */
export const limitRank = (m: number, level: number): number => Math.min(m, Math.ceil((m + 1) * level - 1e-9));

/**
 * Number of new values beyond the reference's value at `level`. Where both come from one continuous distribution, the share that
 * lies beyond the k-th smallest of m is beta(m + 1 − k, k), so that their number among n is beta-binomial, whatever the
 * distribution: no limit of normal theory enters.
 *
 * @param reference m numbers, at least 1
 * @param values n numbers
 * @see Wilks 1941, doi 10.1214/aoms/1177731788 (order statistics as tolerance limits)
 */
export const exceedance = (reference: ArrayLike<number>, values: ArrayLike<number>, level: number): Exceedance =>
  exceedanceAt(reference, values, limitRank(reference.length, level));

/** The same beyond the reference's `rank`-th smallest value. @param rank 1 … m */
export function exceedanceAt(reference: ArrayLike<number>, values: ArrayLike<number>, rank: number): Exceedance {
  const sorted = Float64Array.from(reference).sort();
  const limit = sorted[rank - 1];
  let beyond = 0;
  for (let i = 0; i < values.length; i++) if (values[i] > limit) beyond++;
  return { limit, beyond, p: betaBinomialUpper(beyond, values.length, sorted.length + 1 - rank, rank) };
}

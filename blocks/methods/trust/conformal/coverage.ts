/** Coverage: how many sets hold the truth, in all and by class and batch, and whether that keeps the promise. */

import { clopperPearson } from "../../metrics/intervals.ts";
import { betaBinomialUpper } from "../../numeric/beta-binomial.ts";
import { binomialCdf } from "../../numeric/special.ts";
import type { Category } from "../rules.ts";

/** Below this probability of so few covered sets the promise is taken as broken; each of K classes at a K-th of it. */
export const leastProbability = 0.01;

/** What of an evaluated sample is counted. */
export interface Counted {
  readonly isRight: boolean | null;
  readonly covered: boolean;
  /** Classes of the issued set, or the interval's length; null where that is infinite. */
  readonly size: number | null;
}

/** Evaluated samples counted together. */
export interface Group {
  readonly n: number;
  /** Null in a regression. */
  readonly accuracy: number | null;
  readonly covered: number;
  readonly coverage: number | null;
  /** 95 %, Clopper–Pearson. */
  readonly coverage_ci: [number, number] | null;
  /** Of the issued sets, or mean length of the intervals; null where one is infinite. */
  readonly mean_set_size: number | null;
}

export function groupOf(of: readonly Counted[]): Group {
  const n = of.length;
  const covered = of.filter((one) => one.covered).length;
  const right = of.filter(({ isRight }) => isRight === true).length;
  const sizes = of.flatMap(({ size }) => (size === null ? [] : [size]));
  const ci = clopperPearson(covered, n);
  return {
    n,
    accuracy: n === 0 || of[0].isRight === null ? null : right / n,
    covered,
    coverage: n === 0 ? null : covered / n,
    coverage_ci: ci === null ? null : [ci[0], ci[1]],
    mean_set_size: sizes.length < n || n === 0 ? null : sizes.reduce((sum, size) => sum + size, 0) / n,
  };
}

/** Groups by name, names in code-unit order; those without a name are passed over. */
export function groupsBy(
  of: readonly Counted[],
  names: readonly (string | null | undefined)[],
): { readonly [name: string]: Group } {
  const all = [...new Set(names)].filter((name) => name !== null && name !== undefined).sort();
  return Object.fromEntries(all.map((name) => [name, groupOf(of.filter((_, i) => names[i] === name))]));
}

export type Tail = "binomial" | "beta-binomial";

/**
 * P(so few or fewer covered, were the promise kept). Many thresholds, each judging samples drawn one by one: binomial(n, 1 − α). One
 * threshold that judges all, or samples that come in whole batches, hang together: beta-binomial with the Beta(k, m + 1 − k) of the
 * smallest conformal set, which is the widest.
 *
 * @param sets of each fold the thresholds that stand behind these samples
 * @see Vovk 2012, "Conditional validity of inductive conformal predictors", ACML, arXiv:1209.2673; Angelopoulos, Bates 2023,
 *      Found. Trends Mach. Learn. 16:494, doi 10.1561/2200000101 (Beta(k, m + 1 − k))
 * @returns null where a threshold is infinite: such sets hold everything
 */
export function tailOf(
  { n, covered }: Pick<Group, "n" | "covered">,
  alpha: number,
  tail: Tail,
  sets: readonly (readonly Category[])[],
): number | null {
  if (n === 0 || sets.length === 0) return null;
  if (tail === "binomial") return binomialCdf(covered, n, 1 - alpha);
  const totals = sets.map((of) => ({
    n: of.reduce((sum, one) => sum + one.n, 0),
    k: of.reduce((sum, one) => sum + one.k, 0),
  }));
  const smallest = totals.reduce((least, one) => (one.n < least.n ? one : least));
  if (smallest.k > smallest.n || smallest.k < 1) return null;
  return betaBinomialUpper(n - covered, n, smallest.n + 1 - smallest.k, smallest.k);
}

/** Conformal threshold: the k-th smallest score of samples that nothing was fitted on. */

export interface Threshold {
  /** Samples, or groups of them. */
  readonly n: number;
  readonly k: number;
  /** Infinite where k is beyond n. */
  readonly qhat: number;
}

/** 1 − α and 1/α are seldom what they say in binary: without this 20 · 0.9 would ask for the 19th of 19. */
const rounding = 1e-9;

/** k = ⌈(n + 1)(1 − α)⌉: of so many of n + 1 equally likely places the new score takes at most the k-th. @internal */
export const rankOf = (n: number, alpha: number): number => Math.ceil((n + 1) * (1 - alpha) - rounding);

/** Fewest conformal samples with a finite threshold: ⌈1/α⌉ − 1. */
export const leastConformal = (alpha: number): number => Math.ceil(1 / alpha - rounding) - 1;

/**
 * The k-th smallest score, k = ⌈(n + 1)(1 − α) − 1e−9⌉. A new score that could change places with these is at most as large with
 * a probability of k/(n + 1) ≥ 1 − α.
 *
 * @see Vovk, Gammerman, Shafer 2005, Algorithmic Learning in a Random World; Papadopoulos et al. 2002, doi 10.1007/3-540-36755-1_29
 */
export function threshold(scores: ArrayLike<number>, alpha: number): Threshold {
  const n = scores.length;
  const k = rankOf(n, alpha);
  const sorted = Float64Array.from(scores).sort();
  return { n, k, qhat: k > n ? Number.POSITIVE_INFINITY : sorted[Math.max(0, k - 1)] };
}

/**
 * The threshold for one score of a new group (batch, sample): every group has the same weight, shared by its scores, and one more
 * group stands at infinity. The smallest score at which the weights below reach 1 − α.
 *
 * @param groups to which group each score belongs
 * @see Lee, Barber, Willett 2023, "Distribution-free inference with hierarchical data", arXiv:2306.06342
 */
export function groupedThreshold(
  scores: ArrayLike<number>,
  groups: ArrayLike<string | number>,
  alpha: number,
): Threshold {
  const sizes = new Map<string | number, number>();
  for (let i = 0; i < scores.length; i++) sizes.set(groups[i], (sizes.get(groups[i]) ?? 0) + 1);
  const n = sizes.size;
  const k = rankOf(n, alpha);
  const order = Array.from(scores, (_, i) => i).sort((a, b) => scores[a] - scores[b] || a - b);
  const enough = (n + 1) * (1 - alpha) - rounding;
  let weight = 0;
  for (const i of order) {
    weight += 1 / (sizes.get(groups[i]) as number);
    if (weight >= enough) return { n, k, qhat: scores[i] };
  }
  return { n, k, qhat: Number.POSITIVE_INFINITY };
}

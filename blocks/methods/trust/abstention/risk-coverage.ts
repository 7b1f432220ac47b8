/** Risk and coverage: how often answers are wrong when only the most confident samples are answered. */

export interface RiskPoint {
  /** Share of samples answered. */
  readonly coverage: number;
  /** Share of the answers that are wrong. */
  readonly risk: number;
  /** Least confidence among them. */
  readonly confidence: number;
}

/**
 * A point at every confidence that occurs, from the most confident on, and the area under the curve: the mean risk over all numbers
 * of answers. Within equal confidences errors are spread evenly, so that no order of samples matters.
 *
 * @param confidence length n
 * @param isRight length n
 * @see Geifman, Uziel, El-Yaniv 2019, "Bias-reduced uncertainty estimation for deep neural classifiers", ICLR, arXiv:1805.08206
 */
export function riskCoverage(
  confidence: ArrayLike<number>,
  isRight: ArrayLike<boolean>,
): { readonly points: readonly RiskPoint[]; readonly aurc: number | null } {
  const n = confidence.length;
  const order = Array.from(confidence, (_, i) => i).sort((a, b) => confidence[b] - confidence[a] || a - b);
  const points: RiskPoint[] = [];
  let area = 0;
  let errors = 0;
  for (let start = 0; start < n; ) {
    let end = start;
    let wrong = 0;
    while (end < n && confidence[order[end]] === confidence[order[start]]) {
      if (!isRight[order[end]]) wrong++;
      end++;
    }
    for (let i = start; i < end; i++) area += (errors + (wrong * (i + 1 - start)) / (end - start)) / (i + 1);
    errors += wrong;
    points.push({ coverage: end / n, risk: errors / end, confidence: confidence[order[start]] });
    start = end;
  }
  return { points, aurc: n === 0 ? null : area / n };
}

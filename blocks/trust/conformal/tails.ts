/** Tails: how unlikely a coverage as low as the observed one is, where the sets keep their promise. */
import { logGamma } from "../../shared/numeric/special.ts";

/**
 * P(X ≤ k) of the beta-binomial distribution: n trials whose common probability is itself drawn from Beta(a, b). The coverage of one
 * threshold from m conformal samples is Beta(k, m + 1 − k).
 *
 * @see Vovk 2012, "Conditional validity of inductive conformal predictors", ACML, arXiv:1209.2673; Angelopoulos, Bates 2023,
 *      Found. Trends Mach. Learn. 16:494, doi 10.1561/2200000101
 */
export function betaBinomialCdf(k: number, n: number, a: number, b: number): number {
  if (k >= n) return 1;
  const logBeta = (x: number, y: number) => logGamma(x) + logGamma(y) - logGamma(x + y);
  const whole = logGamma(n + 1) - logBeta(a, b);
  let sum = 0;
  for (let x = 0; x <= Math.floor(k); x++) {
    sum += Math.exp(whole - logGamma(x + 1) - logGamma(n - x + 1) + logBeta(x + a, n - x + b));
  }
  return Math.min(1, sum);
}

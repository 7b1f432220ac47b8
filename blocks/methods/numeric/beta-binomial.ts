/** Beta-binomial: successes among n where their probability is itself drawn from a beta distribution. */
import { logGamma } from "./special.ts";

/**
 * P(X ≥ k) for X beta-binomial: n trials whose common probability is beta(a, b). Summed from the far end.
 *
 * @param k whole number; from 0 down the result is 1, above n it is 0
 * @throws RangeError for a ≤ 0 or b ≤ 0
 * @see Skellam 1948, J. R. Stat. Soc. B 10:257, doi 10.1111/j.2517-6161.1948.tb00014.x
 */
export function betaBinomialUpper(k: number, n: number, a: number, b: number): number {
  if (k <= 0) return 1;
  const whole = logGamma(n + 1) - logBeta(a, b);
  let sum = 0;
  for (let x = n; x >= k; x--) {
    sum += Math.exp(whole - logGamma(x + 1) - logGamma(n - x + 1) + logBeta(a + x, b + n - x));
  }
  return Math.min(1, sum);
}

const logBeta = (a: number, b: number): number => logGamma(a) + logGamma(b) - logGamma(a + b);

/**
 * Quantiles and distribution functions: beta, F and binomial from @stdlib; gamma, chi-square and normal here, because theirs are
 * wrong by up to 1e-3 (chi-square from 2,000 degrees of freedom on) and 8e-5 (normal, far tails).
 *
 * Loader's saddle-point form of the gamma density keeps full accuracy where logarithms of gamma would lose digits (shapes in the
 * thousands). Quantiles are Newton steps on the logarithm of the smaller tail in log x, where the density is log-concave, so that
 * the steps cannot run away.
 *
 * @see Loader 2000, "Fast and accurate computation of binomial probabilities"; Press et al. 2007, Numerical Recipes 3rd ed.,
 *      section 6.2 (continued fraction by Lentz's method, Thompson and Barnett 1986, doi 10.1016/0021-9991(86)90046-X)
 */
import betainc from "@stdlib/math-base-special-betainc";
import stdlibBetaQuantile from "@stdlib/stats-base-dists-beta-quantile";
import stdlibBinomialCdf from "@stdlib/stats-base-dists-binomial-cdf";

const HALF_LOG_TWO_PI = 0.9189385332046728;
/** Coefficients of Stirling's series in 1/x², from the highest power. */
const STIRLING = [1 / 156, -691 / 360360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360, 1 / 12];
const TINY = 1e-300;
const PRECISION = 1e-16;
const MAX_TERMS = 100_000;

/**
 * Natural logarithm of the gamma function, absolute error about 1e-15 · max(1, |result|).
 *
 * @param x above 0
 * @throws RangeError for x ≤ 0 or NaN
 */
export function logGamma(x: number): number {
  requireAbove(x, 0, "x");
  return (x - 0.5) * Math.log(x) - x + HALF_LOG_TWO_PI + stirlingError(x);
}

/**
 * The z with P(Z ≤ z) = p for the standard normal distribution; ∓Infinity at 0 and 1.
 *
 * @throws RangeError for p outside [0, 1]
 * @internal
 */
export function normalQuantile(p: number): number {
  requireProbability(p);
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  // Z² / 2 is gamma(1/2); 1 − 2 tail is exact where it is the smaller one.
  const z =
    tail === 0 ? Number.POSITIVE_INFINITY : Math.sqrt(2 * Math.exp(gammaLogQuantile(1 - 2 * tail, 2 * tail, 0.5)));
  return p < 0.5 ? -z : z;
}

/**
 * The x with P(X ≤ x) = p for the chi-square distribution with df degrees of freedom.
 *
 * @throws RangeError for p outside [0, 1] or df ≤ 0
 */
export function chiSquareQuantile(p: number, df: number): number {
  requireProbability(p);
  requireAbove(df, 0, "df");
  if (p === 0) return 0;
  return p === 1 ? Number.POSITIVE_INFINITY : 2 * Math.exp(gammaLogQuantile(p, 1 - p, df / 2));
}

/**
 * The x with I_x(a, b) = p.
 *
 * @throws RangeError for p outside [0, 1], a ≤ 0 or b ≤ 0
 */
export function betaQuantile(p: number, a: number, b: number): number {
  requireProbability(p);
  requireAbove(a, 0, "a");
  requireAbove(b, 0, "b");
  return stdlibBetaQuantile(p, a, b);
}

/**
 * P(X ≤ k) for X binomial with n trials of probability p.
 *
 * @param k rounded down; below 0 gives 0, from n on 1
 * @throws RangeError for p outside [0, 1] or n that is no whole number ≥ 0
 */
export function binomialCdf(k: number, n: number, p: number): number {
  requireProbability(p);
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`n is ${n}, not a whole number`);
  return stdlibBinomialCdf(k, n, p);
}

/**
 * The x with P(F ≤ x) = p for the F distribution with d1 (numerator) and d2 (denominator) degrees of freedom.
 *
 * @throws RangeError for p outside [0, 1] or degrees of freedom ≤ 0
 */
export function fQuantile(p: number, d1: number, d2: number): number {
  requireProbability(p);
  requireAbove(d1, 0, "d1");
  requireAbove(d2, 0, "d2");
  if (p === 1) return Number.POSITIVE_INFINITY;
  // d1 F / (d1 F + d2) is beta. Near 1 it has no digits left for the odds; there the other end is taken, unless p has none for it.
  const x = stdlibBetaQuantile(p, d1 / 2, d2 / 2);
  if (1 - x > Math.min(p, 0.5)) return (d2 / d1) * (x / (1 - x));
  const y = stdlibBetaQuantile(1 - p, d2 / 2, d1 / 2);
  return (d2 / d1) * ((1 - y) / y);
}

/**
 * The t with P(T ≤ t) = p for Student's t distribution: t² is F with 1 and df degrees of freedom.
 *
 * @throws RangeError for p outside [0, 1] or df ≤ 0
 */
export function tQuantile(p: number, df: number): number {
  requireProbability(p);
  if (p === 0.5) return 0;
  const size = Math.sqrt(fQuantile(Math.abs(2 * p - 1), 1, df));
  return p < 0.5 ? -size : size;
}

/**
 * The two-sided P(|T| ≥ |t|) of Student's t distribution: the upper tail of I_y(½, df/2) at y = t²/(df + t²).
 *
 * @param t finite
 * @throws RangeError for degrees of freedom ≤ 0
 */
export function tTwoSided(t: number, df: number): number {
  requireAbove(df, 0, "df");
  return betainc((t * t) / (df + t * t), 0.5, df / 2, true, true);
}

interface LogTails {
  readonly lower: number;
  readonly upper: number;
}

/** Both tails of the gamma distribution of rate 1 at x > 0, as logarithms. */
function gammaLogTails(x: number, shape: number): LogTails {
  const front = gammaLogFront(x, shape);
  if (x < shape + 1) {
    const lower = Math.min(0, front + Math.log(gammaSeries(x, shape)));
    return { lower, upper: complement(lower) };
  }
  const upper = Math.min(0, front + Math.log(gammaFraction(x, shape)));
  return { lower: complement(upper), upper };
}

/** log(x^shape e^−x / Γ(shape)), which is also the log density of log x. */
function gammaLogFront(x: number, shape: number): number {
  return 0.5 * Math.log(shape) - HALF_LOG_TWO_PI - stirlingError(shape) - deviance(shape, x);
}

/** Σ x^k / (shape (shape + 1) … (shape + k)), Press et al. 2007, eq. 6.2.5. */
function gammaSeries(x: number, shape: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let k = 1; k < MAX_TERMS; k++) {
    term *= x / (shape + k);
    sum += term;
    if (term <= sum * PRECISION) break;
  }
  return sum;
}

/** The continued fraction of the upper incomplete gamma function (Press et al. 2007, eq. 6.2.7) by Lentz's method. */
function gammaFraction(x: number, shape: number): number {
  let b = x + 1 - shape;
  let c = 1 / TINY;
  let d = 1 / nonZero(b);
  let result = d;
  for (let k = 1; k < MAX_TERMS; k++) {
    const numerator = -k * (k - shape);
    b += 2;
    d = 1 / nonZero(numerator * d + b);
    c = nonZero(b + numerator / c);
    result *= d * c;
    if (Math.abs(d * c - 1) <= 2 * PRECISION) break;
  }
  return result;
}

/** log x where the lower tail of gamma(shape) is `lower` and the upper one `upper` (their sum is 1). */
function gammaLogQuantile(lower: number, upper: number, shape: number): number {
  if (lower <= upper) {
    return climb(Math.log(shape), Math.log(lower), (u) => {
      const x = Math.exp(u);
      return { tail: gammaLogTails(x, shape).lower, slope: gammaLogFront(x, shape) };
    });
  }
  const goal = Math.log(upper);
  // At or beyond the quantile (Laurent and Massart 2000, doi 10.1214/aos/1015957395), so that no step overshoots.
  const beyond = shape + Math.sqrt(-2 * shape * goal) - goal;
  return -climb(-Math.log(beyond), goal, (v) => {
    const x = Math.exp(-v);
    return { tail: gammaLogTails(x, shape).upper, slope: gammaLogFront(x, shape) };
  });
}

/**
 * Newton's method for tail(u) = goal, where tail is the logarithm of a distribution function with a log-concave density:
 * concave and increasing, so after at most one step to the left of the root every step goes right and stops at it.
 */
function climb(start: number, goal: number, at: (u: number) => { tail: number; slope: number }): number {
  let u = start;
  for (let step = 0; step < 200; step++) {
    const { tail, slope } = at(u);
    const move = (goal - tail) * Math.exp(tail - slope);
    const next = Math.max(-700, Math.min(700, u + Math.max(-60, Math.min(60, move))));
    if (next === u || Math.abs(move) <= 4 * PRECISION) return next;
    u = next;
  }
  return u;
}

/**
 * log Γ(x + 1) − ½ log(2πx) − x log x + x: what Stirling's formula misses. By its series from 12 on, below by the
 * recurrence δ(x) − δ(x + 1) = (x + ½) log(1 + 1/x) − 1.
 */
function stirlingError(x: number): number {
  let sum = 0;
  let z = x;
  while (z < 12) {
    sum += (z + 0.5) * Math.log1p(1 / z) - 1;
    z += 1;
  }
  const w = 1 / (z * z);
  return sum + STIRLING.reduce((value, coefficient) => value * w + coefficient, 0) / z;
}

/** x log(x / m) + m − x without cancellation where x is near m (Loader 2000). */
function deviance(x: number, m: number): number {
  const difference = x - m;
  if (Math.abs(difference) >= 0.1 * (x + m)) return x * Math.log(x / m) + m - x;
  const v = difference / (x + m);
  let sum = difference * v;
  let term = 2 * x * v;
  for (let j = 1; j < 1000; j++) {
    term *= v * v;
    const next = sum + term / (2 * j + 1);
    if (next === sum) break;
    sum = next;
  }
  return sum;
}

/** log(1 − e^t) for t ≤ 0. */
function complement(t: number): number {
  return t > -Math.LN2 ? Math.log(-Math.expm1(t)) : Math.log1p(-Math.exp(t));
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}

function requireAbove(value: number, least: number, name: string): void {
  if (!(value > least) || value === Number.POSITIVE_INFINITY)
    throw new RangeError(`${name} is ${value}, not above ${least}`);
}

function requireProbability(p: number): void {
  if (!(p >= 0 && p <= 1)) throw new RangeError(`${p} is no probability`);
}

/** Distribution functions and quantiles of the verifier, worked out by itself: beta, gamma, t, F, χ² and binomials. */

/** log Γ(x), x > 0: Stirling's series from 15 on, below by the recurrence. */
export function logGamma(x: number): number {
  let [z, product] = [x, 1];
  for (; z < 15; z++) product *= z;
  const w = 1 / (z * z);
  const series = (1 / 12 - w * (1 / 360 - w * (1 / 1260 - w * (1 / 1680 - w / 1188)))) / z;
  return (z - 0.5) * Math.log(z) - z + 0.9189385332046728 + series - Math.log(product);
}

/** I_x(a, b), the regularised incomplete beta function, by its continued fraction (Lentz). */
const betaCdf = (x: number, a: number, b: number): number => betaCdfOf(a, b)(x);

/** The same of one a and b, for many x. */
export function betaCdfOf(a: number, b: number): (x: number) => number {
  const log = logGamma(a + b) - logGamma(a) - logGamma(b);
  return (x) => {
    if (x <= 0) return 0;
    if (x >= 1) return 1;
    return x > (a + 1) / (a + b + 2) ? 1 - lowerTail(1 - x, b, a, log) : lowerTail(x, a, b, log);
  };
}

/** I_x(a, b) for x on the near side of the mean. @param log of 1 / B(a, b) */
function lowerTail(x: number, a: number, b: number, log: number): number {
  let [c, d, value] = [1e300, 1, 1];
  for (let m = 1; m < 20000; m++) {
    const k = m >> 1;
    const top = m % 2 === 0 ? k * (b - k) : -(a + k) * (a + b + k);
    const term = (top * x) / ((a + m - 1) * (a + m));
    d = 1 / apart(1 + term * d);
    c = apart(1 + term / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return (Math.exp(log + a * Math.log(x) + b * Math.log1p(-x)) / a) * value;
}

const tiny = 1e-300;
/** A divisor that is not zero. */
const apart = (value: number): number => (Math.abs(value) < tiny ? tiny : value);

/** term(0)/(base(0) + term(1)/(base(1) + …)), until it no longer moves. */
function fraction(term: (m: number) => number, base: (m: number) => number): number {
  let [c, d, value] = [1 / tiny, 1 / apart(base(0)), 0];
  value = term(0) * d;
  for (let m = 1; m < 20000; m++) {
    d = 1 / apart(base(m) + term(m) * d);
    c = apart(base(m) + term(m) / c);
    value *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return value;
}

/** P(G ≤ x) of the gamma distribution of this shape and rate 1. */
function gammaCdf(x: number, shape: number): number {
  if (x <= 0) return 0;
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  if (x >= shape + 1) {
    const term = (m: number) => (m === 0 ? 1 : -m * (m - shape));
    return 1 - front * fraction(term, (m) => x + 2 * m + 1 - shape);
  }
  let [part, sum] = [1 / shape, 1 / shape];
  for (let k = 1; k < 20000 && part > sum * 1e-17; k++) {
    part *= x / (shape + k);
    sum += part;
  }
  return front * sum;
}

/** Where a rising function reaches p, by halving: slow, and never astray. */
function rootOf(cdf: (x: number) => number, p: number, from: number, to: number): number {
  let [low, high] = [from, to];
  for (let step = 0; step < 200; step++) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (cdf(middle) < p) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

const known = new Map<string, number>();
/** Kept: one run asks for the same quantile many times. */
function kept(name: string, make: () => number): number {
  const value = known.get(name) ?? make();
  known.set(name, value);
  return value;
}

/** The x with I_x(a, b) = p, found from the end it is nearer to. */
export const betaQuantile = (p: number, a: number, b: number): number =>
  kept(`beta ${p} ${a} ${b}`, () =>
    p > 0.5 ? 1 - rootOf((y) => betaCdf(y, b, a), 1 - p, 0, 1) : rootOf((x) => betaCdf(x, a, b), p, 0, 1),
  );

export const chiSquareQuantile = (p: number, degrees: number): number =>
  kept(`chi ${p} ${degrees}`, () => {
    const most = 2 * degrees + 100;
    return rootOf((x) => gammaCdf(x / 2, degrees / 2), p, 0, most);
  });

/** P(|T| ≥ |t|) of Student's t. */
export const tTwoSided = (t: number, degrees: number): number => betaCdf(degrees / (degrees + t * t), degrees / 2, 0.5);

/** Upper quantile of t: P(T ≤ t) = p, p above one half. */
export function tQuantile(p: number, degrees: number): number {
  const x = betaQuantile(2 * (1 - p), degrees / 2, 0.5);
  return Math.sqrt((degrees * (1 - x)) / x);
}

/** P(F ≤ x) = p. */
export function fQuantile(p: number, d1: number, d2: number): number {
  const y = betaQuantile(1 - p, d2 / 2, d1 / 2);
  return ((d2 / d1) * (1 - y)) / y;
}

/** P(X ≤ k) of n trials of probability p. */
export const binomialCdf = (k: number, n: number, p: number): number =>
  k >= n ? 1 : k < 0 ? 0 : betaCdf(1 - p, n - k, k + 1);

/** P(X ≥ k) of n trials whose common probability is Beta(a, b), each term from its logarithm. */
export function betaBinomialUpper(k: number, n: number, a: number, b: number): number {
  const beta = (x: number, y: number) => logGamma(x) + logGamma(y) - logGamma(x + y);
  let sum = 0;
  for (let x = n; x >= Math.max(0, k); x--)
    sum += Math.exp(beta(x + a, n - x + b) - beta(a, b) - beta(x + 1, n - x + 1) - Math.log(n + 1));
  return k <= 0 ? 1 : Math.min(1, sum);
}

/** Kolmogorov–Smirnov: do two samples of numbers come from one distribution? Two-sided, exact. */

export interface KolmogorovSmirnov {
  /** Largest distance between the two empirical distribution functions, 0 to 1. */
  readonly statistic: number;
  readonly p: number;
}

/** Beyond this many pairs the limiting distribution takes over; it is then right to three digits. */
const mostPairs = 4_000_000;

/**
 * Two-sample test, two-sided. p is the share of all orders of n + m numbers without ties whose distance is at least the one
 * seen: that of R's `ks.test(exact = TRUE)` and of scipy's `ks_2samp(method = "exact")` where no values are equal. Where some
 * are, it is an upper bound. It knows orders only, so that a monotone change of scale (log Q for Q) changes nothing.
 *
 * @param x n numbers, at least 1
 * @param y m numbers, at least 1
 * @see Hodges 1957, "The significance probability of the Smirnov two-sample test", Ark. Mat. 3:469, doi 10.1007/BF02589501
 */
export function kolmogorovSmirnov(x: ArrayLike<number>, y: ArrayLike<number>): KolmogorovSmirnov {
  const [n, m] = [x.length, y.length];
  if (n === 0 || m === 0) throw new RangeError("a sample without numbers has no distribution");
  const distance = largestDistance(Float64Array.from(x).sort(), Float64Array.from(y).sort());
  const statistic = distance / n / m;
  return { statistic, p: n * m <= mostPairs ? exactTail(n, m, distance) : limitingTail(n, m, statistic) };
}

/** n·m times the largest distance: a whole number, so that no rounding decides what is at least as far. */
function largestDistance(x: Float64Array, y: Float64Array): number {
  let [i, j, largest] = [0, 0, 0];
  while (i < x.length && j < y.length) {
    const at = Math.min(x[i], y[j]);
    while (i < x.length && x[i] <= at) i++;
    while (j < y.length && y[j] <= at) j++;
    largest = Math.max(largest, Math.abs(i * y.length - j * x.length));
  }
  return largest;
}

/**
 * Share of the paths from (0, 0) to (n, m) that come to a point whose distance is at least `distance`. Point by point: a path to
 * (i, j) came from (i − 1, j) with probability i/(i + j). The upper tail itself is summed, so that a small p keeps its digits.
 */
function exactTail(n: number, m: number, distance: number): number {
  const reached = new Float64Array(m + 1);
  for (let i = 0; i <= n; i++) {
    for (let j = 0; j <= m; j++) {
      if (Math.abs(i * m - j * n) >= distance) reached[j] = 1;
      else {
        const left = j === 0 ? 0 : reached[j - 1] * j;
        const below = i === 0 ? 0 : reached[j] * i;
        reached[j] = (below + left) / Math.max(1, i + j);
      }
    }
  }
  return reached[m];
}

/** Tail of Kolmogorov's distribution at √(nm/(n + m)) · D, by whichever of its two series converges fast. */
function limitingTail(n: number, m: number, statistic: number): number {
  const z = statistic * Math.sqrt((n / (n + m)) * m);
  if (z < 0.2) return 1;
  let sum = 0;
  if (z < 1) {
    for (let k = 1; k < 20; k += 2) sum += Math.exp((-k * k * Math.PI * Math.PI) / (8 * z * z));
    return 1 - (Math.sqrt(2 * Math.PI) / z) * sum;
  }
  for (let k = 1; k < 20; k++) sum += (k % 2 === 1 ? 2 : -2) * Math.exp(-2 * k * k * z * z);
  return sum;
}

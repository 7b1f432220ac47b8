/** Share draws: the mean of classes' shares, each Beta(x + ½, n − x + ½), drawn at the uniforms of a stream (M4). */
import { betaCdfOf, logGamma } from "./gamma-beta.ts";
import type { Uniforms } from "./uniforms.ts";

const draws = 9999;

/** 9,999 means in rising order; classes draw by size, then by share, whatever they are called. */
export function shareDraws(
  classes: readonly { readonly value: number; readonly n: number }[],
  from: Uniforms,
): Float64Array {
  const means = new Float64Array(draws);
  for (const { value, n } of [...classes].sort((one, other) => one.n - other.n || one.value - other.value)) {
    const quantile = betaQuantiles(value * n + 0.5, (1 - value) * n + 0.5);
    for (let d = 0; d < draws; d++) means[d] += quantile(from.next()) / classes.length;
  }
  return means.sort();
}

/** The p-th of the sorted draws. */
export const drawnAt = (sorted: Float64Array, p: number): number => sorted[Math.round((draws + 1) * p) - 1];

/** Quantiles of Beta(a, b), many of them: from a coarse table, then by Newton's steps. */
function betaQuantiles(a: number, b: number): (p: number) => number {
  const nodes = 400;
  const at = (k: number) => {
    const sine = Math.sin(((Math.PI / 2) * k) / nodes);
    return sine * sine;
  };
  const cdf = betaCdfOf(a, b);
  const places = Float64Array.from({ length: nodes + 1 }, (_, k) => at(k));
  const below = places.map(cdf);
  const log = logGamma(a + b) - logGamma(a) - logGamma(b);
  return (p) => {
    let [low, high] = [0, nodes];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (below[middle] <= p) low = middle;
      else high = middle;
    }
    const [least, largest] = [places[low], places[high]];
    let x = least + ((p - below[low]) / (below[high] - below[low])) * (largest - least);
    for (let step = 0; step < 6; step++) {
      const density = Math.exp(log + (a - 1) * Math.log(x) + (b - 1) * Math.log1p(-x));
      const move = (cdf(x) - p) / density;
      x = Math.min(largest, Math.max(least, Number.isFinite(move) ? x - move : x));
      if (Math.abs(move) < 1e-9) break;
    }
    return x;
  };
}

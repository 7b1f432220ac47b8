/** Null band: how large the calibration error of these probabilities is by chance alone, when they mean what they say. */
import type { Stream } from "../../../contract/stream.ts";
import { binCount, binOf } from "./ece.ts";

/** Simulated sets of outcomes: (999 + 1) · 0.025 is whole, so both ends are order statistics. */
export const draws = 999;

export interface NullBand {
  /** 2.5 % and 97.5 % of the simulated errors. */
  readonly ece: readonly [number, number];
  readonly mce: readonly [number, number];
  /** Share of simulated errors at least as large as the observed one, which counts with them. */
  readonly ece_p: number;
  readonly mce_p: number;
}

/**
 * Outcomes are drawn anew from the probabilities themselves: each prediction is right with the probability it claims. An error of
 * calibration is never negative and so never 0 in a finite sample; only one above the band speaks against the probabilities.
 *
 * @param confidence largest probability of each sample
 * @see Bröcker, Smith 2007, "Increasing the reliability of reliability diagrams", Weather Forecast. 22:651, doi 10.1175/WAF993.1;
 *      Vaicenavicius et al. 2019, AISTATS, arXiv:1902.06977
 */
export function nullBand(
  confidence: ArrayLike<number>,
  observed: { readonly ece: number; readonly mce: number },
  draw: Stream,
): NullBand {
  const n = confidence.length;
  const bins = Int32Array.from(confidence, binOf);
  const sums = new Float64Array(binCount);
  const counts = new Float64Array(binCount);
  for (let i = 0; i < n; i++) {
    sums[bins[i]] += confidence[i];
    counts[bins[i]]++;
  }
  const [ece, mce] = [new Float64Array(draws), new Float64Array(draws)];
  const hits = new Float64Array(binCount);
  for (let b = 0; b < draws; b++) {
    hits.fill(0);
    for (let i = 0; i < n; i++) if (draw.uniform() < confidence[i]) hits[bins[i]]++;
    for (let bin = 0; bin < binCount; bin++) {
      if (counts[bin] === 0) continue;
      const gap = Math.abs(hits[bin] - sums[bin]);
      ece[b] += gap / n;
      mce[b] = Math.max(mce[b], gap / counts[bin]);
    }
  }
  const band = (values: Float64Array): [number, number] => {
    values.sort();
    return [values[(draws + 1) * 0.025 - 1], values[(draws + 1) * 0.975 - 1]];
  };
  const share = (values: Float64Array, value: number) =>
    (values.filter((one) => one >= value - 1e-12).length + 1) / (draws + 1);
  return {
    ece_p: share(ece, observed.ece),
    mce_p: share(mce, observed.mce),
    ece: band(ece),
    mce: band(mce),
  };
}

/** Calibration error: how far confidence and accuracy stand apart, bin by bin of the confidence. */

export const binCount = 10;
/** Stands beside every figure that rests on it. */
export const binning = "equal_width_10";

export interface Bin {
  readonly low: number;
  readonly high: number;
  readonly n: number;
  /** Mean of the largest probability; null where the bin is empty. */
  readonly confidence: number | null;
  /** Share of right predictions; null likewise. */
  readonly accuracy: number | null;
}

/** Bin of a confidence: (0, 0.1], (0.1, 0.2] and so on; 0 falls into the first. */
export const binOf = (confidence: number): number =>
  Math.min(binCount - 1, Math.max(0, Math.ceil(confidence * binCount) - 1));

export function reliabilityBins(confidence: ArrayLike<number>, isRight: ArrayLike<boolean>): Bin[] {
  const [sums, hits, counts] = [0, 1, 2].map(() => new Float64Array(binCount));
  for (let i = 0; i < confidence.length; i++) {
    const bin = binOf(confidence[i]);
    sums[bin] += confidence[i];
    hits[bin] += isRight[i] ? 1 : 0;
    counts[bin]++;
  }
  return Array.from({ length: binCount }, (_, bin) => ({
    low: bin / binCount,
    high: (bin + 1) / binCount,
    n: counts[bin],
    confidence: counts[bin] === 0 ? null : sums[bin] / counts[bin],
    accuracy: counts[bin] === 0 ? null : hits[bin] / counts[bin],
  }));
}

export interface CalibrationError {
  /** Expected calibration error: mean over samples of the gap of their bin. */
  readonly ece: number;
  /** Largest gap of any bin. */
  readonly mce: number;
}

/**
 * Expected and maximum calibration error of the predicted class.
 *
 * @see Naeini, Cooper, Hauskrecht 2015, "Obtaining well calibrated probabilities using Bayesian binning", AAAI
 */
export function calibrationError(bins: readonly Bin[]): CalibrationError {
  const n = bins.reduce((sum, bin) => sum + bin.n, 0);
  const gaps = bins.map(({ n: own, confidence, accuracy }) => ({
    own,
    gap: confidence === null || accuracy === null ? 0 : Math.abs(accuracy - confidence),
  }));
  return {
    ece: n === 0 ? 0 : gaps.reduce((sum, { own, gap }) => sum + own * gap, 0) / n,
    mce: gaps.reduce((most, { gap }) => Math.max(most, gap), 0),
  };
}

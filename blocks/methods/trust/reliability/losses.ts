/** Losses of probabilities: log loss, and the Brier score with its parts. */
import type { Matrix } from "../../../contract/matrix.ts";
import { binCount, binOf } from "./ece.ts";

export interface Brier {
  /** Mean over samples of Σ over classes (p − observed)²: from 0 to 2. */
  readonly score: number;
  /** How far the shares in each bin stand from what was said: 0 is best. */
  readonly reliability: number;
  /** How far the shares in the bins stand from the overall share: large is good. */
  readonly resolution: number;
  /** What the classes alone make uncertain: no predictor changes it. */
  readonly uncertainty: number;
  /** What binning leaves: score = reliability − resolution + uncertainty + within. */
  readonly within: number;
}

/**
 * Brier score with Murphy's decomposition, class by class in 10 bins of equal width of its probability, summed over classes.
 *
 * @param probabilities n × K
 * @param codes observed class, length n
 * @see Murphy 1973, "A new vector partition of the probability score", J. Appl. Meteorol. 12:595; Stephenson, Coelho, Jolliffe 2008,
 *      Weather Forecast. 23:752, doi 10.1175/2007WAF2006116.1 (what binning leaves)
 */
export function brier({ rows: n, cols, data }: Matrix, codes: ArrayLike<number>): Brier {
  let [score, reliability, resolution, uncertainty] = [0, 0, 0, 0];
  for (let c = 0; c < cols; c++) {
    const [counts, sums, hits] = [0, 1, 2].map(() => new Float64Array(binCount));
    let all = 0;
    for (let i = 0; i < n; i++) {
      const p = data[i * cols + c];
      const is = codes[i] === c ? 1 : 0;
      const bin = binOf(p);
      counts[bin]++;
      sums[bin] += p;
      hits[bin] += is;
      all += is;
      score += ((p - is) * (p - is)) / n;
    }
    const share = all / n;
    uncertainty += share * (1 - share);
    for (let bin = 0; bin < binCount; bin++) {
      if (counts[bin] === 0) continue;
      const observed = hits[bin] / counts[bin];
      const said = sums[bin] / counts[bin];
      reliability += (counts[bin] * (said - observed) * (said - observed)) / n;
      resolution += (counts[bin] * (observed - share) * (observed - share)) / n;
    }
  }
  return { score, reliability, resolution, uncertainty, within: score - (reliability - resolution + uncertainty) };
}

/** Smallest probability that is counted: the machine epsilon, as scikit-learn has it. */
const least = 2.220446049250313e-16;

/** Mean of −ln p of the observed class. */
export function logLoss({ rows: n, cols, data }: Matrix, codes: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < n; i++) sum -= Math.log(Math.max(least, Math.min(1, data[i * cols + codes[i]])));
  return sum / n;
}

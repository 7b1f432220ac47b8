/** Drift reference: what a predictor keeps of good samples, so that new ones can be held against them. */

import type { DriftReference } from "../../contract/drift-report.ts";
import { columnMeans } from "../../contract/matrix.ts";
import { pcaWithin } from "../numeric/pca-within.ts";
import { plain, plainRows } from "../numeric/vectors.ts";
import { limitRank } from "./exceedance.ts";
import { bySample, placed, type Sampled } from "./space.ts";

/** More components than this follow the noise of a few hundred spectra. */
const most = 10;

/**
 * The space is fitted on the training samples, the reference stands on others: rows that a space was fitted on lie closer to it
 * than any new row can, and would make every new set look drifted.
 *
 * @param training what the deployed model was fitted on, as its estimator sees it
 * @param reference calibration and conformal samples, as it sees them; at least one
 * @throws Refusal FS3603 where no variable of the training rows varies
 */
export function driftReference(training: Sampled, reference: Sampled): DriftReference {
  const fitted = bySample(training);
  const model = pcaWithin(fitted.x, Math.min(most, Math.floor(fitted.x.rows / 3), fitted.x.cols - 1));
  const space = {
    mean: plain(model?.mean ?? columnMeans(fitted.x)),
    loadings: model === null ? [] : plainRows(model.loadings),
    variances: plain(model?.variances ?? []),
  };
  const good = bySample(reference);
  const { scores, residuals, t2, q } = placed(good.x, space);
  const spectra = placed(reference.x, space);
  return {
    training_samples: fitted.samples.length,
    ...space,
    samples: [...good.samples],
    spectra: reference.samples.length,
    scores: plainRows(scores),
    t2: plain(t2),
    q: plain(q),
    residuals: plainRows(residuals).map((values) => values.map(sevenDigits)),
    spectrum_limits: { t2: limit(spectra.t2), q: limit(spectra.q) },
  };
}

/** Far more than a spectrometer has; half the bytes of the file that carries them. */
const sevenDigits = (value: number): number => Number(value.toPrecision(7)) + 0;

function limit(values: Float64Array): number {
  return Float64Array.from(values).sort()[limitRank(values.length, 0.95) - 1];
}

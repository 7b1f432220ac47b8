/** The calibration report: the calibrators, and how far probabilities mean what they say before and after. */

import type { Matrix } from "../contract/matrix.ts";
import { plainJson } from "../contract/plain-json.ts";
import { stream } from "../contract/stream.ts";
import { largest } from "../methods/metrics/units.ts";
import type { Built } from "../methods/trust/build.ts";
import { matrixOf } from "../methods/trust/evaluate.ts";
import type { Setup } from "../methods/trust/pass.ts";
import { binning, calibrationError, reliabilityBins } from "../methods/trust/reliability/ece.ts";
import { brier, logLoss } from "../methods/trust/reliability/losses.ts";
import { draws, nullBand } from "../methods/trust/reliability/null-band.ts";
import type { Shortage } from "../methods/trust/shortage.ts";
import type { CalibrationReport, Ended } from "./results.ts";

export const noCalibration = (reason: Ended["reason"], short: Ended["short"] = null): CalibrationReport => ({
  schema_version: 1,
  status: "na",
  reason,
  short,
  method: "none",
  n_calibration: 0,
  calibrator: null,
  folds: [],
  n: 0,
  binning,
  null_draws: draws,
  before: null,
  after: null,
});

/** Where nothing was calibrated, the probabilities as they are stand under `before`. */
export function calibrationReport(setup: Setup, built: Built, shortage: Shortage | null): CalibrationReport {
  const { wishes, classes, samples } = setup;
  if (classes === null) return noCalibration("regression");
  const codes = built.evaluated.map(({ sample }) => (samples.codes as readonly number[])[sample]);
  const of = (which: "before" | "after") =>
    matrixOf(
      built.evaluated.map((one) => one[which] ?? []),
      classes.length,
    );
  const before = qualityOf(of("before"), codes, [...setup.name, "null", "before"]);
  const n = built.evaluated.length;
  if (shortage !== null) return { ...noCalibration(shortage.reason, { ...shortage.short }), n, before };
  if (wishes.calibration === null) return { ...noCalibration("not_requested"), n, before };
  return {
    ...noCalibration(null),
    status: "success",
    method: wishes.calibration.method,
    n_calibration: built.deployed.sets.calibration.length,
    calibrator: plainJson(built.deployed.rules.calibrator),
    folds: built.folds.map(({ name, passed }) => ({
      fold: name,
      n_calibration: passed.sets.calibration.length,
      calibrator: plainJson(passed.rules.calibrator),
    })),
    n,
    before,
    after: qualityOf(of("after"), codes, [...setup.name, "null", "after"]),
  };
}

function qualityOf(probabilities: Matrix, codes: readonly number[], name: readonly (string | number)[]) {
  const predicted = largest(probabilities);
  const { cols, data } = probabilities;
  const confidence = Float64Array.from(predicted, (c, i) => data[i * cols + c]);
  const bins = reliabilityBins(
    confidence,
    codes.map((code, i) => code === predicted[i]),
  );
  const error = calibrationError(bins);
  const band = nullBand(confidence, error, stream(...name));
  const { score, ...parts } = brier(probabilities, codes);
  return {
    ...error,
    ece_null: [...band.ece] as [number, number],
    ece_p: band.ece_p,
    mce_null: [...band.mce] as [number, number],
    mce_p: band.mce_p,
    brier: score,
    brier_parts: parts,
    log_loss: logLoss(probabilities, codes),
    bins,
  };
}

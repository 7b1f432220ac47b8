/** Calibrators, conformal thresholds and calibration errors against the golden numbers (scikit-learn 1.2.1, scipy 1.10). */
import { describe, expect, it } from "vitest";
import { fromRows, type Matrix, takeRows } from "../../../../blocks/contract/matrix.ts";
import { largest } from "../../../../blocks/methods/metrics/units.ts";
import { calibrated, fitCalibrator, logOdds } from "../../../../blocks/methods/trust/calibration/calibrate.ts";
import { applyIsotonic, fitIsotonic } from "../../../../blocks/methods/trust/calibration/isotonic.ts";
import { applyPlatt, fitPlatt } from "../../../../blocks/methods/trust/calibration/platt.ts";
import { fitTemperature } from "../../../../blocks/methods/trust/calibration/temperature.ts";
import { conformalScores } from "../../../../blocks/methods/trust/conformal/scores.ts";
import { threshold } from "../../../../blocks/methods/trust/conformal/threshold.ts";
import { calibrationError, reliabilityBins } from "../../../../blocks/methods/trust/reliability/ece.ts";
import { brier, logLoss } from "../../../../blocks/methods/trust/reliability/losses.ts";
import { type Golden, golden, haveRealData, type RealSet, realSpectra } from "../../../fixtures/real-data.ts";

const sets: [RealSet, Golden, string][] = [
  ["meats-nir", "meats", "fat_label"],
  ["olive-oils-ftir", "olive-oils", "country"],
  ["olive-oils-ftir", "olive-oils-by-sample", "country"],
];

const column = (x: Matrix, c: number) => Array.from({ length: x.rows }, (_, i) => x.data[i * x.cols + c]);
const worst = (got: readonly number[], wanted: readonly number[]) =>
  Math.max(...wanted.map((value, i) => Math.abs(value - got[i])));

describe.each(sets)("%s (%s)", (set, name, label) => {
  const skip = !haveRealData(set) || !haveRealData(name);
  const of = () => {
    const all = golden(name);
    const names = realSpectra(set).column(label);
    const probabilities = fromRows(all.metrics_from_cv_logistic.probabilities);
    const codes = names.map((one: string) => all.classes.indexOf(one));
    const logits = fromRows(all.metrics_from_cv_logistic.probabilities.map((row: number[]) => row.map(Math.log)));
    return { all, expected: all.metrics_from_cv_logistic, probabilities, codes, logits };
  };

  it.skipIf(skip)("has the temperature of the reference to 1e-4, without a prior", () => {
    const { expected, logits, codes } = of();
    const { temperature, isBounded } = fitTemperature(logits, codes, "none");
    expect(Math.abs(temperature - expected.temperature)).toBeLessThan(1e-4);
    expect(isBounded).toBe(false);
  });

  it.skipIf(skip)("has the Platt curve of the reference to 1e-5", () => {
    const { expected, logits, codes } = of();
    const { a, b, probabilities } = expected.platt_first_class;
    const odds = column(logOdds(logits), 0);
    const curve = fitPlatt(
      odds,
      codes.map((code: number) => code === 0),
    );
    expect(Math.abs(curve.a - a)).toBeLessThan(1e-5);
    expect(Math.abs(curve.b - b)).toBeLessThan(1e-5);
    const got = odds.map((f) => applyPlatt(curve, f));
    expect(worst(got, probabilities)).toBeLessThan(1e-5);
  });

  it.skipIf(skip)("has the isotonic curve of the reference to 1e-12", () => {
    const { expected, probabilities, codes } = of();
    const x = column(probabilities, 0);
    const curve = fitIsotonic(
      x,
      codes.map((code: number) => code === 0),
    );
    const got = x.map((value) => applyIsotonic(curve, value));
    expect(worst(got, expected.isotonic_first_class)).toBeLessThan(1e-12);
  });

  it.skipIf(skip)("has the calibration errors, Brier score and log loss of the reference to 1e-12", () => {
    const { expected, probabilities, codes } = of();
    const predicted = largest(probabilities);
    const confidence = Float64Array.from(predicted, (c, i) => probabilities.data[i * probabilities.cols + c]);
    const { ece, mce } = calibrationError(
      reliabilityBins(
        confidence,
        codes.map((code: number, i: number) => code === predicted[i]),
      ),
    );
    expect(Math.abs(ece - expected.ece_top_label_10_equal_width)).toBeLessThan(1e-12);
    expect(Math.abs(mce - expected.mce_top_label_10_equal_width)).toBeLessThan(1e-12);
    expect(Math.abs(brier(probabilities, codes).score - expected.brier_multiclass_sum)).toBeLessThan(1e-12);
    expect(Math.abs(logLoss(probabilities, codes) - expected.log_loss)).toBeLessThan(1e-12);
  });

  it.skipIf(skip)("has the conformal threshold and coverage of the reference to 1e-12", () => {
    const { all, probabilities, codes } = of();
    const expected = all.conformal_lac_split;
    const scores = conformalScores(probabilities, "lac");
    const own = (i: number) => scores.data[i * scores.cols + codes[i]];
    const [even, odd] = [0, 1].map((rest) => codes.flatMap((_: number, i: number) => (i % 2 === rest ? [i] : [])));
    const { n, k, qhat } = threshold(even.map(own), expected.alpha);
    expect([n, k]).toEqual([expected.n, expected.k]);
    expect(Math.abs(qhat - expected.qhat)).toBeLessThan(1e-12);
    const covered = odd.filter((i: number) => own(i) <= qhat).length;
    expect(covered / odd.length).toBeCloseTo(expected.coverage_on_odd_rows, 12);
    const sizes = [...takeRows(scores, odd).data].filter((score) => score <= qhat).length;
    expect(sizes / odd.length).toBeCloseTo(expected.mean_set_size, 12);
  });

  it.skipIf(skip).each(["temperature", "platt", "isotonic"] as const)("gives rows that sum to 1 by %s", (method) => {
    const { logits, codes } = of();
    const p = calibrated(logits, fitCalibrator(logits, codes, { method, prior: "log-normal" }).calibrator);
    for (let i = 0; i < p.rows; i++) {
      const row = [...p.data.subarray(i * p.cols, (i + 1) * p.cols)];
      expect(Math.abs(row.reduce((all, one) => all + one, 0) - 1)).toBeLessThan(1e-12);
      expect(Math.min(...row)).toBeGreaterThanOrEqual(0);
    }
  });
});

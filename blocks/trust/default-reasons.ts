/** Default reasons: why each default of trust and of monitoring is what it is: `measured`, `calculated`, or `a choice`. */

export interface DefaultReason {
  /** The option as a document writes it, or what is fixed. */
  readonly of: string;
  readonly default: string;
  /** Whether a document may say otherwise. */
  readonly isOption: boolean;
  readonly reason: string;
}

const option = (of: string, value: string, reason: string): DefaultReason => ({
  of,
  default: value,
  isOption: true,
  reason,
});
const fixed = (of: string, value: string, reason: string): DefaultReason => ({
  of,
  default: value,
  isOption: false,
  reason,
});

export const defaultReasons: readonly DefaultReason[] = [
  option("calibration", "true", "a choice: scores are easily read as probabilities, so they should be some"),
  option(
    "calibration.method",
    "temperature",
    "measured: on the meats, 20 seeds, the log loss of samples left out is 0.046 with it, 0.080 with isotonic and 0.180 with platt",
  ),
  option(
    "calibration.prior",
    "log-normal",
    "a choice: without it few samples without an error drive the temperature to 0; a standard deviation of 0.5 lets T lie between 0.37 and 2.7 with 95 %",
  ),
  option("conformal", "true", "a choice: a class without its doubt is believed too much"),
  option(
    "conformal.alpha",
    "0.1",
    "calculated: 9 samples of a class give a finite threshold; 0.05 needs 19, 0.01 needs 99. Where between them it stands is a choice",
  ),
  option("conformal.score", "lac", "a choice: of all scores it gives the smallest sets on average"),
  option(
    "conformal.by",
    "class",
    "measured: with one threshold for all, sets of the smaller class hold the truth in 0.81 to 0.87 of cases instead of 0.90. A regression has no classes: none",
  ),
  option(
    "conformal.unit",
    "sample",
    "calculated: a promise for batches needs 9 conformal batches at 0.1, which few studies have",
  ),
  option("abstention", "true", "a choice: not to answer is better than to answer wrongly"),
  option(
    "abstention.target_risk",
    "0.05",
    "a choice: one wrong answer in twenty; calculated: 59 answers without error certify it, 0.02 would need 149",
  ),
  option("abstention.density", "true", "a choice: confidence says nothing of a spectrum unlike those of training"),
  option("design", "split", "calculated: the promise is 1 − α; with cross theory promises 1 − 2α only"),
  fixed(
    "shares",
    "30 % conformal, 15 % calibration",
    "a choice: a threshold needs more samples than one number does, and more than half is left to learn from",
  ),
  fixed(
    "level of the coverage test",
    "0.01",
    "measured: of 2,000 simulated predictors that keep the promise none was called, of those that cover 0.80 it finds 0.91",
  ),
  fixed("limits of T² and Q", "95 %", "a choice: each turns away one good sample in twenty"),
  option("drift_policy.warn_p", "0.05", "measured: 2.0 to 4.8 % of good sets warn or fail"),
  option("drift_policy.fail_p", "0.01", "measured: 0.2 to 0.8 % of good sets fail, half a point of wavelength always"),
  fixed(
    "permutations",
    "1999",
    "calculated: the smallest p of one is 0.0005, of five tests together 0.0025, well below 0.01",
  ),
  fixed(
    "fewest new samples",
    "5",
    "a choice: fewer show gross faults only, and those are flagged spectrum by spectrum",
  ),
  fixed(
    "PSI that counts as moved",
    "0.25 or more",
    "measured: 0.25 alone calls some number in 95 to 99 % of good sets; the chi-square limit in half a percent",
  ),
];

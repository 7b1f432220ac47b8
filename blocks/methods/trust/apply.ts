/** Apply: rules to samples that took no part in making them — probabilities, sets or intervals, and whether to answer. */

import type { CertifiedPredictor, ConformalRule } from "../../contract/certified.ts";
import type { Matrix } from "../../contract/matrix.ts";
import { largest } from "../metrics/units.ts";
import { calibrated } from "./calibration/calibrate.ts";
import { conformalScores } from "./conformal/scores.ts";
import { type Distances, isDense } from "./density.ts";
import { logitsOf } from "./logits.ts";

/** What of a certified predictor is applied to scores; the predictor itself has been. */
export type Rules = Pick<CertifiedPredictor, "logits" | "calibrator" | "conformal" | "confidence" | "density">;

export interface SampleScores {
  /** m × K scores, or m × 1 predictions: the mean over a sample's spectra. */
  readonly scores: Matrix;
  /** Where the density is asked; null where there is no rule for it. */
  readonly distances: Distances | null;
  /** Batch of each sample, null where unknown. */
  readonly batch: readonly (string | null)[];
  /** True where a sample was measured less often than the conformal ones. */
  readonly isSparse: readonly boolean[];
}

export interface Applied {
  /** m × K; null for regression. */
  readonly probabilities: Matrix | null;
  /** Class code with the largest probability; null for regression. */
  readonly predicted: Int32Array | null;
  /** Codes in each set as the threshold has it, which may be none; null without a conformal rule, and for regression. */
  readonly raw: readonly (readonly number[])[] | null;
  /** The same with the predicted class in any case. */
  readonly issued: readonly (readonly number[])[] | null;
  /** Half the length of each interval, Infinity included; null for classes. */
  readonly margin: Float64Array | null;
  /** Largest probability; null for regression. */
  readonly confidence: Float64Array | null;
  /** Whether the sample stands within the limits of density. */
  readonly near: readonly boolean[];
  readonly answered: readonly boolean[];
}

/** All rules on m samples. A class is in the set where its score is at most the threshold of its category. */
export function applyRules(rules: Rules, classes: readonly string[] | null, of: SampleScores): Applied {
  const m = of.scores.rows;
  const near =
    rules.density === null || of.distances === null
      ? new Array<boolean>(m).fill(true)
      : isDense(rules.density, of.distances);
  if (classes === null || rules.logits === null) {
    const { conformal } = rules;
    const margin = conformal && Float64Array.from({ length: m }, (_, i) => limitOf(conformal, of, i, null));
    return { ...noClasses, margin, near, answered: near };
  }
  const probabilities = calibrated(logitsOf(of.scores, rules.logits), rules.calibrator);
  const predicted = largest(probabilities);
  const raw = rules.conformal && setsOf(rules.conformal, probabilities, classes, of);
  const confidence = Float64Array.from(predicted, (c, i) => probabilities.data[i * classes.length + c]);
  const { confidence: rule } = rules;
  const isSure = (i: number) => rule === null || (rule.tau !== null && confidence[i] >= rule.tau);
  return {
    probabilities,
    predicted,
    raw,
    issued:
      raw?.map((set, i) => (set.includes(predicted[i]) ? set : [...set, predicted[i]].sort((a, b) => a - b))) ?? null,
    margin: null,
    confidence,
    near,
    answered: near.map((is, i) => is && isSure(i)),
  };
}

const noClasses = { probabilities: null, predicted: null, raw: null, issued: null, confidence: null } as const;

function setsOf(rule: ConformalRule, probabilities: Matrix, classes: readonly string[], of: SampleScores): number[][] {
  if (rule.score === "residual") throw new RangeError("sets of classes from the residuals of a regression");
  const scores = conformalScores(probabilities, rule.score);
  return Array.from({ length: probabilities.rows }, (_, i) =>
    classes.flatMap((name, c) => (scores.data[i * classes.length + c] <= limitOf(rule, of, i, name) ? [c] : [])),
  );
}

/** The threshold that holds for a sample and a class; a batch without one of its own gets the largest of all. */
export function limitOf(
  rule: ConformalRule,
  of: Pick<SampleScores, "batch" | "isSparse">,
  i: number,
  name: string | null,
): number {
  const all = of.isSparse[i] ? rule.spectrum : rule.thresholds;
  const category = rule.by === "class" ? name : rule.by === "batch" ? of.batch[i] : null;
  const own = all.find((one) => one.category === category);
  const from = own === undefined ? all : [own];
  return from.reduce((most, { qhat }) => Math.max(most, qhat ?? Number.POSITIVE_INFINITY), Number.NEGATIVE_INFINITY);
}

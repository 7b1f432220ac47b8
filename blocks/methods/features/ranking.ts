/** Ranking: how much each column says of the outcome, by analysis of variance, correlation or VIP. */

import { type Matrix, matrix } from "../../contract/matrix.ts";
import { Refusal } from "../../contract/refusal.ts";
import type { TrainingOutcome } from "../../contract/step.ts";
import { classResponse, targetColumn } from "../estimators/response.ts";
import { centre } from "../numeric/centre.ts";
import { kernelPls, plsVip } from "../numeric/pls.ts";
import { demandRows } from "../steps/reference.ts";
import type { FeatureColumns } from "./options.ts";
import { responseOf } from "./projections.ts";

export type SelectionMethod = NonNullable<FeatureColumns["select"]>["method"];
export type Score = "anova_f" | "f_regression" | "vip";

/** Latent variables of the PLS model whose VIP ranks columns; fewer where the rows carry fewer. */
const vipComponents = 5;

/** The score a selection ranks by; which F it is hangs on what the outcome is. */
export function scoreOf(method: SelectionMethod, outcome: TrainingOutcome): Score {
  if (method === "vip") return "vip";
  if (method === "anova_f" && outcome.codes === null) throw new Refusal("FS5511", { method });
  return outcome.codes === null ? "f_regression" : "anova_f";
}

/**
 * One score a column, larger for columns that say more; 0 for a constant one.
 *
 * @param x n × p training rows; not changed
 * @throws Refusal FS3302, FS3601, FS3602, FS3604, FS3605 where rows or outcome do not carry the score; FS5512 without outcome
 */
export function columnScores(x: Matrix, score: Score, outcome: TrainingOutcome): Float64Array {
  if (score === "vip") return vipScores(x, outcome);
  return score === "anova_f" ? anovaF(x, outcome) : regressionF(x, outcome);
}

/**
 * F of the one-way analysis of variance of every column, length p: variance between class means over variance within classes.
 * A column that differs between classes and never within one has F = ∞.
 *
 * @see Fisher 1925, Statistical Methods for Research Workers, chapter 7
 * @internal
 */
export function anovaF(x: Matrix, outcome: TrainingOutcome): Float64Array {
  const { codes, classes, present } = classResponse({ task: "classification", ...requireCodes(outcome) });
  demandRows("features", x, present.length + 1);
  const { x: xc } = centre(x);
  const counts = new Int32Array(classes);
  const means = matrix(classes, x.cols);
  codes.forEach((code, i) => {
    counts[code]++;
    for (let j = 0; j < x.cols; j++) means.data[code * x.cols + j] += xc.data[i * x.cols + j];
  });
  const between = new Float64Array(x.cols);
  for (const code of present) {
    for (let j = 0; j < x.cols; j++) {
      const mean = means.data[code * x.cols + j] / counts[code];
      means.data[code * x.cols + j] = mean;
      between[j] += counts[code] * mean * mean;
    }
  }
  const within = new Float64Array(x.cols);
  codes.forEach((code, i) => {
    for (let j = 0; j < x.cols; j++) {
      const rest = xc.data[i * x.cols + j] - means.data[code * x.cols + j];
      within[j] += rest * rest;
    }
  });
  return between.map((sum, j) => quotient(sum / (present.length - 1), within[j] / (x.rows - present.length)));
}

/** F of the regression of the target on every column alone, length p: r²(n − 2)/(1 − r²). @internal */
export function regressionF(x: Matrix, outcome: TrainingOutcome): Float64Array {
  const { x: yc } = centre(targetColumn({ task: "regression", target: requireTarget(outcome) }));
  demandRows("features", x, 3);
  const { x: xc } = centre(x);
  const products = new Float64Array(x.cols);
  const squares = new Float64Array(x.cols);
  let total = 0;
  for (let i = 0; i < x.rows; i++) {
    total += yc.data[i] * yc.data[i];
    for (let j = 0; j < x.cols; j++) {
      const value = xc.data[i * x.cols + j];
      products[j] += value * yc.data[i];
      squares[j] += value * value;
    }
  }
  return products.map((product, j) => {
    const share = squares[j] > 0 ? (product * product) / (squares[j] * total) : 0;
    return quotient(share * (x.rows - 2), Math.max(0, 1 - share));
  });
}

/**
 * VIP of every column in a PLS model of the outcome (up to 5 latent variables) on columns of standard deviation 1, so that
 * no column counts for its unit. Length p.
 */
function vipScores(x: Matrix, outcome: TrainingOutcome): Float64Array {
  const model = kernelPls(scaled(x), responseOf(outcome), vipComponents);
  if (model.weights.length === 0) throw new Refusal("FS3603", { rows: x.rows, variables: x.cols });
  return plsVip(model, model.weights.length);
}

/** Columns centred and divided by their root mean square; constant ones stay 0. */
function scaled(x: Matrix): Matrix {
  const { x: xc } = centre(x);
  const squares = new Float64Array(x.cols);
  xc.data.forEach((value, at) => {
    squares[at % x.cols] += value * value;
  });
  const scale = squares.map((sum) => (sum > 0 ? Math.sqrt(sum / x.rows) : 1));
  return matrix(
    x.rows,
    x.cols,
    xc.data.map((value, at) => value / scale[at % x.cols]),
  );
}

/** Indexes of the k columns with the largest scores, ascending; of equals the first. All where there are fewer. */
export function best(scores: Float64Array, k: number): readonly number[] {
  return Array.from(scores.keys())
    .sort((a, b) => (scores[b] > scores[a] ? 1 : scores[b] < scores[a] ? -1 : a - b))
    .slice(0, k)
    .sort((a, b) => a - b);
}

/** 0/0, a column that never varies, says nothing. */
const quotient = (above: number, below: number): number => (above > 0 ? above / below : 0);

function requireCodes({ codes, classes }: TrainingOutcome): { codes: Int32Array; classes: number } {
  if (codes === null) throw new Refusal("FS5512");
  return { codes, classes };
}

function requireTarget({ target }: TrainingOutcome): Float64Array {
  if (target === null) throw new Refusal("FS5512");
  return target;
}

/** Evaluate: every sample by the rules of the fold that left it out, each once. */

import { type Matrix, matrix } from "../../contract/matrix.ts";
import type { Methods } from "../../contract/methods.ts";
import { type Applied, applyRules } from "./apply.ts";
import { distancesIn } from "./density.ts";
import { held } from "./held.ts";
import { logitsOf, softmax } from "./logits.ts";
import type { OuterFold } from "./outer.ts";
import type { Passed, Setup } from "./pass.ts";

/** One sample after its fold. */
export interface Evaluated {
  /** Index of the sample. */
  readonly sample: number;
  readonly fold: string;
  /** Its spectra that were tested; absent: all. */
  readonly rows?: readonly number[];
  /** Before and after calibration, length K; null for regression. */
  readonly before: readonly number[] | null;
  readonly after: readonly number[] | null;
  /** Class code, or the predicted value. */
  readonly predicted: number;
  readonly raw: readonly number[] | null;
  readonly issued: readonly number[] | null;
  /** Half the interval; null: infinite, or no interval. */
  readonly margin: number | null;
  /** Largest probability; null for regression. */
  readonly confidence: number | null;
  readonly near: boolean;
  readonly answered: boolean;
  /** Whether the raw set, or the interval, holds the truth; null without one. */
  readonly covered: boolean | null;
}

/** The samples a fold left out, by the rules it made of the others. */
export function evaluateFold(methods: Methods, setup: Setup, passed: Passed, fold: OuterFold): Evaluated[] {
  const { samples, data, classes } = setup;
  const { rules, predictor } = passed;
  const of = held(methods, predictor, data, samples, fold.left);
  const { density } = rules;
  const applied = applyRules(rules, classes, {
    scores: of.scores,
    distances: density === null ? null : distancesIn(methods, density.components, predictor, of.variables),
    batch: fold.left.map((s) => samples.batch[s]),
    isSparse: fold.left.map((s) => samples.rows[s].length < passed.replicates),
  });
  const before = rules.logits === null ? null : softmax(logitsOf(of.scores, rules.logits));
  return fold.left.map((sample, i) => ({
    sample,
    fold: fold.name,
    ...(fold.walk === undefined ? {} : { rows: samples.rows[sample] }),
    before: before && rowOf(before, i),
    after: applied.probabilities && rowOf(applied.probabilities, i),
    predicted: applied.predicted === null ? of.scores.data[i] : applied.predicted[i],
    raw: applied.raw?.[i] ?? null,
    issued: applied.issued?.[i] ?? null,
    margin: applied.margin !== null && Number.isFinite(applied.margin[i]) ? applied.margin[i] : null,
    confidence: applied.confidence?.[i] ?? null,
    near: applied.near[i],
    answered: applied.answered[i],
    covered: isCovered(setup, applied, of.scores, sample, i),
  }));
}

function isCovered(
  { samples }: Setup,
  { raw, margin }: Applied,
  scores: Matrix,
  sample: number,
  i: number,
): boolean | null {
  if (margin !== null) return Math.abs((samples.target as readonly number[])[sample] - scores.data[i]) <= margin[i];
  return raw === null ? null : raw[i].includes((samples.codes as readonly number[])[sample]);
}

const rowOf = ({ data, cols }: Matrix, i: number): number[] => [...data.subarray(i * cols, (i + 1) * cols)];

/** Rows of the evaluated samples' numbers as one matrix. */
export function matrixOf(rows: readonly (readonly number[])[], cols: number): Matrix {
  const result = matrix(rows.length, cols);
  rows.forEach((values, i) => {
    result.data.set(values, i * cols);
  });
  return result;
}

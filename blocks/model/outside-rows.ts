/** Outside rows: what the final model says of spectra that stand in no row of its data. */
import { type Matrix, matrix, row, stacked, takeRows } from "../contract/matrix.ts";
import type { Methods } from "../contract/methods.ts";
import type { Predictor } from "../contract/model.ts";
import { unlessRefused } from "../contract/refusal.ts";
import { predictReady } from "../methods/recipe/fit-recipe.ts";
import { runRowWise } from "../methods/recipe/pipeline.ts";

/** Those of the spectra that can be predicted. */
export interface PredictedRows {
  /** Indexes of the spectra. */
  readonly rows: readonly number[];
  /** m × p′: the steps that run once have run. */
  readonly ready: Matrix;
  /** m × K, by the final model. */
  readonly scores: Matrix;
}

/** A spectrum with gaps, or one that a step cannot treat, is left out. */
export function predictOutside(methods: Methods, predictor: Predictor, spectra: Matrix): PredictedRows {
  const all = Array.from({ length: spectra.rows }, (_, i) => i);
  const whole = all.filter((i) => row(spectra, i).every(Number.isFinite));
  const predict = (rows: readonly number[]) =>
    unlessRefused(() => predicted(methods, predictor, takeRows(spectra, rows)));
  const together = predict(whole);
  // One that cannot be treated must not hide the others.
  const each = together === null ? whole.flatMap((i) => asOne(i, predict([i]))) : [{ rows: whole, ...together }];
  return {
    rows: each.flatMap(({ rows }) => rows),
    ready: stackedOr(each.map(({ ready }) => ready)),
    scores: stackedOr(each.map(({ scores }) => scores)),
  };
}

const asOne = <T>(i: number, found: T | null) => (found === null ? [] : [{ rows: [i], ...found }]);

const stackedOr = (all: readonly Matrix[]): Matrix => (all.length === 0 ? matrix(0, 0) : stacked(all));

function predicted(methods: Methods, predictor: Predictor, spectra: Matrix) {
  const { input, steps, done } = predictor.pipeline;
  const ready = runRowWise(methods, spectra, input, steps, done);
  const rows = Array.from({ length: spectra.rows }, (_, i) => i);
  return { ready, scores: predictReady(methods, predictor, ready, rows) };
}

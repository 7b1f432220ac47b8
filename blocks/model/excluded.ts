/** Excluded: what the final model says of the samples that were taken out, and its figures with them. */

import type { DatasetParts, ExcludedRows } from "../contract/dataset.ts";
import { type Matrix, matrix, row, stacked, takeRows } from "../contract/matrix.ts";
import type { Methods } from "../contract/methods.ts";
import type { ModelParts, Predictor } from "../contract/model.ts";
import { unlessRefused } from "../contract/refusal.ts";
import { predictReady } from "../methods/recipe/fit-recipe.ts";
import { runRowWise } from "../methods/recipe/pipeline.ts";

/** Those of the excluded spectra that can be predicted. */
export interface PredictedExcluded {
  readonly rows: ExcludedRows;
  /** m × p′: the steps that run once have run. */
  readonly ready: Matrix;
  /** m × K, by the final model. */
  readonly scores: Matrix;
  /** Excluded samples, those of which nothing can be predicted among them. */
  readonly samples: number;
}

/** Null where nothing was excluded. A spectrum with gaps, or one that a step cannot treat, is left out. */
export function predictExcluded(
  methods: Methods,
  { final: { predictor } }: Pick<ModelParts, "final">,
  { excluded, excludedSpectra }: Pick<DatasetParts, "excluded" | "excludedSpectra">,
): PredictedExcluded | null {
  if (excluded.id.length === 0) return null;
  const whole = excluded.id.flatMap((_, i) => (row(excludedSpectra, i).every(Number.isFinite) ? [i] : []));
  const predict = (rows: readonly number[]) =>
    unlessRefused(() => predicted(methods, predictor, takeRows(excludedSpectra, rows)));
  const all = predict(whole);
  // One that cannot be treated must not hide the others.
  const each = all === null ? whole.flatMap((i) => asOne(i, predict([i]))) : [{ rows: whole, ...all }];
  const kept = each.flatMap(({ rows }) => rows);
  return {
    rows: taken(excluded, kept),
    ready: stackedOr(each.map(({ ready }) => ready)),
    scores: stackedOr(each.map(({ scores }) => scores)),
    samples: new Set(excluded.sample).size,
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

function taken({ id, sample, group, batch, why, label, target }: ExcludedRows, rows: readonly number[]): ExcludedRows {
  const take = <T>(values: readonly T[]): T[] => rows.map((i) => values[i]);
  return {
    id: take(id),
    sample: take(sample),
    group: take(group),
    batch: batch && take(batch),
    why: take(why),
    label: label && take(label),
    target: target && take(target),
  };
}

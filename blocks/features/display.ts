/** Display: features fitted on all non-external rows, for figures, spectral QC and export, and what each says of the outcome. */

import type { Json } from "../../schemas/plain-json.ts";
import type { Columns } from "../contract/dataset.ts";
import { type Matrix, takeColumns } from "../contract/matrix.ts";
import type { Methods } from "../contract/methods.ts";
import type { TrainingOutcome } from "../contract/step.ts";
import { candidateColumns } from "../methods/features/layout.ts";
import type { FeatureColumns } from "../methods/features/options.ts";
import { columnScores, type Score, scoreOf } from "../methods/features/ranking.ts";
import { type FeatureState, madeOf } from "../methods/features/step.ts";
import type { Importance } from "./results.ts";

export interface Display {
  /** n × p′, all rows. */
  readonly x: Matrix;
  readonly names: readonly string[];
  readonly state: FeatureState | null;
  /** What ranks the columns a selection chooses from, and what they score; null where no outcome is looked at. */
  readonly ranking: { readonly score: Score; readonly values: readonly (number | null)[] } | null;
  readonly n: number;
}

/**
 * @param x n × p, all rows
 * @param training those of them that may be learnt from
 * @param outcome of the training rows; without codes and target where nothing is learnt from it
 * @throws Refusal of the step
 */
export function displayed(
  methods: Methods,
  x: Matrix,
  training: Matrix,
  options: FeatureColumns,
  columns: Columns,
  outcome: TrainingOutcome,
): Display {
  const step = methods.step("features");
  const plainOptions = options as Json;
  const state = (step.fit?.(training, plainOptions, columns, outcome) ?? null) as FeatureState | null;
  const names = state?.select?.names ?? candidateColumns(options, columns).map(({ name }) => name);
  const isKnown = outcome.codes !== null || outcome.target !== null;
  return {
    x: step.apply(x, plainOptions, columns, state as Json),
    names,
    state,
    ranking: isKnown ? ranked(madeOf(training, options, columns, state), options, outcome) : null,
    n: training.rows,
  };
}

function ranked(made: Matrix, options: FeatureColumns, outcome: TrainingOutcome): Display["ranking"] {
  const score = scoreOf(options.select?.method ?? "k_best", outcome);
  return { score, values: finiteScores(made, score, outcome) };
}

/** Scores of the columns that are finite throughout; null for the others. */
export function finiteScores(x: Matrix, score: Score, outcome: TrainingOutcome): readonly (number | null)[] {
  const usable = Array.from({ length: x.cols }, (_, j) => j).filter((j) => isFiniteColumn(x, j));
  const values = usable.length === 0 ? [] : columnScores(takeColumns(x, usable), score, outcome);
  return Array.from({ length: x.cols }, (_, j) => {
    const value = values[usable.indexOf(j)];
    return value !== undefined && Number.isFinite(value) ? value : null;
  });
}

export function isFiniteColumn(x: Matrix, j: number): boolean {
  for (let at = j; at < x.data.length; at += x.cols) if (!Number.isFinite(x.data[at])) return false;
  return true;
}

/** feature_importance.json: a line a column, also for those selection leaves out. */
export function importanceOf({ state, ranking, n }: Display, options: FeatureColumns, columns: Columns): Importance {
  const explained = state?.pca?.explained ?? [];
  const all = candidateColumns(options, columns);
  const firstOfPca = all.findIndex(({ family }) => family === "pca");
  return {
    schema_version: 1,
    method: ranking?.score ?? (explained.length > 0 ? "explained_variance" : null),
    n_spectra: n,
    features: all.map(({ name, family }, j) => {
      const share = family === "pca" ? (explained[j - firstOfPca] ?? null) : null;
      return {
        name,
        family,
        importance: ranking === null ? share : ranking.values[j],
        explained_variance: share,
        kept: state?.select == null || state.select.kept.includes(j),
      };
    }),
  };
}

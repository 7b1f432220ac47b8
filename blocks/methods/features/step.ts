/** features: the step that makes few columns of many; what it learns, it learns from the training rows it is given. */

import type { Columns } from "../../contract/dataset.ts";
import { type Matrix, matrix, row, takeColumns } from "../../contract/matrix.ts";
import { step, type TrainingOutcome } from "../../contract/step.ts";
import { candidateColumns, featureNames, madeColumns } from "./layout.ts";
import { type FeatureColumns, featureColumns, largest, learntFrom, valuesOf } from "./options.ts";
import { comparePcaScores, firstOf, fitPcaScores, fitPlsScores, type Projection, projected } from "./projections.ts";
import { best, columnScores, scoreOf } from "./ranking.ts";
import { regionFeatures } from "./regions.ts";

/** What features learnt; null for what was not asked for. */
export interface FeatureState {
  readonly pca: Projection | null;
  readonly pls: Projection | null;
  /** Which of the columns are kept, ascending, and their names. */
  readonly select: { readonly kept: readonly number[]; readonly names: readonly string[] } | null;
}

/**
 * Feature extraction as one step: bands, peaks, ratios, PCA scores, PLS scores side by side, then selection among them.
 *
 * Learns from the outcome where PLS or a selection is asked for, from spectra where PCA is, else nothing. Of an option that is
 * a list the largest value holds, unless the rows carry fewer components: scores beyond them are 0, as those of the training
 * rows would be. Which outcome: the classes where there are any, else the target.
 *
 * @throws Refusal FS2301, FS2501 to FS2504, FS2806, FS3511, FS3512 where it cannot stand on these columns
 * @throws Refusal FS3302, FS3601 to FS3605, FS5101, FS5511, FS5512 where the training rows do not carry it
 */
export const features = step<FeatureColumns, FeatureState | null>({
  name: "features",
  family: null,
  learns: "outcome",
  learnsWith: learntFrom,
  options: featureColumns,
  columns: featureNames,
  fit: (training, options, columns, outcome) => fitPath(training, [options], columns, outcome)[0],
  fitPath,
  compare(training, others, path) {
    const [{ pca, ...more }] = path;
    const isAlone = pca !== undefined && Object.values(more).every((family) => family === undefined);
    if (!isAlone) return null;
    const asked = path.flatMap((options) => valuesOf(options.pca?.components ?? []));
    const counts = path.map((options) => largest(options.pca?.components ?? 0));
    return comparePcaScores(training, others, asked, counts, pca.scale);
  },
  apply(rows, options, columns, state) {
    const made = madeOf(rows, options, columns, state);
    const kept = state?.select?.kept;
    return kept === undefined ? made : takeColumns(made, kept);
  },
});

/** PCA and PLS are fitted once, with the most components asked for: fewer components are their beginning. */
function fitPath(
  training: Matrix,
  path: readonly FeatureColumns[],
  columns: Columns,
  outcome: TrainingOutcome,
): readonly (FeatureState | null)[] {
  const [first] = path;
  if (learntFrom(first) === null) return path.map(() => null);
  const asked = (family: "pca" | "pls") => path.flatMap((options) => valuesOf(options[family]?.components ?? []));
  const pca = first.pca === undefined ? null : fitPcaScores(training, asked("pca"), first.pca.scale);
  const pls = first.pls === undefined ? null : fitPlsScores(training, asked("pls"), outcome);
  const ranked = new Map<string, Float64Array>();
  return path.map((options) => {
    const state: FeatureState = {
      pca: firstOf(pca, options.pca?.components),
      pls: firstOf(pls, options.pls?.components),
      select: null,
    };
    if (options.select === undefined) return state;
    const key = `${largest(options.pca?.components ?? 0)} ${largest(options.pls?.components ?? 0)}`;
    const scores = ranked.get(key) ?? candidateScores(training, options, columns, state, outcome);
    ranked.set(key, scores);
    const kept = best(scores, largest(options.select.k));
    const names = candidateColumns(options, columns);
    return { ...state, select: { kept, names: kept.map((j) => names[j].name) } };
  });
}

/** The scores a selection ranks by, one a column it may keep. */
function candidateScores(
  training: Matrix,
  options: FeatureColumns,
  columns: Columns,
  state: FeatureState,
  outcome: TrainingOutcome,
): Float64Array {
  const made = madeOf(training, options, columns, state);
  return columnScores(made, scoreOf(options.select?.method ?? "k_best", outcome), outcome);
}

/** All columns, before any selection: n × their number. */
export function madeOf(rows: Matrix, options: FeatureColumns, columns: Columns, state: FeatureState | null): Matrix {
  if (madeColumns(options).length === 0) return rows;
  const { bands, peaks, ratios, pca, pls } = options;
  const parts = [
    ...([bands, peaks, ratios].some((family) => family !== undefined) ? [regionFeatures(rows, columns, options)] : []),
    ...(pca === undefined ? [] : [projected(rows, state?.pca ?? null, largest(pca.components))]),
    ...(pls === undefined ? [] : [projected(rows, state?.pls ?? null, largest(pls.components))]),
  ];
  return sideBySide(rows.rows, parts);
}

function sideBySide(rows: number, parts: readonly Matrix[]): Matrix {
  const result = matrix(
    rows,
    parts.reduce((sum, { cols }) => sum + cols, 0),
  );
  for (let i = 0; i < rows; i++) {
    const out = row(result, i);
    let from = 0;
    for (const part of parts) {
      out.set(row(part, i), from);
      from += part.cols;
    }
  }
  return result;
}

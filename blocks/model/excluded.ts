/** Excluded: what the final model says of the samples that were taken out, and its figures with them. */

import type { DatasetParts, ExcludedRows } from "../contract/dataset.ts";
import type { Matrix } from "../contract/matrix.ts";
import type { Methods } from "../contract/methods.ts";
import type { ModelParts } from "../contract/model.ts";
import { predictOutside } from "./outside-rows.ts";

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
  const { rows, ...found } = predictOutside(methods, predictor, excludedSpectra);
  return { rows: taken(excluded, rows), ...found, samples: new Set(excluded.sample).size };
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

/** What the spectral gate judges: the measured spectra with their health, and the variables a model will see. */

import type { NaReason, Worst } from "../../../../schemas/gate-report.ts";
import type { Columns, DatasetParts, Rows } from "../../../contract/dataset.ts";
import { type Matrix, takeRows } from "../../../contract/matrix.ts";
import type { Methods } from "../../../contract/methods.ts";
import type { VariablesParts } from "../../../contract/variables.ts";
import { lazily } from "../lazily.ts";
import { type Health, healthOf, leastPoints } from "./health.ts";
import { measuredSpectra } from "./measured.ts";

/** What of a dataset is judged. */
export type JudgedSpectra = Pick<DatasetParts, "spectra" | "columns" | "rows" | "facts">;

export interface SpectralMaterial {
  readonly rows: Rows;
  /** Indexes of the rows that were measured. */
  readonly index: readonly number[];
  /** Of each measured spectrum; na below 32 points. The reference of noise and drift is the set itself. */
  health(): Health | { readonly na: NaReason };
  /** m × p: variables of the measured rows, with steps that learn fitted on them; the spectra where they are modelled as they are. */
  variables(): Matrix;
  /** Names of the features; null where the variables are points of an axis. */
  readonly features: readonly string[] | null;
}

/**
 * External rows are measured by nobody here: another instrument may well differ from the reference, and no model learns from it.
 *
 * @param variables null where raw spectra are to be modelled as they are
 */
export function spectralMaterial(
  methods: Methods,
  dataset: JudgedSpectra,
  variables: Pick<VariablesParts, "pipeline" | "display"> | null,
): SpectralMaterial {
  const { rows, facts } = dataset;
  const index = rows.external.flatMap((external, i) => (external ? [] : [i]));
  const { x, columns, isOver } = measuredSpectra(
    methods,
    dataset,
    variables?.pipeline.steps ?? [],
    index,
    facts.saturation,
  );
  const after = variables?.pipeline.columns;
  return {
    rows,
    index,
    health: lazily(() =>
      x.cols < leastPoints
        ? { na: "too_few_points" as const }
        : healthOf(x, [...index.keys()], driftOrder(columns), isOver),
    ),
    variables: lazily(() => (variables === null ? x : takeRows(variables.display.display, index))),
    features: after?.kind === "names" ? after.names : null,
  };
}

/** Baselines bend in Raman (fluorescence) and FTIR; where the technique is not told, an axis in wavelengths is taken for NIR. */
export function driftOrder(columns: Columns): 1 | 2 {
  if (columns.kind !== "axis") return 1;
  const { technique, unit } = columns;
  return technique === "NIR" || (technique === null && unit !== "cm-1") ? 1 : 2;
}

/**
 * The five worst spectra that are not perfect; equals in row order.
 *
 * @param order 1 where the smallest is the worst and 1 is perfect, −1 where the largest is and 0 is perfect
 */
export function worstSpectra(
  { rows, index }: Pick<SpectralMaterial, "rows" | "index">,
  values: Float64Array,
  order: 1 | -1,
  about?: (k: number) => string,
): readonly Worst[] {
  const perfect = order === 1 ? 1 : 0;
  return [...values.keys()]
    .filter((k) => values[k] !== perfect)
    .sort((a, b) => order * (values[a] - values[b]) || a - b)
    .slice(0, 5)
    .map((k) => {
      const named = { sample: rows.sample[index[k]], spectrum: rows.id[index[k]], value: values[k] };
      return about === undefined ? named : { ...named, about: about(k) };
    });
}

export function mean(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

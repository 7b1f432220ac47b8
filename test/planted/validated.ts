/** A base set as a model block validates it, without a document: quicker, where files and reports are not what is tested. */

import type { Columns, DatasetParts, Outcome, Rows } from "../../blocks/contract/dataset.ts";
import { fromRows } from "../../blocks/contract/matrix.ts";
import type { Recipe, SchemeSpec } from "../../blocks/contract/model.ts";
import type { StepSpec } from "../../blocks/contract/variables.ts";
import { inTurn, type Spread } from "../../blocks/contract/work.ts";
import { methods } from "../../blocks/methods/methods.ts";
import { runRowWise } from "../../blocks/methods/recipe/pipeline.ts";
import { validate } from "../../blocks/methods/recipe/validate.ts";
import { split } from "../../blocks/methods/split/split.ts";
import type { Validated } from "../../blocks/methods/validation/validated.ts";
import { recipeOn, step } from "../fixtures/recipe.ts";
import { type BaseRow, type BaseSet, labelOf } from "./base-set.ts";

export interface Seen {
  /** Every spectrum is a sample of its own where this is left out. */
  readonly sample?: (row: BaseRow, index: number) => string;
  readonly batch?: (row: BaseRow, index: number) => string;
  readonly label?: (row: BaseRow, index: number) => string;
  /** A regression where it is there. */
  readonly target?: (row: BaseRow, index: number) => number;
  readonly scheme?: SchemeSpec;
  readonly estimator?: string;
  readonly grid?: Recipe["grid"];
  readonly steps?: readonly StepSpec[];
  /** A column behind the axis. */
  readonly behind?: { readonly at: number; readonly value: (row: BaseRow, index: number) => number };
}

export interface SeenSet {
  readonly validated: Validated;
  readonly dataset: Pick<DatasetParts, "spectra" | "columns">;
  /** How many units of work were asked for since the validation itself. */
  readonly asked: () => number;
}

/** The document of the base set: savgol, snv, PLS tuned in inner groups, one standard error; leave one batch out. */
export async function validatedSet(set: BaseSet, seen: Seen = {}): Promise<SeenSet> {
  const {
    sample = (_row, i) => `r${i}`,
    batch = (_row, i) => `b${i % 10}`,
    label = (row) => labelOf(row.sample),
  } = seen;
  const { behind, target } = seen;
  const axis = behind === undefined ? set.axis : [...set.axis, behind.at];
  const spectra = fromRows(
    set.rows.map((row, i) => (behind === undefined ? row.values : [...row.values, behind.value(row, i)])),
  );
  const columns: Columns = { kind: "axis", unit: "nm", technique: "NIR", values: axis };
  const samples = set.rows.map(sample);
  const rows: Rows = {
    id: set.rows.map((_, i) => `r${i}`),
    sample: samples,
    group: samples,
    batch: set.rows.map(batch),
    instrument: null,
    external: samples.map(() => false),
    duplicateOf: samples.map(() => null),
  };
  const labels = set.rows.map(label);
  const classes = [...new Set(labels)].sort();
  const outcome: Outcome =
    target === undefined
      ? {
          label: { name: "label", classes, codes: labels.map((one) => classes.indexOf(one)), positive: null },
          target: null,
        }
      : { label: null, target: { name: "y", unit: null, values: set.rows.map(target) } };
  const steps = seen.steps ?? [step("savgol", { window: 11, order: 2, deriv: 1, per: "point" }), step("snv")];
  const recipe = recipeOn(columns)(
    seen.estimator ?? (target === undefined ? "pls-da" : "pls-regression"),
    seen.grid ?? { components: [1, 2, 4, 6, 8, 10, 12, 15, 20] },
    steps,
  );
  const ready = runRowWise(methods, spectra, columns, steps, steps.length);
  const data = { ready, rows, outcome };
  const folds = split(rows, outcome, seen.scheme ?? { name: "lobo", options: {} }, 7);
  let asked = 0;
  const here = inTurn(() => Promise.resolve());
  const spread: Spread = (job) => {
    asked += job.amount.asks;
    return here(job);
  };
  const parts = await validate(methods, recipe, data, folds, 7, here, () => undefined);
  return {
    validated: { methods, recipe, data, split: folds, fits: parts.fits, scores: parts.scores, spread },
    dataset: { spectra, columns },
    asked: () => asked,
  };
}

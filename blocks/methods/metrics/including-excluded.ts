/** Including excluded: the figure that validation gives, with the samples that were taken out, by the final model. */

import type { ExcludedRows, Outcome, Rows } from "../../contract/dataset.ts";
import { type Matrix, stacked, takeRows } from "../../contract/matrix.ts";
import { sharesOf } from "./class-forms.ts";
import { samplesOf } from "./judged.ts";
import { type Form, limitsOf } from "./limits.ts";
import { judgedOf, type Scored } from "./metrics.ts";
import { inRepeats } from "./repeats.ts";
import type { IncludingExcluded } from "./schema.ts";
import { finite } from "./state.ts";
import { targetForm, targetValues } from "./target-forms.ts";

/** Excluded spectra with the scores that the final model gives them. */
export interface ScoredExcluded {
  readonly rows: ExcludedRows;
  /** m × K. */
  readonly scores: Matrix;
  /** Excluded samples, those of which no spectrum is among the rows too. */
  readonly samples: number;
}

/**
 * Accuracy, or the root mean square error, over the samples left out in turn and those taken out. A sample of a class that the model does
 * not know is wrong. An interval is made as for those left out in turn; excluded samples bring their own batches.
 *
 * @returns null where the model was not validated
 */
export function includingExcluded(
  model: Pick<Scored, "task" | "rows" | "outcome" | "split" | "scores">,
  excluded: ScoredExcluded,
): IncludingExcluded | null {
  if (model.split.folds.length === 0) return null;
  const { label, target } = excluded.rows;
  const known = excluded.rows.id.flatMap((_, i) =>
    (model.task === "classification" ? label?.[i] : target?.[i]) == null ? [] : [i],
  );
  const judged = judgedOf({ ...together(model, excluded, known), split: moved(model) });
  const n = samplesOf(judged).names.length;
  const not_predicted = excluded.samples - new Set(known.map((i) => excluded.rows.sample[i])).size;
  const said = (form: Form) => ({ value: finite(form.value), ci: limitsOf(form, judged.grouping).ci });
  if (model.task === "classification") {
    const { value: accuracy, ci: accuracy_ci } = said(sharesOf(judged).accuracy());
    return { accuracy, accuracy_ci: accuracy_ci && [...accuracy_ci], accuracy_n: n, not_predicted };
  }
  const { value: rmsecv, ci: rmsecv_ci } = said(targetForm(judged, "rmse", targetValues(judged)));
  return { rmsecv, rmsecv_ci: rmsecv_ci && [...rmsecv_ci], rmsecv_n: n, not_predicted };
}

/** The split of the rows left out in turn where these stand without the external ones; excluded rows are in no fold. */
function moved({ split, rows }: Pick<Scored, "split" | "rows">): Scored["split"] {
  const own = rows.external.flatMap((is, i) => (is ? [] : [i]));
  const place = new Map(own.map((i, k) => [i, k]));
  const placed = (of: readonly number[]) => of.map((i) => place.get(i) as number);
  return {
    ...split,
    folds: split.folds.map((fold) => ({ ...fold, training: placed(fold.training), test: placed(fold.test) })),
  };
}

/** Rows left out in turn, then those of the excluded rows that are known. */
function together(
  { rows, outcome, scores }: Pick<Scored, "rows" | "outcome" | "scores">,
  excluded: ScoredExcluded,
  known: readonly number[],
): Pick<Scored, "rows" | "outcome" | "scores"> {
  const own = rows.external.flatMap((is, i) => (is ? [] : [i]));
  const both = <T>(inside: readonly T[], outside: readonly T[]): T[] => [
    ...own.map((i) => inside[i]),
    ...known.map((i) => outside[i]),
  ];
  const id = both(rows.id, excluded.rows.id);
  const all: Rows = {
    id,
    sample: both(rows.sample, excluded.rows.sample),
    group: both(rows.group, excluded.rows.group),
    batch: rows.batch && both(rows.batch, excluded.rows.batch ?? []),
    instrument: null,
    external: id.map(() => false),
    duplicateOf: id.map(() => null),
  };
  const beside = takeRows(excluded.scores, known);
  return {
    rows: all,
    outcome: outcomeOf(outcome, excluded.rows, both),
    scores: stacked(
      inRepeats(scores, rows.id.length).flatMap((of) => [takeRows(of, own), ...(known.length === 0 ? [] : [beside])]),
    ),
  };
}

function outcomeOf(
  { label, target }: Outcome,
  { label: classes, target: values }: ExcludedRows,
  both: <T>(inside: readonly T[], outside: readonly T[]) => T[],
): Outcome {
  const codes = classes?.map((name) => label?.classes.indexOf(name ?? "") ?? -1) ?? [];
  return {
    label: label && { ...label, codes: both(label.codes, codes) },
    target: target && { name: target.name, unit: target.unit, values: both(target.values, (values ?? []).map(Number)) },
  };
}

/** Spectra over their axis, narrowed to classes and a range: what a spectra figure shows. */

import type { Columns, Label, Rows } from "../contract/dataset.ts";
import { type Matrix, takeColumns, takeRows } from "../contract/matrix.ts";
import { mostNamed, type Selection, type SpectraView } from "../contract/view.ts";
import { farRows } from "../methods/numeric/far-rows.ts";
import { axisTitle, isDescending, ordinateTitle, unitName } from "./axis-words.ts";

/**
 * The view of these spectra; external rows are marked, those far from the others named. Null where the columns are no axis, or the range holds no point.
 *
 * @param spectra n × p, in the order of `rows`
 */
export function spectraView(
  spectra: Matrix,
  columns: Columns,
  rows: Rows,
  label: Label | null,
  selection: Selection,
): SpectraView | null {
  if (columns.kind !== "axis") return null;
  const [low, high] = selection.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const points = columns.values.flatMap((value, j) => (value >= low && value <= high ? [j] : []));
  const wanted = rows.id.flatMap((_, i) => (isWanted(i, label, selection.classes) ? [i] : []));
  if (points.length === 0 || wanted.length === 0) return null;
  const classes = label?.classes ?? [];
  const shown = takeColumns(takeRows(spectra, wanted), points);
  const external = wanted.map((i) => rows.external[i]);
  return {
    type: "spectra",
    axis: {
      title: axisTitle(columns),
      unit: unitName(columns.unit),
      values: points.map((j) => columns.values[j]),
      descending: isDescending(columns),
    },
    ordinate: ordinateTitle(columns, true),
    spectra: shown,
    codes: label === null ? null : wanted.map((i) => label.codes[i]),
    classes,
    ids: wanted.map((i) => rows.id[i]),
    samples: wanted.map((i) => rows.sample[i]),
    marked: external.flatMap((is, k) => (is ? [k] : [])),
    outlying: farthest(shown, external),
    ...formOfSelection(selection),
  };
}

/** Indexes of the rows far from the others, the farthest first; external rows are no measure of the others, and not named. */
export function farthest(spectra: Matrix, external: readonly boolean[]): readonly number[] {
  const own = external.flatMap((is, k) => (is ? [] : [k]));
  return farRows(takeRows(spectra, own))?.far.map((k) => own[k]) ?? [];
}

/** How the spectra of a selection are drawn, as their view has it. */
export const formOfSelection = ({
  form,
  peaks,
  outliers,
}: Selection): Pick<SpectraView, "form" | "peaks" | "named"> => ({
  ...(form === undefined ? {} : { form }),
  ...(peaks === undefined ? {} : { peaks }),
  ...(outliers === undefined ? {} : { named: outliers }),
});

/** What cannot be shown of these classes in the form that was asked for; null where it can. */
export const noSuchForm = ({ form }: Selection, classes: number): string | null =>
  form === "difference" && classes < 2 ? "Differences of class means need two classes." : null;

/** What a caption says of means, bands and form. */
export const formWords = ({ form }: Selection): string =>
  form === "difference"
    ? "Mean of each class minus the mean of all."
    : `Lines: means; shaded: 10 to 90\u00a0% of the spectra at each point${form === "offset" ? "; classes stand above one another" : ""}.`;

/** What the caption says of those far from the others; null where there are none, or none is drawn. */
export function farWords(n: number, spectra: number, { form, outliers = mostNamed }: Selection = {}): string | null {
  if (n === 0 || form === "difference") return null;
  const shown =
    n <= outliers
      ? "drawn grey and named in the margin"
      : `the ${outliers} farthest are drawn grey and named in the margin`;
  const which = outliers === 0 ? "none is named" : shown;
  return `${n} of ${spectra} ${n === 1 ? "lies" : "lie"} outside the T² or Q limit (99\u00a0%, five principal components): ${which}.`;
}

const isWanted = (i: number, label: Label | null, classes: readonly string[] | undefined): boolean =>
  classes === undefined || label === null || classes.includes(label.classes[label.codes[i]]);

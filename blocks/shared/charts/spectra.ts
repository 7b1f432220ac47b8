/** Spectra over their axis, narrowed to classes and a range: what a spectra figure shows. */
import type { Columns, Label, Rows } from "../../values.ts";
import type { Selection, SpectraView } from "../../view.ts";
import { type Matrix, takeColumns, takeRows } from "../numeric/matrix.ts";
import { axisTitle, isDescending } from "./axis-words.ts";

/**
 * The view of these spectra; external rows are marked. Null where the columns are no axis, or the range holds no point.
 *
 * @param spectra n × p, in the order of `rows`
 * @param ordinate what the intensities are, for the axis title
 */
export function spectraView(
  spectra: Matrix,
  columns: Columns,
  rows: Rows,
  label: Label | null,
  selection: Selection,
  ordinate: string,
): SpectraView | null {
  if (columns.kind !== "axis") return null;
  const [low, high] = selection.range ?? [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY];
  const points = columns.values.flatMap((value, j) => (value >= low && value <= high ? [j] : []));
  const wanted = rows.id.flatMap((_, i) => (isWanted(i, label, selection.classes) ? [i] : []));
  if (points.length === 0 || wanted.length === 0) return null;
  const classes = label?.classes ?? [];
  return {
    type: "spectra",
    axis: {
      title: axisTitle(columns),
      unit: columns.unit,
      values: points.map((j) => columns.values[j]),
      descending: isDescending(columns),
    },
    ordinate,
    spectra: takeColumns(takeRows(spectra, wanted), points),
    codes: label === null ? null : wanted.map((i) => label.codes[i]),
    classes,
    ids: wanted.map((i) => rows.id[i]),
    marked: wanted.flatMap((i, k) => (rows.external[i] ? [k] : [])),
  };
}

const isWanted = (i: number, label: Label | null, classes: readonly string[] | undefined): boolean =>
  classes === undefined || label === null || classes.includes(label.classes[label.codes[i]]);

/** Axis: whether new spectra have the points a predictor was fitted on. */

import type { Columns } from "../contract/dataset.ts";
import { type Matrix, takeColumns } from "../contract/matrix.ts";
import { Refusal } from "../contract/refusal.ts";

/**
 * The columns of new spectra that a predictor needs, in its order. Every point it was fitted on must be there, in the same unit and
 * written as the same number; further points are left out. Nothing is interpolated: that would change spectra on the way to a model
 * that was approved without it.
 *
 * @param spectra n × p′ as measured
 * @throws Refusal FS5616 where the values are another quantity, FS5612 naming the first point that is missing and the nearest one there is
 */
export function pointsFor(wanted: Columns, spectra: Matrix, columns: Columns): Matrix {
  refuseOtherQuantity(wanted, columns);
  const [expected, found] = [pointsOf(wanted), pointsOf(columns)];
  const unit = (of: Columns) => (of.kind === "axis" ? of.unit : "names");
  const place = new Map(found.map((point, j) => [point, j]));
  const isSameUnit = unit(wanted) === unit(columns);
  const missing = expected.filter((point) => !isSameUnit || !place.has(point));
  if (missing.length > 0) {
    const [first] = missing;
    const nearest = isSameUnit && typeof first === "number" ? nearestTo(first, found) : null;
    const facts = { expected: expected.length, points: found.length, missing: missing.length, first, nearest };
    throw new Refusal("FS5612", { ...facts, unit: unit(wanted), found_unit: unit(columns) }, { option: ["saved"] });
  }
  if (found.length === expected.length) return spectra;
  return takeColumns(
    spectra,
    expected.map((point) => place.get(point) as number),
  );
}

/** Throws FS5616 where both say what the values are, and say different things. */
function refuseOtherQuantity(wanted: Columns, columns: Columns): void {
  const [known, found] = [wanted, columns].map((of) => (of.kind === "axis" ? of.quantity : undefined));
  if (known === undefined || found === undefined || known === found) return;
  throw new Refusal("FS5616", { wanted: known, found }, { option: ["saved"] });
}

const pointsOf = (columns: Columns): readonly (string | number)[] =>
  columns.kind === "axis" ? columns.values : columns.names;

function nearestTo(wanted: number, found: readonly (string | number)[]): number | null {
  const numbers = found.filter((point) => typeof point === "number");
  if (numbers.length === 0) return null;
  return numbers.reduce((best, point) => (Math.abs(point - wanted) < Math.abs(best - wanted) ? point : best));
}

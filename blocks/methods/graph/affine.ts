/** Affine: what a linear step does to any spectrum, as one matrix, read off what the step itself makes of the identity. */
import { type Matrix, matrix, row } from "../../contract/matrix.ts";
import type { Made, Writer } from "./graph.ts";

/** A step as a function of rows that is linear but for what it takes off and adds. */
export interface Linear {
  readonly apply: (rows: Matrix) => Matrix;
  /** What it takes off every row, length p; null where that is nothing. */
  readonly centre: ArrayLike<number> | null;
}

/** x ↦ (x − centre) · matrix + offset. */
export interface Affine {
  /** Length p; null: nothing is taken off. */
  readonly centre: Float64Array | null;
  /** p × q. */
  readonly matrix: Matrix;
  /** Length q; null: nothing is added. */
  readonly offset: Float64Array | null;
}

/** The step on spectra of p points. */
export function affineOf(step: Linear, p: number): Affine {
  const identity = matrix(p, p);
  for (let j = 0; j < p; j++) identity.data[j * p + j] = 1;
  const { centre, at } = centreOf(step, p);
  return { centre, matrix: changes(step, identity, centre, at), offset: nothingOr(row(at, 0)) };
}

/** First the one, then the step. The matrix is what the step makes of the other's rows, which costs less than a product. */
export function followed(first: Affine, step: Linear): Affine {
  const { centre, at } = centreOf(step, first.matrix.cols);
  const between = matrix(1, first.matrix.cols);
  if (first.offset !== null) between.data.set(first.offset);
  return {
    centre: first.centre,
    matrix: changes(step, first.matrix, centre, at),
    offset: nothingOr(row(step.apply(between), 0)),
  };
}

/** Its centre, and what it makes of it: 1 × q. */
function centreOf(step: Linear, p: number): { readonly centre: Float64Array | null; readonly at: Matrix } {
  const centre = step.centre === null ? null : Float64Array.from(step.centre);
  return { centre, at: step.apply(matrix(1, p, Float64Array.from(centre ?? new Float64Array(p)))) };
}

/**
 * How much more the step answers to its centre with a row added than to its centre alone, for every row. Rows are made as large as the
 * centre first, by a power of two: of a small row beside a large centre digits would be lost.
 */
function changes(step: Linear, rows: Matrix, centre: Float64Array | null, at: Matrix): Matrix {
  const scale = centre === null ? 1 : powerAbove(largest(centre) / (largest(rows.data) || 1));
  const moved = matrix(
    rows.rows,
    rows.cols,
    rows.data.map((value, k) => scale * value + (centre === null ? 0 : centre[k % rows.cols])),
  );
  const result = step.apply(moved);
  for (let k = 0; k < result.data.length; k++) result.data[k] = (result.data[k] - at.data[k % result.cols]) / scale;
  return result;
}

function powerAbove(value: number): number {
  let power = 1;
  while (power < value && Number.isFinite(power * 2)) power *= 2;
  return power;
}

const largest = (values: Float64Array): number => values.reduce((most, value) => Math.max(most, Math.abs(value)), 0);

const nothingOr = (values: Float64Array): Float64Array | null =>
  values.every((value) => value === 0) ? null : Float64Array.from(values);

/** Writes it in the fewest operations: nothing, a choice of columns, a factor a column, else the product. n × q. */
export function writeAffine(w: Writer, x: Made, { centre, matrix: by, offset }: Affine): Made {
  const less = centre === null ? x : w.make("Sub", [x, w.numbers(centre, [centre.length])]);
  const times = timesMatrix(w, less, by);
  return offset === null ? times : w.make("Add", [times, w.numbers(offset, [offset.length])]);
}

function timesMatrix(w: Writer, x: Made, by: Matrix): Made {
  const chosen = chosenColumns(by);
  if (chosen !== null) {
    const isAll = chosen.length === by.rows && chosen.every((from, to) => from === to);
    return isAll ? x : w.make("Gather", [x, w.integers(chosen)], { axis: 1 });
  }
  const factors = diagonal(by);
  if (factors !== null) return w.make("Mul", [x, w.numbers(factors, [factors.length])]);
  return w.make("MatMul", [x, w.numbers(by.data, [by.rows, by.cols])]);
}

/** For each column the one row it is; null where some column is more than that. */
function chosenColumns(by: Matrix): readonly number[] | null {
  const chosen = new Array<number>(by.cols).fill(-1);
  for (let i = 0; i < by.rows; i++)
    for (let j = 0; j < by.cols; j++) {
      const value = by.data[i * by.cols + j];
      if (value === 0) continue;
      if (value !== 1 || chosen[j] !== -1) return null;
      chosen[j] = i;
    }
  return chosen.includes(-1) ? null : chosen;
}

/** The diagonal; null where anything else is not 0. */
function diagonal(by: Matrix): Float64Array | null {
  if (by.rows !== by.cols) return null;
  const isDiagonal = by.data.every((value, k) => value === 0 || k % by.cols === Math.floor(k / by.cols));
  return isDiagonal ? Float64Array.from({ length: by.rows }, (_, j) => by.data[j * by.cols + j]) : null;
}

/** Matrix: n × p numbers, row-major in one Float64Array. Rows are spectra wherever spectra are meant. */

export interface Matrix {
  readonly rows: number;
  readonly cols: number;
  /** Length rows · cols; element (i, j) stands at i · cols + j. */
  readonly data: Float64Array;
}

/** A matrix of zeros, or over the given numbers (not copied). Throws RangeError when the length does not fit. */
export function matrix(rows: number, cols: number, data: Float64Array = new Float64Array(rows * cols)): Matrix {
  if (data.length !== rows * cols) throw new RangeError(`${data.length} numbers do not fill ${rows} × ${cols}`);
  return { rows, cols, data };
}

/** A matrix from an array of equally long rows. Throws RangeError on ragged rows. */
export function fromRows(rows: readonly (readonly number[] | Float64Array)[], cols = rows[0]?.length ?? 0): Matrix {
  const result = matrix(rows.length, cols);
  rows.forEach((values, i) => {
    if (values.length !== cols) throw new RangeError(`row ${i + 1} has ${values.length} numbers, not ${cols}`);
    result.data.set(values, i * cols);
  });
  return result;
}

/** Row i as a view on the same memory, length cols: reading it copies nothing, writing it changes the matrix. */
export function row(x: Matrix, i: number): Float64Array {
  return x.data.subarray(i * x.cols, (i + 1) * x.cols);
}

/** The named rows, in the order given, copied into a new matrix. */
export function takeRows(x: Matrix, indexes: ArrayLike<number>): Matrix {
  const result = matrix(indexes.length, x.cols);
  for (let k = 0; k < indexes.length; k++) result.data.set(row(x, indexes[k]), k * x.cols);
  return result;
}

/** At least one matrix, all with equally many columns, one below the other. Throws RangeError where the columns differ. */
export function stacked(all: readonly Matrix[]): Matrix {
  const [{ cols }] = all;
  const result = matrix(
    all.reduce((rows, one) => rows + one.rows, 0),
    cols,
  );
  let at = 0;
  for (const one of all) {
    if (one.cols !== cols) throw new RangeError(`${one.cols} columns do not stand below ${cols}`);
    result.data.set(one.data, at);
    at += one.data.length;
  }
  return result;
}

/** The named columns, in the order given, copied into a new matrix. */
export function takeColumns(x: Matrix, indexes: ArrayLike<number>): Matrix {
  const result = matrix(x.rows, indexes.length);
  for (let i = 0; i < x.rows; i++) {
    for (let k = 0; k < indexes.length; k++) result.data[i * indexes.length + k] = x.data[i * x.cols + indexes[k]];
  }
  return result;
}

/** Mean of every column, length cols; summed in row order. */
export function columnMeans(x: Matrix): Float64Array {
  const means = new Float64Array(x.cols);
  for (let i = 0; i < x.rows; i++) {
    for (let j = 0; j < x.cols; j++) means[j] += x.data[i * x.cols + j];
  }
  for (let j = 0; j < x.cols; j++) means[j] /= x.rows;
  return means;
}

/** A new matrix whose every row is `change(row, i)` of the old one: for row-wise methods that keep the columns. */
export function mapRows(x: Matrix, change: (values: Float64Array, i: number, out: Float64Array) => void): Matrix {
  const result = matrix(x.rows, x.cols);
  for (let i = 0; i < x.rows; i++) change(row(x, i), i, row(result, i));
  return result;
}

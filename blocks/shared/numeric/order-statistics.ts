/** Order statistics: median and percentiles of a few numbers. */

/** The middle value, or the mean of the two middle ones. `values` is sorted in place: hand in a copy. */
export function medianInPlace(values: Float64Array): number {
  values.sort();
  const middle = values.length >> 1;
  return values.length % 2 === 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

/** The p-th percentile (0 to 100), linear between neighbours (Hyndman and Fan's type 7). `values` is sorted in place. */
export function percentileInPlace(values: Float64Array, percent: number): number {
  values.sort();
  const at = ((values.length - 1) * percent) / 100;
  const low = Math.floor(at);
  const high = Math.min(low + 1, values.length - 1);
  return values[low] + (at - low) * (values[high] - values[low]);
}

/** Median of every column of rows × cols numbers in row-major order, length cols. */
export function columnMedians(rows: number, cols: number, data: Float64Array): Float64Array {
  const scratch = new Float64Array(rows);
  return Float64Array.from({ length: cols }, (_, j) => {
    for (let i = 0; i < rows; i++) scratch[i] = data[i * cols + j];
    return medianInPlace(scratch);
  });
}

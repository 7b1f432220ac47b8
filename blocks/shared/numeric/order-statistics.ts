/** Order statistics: median, percentiles and any other of a few numbers. */

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

/**
 * The value that would stand at place k (from 0) in ascending order. `values`, none of them NaN, is reordered in place: below k
 * stands nothing larger, above it nothing smaller, so that a second place asked for costs less.
 *
 * @see Hoare 1961, "Algorithm 65: Find", Commun. ACM 4:321, doi 10.1145/366622.366647
 */
export function orderStatisticInPlace(values: Float64Array, k: number): number {
  let low = 0;
  let high = values.length - 1;
  while (low < high) {
    const pivot = middleOf(values[low], values[(low + high) >> 1], values[high]);
    let i = low;
    let j = high;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const held = values[i];
      values[i++] = values[j];
      values[j--] = held;
    }
    if (k <= j) high = j;
    else if (k >= i) low = i;
    else break;
  }
  return values[k];
}

function middleOf(a: number, b: number, c: number): number {
  if (a < b) return b < c ? b : a < c ? c : a;
  return a < c ? a : b < c ? c : b;
}

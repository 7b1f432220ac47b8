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
 * The k-th smallest value (k from 0) among the first `n` of `values`, which are reordered: afterwards none before k is
 * larger and none behind it is smaller. The same numbers always take the same steps.
 *
 * @param values at least n numbers, no NaN
 * @throws RangeError where k is not among 0 … n − 1
 * @see Hoare 1961, "Algorithm 65: find", doi 10.1145/366622.366647
 */
export function selectInPlace(values: Float64Array, k: number, n = values.length): number {
  if (!(k >= 0 && k < n)) throw new RangeError(`there is no ${k + 1}-th smallest of ${n} numbers`);
  let left = 0;
  let right = n - 1;
  while (left < right) {
    const pivot = middle(values[left], values[(left + right) >> 1], values[right]);
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i <= j) {
        const swapped = values[i];
        values[i] = values[j];
        values[j] = swapped;
        i++;
        j--;
      }
    }
    if (k <= j) right = j;
    else if (k >= i) left = i;
    else break;
  }
  return values[k];
}

const middle = (a: number, b: number, c: number): number => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));

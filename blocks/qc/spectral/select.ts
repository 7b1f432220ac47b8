/** Select: order statistics without sorting, for numbers that are looked at once and thrown away. */

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

/** The middle value, or the mean of the two middle ones, of the first `n` numbers, which are reordered. */
export function medianOf(values: Float64Array, n = values.length): number {
  const upper = selectInPlace(values, n >> 1, n);
  if (n % 2 === 1) return upper;
  return (largestBefore(values, n >> 1) + upper) / 2;
}

/** The p-th percentile (0 to 100), linear between neighbours (Hyndman and Fan's type 7); the numbers are reordered. */
export function percentileOf(values: Float64Array, percent: number, n = values.length): number {
  const at = ((n - 1) * percent) / 100;
  const above = Math.min(Math.floor(at) + 1, n - 1);
  const high = selectInPlace(values, above, n);
  const low = above === Math.floor(at) ? high : largestBefore(values, above);
  return low + (at - Math.floor(at)) * (high - low);
}

const middle = (a: number, b: number, c: number): number => Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));

function largestBefore(values: Float64Array, end: number): number {
  let largest = values[0];
  for (let i = 1; i < end; i++) if (values[i] > largest) largest = values[i];
  return largest;
}

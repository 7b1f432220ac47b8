/** Ranks: the place of each value among all. */

/** Ranks from 1, ties at their mean rank. */
export function ranks(values: readonly number[]): Float64Array {
  const order = values.map((_, i) => i).sort((a, b) => values[a] - values[b]);
  const result = new Float64Array(values.length);
  for (let k = 0; k < order.length; ) {
    let end = k;
    while (end + 1 < order.length && values[order[end + 1]] === values[order[k]]) end++;
    for (let at = k; at <= end; at++) result[order[at]] = (k + end) / 2 + 1;
    k = end + 1;
  }
  return result;
}

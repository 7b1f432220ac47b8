/** Figures of a spectrum by which it is held against what another reader once gave (second-opinions.json). */

export function figuresOf(
  { axis, values }: { readonly axis: Float64Array; readonly values: Float64Array },
  at: readonly number[],
): {
  points: number;
  first: number;
  last: number;
  at: readonly number[];
  values: number[];
  sum: number;
  squares: number;
} {
  let sum = 0;
  let squares = 0;
  for (const value of values) {
    sum += value;
    squares += value * value;
  }
  return {
    points: values.length,
    first: axis[0],
    last: axis[axis.length - 1],
    at,
    values: at.map((i) => values[i]),
    sum,
    squares,
  };
}

/** Rows: what many steps ask of every row, in operations. All are n × 1 unless said otherwise. */
import type { Made, Writer } from "./graph.ts";

export const number = (w: Writer, value: number): Made => w.numbers([value]);

export const meanOf = (w: Writer, x: Made): Made => w.make("ReduceMean", [x], { axes: [1], keepdims: 1 });
export const mostOf = (w: Writer, x: Made): Made => w.make("ReduceMax", [x], { axes: [1], keepdims: 1 });
export const leastOf = (w: Writer, x: Made): Made => w.make("ReduceMin", [x], { axes: [1], keepdims: 1 });
export const sumOf = (w: Writer, x: Made): Made => w.make("ReduceSum", [x, w.integers([1])], { keepdims: 1 });
export const squares = (w: Writer, x: Made): Made => sumOf(w, w.make("Mul", [x, x]));
export const norm = (w: Writer, x: Made): Made => w.make("Sqrt", [squares(w, x)]);

/** The sum of products with a list of weights. */
export const weighted = (w: Writer, x: Made, weights: ArrayLike<number>): Made =>
  w.make("MatMul", [x, w.numbers(Float64Array.from(weights), [weights.length, 1])]);

/** Each row less its mean (n × p), its mean, and its sample standard deviation. */
export function moments(
  w: Writer,
  x: Made,
  p: number,
): { readonly less: Made; readonly mean: Made; readonly sd: Made } {
  const mean = meanOf(w, x);
  const less = w.make("Sub", [x, mean]);
  return { less, mean, sd: w.make("Sqrt", [w.make("Div", [squares(w, less), number(w, p - 1)])]) };
}

/** Rows are refused where a value is not above so many times the magnitude of another. */
export function demandAbove(w: Writer, value: Made, share: number, of: Made): void {
  w.demand(w.make("Greater", [value, w.make("Mul", [w.make("Abs", [of]), number(w, share)])]));
}

/** Rows are refused where one of their values is not a finite number: nothing else less itself is not 0. */
export function demandFinite(w: Writer, x: Made): void {
  w.demand(w.make("Equal", [sumOf(w, w.make("Sub", [x, x])), number(w, 0)]));
}

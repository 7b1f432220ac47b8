/** What the metrics of one set of predictions rest on: the samples of every repeat, and what a new one would be one of. */
import type { Grouping } from "./grouping.ts";
import { largest, type Units } from "./units.ts";

export interface Judged {
  /** At least one; all of the same samples, in the same order. Scores are never averaged over them. */
  readonly repeats: readonly Units[];
  readonly grouping: Grouping;
}

/** Samples in the order of their names. */
export const samplesOf = ({ repeats: [first] }: Judged): Units => first;

/** The class each repeat calls a sample: one array a repeat. */
export const calledIn = ({ repeats }: Judged): readonly Int32Array[] => repeats.map(({ scores }) => largest(scores));

/** Predicted less measured: one array a repeat. */
export const errorsIn = ({ repeats }: Judged): readonly Float64Array[] =>
  repeats.map(({ scores, target }) => (target as Float64Array).map((value, i) => scores.data[i * scores.cols] - value));

/** Mean over repeats of what each says of a sample. */
export function meanOverRepeats<T>(
  repeats: readonly T[],
  n: number,
  of: (repeat: T, i: number) => number,
): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    for (const repeat of repeats) sum += of(repeat, i);
    return sum / repeats.length;
  });
}

/**
 * A metric over repeats: mean, and standard deviation with divisor repeats − 1. Repeats in which it is undefined do not count.
 *
 * @param values one a repeat, NaN where undefined
 */
export function overRepeats(values: ArrayLike<number>): { readonly mean: number; readonly sd: number } {
  const defined = Array.from(values).filter(Number.isFinite);
  if (defined.length < 2) return { mean: defined[0] ?? Number.NaN, sd: Number.NaN };
  const mean = defined.reduce((sum, value) => sum + value, 0) / defined.length;
  const squares = defined.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return { mean, sd: Math.sqrt(squares / (defined.length - 1)) };
}

/** Outcomes: what candidates came to on the same samples, and the metric of one of them over any of these samples. */

import type { StudyMetric } from "../../../schemas/study.ts";

export interface Outcomes {
  readonly metric: StudyMetric;
  /** Number of classes; 0 of a number that is predicted. */
  readonly classes: number;
  /** Length n: the class of each sample, 0 … classes − 1, or what was measured. */
  readonly observed: readonly number[];
  /** By candidate, by repeat, length n: the class it was called, or what was predicted. */
  readonly told: readonly (readonly (readonly number[])[])[];
}

/** One candidate, ready to be judged on samples that are counted as often as weights of length n say, whole numbers. */
export interface Judge {
  /** The metric, its mean over repeats; NaN where no sample counts. A class without a sample has no share in the balanced accuracy. */
  metric(weights: Uint32Array): number;
  /**
   * Standard error of that metric, by the jackknife: √((N − 1)/N · Σ(θ₋ᵢ − θ̄)²), θ₋ᵢ the metric without one of the N samples that count.
   *
   * @see Efron, Tibshirani 1993, An Introduction to the Bootstrap, eq. 11.5
   */
  error(weights: Uint32Array): number;
  /** The metric with each of the parts of all samples left out in turn. @param of the part of each sample, 0 … parts − 1 */
  without(of: ArrayLike<number>, parts: number): Float64Array;
}

export function judgeOf({ metric, classes, observed, told: repeats }: Outcomes, candidate: number): Judge {
  const told = repeats[candidate];
  const tallies = told.map((of) =>
    classes === 0 ? squaredErrors(observed, of) : counts(observed, of, classes, metric),
  );
  const mean = (): number => {
    let total = 0;
    for (const tally of tallies) total += tally.value();
    return total / tallies.length;
  };
  const tallied = (weights: Uint32Array): number => {
    for (const tally of tallies) tally.take(weights);
    return mean();
  };
  return {
    metric: tallied,
    error(weights) {
      tallied(weights);
      const without = Float64Array.from(weights, (weight, i) => {
        if (weight === 0) return 0;
        for (const tally of tallies) tally.add(i, -1);
        const value = mean();
        for (const tally of tallies) tally.add(i, 1);
        return value;
      });
      return spreadOf(without, weights);
    },
    without(of, parts) {
      tallied(new Uint32Array(observed.length).fill(1));
      const members = Array.from({ length: parts }, (): number[] => []);
      for (let i = 0; i < observed.length; i++) members[of[i]].push(i);
      return Float64Array.from(members, (own) => {
        for (const tally of tallies) for (const i of own) tally.add(i, -1);
        const value = mean();
        for (const tally of tallies) for (const i of own) tally.add(i, 1);
        return value;
      });
    },
  };
}

function spreadOf(without: Float64Array, weights: Uint32Array): number {
  let [n, total, squares] = [0, 0, 0];
  for (const [i, value] of without.entries()) {
    n += weights[i];
    total += weights[i] * value;
  }
  for (const [i, value] of without.entries()) squares += weights[i] * (value - total / n) * (value - total / n);
  return Math.sqrt(((n - 1) / n) * squares);
}

/** What a metric is made of, over the samples that count. */
interface Tally {
  take(weights: Uint32Array): void;
  /** The i-th sample counts so much more. */
  add(i: number, weight: number): void;
  value(): number;
}

function squaredErrors(observed: readonly number[], told: readonly number[]): Tally {
  const squares = Float64Array.from(observed, (value, i) => (told[i] - value) * (told[i] - value));
  let [n, sum] = [0, 0];
  const add = (i: number, weight: number): void => {
    n += weight;
    sum += weight * squares[i];
  };
  return {
    take(weights) {
      [n, sum] = [0, 0];
      for (let i = 0; i < squares.length; i++) if (weights[i] !== 0) add(i, weights[i]);
    },
    add,
    value: () => Math.sqrt(Math.max(0, sum) / n),
  };
}

/** Counts by class and class called, row-major. */
function counts(observed: readonly number[], told: readonly number[], classes: number, metric: StudyMetric): Tally {
  const cells = Uint32Array.from(observed, (code, i) => code * classes + told[i]);
  const table = new Float64Array(classes * classes);
  const margins: Margins = {
    seen: new Float64Array(classes),
    called: new Float64Array(classes),
    hits: new Float64Array(classes),
  };
  return {
    take(weights) {
      table.fill(0);
      for (let i = 0; i < cells.length; i++) table[cells[i]] += weights[i];
    },
    add(i, weight) {
      table[cells[i]] += weight;
    },
    value() {
      sumUp(table, margins);
      return ofMargins[metric](margins);
    },
  };
}

interface Margins {
  readonly seen: Float64Array;
  readonly called: Float64Array;
  readonly hits: Float64Array;
}

function sumUp(table: Float64Array, { seen, called, hits }: Margins): void {
  const classes = seen.length;
  seen.fill(0);
  called.fill(0);
  for (let a = 0; a < classes; a++)
    for (let b = 0; b < classes; b++) {
      seen[a] += table[a * classes + b];
      called[b] += table[a * classes + b];
      if (a === b) hits[a] = table[a * classes + b];
    }
}

const ofMargins: { readonly [metric in StudyMetric]: (margins: Margins) => number } = {
  accuracy: ({ seen, hits }) => sum(hits) / sum(seen),
  balanced_accuracy({ seen, hits }) {
    let [total, there] = [0, 0];
    for (let c = 0; c < seen.length; c++)
      if (seen[c] > 0) {
        total += hits[c] / seen[c];
        there++;
      }
    return total / there;
  },
  mcc({ seen, called, hits }) {
    const n = sum(seen);
    const spread = Math.sqrt((n * n - products(seen, seen)) * (n * n - products(called, called)));
    return n === 0 ? Number.NaN : spread === 0 ? 0 : (sum(hits) * n - products(seen, called)) / spread;
  },
  rmsecv: () => Number.NaN,
};

function sum(values: Float64Array): number {
  let total = 0;
  for (let c = 0; c < values.length; c++) total += values[c];
  return total;
}

function products(one: Float64Array, other: Float64Array): number {
  let total = 0;
  for (let c = 0; c < one.length; c++) total += one[c] * other[c];
  return total;
}

/** Units: what metrics count. One a sample: the mean score over its spectra. */

import type { Outcome, Rows } from "../../contract/dataset.ts";
import type { Matrix } from "../../contract/matrix.ts";
import { commonest, groupedInOrder } from "../numeric/grouped.ts";
import { meanRows } from "../numeric/mean-rows.ts";

export interface Units {
  /** Samples in code-unit order of their names. */
  readonly names: readonly string[];
  /** u × K: the mean score over a unit's spectra. */
  readonly scores: Matrix;
  /** Class code a unit: that of most of its spectra, ties to the first class; null without a label. */
  readonly codes: Int32Array | null;
  /** Mean target over a unit's spectra; null without a target. */
  readonly target: Float64Array | null;
  /** Rows of the data that stand behind a unit. */
  readonly rows: readonly (readonly number[])[];
  readonly spectra: number;
}

/**
 * Gathers scored rows into units. Rows whose score is NaN (never left out) do not count.
 *
 * @param scores m × K, row k belongs to row `index[k]` of `rows`
 * @param index indexes into `rows`, length m
 */
export function unitsOf(scores: Matrix, index: ArrayLike<number>, rows: Rows, outcome: Outcome): Units {
  return unitsIn(index, rows, outcome)(scores);
}

/** `unitsOf` for several scores of the same rows: who belongs together is looked up once. */
export function unitsIn(index: ArrayLike<number>, rows: Rows, outcome: Outcome): (scores: Matrix) => Units {
  const every = Array.from(index, (i, k) => ({ i, k }));
  let whole: Gathered | null = null;
  return (scores) => {
    const scored = every.filter(({ k }) => isScored(scores, k));
    const isWhole = scored.length === every.length;
    const gathered = (isWhole ? whole : null) ?? gatheredOf(scored, rows, outcome);
    if (isWhole) whole = gathered;
    return { ...gathered.units, scores: meanRows(scores, gathered.members) };
  };
}

interface Gathered {
  /** Rows of the scores, by unit. */
  readonly members: readonly (readonly number[])[];
  readonly units: Omit<Units, "scores">;
}

function gatheredOf(scored: readonly Scored[], rows: Rows, { label, target }: Outcome): Gathered {
  const members = groupedInOrder(scored, ({ i }) => rows.sample[i]).map(([, unit]) => unit);
  return {
    members: members.map((unit) => unit.map(({ k }) => k)),
    units: {
      names: members.map(([{ i }]) => rows.sample[i]),
      codes: label && Int32Array.from(members, (unit) => commonest(unit.map(({ i }) => label.codes[i]))),
      target: target && Float64Array.from(members, (unit) => mean(unit.map(({ i }) => target.values[i]))),
      rows: members.map((unit) => unit.map(({ i }) => i)),
      spectra: scored.length,
    },
  };
}

/** Class with the largest score, one a unit; ties go to the first class in class order. */
export function largest(scores: Matrix): Int32Array {
  return Int32Array.from({ length: scores.rows }, (_, i) => {
    let best = 0;
    for (let c = 1; c < scores.cols; c++) {
      if (scores.data[i * scores.cols + c] > scores.data[i * scores.cols + best]) best = c;
    }
    return best;
  });
}

interface Scored {
  /** Row of the data. */
  readonly i: number;
  /** Row of the scores. */
  readonly k: number;
}

function isScored(scores: Matrix, k: number): boolean {
  for (let c = 0; c < scores.cols; c++) {
    if (Number.isNaN(scores.data[k * scores.cols + c])) return false;
  }
  return true;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Samples: what metrics count. The rows of predictions put together by sample, and what a new sample would be one of. */
import type { Rows } from "./rows.ts";

export interface Repeat {
  /** One a sample: the mean score over its spectra, a column a class; of a regression one column. */
  readonly scores: readonly Float64Array[];
  /** The class with the largest score; ties: the first in class order. */
  readonly called: Int32Array;
}

export interface Samples {
  /** In code-unit order. */
  readonly names: readonly string[];
  readonly spectra: number;
  /** Class of most of a sample's spectra (ties: the first), −1 where it is none of the classes. */
  readonly observed: Int32Array;
  /** Mean measured value; NaN where classes are predicted. */
  readonly target: Float64Array;
  readonly repeats: readonly Repeat[];
  readonly unit: "sample" | "batch" | "group" | "segment";
  /** Batch, group or segment of each sample, 0 … units − 1. */
  readonly of: Int32Array;
  readonly units: number;
  /** Batches known; null where none is. */
  readonly batches: number | null;
}

/** What the rows are of. */
export interface Task {
  /** Null: a regression. */
  readonly classes: readonly string[] | null;
  /** What the scheme leaves out whole. */
  readonly separated: "batch" | "group" | "segment" | "sample" | "other";
}

/**
 * @param isExternal rows that no fold leaves out: by batch or group only where there are five
 * @param prefix of the columns of the scores
 */
export function samplesOf(rows: Rows, task: Task, isExternal = false, prefix = "score:"): Samples {
  const { classes } = task;
  const scores = (classes ?? [""]).map((name) => rows.numbers(classes === null ? "predicted" : prefix + name));
  const repeat = rows.columns.includes("repeat") ? rows.cells("repeat") : null;
  const sample = rows.cells("sample");
  const scored = [...sample.keys()].filter((i) => scores.every((column) => !Number.isNaN(column[i])));
  const runs = [...new Set(scored.map((i) => repeat?.[i] ?? ""))];
  const byRun = runs.map((run) => scored.filter((i) => (repeat?.[i] ?? "") === run));
  const first = gathered(byRun[0] ?? [], (i) => sample[i]);
  const names = [...first.keys()].sort();
  const members = names.map((name) => first.get(name) ?? []);
  const observed = rows.cells("observed");
  const measured = classes === null ? rows.numbers("observed") : null;
  const repeats = byRun.map((own) => {
    const of = gathered(own, (i) => sample[i]);
    const means = scores.map((column) =>
      Float64Array.from(names, (name) => mean((of.get(name) ?? []).map((i) => column[i]))),
    );
    return { scores: means, called: largest(means, names.length) };
  });
  const batch = rows.cells("batch");
  const isBatchKnown = batch.some((name) => name !== "");
  // No fold leaves external rows out: they lie in no segment.
  const grouping = isExternal && task.separated === "segment" ? null : groupingOf(rows, members, task, isBatchKnown);
  const isBySample = grouping === null || (isExternal && new Set(grouping).size < 5);
  const places = isBySample ? names : [...new Set(grouping)].sort();
  const at = new Map(places.map((name, k) => [name, k]));
  return {
    names,
    spectra: byRun[0]?.length ?? 0,
    observed: Int32Array.from(members, (own) =>
      classes === null ? -1 : commonest(own.map((i) => classes.indexOf(observed[i]))),
    ),
    target: Float64Array.from(members, (own) => (measured === null ? Number.NaN : mean(own.map((i) => measured[i])))),
    repeats,
    unit: isBySample ? "sample" : isWhole(task.separated) ? task.separated : "group",
    of: Int32Array.from(isBySample ? names : grouping, (name) => at.get(name) ?? 0),
    units: places.length,
    batches: isBatchKnown ? new Set(members.flatMap((own) => own.map((i) => batch[i]))).size : null,
  };
}

const isWhole = (separated: Task["separated"]): separated is "batch" | "segment" =>
  separated === "batch" || separated === "segment";

/** The batch, group or segment of most of a sample's spectra; null where it is the sample itself. */
function groupingOf(
  rows: Rows,
  members: readonly (readonly number[])[],
  { separated }: Task,
  isBatchKnown: boolean,
): readonly string[] | null {
  if (!isWhole(separated) && separated !== "group") return null;
  const names =
    separated === "segment"
      ? rows.cells("fold")
      : rows.cells(separated === "batch" && isBatchKnown ? "batch" : "group");
  const sample = rows.cells("sample");
  if (names.every((name, i) => name === sample[i])) return null;
  return members.map((own) => commonest(own.map((i) => names[i])));
}

/** Indexes by what they share, in their order. */
export function gathered<K>(indexes: readonly number[], keyOf: (i: number) => K): ReadonlyMap<K, readonly number[]> {
  const found = new Map<K, number[]>();
  for (const i of indexes) {
    const own = found.get(keyOf(i));
    if (own === undefined) found.set(keyOf(i), [i]);
    else own.push(i);
  }
  return found;
}

/** What stands most often; ties: the least. */
export function commonest<T extends string | number>(values: readonly T[]): T {
  const counts = new Map<T, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  const most = Math.max(...counts.values());
  return [...counts].filter(([, count]) => count === most).reduce(([a], [b]) => [b < a ? b : a, 0])[0];
}

function largest(scores: readonly Float64Array[], n: number): Int32Array {
  return Int32Array.from({ length: n }, (_, s) =>
    scores.reduce((best, column, c) => (column[s] > scores[best][s] ? c : best), 0),
  );
}

export const mean = (values: ArrayLike<number>): number => sum(values) / values.length;

export function sum(values: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i];
  return total;
}

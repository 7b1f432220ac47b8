/** Outer folds: in which parts samples are left out of everything, so that each is judged by rules it had no part in. */

import type { Outcome, Rows } from "../../contract/dataset.ts";
import type { Split } from "../../contract/model.ts";
import { type Stream, stream } from "../../contract/stream.ts";
import { foldsWithin } from "../split/split.ts";
import type { Samples } from "./samples.ts";

export interface OuterFold {
  readonly name: string;
  /** Indexes of the samples left out, ascending. */
  readonly left: readonly number[];
  /** Of walk_forward, where not everything else may be learnt from. */
  readonly walk?: {
    /** Indexes of the samples that were measured before, ascending. */
    readonly inside: readonly number[];
    /** Rows that train or are tested; no other row of their samples is looked at. */
    readonly rows: readonly number[];
  };
}

export interface Outer {
  readonly folds: readonly OuterFold[];
  /** The model's own folds, or folds of trust. */
  readonly from: "model" | "own";
}

/** A model's folds are taken up to this number. @internal */
export const mostFolds = 20;
const ownFolds = 10;

/**
 * The model's folds where these walk forward in time, or where there are at most 20 and they leave out whole units once each; else 10 folds of whole units, stratified
 * by class, drawn from the stream (seed, id, "outer").
 *
 * @param name seed and id of the block
 */
export function outerFolds(
  split: Split,
  samples: Samples,
  rows: Rows,
  outcome: Outcome,
  task: "classification" | "regression",
  name: readonly (string | number)[],
): Outer {
  const sampleOf = new Map(samples.rows.flatMap((own, s) => own.map((i) => [i, s] as const)));
  const asSamples = ({ folds }: Split): OuterFold[] =>
    folds.map((fold) => ({
      name: fold.name,
      left: [...new Set(fold.test.map((i) => sampleOf.get(i) as number))].sort((a, b) => a - b),
    }));
  if (split.scheme.name === "walk_forward") return { folds: walked(split, sampleOf), from: "model" };
  if (split.folds.length > 0 && split.folds.length <= mostFolds && leavesWholeUnits(split, samples)) {
    return { folds: asSamples(split), from: "model" };
  }
  const all = samples.rows.flat().sort((a, b) => a - b);
  const folds = Math.min(ownFolds, samples.parts.length);
  return {
    folds: asSamples(unitFolds(all, folds, samples, rows, outcome, task, stream(...name, "outer"))),
    from: "own",
  };
}

/** Folds of whole units among these rows, stratified where there are classes to learn. */
export function unitFolds(
  inside: readonly number[],
  folds: number,
  samples: Samples,
  rows: Rows,
  outcome: Outcome,
  task: "classification" | "regression",
  draw: Stream,
): Split {
  const group = [...rows.group];
  samples.rows.forEach((own, s) => {
    for (const i of own) group[i] = samples.parts[samples.part[s]];
  });
  const scheme = task === "classification" ? "stratified_group_kfold" : "group_kfold";
  return foldsWithin(inside, { ...rows, group }, outcome, { name: scheme, options: { folds, repeats: 1 } }, draw);
}

/** However many there are: folds of another kind would learn from what came later. A sample is judged by the first that tests it. */
function walked({ folds }: Split, sampleOf: ReadonlyMap<number, number>): readonly OuterFold[] {
  const judged = new Set<number>();
  const samplesIn = (rows: readonly number[]) =>
    [...new Set(rows.map((i) => sampleOf.get(i) as number))].sort((a, b) => a - b);
  return folds.flatMap(({ name, training, test }): OuterFold[] => {
    const left = samplesIn(test).filter((s) => !judged.has(s));
    for (const s of left) judged.add(s);
    const rows = [...training, ...test].sort((a, b) => a - b);
    return left.length === 0 ? [] : [{ name, left, walk: { inside: samplesIn(training), rows } }];
  });
}

/** True where no unit is cut and no row is left out twice. */
function leavesWholeUnits({ folds }: Split, samples: Samples): boolean {
  const times = new Map<number, number>();
  for (const { test } of folds) for (const i of test) times.set(i, (times.get(i) ?? 0) + 1);
  if ([...times.values()].some((count) => count > 1)) return false;
  const rowsOfPart: number[][] = samples.parts.map(() => []);
  samples.rows.forEach((own, s) => {
    rowsOfPart[samples.part[s]].push(...own);
  });
  return folds.every(({ test }) => {
    const left = new Set(test);
    return rowsOfPart.every((own) => own.every((i) => left.has(i)) || own.every((i) => !left.has(i)));
  });
}

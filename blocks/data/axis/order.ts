/** Order: which values of an axis as a file has them are its points, in ascending order; two detectors' pieces made one. */
import type { DataOptions } from "../options.ts";

export interface Ordered {
  /** Ascending. */
  readonly values: readonly number[];
  /** Where each of them stands among the values handed in. */
  readonly order: readonly number[];
  /** Whether the file has them falling. */
  readonly reversed: boolean;
}

/** Why values are no axis. */
export type Disorder =
  | { readonly kind: "repeated"; readonly pairs: readonly (readonly [first: number, again: number])[] }
  | {
      readonly kind: "turn";
      readonly at: number;
      readonly before: number;
      readonly turns: number;
      readonly pieces: Pieces | null;
    };

/** Ends of two stretches that run the same way, each of three points or more: what two detectors give. */
export type Pieces = readonly [readonly [number, number], readonly [number, number]];

type Rules = Pick<DataOptions["axis"], "range" | "exclude" | "overlap">;

/** A piece has so many points at least. */
const fewest = 3;

/**
 * The points inside `range` without the excluded ones, ascending.
 * @param values finite, as the file has them
 * @returns where they neither rise nor fall throughout, why; pieces are joined where `overlap` says which of them holds
 */
export function ordered(values: ArrayLike<number>, rules: Rules): Ordered | Disorder {
  const kept: number[] = [];
  for (let k = 0; k < values.length; k++) if (isKept(values[k], rules)) kept.push(k);
  const runs = runsOf(values, kept);
  const reversed = isFalling(values, kept);
  if (runs.length > 1) {
    const arePieces = runs.every((run) => run.length >= fewest && isFalling(values, run) === reversed);
    if (!arePieces || rules.overlap === undefined) return disorder(values, kept, runs, arePieces);
  }
  const order = runs.reduce((all, run) => joined(values, all, run, rules.overlap === "last"));
  const rising =
    runs.length > 1 ? [...order].sort((a, b) => values[a] - values[b]) : reversed ? [...order].reverse() : order;
  return { values: rising.map((k) => values[k]), order: rising, reversed };
}

export const isDisorder = (one: Ordered | Disorder): one is Disorder => "kind" in one;

function isKept(value: number, { range, exclude }: Rules): boolean {
  const isInside = range === undefined || (value >= range[0] && value <= range[1]);
  return isInside && exclude?.some((each) => Number(each) === value) !== true;
}

const isFalling = (values: ArrayLike<number>, run: readonly number[]): boolean =>
  run.length > 1 && values[run[1]] < values[run[0]];

/** Stretches that rise or fall throughout, as the whole begins. */
function runsOf(values: ArrayLike<number>, kept: readonly number[]): number[][] {
  const falls = isFalling(values, kept);
  const runs: number[][] = [];
  let from = 0;
  for (let i = 1; i <= kept.length; i++) {
    const isEnd = i === kept.length;
    if (!isEnd && (falls ? values[kept[i]] < values[kept[i - 1]] : values[kept[i]] > values[kept[i - 1]])) continue;
    runs.push(kept.slice(from, i));
    from = i;
  }
  return runs.length === 0 ? [[]] : runs;
}

/** All of the one run, and of the other what lies beyond it. */
function joined(values: ArrayLike<number>, first: number[], second: number[], isLast: boolean): number[] {
  const [whole, rest] = isLast ? [second, first] : [first, second];
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const k of whole) [low, high] = [Math.min(low, values[k]), Math.max(high, values[k])];
  const beyond = rest.filter((k) => values[k] < low || values[k] > high);
  return isLast ? [...beyond, ...whole] : [...whole, ...beyond];
}

/** Whether both have two points or more where they overlap: a column out of place, or written twice, has one. */
function overlap(values: ArrayLike<number>, one: readonly number[], other: readonly number[]): boolean {
  const sides = [one, other].map((run) => run.map((k) => values[k]));
  const low = Math.max(...sides.map((side) => Math.min(side[0], side[side.length - 1])));
  const high = Math.min(...sides.map((side) => Math.max(side[0], side[side.length - 1])));
  return sides.every((side) => side.filter((value) => value >= low && value <= high).length > 1);
}

function disorder(values: ArrayLike<number>, kept: readonly number[], runs: number[][], arePieces: boolean): Disorder {
  const ends = (run: readonly number[]) => [values[run[0]], values[run[run.length - 1]]] as const;
  const pieces =
    arePieces && runs.length === 2 && overlap(values, runs[0], runs[1])
      ? ([ends(runs[0]), ends(runs[1])] as const)
      : null;
  const pairs = pieces === null ? repeats(values, kept) : [];
  if (pairs.length > 0) return { kind: "repeated", pairs };
  const at = runs[1][0];
  const before = runs[0][runs[0].length - 1];
  return { kind: "turn", at, before, turns: turnsOf(values, kept), pieces };
}

function repeats(values: ArrayLike<number>, kept: readonly number[]): (readonly [number, number])[] {
  const seen = new Map<number, number>();
  return kept.flatMap((k) => {
    const first = seen.get(values[k]);
    if (first === undefined) seen.set(values[k], k);
    return first === undefined ? [] : [[first, k] as const];
  });
}

/** How often it goes the other way than it began: one value out of place once, a spectrum to and fro. */
const turnsOf = (values: ArrayLike<number>, kept: readonly number[]): number =>
  kept.filter((k, i) => i > 0 && values[k] < values[kept[i - 1]] !== isFalling(values, kept)).length;

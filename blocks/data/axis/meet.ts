/** Meet: spectra of several axes become rows of one matrix: by equal points, by points that are near, or on a grid. */
import type { Refusal } from "../../contract/refusal.ts";
import { medianInPlace } from "../../methods/numeric/order-statistics.ts";
import type { DataOptions } from "../options.ts";
import { gridOf, ontoGrid } from "./grid.ts";
import type { Source, Writer } from "./writer.ts";

type Rules = Pick<DataOptions["axis"], "match" | "grid">;

export interface Meeting {
  /** Ascending: the grid, else the first axis. */
  readonly axis: readonly number[];
  /** A writer for each of the axes handed in, in their order; equal axes may share one. */
  readonly writers: readonly Writer[];
  /** Whether spectra stand in the rows as they were read. */
  readonly isAsRead: boolean;
}

/** A point that only one of two axes has. */
export interface Unlike {
  /** The number of the axis among those handed in, and how many points it and the first have. */
  readonly at: number;
  readonly points: number;
  readonly expected: number;
  /** Null where it lacks none, or has none more. */
  readonly lacks: number | null;
  readonly extra: number | null;
  /** What would bring all of them together, as it is written in the document; null where nothing would. */
  readonly match: number | null;
  readonly grid: string | null;
}

/**
 * @param axes ascending, one a spectrum or a file
 * @param refuse makes the refusal of an axis that is unlike the first
 * @throws Refusal FS3311 where the grid reaches beyond an axis, and what `refuse` makes
 */
export function meet(
  axes: readonly (readonly number[])[],
  rules: Rules,
  refuse: (unlike: Unlike) => Refusal,
  sourceOf: (at: number) => Source,
): Meeting {
  const [first] = axes;
  const known = new Map<readonly number[], Writer>();
  const { grid } = rules;
  const axis = grid === undefined ? first : gridOf(grid);
  const writers = axes.map((own, at) => {
    const before = known.get(own);
    if (before !== undefined) return before;
    const writer =
      grid === undefined ? byOrder(axes, at, rules.match, refuse) : ontoGrid(own, axis, grid, sourceOf(at));
    known.set(own, writer);
    return writer;
  });
  return { axis, writers, isAsRead: grid === undefined };
}

function byOrder(
  axes: readonly (readonly number[])[],
  at: number,
  match: number | undefined,
  refuse: (unlike: Unlike) => Refusal,
): Writer {
  const [first] = axes;
  const own = axes[at];
  const beyond = own.findIndex((value, j) => !isNear(value, first[j], match));
  // Points in pairs, each as near as it must be, belong together in their order.
  if (beyond === -1 && own.length === first.length) return (values, out) => out.set(values);
  const lacks = first.find((value) => !hasNear(own, value, match)) ?? first[beyond] ?? null;
  const extra = own.find((value) => !hasNear(first, value, match)) ?? own[beyond] ?? null;
  throw refuse({ at, points: own.length, expected: first.length, lacks, extra, ...remedies(axes) });
}

/** 800.01 − 800 is above 0.01 in binary. */
const isNear = (value: number, wanted: number, match = 0): boolean =>
  value === wanted || Math.abs(value - wanted) <= match + (match > 0 ? 1e-12 * Math.abs(wanted) : 0);

/** Whether one of the values is that near. */
function hasNear(values: readonly number[], wanted: number, match: number | undefined): boolean {
  let [low, high] = [0, values.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (values[middle] < wanted) low = middle + 1;
    else high = middle;
  }
  return [low - 1, low].some((j) => j >= 0 && j < values.length && isNear(values[j], wanted, match));
}

/** A distance within which all axes are one, and the widest grid that lies within all. */
function remedies(axes: readonly (readonly number[])[]): Pick<Unlike, "match" | "grid"> {
  const [first] = axes;
  let [from, to, step, apart] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY, 0, 0];
  for (const axis of new Set(axes)) {
    from = Math.max(from, axis[0]);
    to = Math.min(to, axis[axis.length - 1]);
    step = Math.max(step, medianStep(axis));
    const isAsLong = axis.length === first.length;
    apart = isAsLong
      ? axis.reduce((most, value, j) => Math.max(most, Math.abs(value - first[j])), apart)
      : Number.POSITIVE_INFINITY;
  }
  const rounded = Number(step.toPrecision(3));
  return {
    // Beyond a fifth of a step one cannot tell two points from one.
    match: apart <= medianStep(first) / 5 ? roundedUp(apart) : null,
    grid: rounded > 0 && from < to ? `{from: ${short(from)}, to: ${short(to)}, step: ${rounded}}` : null,
  };
}

const short = (value: number): number => Number(value.toPrecision(12));

/** To one digit, upwards. */
function roundedUp(value: number): number {
  const [digit, exponent] = value.toExponential(0).split("e");
  const near = Number(`${digit}e${exponent}`);
  return near >= value ? near : Number(`${Number(digit) + 1}e${exponent}`);
}

function medianStep(axis: readonly number[]): number {
  if (axis.length < 2) return 0;
  return medianInPlace(Float64Array.from(axis.slice(1), (value, j) => value - axis[j]));
}

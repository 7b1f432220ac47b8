/** Segments: the rows of a dataset by batch or by span of the calendar, in the order of time. */
import type { Rows } from "../../contract/dataset.ts";
import { Refusal } from "../../contract/refusal.ts";
import { grouped } from "../numeric/grouped.ts";
import { calendarName, calendarUnits } from "./calendar.ts";

/** What a walk in time goes along. */
export const timedUnits = ["batch", ...calendarUnits] as const;
export type TimedUnit = (typeof timedUnits)[number];

export interface Segment {
  readonly name: string;
  /** Indexes of rows, in the order they were given. */
  readonly rows: readonly number[];
  /** The least and the greatest time of its rows. */
  readonly from: number;
  readonly to: number;
}

/**
 * The rows by segment, in the order of the first time of each; ties in code-unit order of the names.
 *
 * @param inside indexes into the rows
 * @param batchOf the batch of a row
 * @throws Refusal FS2403 where no column of times is declared, FS3462 where a row has none, or a number where a calendar is asked for
 */
export function segmentsOf(
  inside: readonly number[],
  rows: Rows,
  by: TimedUnit,
  batchOf: (i: number) => string,
): readonly Segment[] {
  const at = timesOf(inside, rows, by);
  const nameOf = (i: number) => (by === "batch" ? batchOf(i) : calendarName(at(i), by));
  return [...grouped(inside, nameOf)]
    .map(([name, own]) => ({ name, rows: own, ...spanOf(own, at) }))
    .sort((a, b) => a.from - b.from || (a.name < b.name ? -1 : 1));
}

function spanOf(rows: readonly number[], at: (i: number) => number): { readonly from: number; readonly to: number } {
  const times = rows.map(at);
  return {
    from: times.reduce((least, time) => Math.min(least, time)),
    to: times.reduce((most, time) => Math.max(most, time)),
  };
}

/** The time of a row. @throws Refusal as `segmentsOf` */
export function timesOf(inside: readonly number[], { time, id }: Rows, by: TimedUnit): (i: number) => number {
  if (time === undefined) throw new Refusal("FS2403", { what: by });
  const { column, values, isCalendar } = time;
  const without = by === "batch" || isCalendar ? inside.filter((i) => values[i] === null) : inside;
  if (without.length > 0) {
    const names = [...new Set(without.map((i) => id[i]))].sort().slice(0, 5);
    const kind = by === "batch" ? "time" : "calendar time (ISO 8601)";
    throw new Refusal("FS3462", { column, kind, count: without.length, names, spans: isCalendar ? null : by });
  }
  return (i) => values[i] as number;
}

/** Slices: which of the spectra that folds left out belong to which segment. */
import type { Rows } from "../../contract/dataset.ts";
import type { DesignColumn } from "../../contract/design.ts";
import type { Split } from "../../contract/model.ts";
import { Refusal } from "../../contract/refusal.ts";
import { grouped } from "../numeric/grouped.ts";
import { type CalendarUnit, calendarUnits } from "../split/calendar.ts";
import { segmentsOf } from "../split/segments.ts";

/** What segments go by. */
export type SegmentedBy = "batch" | "instrument" | CalendarUnit | { readonly column: string };

export interface Slice {
  readonly name: string;
  readonly kind: "fold" | "slice";
  /** Rows that some fold tests, ascending. */
  readonly rows: readonly number[];
}

export interface Slices {
  readonly by: string;
  /** Whether they stand in the order of time; else in code-unit order of their names. */
  readonly isTimed: boolean;
  readonly slices: readonly Slice[];
}

/**
 * The tested rows by segment; under walk_forward, where nothing else is asked for, its folds.
 *
 * @param asked undefined: the folds of a walk
 * @param columns metadata of few values; needed where segments go by a column
 * @returns null where the model was not validated, or nothing is asked for and nothing walks
 * @throws Refusal FS2403, FS3462 of calendar words as `segmentsOf`; FS3463 where the data have nothing to go by
 */
export function slicesOf(
  split: Split,
  rows: Rows,
  asked: SegmentedBy | undefined,
  columns: readonly DesignColumn[],
): Slices | null {
  if (split.folds.length === 0) return null;
  if (asked === undefined) return split.scheme.name === "walk_forward" ? foldsOf(split) : null;
  const tested = [...new Set(split.folds.flatMap(({ test }) => test))].sort((a, b) => a - b);
  if (typeof asked === "string" && (calendarUnits as readonly string[]).includes(asked))
    return timed(
      asked,
      segmentsOf(tested, rows, asked as CalendarUnit, () => ""),
    );
  const names = namesOf(rows, asked as Exclude<SegmentedBy, CalendarUnit>, columns);
  const hasTimes = rows.time !== undefined && tested.every((i) => rows.time?.values[i] != null);
  if (asked === "batch" && hasTimes)
    return timed(
      asked,
      segmentsOf(tested, rows, "batch", (i) => names[i]),
    );
  return {
    by: typeof asked === "object" ? asked.column : asked,
    isTimed: false,
    slices: [...grouped(tested, (i) => names[i])]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, own]) => ({ name, kind: "slice", rows: own })),
  };
}

const foldsOf = ({ scheme, folds }: Split): Slices => ({
  by: String(scheme.options.by),
  isTimed: true,
  slices: folds.map(({ name, test }) => ({ name, kind: "fold", rows: test })),
});

const timed = (by: string, segments: readonly Pick<Slice, "name" | "rows">[]): Slices => ({
  by,
  isTimed: true,
  slices: segments.map(({ name, rows }) => ({ name, kind: "slice", rows })),
});

/** Of every row what names its segment; a cell that is empty names the segment "". */
function namesOf(
  rows: Rows,
  asked: "batch" | "instrument" | { readonly column: string },
  columns: readonly DesignColumn[],
): readonly string[] {
  if (typeof asked === "object") {
    const found = columns.find(({ name }) => name === asked.column);
    if (found === undefined)
      throw new Refusal("FS3463", { what: asked.column, columns: columns.map(({ name }) => name) });
    return found.values.map((value) => value ?? "");
  }
  const isGrouped = rows.group.some((name, i) => name !== rows.sample[i]);
  const names = asked === "instrument" ? rows.instrument : (rows.batch ?? (isGrouped ? rows.group : null));
  if (names === null) throw new Refusal("FS3463", { what: asked, columns: [] });
  return names;
}

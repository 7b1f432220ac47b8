/** Down columns: whether the axis of a draft runs down a column, and what stands beside and above it. */
import { axisNumber } from "../axis/dressing.ts";
import { isDisorder, ordered } from "../axis/order.ts";
import { isMissing } from "../csv/cell.ts";
import { parseDecimal, type Signs } from "../csv/decimal.ts";
import type { Draft, ReadOptions } from "./draft.ts";
import type { Columns } from "./reading.ts";
import { isNumberish } from "./table-begin.ts";

const found = new WeakMap<Draft, Map<ReadOptions["layout"], Columns | null>>();

/** The columns of a draft, or null where none is an axis with values beside it; looked for once a draft and layout. */
export function columnsOf(draft: Draft, { layout }: ReadOptions): Columns | null {
  const known = found.get(draft) ?? new Map<ReadOptions["layout"], Columns | null>();
  found.set(draft, known);
  if (known.has(layout)) return known.get(layout) ?? null;
  const columns = findColumns(draft, layout);
  known.set(layout, columns);
  return columns;
}

function findColumns(draft: Draft, layout: ReadOptions["layout"]): Columns | null {
  const lines =
    draft.names === null ? [{ at: draft.at, line: draft.line, cells: draft.header }, ...draft.rows] : draft.rows;
  const named = layout?.name === "files" ? (layout.options as { axis?: string | number; value?: string | number }) : {};
  const names = draft.names ?? (isNumberish(draft.header[0] ?? "") ? null : draft.header);
  const axis = fieldOf(named.axis ?? 1, names);
  const begin = lines.findIndex(({ cells }) => isNumberish(cells[axis] ?? ""));
  if (axis === -1 || begin === -1) return null;
  const top = [...(draft.names === null ? [] : [draft.names]), ...lines.slice(0, begin).map(({ cells }) => cells)];
  const body = lines.slice(begin);
  const width = body[0].cells.length;
  const isThere = (j: number) =>
    top.some((cells) => (cells[j] ?? "").trim() !== "") || body.some(({ cells }) => !isMissing(cells[j] ?? ""));
  const others = Array.from({ length: width }, (_, j) => j).filter((j) => j !== axis && isThere(j));
  const value = named.value === undefined ? null : fieldOf(named.value, names);
  if (value === -1) return null;
  return { top, at: body[0].at, line: body[0].line, axis, values: value === null ? others : [value], width };
}

/** A column by its number from 1, or by its name; −1 where there is none. */
const fieldOf = (column: string | number, names: readonly string[] | null): number =>
  typeof column === "number" ? column - 1 : (names?.findIndex((name) => name.trim() === column) ?? -1);

/** The axis of the probe's rows, or null where it neither rises nor falls throughout or has values that are no numbers. */
export function axisDown(
  draft: Draft,
  columns: Columns,
  signs: Signs,
  { axis: rules }: ReadOptions,
): readonly number[] | null {
  const rows = [{ at: draft.at, cells: draft.header }, ...draft.rows].filter(({ at }) => at >= columns.at);
  const axis = rows.map(({ cells }) => axisNumber(cells[columns.axis] ?? "", signs));
  const holds = columns.values.every((j) =>
    rows.some(({ cells }) => !Number.isNaN(parseDecimal(cells[j] ?? "", signs))),
  );
  if (!holds || columns.values.length === 0 || !axis.every(Number.isFinite)) return null;
  const points = ordered(axis, { overlap: rules.overlap });
  if (isDisorder(points)) return null;
  return points.reversed ? [...points.values].reverse() : points.values;
}

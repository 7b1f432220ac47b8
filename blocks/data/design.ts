/** Design: what the options and the metadata say of how the study was laid out, and of what came before the files. */

import { instantOf, isIsoTime } from "../../schemas/instant.ts";
import type { Declared, Times } from "../contract/dataset.ts";
import type { AcceptedCheck, Design, DesignColumn } from "../contract/design.ts";
import type { DesignCheck } from "../methods/qc/data/design-checks.ts";
import { bare, isMissing } from "./csv/cell.ts";
import { parseDecimal } from "./csv/decimal.ts";

import { acceptable, type DataOptions } from "./options.ts";
import type { Kept } from "./outcome.ts";
import type { DataSummary } from "./results.ts";
import { columnTexts } from "./table.ts";

/** The design of the rows kept, in the form the data gate judges. */
export const designOf = (kept: Kept, options: DataOptions): Design => ({
  upstream: upstreamOf(options),
  accepted: acceptedOf(options),
  columns: columnsOf(kept, options),
  time: timed(timesOf(kept, options)),
  isNamed: options.id !== undefined || options.sample !== undefined,
  isBatchDeclared: options.batch !== undefined,
});

/** Checks that the document lets fail, in its order. */
export const acceptedOf = ({ design }: DataOptions): readonly AcceptedCheck[] =>
  (design?.accept ?? []).map(({ check, column, reason }) => ({
    check,
    column: acceptable[check] ? (column ?? null) : null,
    reason,
  }));

/** What is declared, as the summary has it. */
export const declaredIn = ({ upstream, accepted }: Design): Pick<DataSummary, "upstream" | "accepted"> => ({
  upstream: upstream?.map((one) => ({ ...one })) ?? null,
  accepted: accepted.map((one) => ({ ...one })),
});

/** What the checks of the design leave of what is declared. */
export function standingOf(
  { replicates }: DataOptions,
  checks: readonly DesignCheck[],
): Pick<Declared, "noReplicates" | "doubted" | "confounded"> {
  const failed = (id: string) => checks.find((one) => one.id === id && one.check.pass === false)?.check;
  const confounded = failed("confounding")?.worst.flatMap(({ feature }) => feature ?? []) ?? [];
  return {
    ...(replicates === "none" ? { noReplicates: true } : {}),
    ...(failed("undeclared_replicates") === undefined ? {} : { doubted: true }),
    ...(confounded.length === 0 ? {} : { confounded }),
  };
}

function upstreamOf({ upstream }: DataOptions): Design["upstream"] {
  if (upstream === undefined) return null;
  if (upstream === "none") return [];
  return upstream.map(({ what, with: software, scope, outcome }) => ({ what, with: software ?? null, scope, outcome }));
}

/**
 * Metadata columns of 2 to max(20, n/4) values over n samples, and no more than one value for two samples: below, a column of which
 * every value is another goes with anything. Times are cut to days. Without those that name rows or say the outcome. A declared batch,
 * group or instrument is one of them whatever its values: an instrument named as the class that it measured is no second label.
 */
function columnsOf(kept: Kept, options: DataOptions): readonly DesignColumn[] {
  const { table, rows, roles, external } = kept;
  const own = rows.flatMap((_, i) => (external[i] ? [] : [i]));
  const samples = new Set(own.map((i) => roles.sample[i])).size;
  const most = Math.min(Math.max(20, samples / 4), samples / 2);
  const label = typeof options.label === "object" ? options.label.from : options.label;
  const apart = new Set([label, options.target, options.id, options.sample]);
  return table.meta.flatMap(({ name, texts }): DesignColumn[] => {
    if (name === "" || apart.has(name)) return [];
    const cells = rows.map((row) => (isMissing(texts[row]) ? null : bare(texts[row])));
    const values = cells.every((cell) => cell === null || isIsoTime(cell))
      ? cells.map((cell) => cell?.slice(0, 10) ?? null)
      : cells;
    const count = new Set(own.flatMap((i) => values[i] ?? [])).size;
    const role = roleOf(name, options);
    const isDeclared = role !== null && role !== "time";
    if (count < 2 || (!isDeclared && (count > most || saysOutcome(kept, name, values)))) return [];
    return [{ name, role, values }];
  });
}

function roleOf(name: string, { batch, group, instrument, time }: DataOptions): DesignColumn["role"] {
  if (name === batch) return "batch";
  if (name === group) return "group";
  if (name === instrument) return "instrument";
  return name === time ? "time" : null;
}

/** Whether a column repeats the names of the classes, or the numbers of the target. */
function saysOutcome({ table, rows, roles }: Kept, column: string, values: readonly (string | null)[]): boolean {
  const says = (same: (value: string, i: number) => boolean) =>
    values.every((value, i) => value === null || same(value, i));
  const { label, target } = roles;
  const named = label !== null && says((value, i) => value.toLowerCase() === label[i].toLowerCase());
  return (
    named || (target !== null && says((value, i) => parseDecimal(value, table.signs(rows[i], column)) === target[i]))
  );
}

const timed = (times: Times | undefined): Design["time"] =>
  times === undefined ? null : { column: times.column, values: times.values };

/** When each row was measured: milliseconds of ISO times, or the column's own numbers; absent where no column is declared. */
export function timesOf({ table, rows }: Pick<Kept, "table" | "rows">, { time }: DataOptions): Times | undefined {
  if (time === undefined) return undefined;
  const texts = columnTexts(table, time) ?? [];
  const cells = rows.map((row) => (isMissing(bare(texts[row] ?? "")) ? null : bare(texts[row])));
  const values = cells.map((text, i) => {
    if (text === null) return null;
    const number = isIsoTime(text) ? instantOf(text) : parseDecimal(text, table.signs(rows[i], time));
    return Number.isFinite(number) ? number : null;
  });
  return { column: time, isCalendar: cells.every((text) => text === null || isIsoTime(text)), values };
}

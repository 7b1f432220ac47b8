/** In time: the row of a feature view that each spectrum takes, by its entity and by its time. */

import { instantOf } from "../../../schemas/instant.ts";
import { Refusal } from "../../contract/refusal.ts";
import { findings } from "../collected.ts";
import { missingColumn } from "../columns.ts";
import { bare, cellSays } from "../csv/cell.ts";
import { nameIn } from "../names.ts";
import { columnTexts, type Table } from "../table.ts";
import type { JoinContext } from "./join-context.ts";
import { alone, type Group, type KeyColumn, type KeyTable, type ViewMatch } from "./partners.ts";
import { type Absence, type Event, inTime, known, type Match, type MatchRule, matchAt } from "./point-in-time.ts";

export interface InTime extends Pick<JoinContext, "time" | "asOf"> {
  /** Rows of the view by entity. */
  readonly groups: readonly Group[];
  /** By row of the spectra: the entity, or `alone`. */
  readonly of: readonly number[];
  /** Columns taken: rows that agree in them are told apart by nothing. */
  readonly taken: readonly KeyColumn[];
}

/**
 * @returns by row of the spectra the row of the view or `alone`, and what is told of the match
 * @throws Refusal FS3016 (no such column of times), FS3461 (rows that nothing tells apart), FS3468 (no time)
 */
export function matchedInTime(
  table: Table,
  keyed: KeyTable,
  { groups, of, taken, time, asOf }: InTime,
): { readonly rows: readonly number[]; readonly view: ViewMatch } {
  const { entry } = keyed;
  const rule: MatchRule = { asOf, ttl: ttlOf(entry.ttl), role: entry.role ?? "metadata" };
  const at = timesOfSpectra(table, keyed.input, time);
  const eventOf = eventsOf(keyed);
  const found = matches(groups, of, eventOf, (events, row) => matchAt(events, at[row], rule));
  refuseContrary(
    keyed,
    taken,
    found.flatMap((one) => (typeof one === "string" ? [] : [one.alike])),
  );
  const rows = found.map((one) => (typeof one === "string" ? alone : one.row));
  return {
    rows,
    view: {
      asOf,
      absent: found.map((one): Absence | null => (typeof one === "string" ? one : null)),
      times: at,
      rowTimes: rows.map((row) => (row === alone ? Number.NaN : eventOf(row).time)),
      ties: found.map((one) => typeof one !== "string" && one.alike.length > 1),
      entity: of,
      entities: groups.map(({ rows: own }) => ({
        rows: own.length,
        hidden: own.filter((row) => known(eventOf(row)) > asOf).length,
      })),
    },
  };
}

/** What each spectrum finds among the rows of its entity, entity by entity: of a million rows only those of one are laid out at a time. */
function matches(
  groups: readonly Group[],
  of: readonly number[],
  eventOf: (row: number) => Event,
  match: (events: readonly Event[], row: number) => Match | Absence,
): readonly (Match | Absence)[] {
  const found = of.map((): Match | Absence => "none");
  const spectra = groups.map((): number[] => []);
  of.forEach((k, row) => {
    if (k !== alone) spectra[k].push(row);
  });
  groups.forEach(({ rows }, k) => {
    if (spectra[k].length === 0) return;
    const events = inTime(rows.map(eventOf));
    for (const row of spectra[k]) found[row] = match(events, row);
  });
  return found;
}

const unitMs = { d: 86_400_000, h: 3_600_000, m: 60_000 } as const;

/** Milliseconds of a time to live; `Infinity` where none is declared. */
const ttlOf = (written: string | undefined): number =>
  written === undefined
    ? Number.POSITIVE_INFINITY
    : Number(written.slice(0, -1)) * unitMs[written.slice(-1) as keyof typeof unitMs];

/** When each spectrum was measured. @throws Refusal FS3016, FS3468 */
function timesOfSpectra(table: Table, input: string, column: string | undefined): readonly number[] {
  // A document without a column of times was refused before (FS2403).
  const texts = column === undefined ? null : columnTexts(table, column);
  if (texts === null || column === undefined) {
    const names = table.meta.map(({ name }) => name);
    throw new Refusal("FS3016", missingColumn(table.files[0].path, "time", column ?? "time", names), {
      option: ["time"],
    });
  }
  const wrong = findings();
  const times = texts.map((text, row) => {
    const value = instantOf(bare(text));
    if (Number.isNaN(value)) wrong.add("FS3468", timeless(column, text, input), { data: table.place(row, column) });
    return value;
  });
  wrong.throwIfAny();
  return times;
}

/** When each row was true and when it was entered. @throws Refusal FS3468 */
export function eventsOf(keyed: KeyTable): (row: number) => Event {
  const { entry, columns, input } = keyed;
  const wrong = findings();
  const instants = (name: string | undefined): ArrayLike<number> => {
    if (name === undefined) return [];
    const found = keyed.instants(name);
    const column = columns.find(({ from }) => from === name);
    for (let row = 0; row < found.length; row++)
      if (Number.isNaN(found[row]))
        wrong.add("FS3468", timeless(name, column?.text(row) ?? "", input), { data: keyed.place(row, name) });
    return found;
  };
  const [times, recorded] = [instants(entry.time), instants(entry.recorded)];
  wrong.throwIfAny();
  return (row) => ({ row, time: times[row], recorded: recorded[row] ?? Number.NaN });
}

const timeless = (column: string, text: string, view: string) => ({ column, cell: cellSays(text), view });

/**
 * Rows of one entity with the same times that say different things.
 *
 * @param alike rows that nothing tells apart but what they say, those of each time together
 * @throws Refusal FS3461
 */
export function refuseContrary(
  keyed: KeyTable,
  taken: readonly KeyColumn[],
  alike: readonly (readonly number[])[],
): void {
  const wrong = findings();
  const told = new Set<number>();
  for (const rows of alike) {
    if (rows.length === 1 || told.has(rows[0])) continue;
    told.add(rows[0]);
    const [first, ...others] = rows;
    for (const column of taken) {
      const other = others.find((row) => nameIn(column.text(row)) !== nameIn(column.text(first)));
      if (other === undefined) continue;
      const lines = [first, other].map((row) => keyed.place(row).line ?? row + 1);
      const texts = [first, other].map((row) => nameIn(column.text(row)));
      const facts = {
        path: keyed.files[0].path,
        column: column.from,
        lines,
        texts,
        recorded: keyed.entry.recorded ?? null,
      };
      wrong.add("FS3461", facts, { data: keyed.place(other, column.from) });
      break;
    }
  }
  wrong.throwIfAny();
}

/** Checked views: what the feature views of a data block hold, and what is wrong with them, before anything is computed from them. */
import { own } from "../../../schemas/dictionary.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import { Refusal, type Remark } from "../../contract/refusal.ts";
import { isoTime } from "../../methods/numeric/civil-date.ts";
import { type Reading, tablesOf } from "../compute.ts";
import { type InspectedColumn, inspectedColumns } from "../inspect/columns.ts";
import { sealedApart } from "../lockbox/lockbox.ts";
import { secretEntities, withoutKeys } from "../lockbox/without-keys.ts";
import type { DocumentOptions } from "../options.ts";
import { selectRows } from "../select.ts";
import { allOf, stacked } from "../tables.ts";
import { featuresFile } from "./features-file.ts";
import type { FeaturesFile } from "./features-schema.ts";
import { eventsOf, refuseContrary } from "./in-time.ts";
import { groupsOf, takenFrom } from "./joined.ts";
import { keyTableRows } from "./key-table-rows.ts";
import { keyPairs } from "./options.ts";
import type { KeyTable } from "./partners.ts";
import { type Event, known } from "./point-in-time.ts";
import { matchedRows } from "./unmatched.ts";

/** What a run would tell of a view in data/features.json, and what only somebody who keeps the table asks. */
export type CheckedView = FeaturesFile["views"][string] & {
  readonly types: readonly Pick<InspectedColumn, "name" | "type" | "missing">[];
  /** ISO 8601: the first and the last time for which a row holds. */
  readonly first: string;
  readonly last: string;
  /** Rows that have entity and times of one before them. */
  readonly duplicates: number;
  /** Rows whose time, or time of entry, is still to come. */
  readonly future: number;
};

export interface CheckedViews {
  /** By the name of the input; null where the data cannot be read so far. */
  readonly views: { readonly [name: string]: CheckedView } | null;
  readonly remarks: readonly Remark[];
}

/** Whether a data block matches a table in time. */
export const hasViews = (options: Json): boolean =>
  Object.values((options as DocumentOptions).join ?? {}).some(({ time }) => time !== undefined);

/**
 * @param options of the data block, as a protocol has them once its schema has read them
 * @param now milliseconds of UTC
 */
export function checkedViews(options: Json, context: Reading, now: number): CheckedViews {
  const document = options as DocumentOptions;
  const remarks: Remark[] = [];
  const told = <T>(look: () => T): T | null => {
    try {
      return look();
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      remarks.push(...error.remarks);
      return null;
    }
  };
  const views = told(() => {
    const { options: settled, keyTables, sealedFile, tables } = tablesOf(document, context);
    const apart = sealedApart(tables, sealedFile, settled, true);
    const sealed = apart.sealed?.table ?? null;
    const { main, outside, unknown } = apart.sealed === null ? apart.tables : withoutKeys(apart.tables, sealed);
    const silent = () => undefined;
    const table = stacked({ main, outside, unknown }, settled, silent);
    const inputs = { main: main.rows, known: main.rows + (outside?.rows ?? 0) };
    const selected = selectRows(table, inputs, settled, silent);
    const counted = featuresFile(table, selected, context.settings.as_of ?? null)?.views ?? {};
    const mine = keyTables.flatMap((keyed, k) =>
      keyed.entry.time === undefined ? [] : [toldRows(keyed, secretEntities(allOf(apart.tables), sealed, k))],
    );
    const found = mine.map(
      (keyed) =>
        [
          keyed.input,
          { ...(own(counted, keyed.input) as FeaturesFile["views"][string]), ...checked(keyed, now) },
        ] as const,
    );
    for (const keyed of mine) {
      told(() => refuseContrary(keyed, takenFrom(keyed), alikeIn(keyed)));
      const late = found.find(([name]) => name === keyed.input)?.[1].future ?? 0;
      if (late > 0) remarks.push(stillToCome(keyed, now, late));
    }
    told(() => matchedRows(table, selected.rows));
    return Object.fromEntries(found);
  });
  return { views, remarks };
}

/** The table without the rows of some entities. */
function toldRows(keyed: KeyTable, secret: ReadonlySet<number>): KeyTable {
  if (secret.size === 0) return keyed;
  const names = keyPairs(keyed.entry.by).map(({ table }) => table);
  const hidden = new Set(groupsOf(keyed, names).flatMap(({ rows }, entity) => (secret.has(entity) ? rows : [])));
  return keyTableRows(
    keyed,
    Array.from({ length: keyed.rows }, (_, row) => row).filter((row) => !hidden.has(row)),
  );
}

function checked(
  keyed: KeyTable,
  now: number,
): Pick<CheckedView, "types" | "first" | "last" | "duplicates" | "future"> {
  const events = allEvents(keyed);
  const meta = takenFrom(keyed).map((column) => ({
    name: column.name,
    field: 0,
    texts: events.map(({ row }) => column.text(row)),
  }));
  const columns = inspectedColumns({ meta, rows: keyed.rows, signs: (row) => keyed.signs(row) });
  const times = events.map(({ time }) => time);
  return {
    types: columns.map(({ name, type, missing }) => ({ name, type, missing })),
    first: isoTime(times.reduce((least, time) => Math.min(least, time), Number.POSITIVE_INFINITY)),
    last: isoTime(times.reduce((most, time) => Math.max(most, time), Number.NEGATIVE_INFINITY)),
    duplicates: alikeIn(keyed).reduce((sum, rows) => sum + rows.length - 1, 0),
    future: events.filter((event) => isToCome(event, now)).length,
  };
}

function allEvents(keyed: KeyTable): readonly Event[] {
  const eventOf = eventsOf(keyed);
  return Array.from({ length: keyed.rows }, (_, row) => eventOf(row));
}

const isToCome = (event: Event, now: number): boolean => event.time > now || known(event) > now;

/** Rows of one entity that have the same times, where there are several; those without an entity are none's. */
function alikeIn(keyed: KeyTable): readonly (readonly number[])[] {
  const eventOf = eventsOf(keyed);
  const names = keyPairs(keyed.entry.by).map(({ table }) => table);
  return groupsOf(keyed, names).flatMap(({ key, rows }) => {
    if (key === null || rows.length === 1) return [];
    const byTimes = new Map<string, number[]>();
    for (const row of rows) {
      const { time, recorded } = eventOf(row);
      const times = `${time} ${recorded}`;
      byTimes.set(times, [...(byTimes.get(times) ?? []), row]);
    }
    return [...byTimes.values()].filter(({ length }) => length > 1);
  });
}

/** FS3469, at the first such row. */
function stillToCome(keyed: KeyTable, now: number, rows: number): Remark {
  const { entry, input } = keyed;
  const event = allEvents(keyed).find((one) => isToCome(one, now)) as Event;
  const column = (event.time > now ? entry.time : entry.recorded) ?? "";
  const cell = keyed.columns.find(({ from }) => from === column)?.text(event.row) ?? "";
  return { code: "FS3469", facts: { view: input, column, cell, rows }, data: keyed.place(event.row, column) };
}

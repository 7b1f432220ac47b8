/** Without keys: joined tables of which nothing is said that belongs to sealed rows alone. */
import type { Partners, ViewMatch } from "../join/partners.ts";
import type { Table } from "../table.ts";
import { allOf, type Tables } from "../tables.ts";

/**
 * The tables with every key of their joined tables left out that sealed rows have and no others: neither named nor counted.
 *
 * @param sealed rows to which the same tables were joined, in the same order; null where nobody opened their file: any key that no
 *   spectrum has may then be one of theirs, and none is named
 */
export function withoutKeys(tables: Tables, sealed: Table | null): Tables {
  const all = allOf(tables);
  const by = (tables.main.partners ?? []).map((_, k) => changeOf(all, sealed, k));
  const changed = (table: Table): Table =>
    table.partners === undefined ? table : { ...table, partners: table.partners.map((one, k) => by[k](one)) };
  const { main, outside, unknown } = tables;
  return {
    main: changed(main),
    outside: outside === null ? null : changed(outside),
    unknown: unknown === null ? null : changed(unknown),
  };
}

type Change = (one: Partners) => Partners;

/** What becomes of the k-th joined table. */
function changeOf(all: readonly Table[], sealed: Table | null, k: number): Change {
  if (sealed === null) return (one) => (one.view === undefined ? { ...one, isSilent: true } : one);
  const others = all.flatMap(({ partners = [] }) => partners.slice(k, k + 1));
  const secret = sealed.partners?.[k];
  if (secret === undefined) return (one) => one;
  // Of a feature view each file has the rows that its own spectra took; keys are numbered alike wherever the table was joined.
  const isAlike = ({ view, groups }: Partners) => view === undefined || groups === secret.groups;
  const groups = only(
    secret.of,
    others.filter(isAlike).map(({ of }) => of),
  );
  const entities = secretEntities(all, sealed, k);
  return (one) => {
    const left = isAlike(one) ? withoutGroups(one, groups) : one;
    return left.view === undefined ? left : { ...left, view: withoutEntities(left.view, entities) };
  };
}

/**
 * Of the k-th joined table, where it is matched in time: the entities that sealed rows have and no others, by their numbers.
 *
 * @param all tables as they were joined, none of their keys left out
 */
export function secretEntities(all: readonly Table[], sealed: Table | null, k: number): ReadonlySet<number> {
  const entityOf = ({ partners = [] }: Table): readonly number[] => partners[k]?.view?.entity ?? [];
  return only(sealed === null ? [] : entityOf(sealed), all.map(entityOf));
}

/** Keys that some rows have, and none of the others. */
function only(some: readonly number[], others: readonly (readonly number[])[]): ReadonlySet<number> {
  const kept = new Set(others.flat());
  return new Set(some.filter((k) => k >= 0 && !kept.has(k)));
}

/** New places of those that are left. */
function placesWithout(length: number, gone: ReadonlySet<number>): ReadonlyMap<number, number> {
  const left = Array.from({ length }, (_, k) => k).filter((k) => !gone.has(k));
  return new Map(left.map((k, at) => [k, at]));
}

function withoutGroups(one: Partners, gone: ReadonlySet<number>): Partners {
  if (gone.size === 0) return one;
  const place = placesWithout(one.groups.length, gone);
  const rows = one.groups.reduce((sum, group, k) => (gone.has(k) ? sum + group.rows.length : sum), 0);
  return {
    ...one,
    table: { ...one.table, rows: one.table.rows - rows },
    groups: one.groups.filter((_, k) => !gone.has(k)),
    of: one.of.map((k) => place.get(k) ?? k),
  };
}

function withoutEntities(view: ViewMatch, gone: ReadonlySet<number>): ViewMatch {
  if (gone.size === 0) return view;
  const place = placesWithout(view.entities.length, gone);
  return {
    ...view,
    entity: view.entity.map((k) => place.get(k) ?? k),
    entities: view.entities.filter((_, k) => !gone.has(k)),
  };
}

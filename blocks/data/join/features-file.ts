/** data/features.json and data/features.csv: which row of each feature view every spectrum took, how old it was, and what was not known yet. */
import { isoTime } from "../../methods/numeric/civil-date.ts";
import { percentileInPlace } from "../../methods/numeric/order-statistics.ts";
import { quotedCells } from "../export.ts";
import type { DataSummary } from "../results.ts";
import type { Selected } from "../select.ts";
import { columnTexts, type Table } from "../table.ts";
import type { FeaturesFile } from "./features-schema.ts";
import { keyPairs, keyWords } from "./options.ts";
import { alone, ownColumns, type Partners, type ViewMatch } from "./partners.ts";
import { absences } from "./point-in-time.ts";

/** A partner that is a feature view, and did not bring its columns itself. */
type View = Partners & { readonly view: ViewMatch };

const viewsOf = ({ partners = [] }: Table): readonly View[] =>
  partners.filter((one): one is View => one.view !== undefined);

/** Rows that are left for fits, tests and predictions, in the order of the table. */
const rowsOf = ({ rows, unknown }: Selected): readonly number[] => [...rows, ...unknown].sort((a, b) => a - b);

/**
 * Null where no table is matched in time.
 * @param asOf as the front matter says it
 * @param selected rows of the table that `where` and `exclude` leave
 */
export function featuresFile(table: Table, selected: Selected, asOf: string | null): FeaturesFile | null {
  const views = viewsOf(table);
  if (views.length === 0) return null;
  const rows = rowsOf(selected);
  return {
    schema_version: 1,
    as_of: asOf,
    views: Object.fromEntries(views.map((one) => [one.table.input, viewEntry(one, rows, asOf)])),
  };
}

function viewEntry(one: View, rows: readonly number[], asOf: string | null): FeaturesFile["views"][string] {
  const { table, columns, of, view } = one;
  const { entry } = table;
  const own = rows.filter((row) => of[row] !== ownColumns);
  const ages = Float64Array.from(own.filter((row) => of[row] !== alone).map((row) => ageOf(view, row))).sort();
  const percentile = (percent: number) => (ages.length === 0 ? null : percentileInPlace(ages, percent));
  const lacking = (why: string): number => own.filter((row) => view.absent[row] === why).length;
  return {
    input: table.input,
    path: table.files.map(({ path }) => path).join(", "),
    sha256: table.files.map(({ digest }) => digest),
    by: keyPairs(entry.by).map((pair) => ({ ...pair })),
    role: entry.role ?? "metadata",
    columns: [...columns],
    time: entry.time ?? "",
    recorded: entry.recorded ?? null,
    as_of: asOf,
    ttl: entry.ttl ?? null,
    rows: view.entities.reduce((sum, one) => sum + one.rows, 0),
    entities: view.entities.length,
    spectra: own.length,
    matched: ages.length,
    missing: Object.fromEntries(absences.map((why) => [why, lacking(why)])) as FeaturesFile["views"][string]["missing"],
    age: {
      median: percentile(50),
      p95: percentile(95),
      max: percentile(100),
    },
    hidden_by_as_of: view.entities.reduce((sum, one) => sum + one.hidden, 0),
    ties: own.filter((row) => view.ties[row]).length,
  };
}

const dayMs = 86_400_000;

/** Days from the time of the row to that of the spectrum. */
const ageOf = ({ times, rowTimes }: ViewMatch, row: number): number => (times[row] - rowTimes[row]) / dayMs;

/**
 * A line a spectrum in the order of the files: what it is called, its entity, its time, and of each view its values, the time of its row and
 * the age of that row in days. A view of another entity than the first has a column of its own for it.
 */
export function featuresCsv(table: Table, selected: Selected, nameOf: (row: number) => string): string {
  const views = viewsOf(table);
  const [first] = views;
  const told = views.map((one) => ({
    ...one,
    hasOwnEntity: one.names.some((name, row) => name !== first.names[row]),
    texts: one.columns.map((name) => columnTexts(table, name)),
  }));
  const heads = told.flatMap(({ table: { input }, hasOwnEntity, columns }) => [
    ...(hasOwnEntity ? [`${input}.entity`] : []),
    ...columns,
    `${input}.time`,
    `${input}.age_days`,
  ]);
  const lines = rowsOf(selected).map((row) => [
    nameOf(row),
    first.names[row],
    instantText(first.view.times[row]),
    ...told.flatMap(({ of, view, names, hasOwnEntity, texts }) => [
      ...(hasOwnEntity ? [names[row]] : []),
      ...texts.map((all) => all?.[row] ?? ""),
      ...(of[row] >= 0 ? [instantText(view.rowTimes[row]), String(ageOf(view, row))] : ["", ""]),
    ]),
  ]);
  return quotedCells([["id", "entity", "time", ...heads], ...lines]);
}

/** ISO 8601 in UTC, to the millisecond; nothing where there is no time. */
const instantText = (milliseconds: number): string => (Number.isNaN(milliseconds) ? "" : isoTime(milliseconds));

/** What the summary of the data has of it: the counts. */
export const viewsSummary = ({ views }: FeaturesFile): NonNullable<DataSummary["views"]> =>
  Object.values(views).map(({ sha256: _, by, columns, ...one }) => ({
    ...one,
    by: keyWords(by),
    columns: columns.join(", "),
  }));

/** Features: which rows of feature views the spectra took, by data/features.csv; counts and ages follow from its lines, and rows keep to the rule of their view. */
import { instantOf } from "../../schemas/instant.ts";
import { isRecord } from "../../schemas/is-record.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { contradiction, differences } from "./differ.ts";
import type { Protocol } from "./protocol.ts";
import { type Rows, rowsOf } from "./rows.ts";
import { jsonOf, type RunFolder } from "./run-folder.ts";

type Fields = Readonly<Record<string, unknown>>;

/** A view, and features.json, as their schema has them. */
type View = Fields & {
  readonly by: readonly { readonly spectra: string; readonly table: string }[];
  readonly columns: readonly string[];
  readonly missing: { readonly [why: string]: number };
  readonly ttl: string | null;
};
type Said = Fields & { readonly as_of: string | null; readonly views: { readonly [name: string]: View } };

const dayMs = 86_400_000;
const unitDays: { readonly [unit: string]: number } = { d: 1, h: 1 / 24, m: 1 / 1440 };

/** What was looked at, and what it contradicts; `says` is null where no data block has a feature view. */
export function featuresLooked(folder: RunFolder, protocol: Protocol | null) {
  const paths = folder.paths.filter((path) => /^data\/(?:[^/]+\/)?features\.json$/.test(path));
  const findings = paths.flatMap((path) => ofBlock(folder, path, protocol));
  const says = paths.length === 0 ? null : "rows taken by their times: counts, ages, and what was known";
  return {
    says,
    findings,
    open: paths.length === 0 ? [] : ["which rows the tables of feature views had: they need the inputs"],
  };
}

function ofBlock(folder: RunFolder, path: string, protocol: Protocol | null): readonly Finding[] {
  const said = jsonOf(folder, path) as Said | undefined;
  const lines = path.replace(/json$/, "csv");
  const rows = rowsOf(folder, lines);
  if (said === undefined) return [contradiction(path, "cannot be read")];
  if (rows === null) return [contradiction(lines, "is missing or cannot be read, though the data have feature views")];
  const views = Object.entries(said.views);
  // What is undefined may be anything: there is no document to go by.
  const asOf = protocol === null ? undefined : (protocol.settings.as_of ?? null);
  return [
    ...differences(path, said, { ...said, as_of: asOf }),
    ...views.flatMap(([name, view]) => ofView(path, name, view, said.as_of, rows)),
    ...summaryFindings(
      folder,
      path,
      views.map(([, view]) => view),
    ),
  ];
}

function ofView(path: string, name: string, view: View, asOf: string | null, rows: Rows): readonly Finding[] {
  const [own, told] = [rows.cells(`${name}.time`), rows.cells(`${name}.age_days`)];
  const at = rows.cells("time").map(instantOf);
  const taken = own.flatMap((text, i) => (text === "" ? [] : [{ i, age: (at[i] - instantOf(text)) / dayMs }]));
  const ages = taken.map(({ age }) => age).sort((a, b) => a - b);
  const absent = Object.values(view.missing).reduce((sum, one) => sum + one, 0);
  const limit =
    view.ttl === null ? Number.POSITIVE_INFINITY : Number(view.ttl.slice(0, -1)) * unitDays[view.ttl.slice(-1)];
  const slack = 1e-9 * Math.max(1, limit);
  const isOutside = (age: number): boolean => Math.abs(age) > limit + slack || (view.role === "metadata" && age < 0);
  const known = asOf === null ? Number.POSITIVE_INFINITY : instantOf(asOf);
  const there = (what: string): Finding => contradiction(path, `${what} of the view ${name}`);
  return [
    ...differences(
      path,
      view,
      {
        ...view,
        as_of: asOf,
        matched: taken.length,
        spectra: taken.length + absent,
        age: { median: quantile(ages, 0.5), p95: quantile(ages, 0.95), max: ages.at(-1) ?? null },
      },
      `/views/${name}`,
    ),
    ...(rows.count < taken.length + absent ? [there("counts more spectra than it has lines")] : []),
    ...(view.columns.some((column) => !rows.columns.includes(column)) ? [there("has no lines of a column")] : []),
    ...(taken.some(({ i, age }) => !isNear(Number(told[i]), age))
      ? [there("has ages that do not follow from the times")]
      : []),
    ...(taken.some(({ age }) => isOutside(age)) ? [there("takes rows outside the time that it gives them")] : []),
    ...(own.some((text) => text !== "" && instantOf(text) > known)
      ? [there("takes rows later than what is known")]
      : []),
  ];
}

/** What the summary of the data counts is what is counted here. */
function summaryFindings(folder: RunFolder, path: string, views: readonly View[]): readonly Finding[] {
  const file = path.replace(/features\.json$/, "data_summary.json");
  const summary = jsonOf(folder, file);
  if (!isRecord(summary)) return [];
  const wanted = views.map(({ sha256: _, by, columns, ...one }) => ({
    ...one,
    by: by.map(keyWords).join(", "),
    columns: columns.join(", "),
  }));
  return differences(file, summary.views, wanted, "/views");
}

const keyWords = ({ spectra, table }: View["by"][number]): string =>
  spectra === table ? spectra : `${spectra} = ${table}`;

const isNear = (a: number, b: number): boolean => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b));

/** Linear between neighbours (Hyndman and Fan's type 7) of sorted numbers; null of none. */
function quantile(sorted: readonly number[], p: number): number | null {
  if (sorted.length === 0) return null;
  const at = (sorted.length - 1) * p;
  const low = Math.floor(at);
  return sorted[low] + (at - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
}

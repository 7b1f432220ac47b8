/** Registry dump: what `feast registry-dump` prints, as entries of `join`: a feature view each. */
import { fieldsOf } from "../../../schemas/is-record.ts";

/** An entry of `join`, in the order in which it is written. */
export interface JoinEntry {
  readonly by:
    | string
    | { readonly [spectra: string]: string }
    | readonly (string | { readonly [spectra: string]: string })[];
  readonly columns: readonly string[] | { readonly [column: string]: string };
  readonly time: string;
  readonly recorded?: string;
  readonly ttl?: string;
}

export interface Imported {
  readonly entries: readonly { readonly name: string; readonly entry: JoinEntry; readonly path: string | null }[];
  /** Views that have no entry, and why. */
  readonly leftOut: readonly { readonly name: string; readonly why: string }[];
}

/** Null where the text is no such dump. */
export function importedViews(text: string): Imported | null {
  const dump = fieldsOf(jsonOf(text));
  if (typeof dump.project !== "string" && !Array.isArray(dump.featureViews)) return null;
  const joinKeys = new Map(listed(dump.entities).map(({ spec }) => [fieldsOf(spec).name, fieldsOf(spec).joinKey]));
  const views = listed(dump.featureViews).map(({ spec }) => viewOf(fieldsOf(spec), joinKeys));
  const others = [
    ...without(dump.onDemandFeatureViews, "is computed on demand: there is no table of its rows"),
    ...without(dump.streamFeatureViews, "is fed by a stream"),
  ];
  return {
    entries: views.flatMap((view) => ("entry" in view ? [view] : [])),
    leftOut: [...views.flatMap((view) => ("why" in view ? [view] : [])), ...others],
  };
}

type Fields = Readonly<Record<string, unknown>>;

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

const listed = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value.map(fieldsOf) : []);

const without = (views: unknown, why: string): Imported["leftOut"] =>
  listed(views).map(({ spec }) => ({ name: String(fieldsOf(spec).name), why }));

/** Feast's stand-in for the entity of a view that has none. */
const noEntity = "__dummy";

function viewOf(
  spec: Fields,
  joinKeys: ReadonlyMap<unknown, unknown>,
): Imported["entries"][number] | Imported["leftOut"][number] {
  const name = String(spec.name);
  if (spec.streamSource !== undefined) return { name, why: "is pushed: its table is not all that is served" };
  const source = fieldsOf(spec.batchSource);
  const entities = (Array.isArray(spec.entities) ? spec.entities : []).filter((one) => one !== noEntity);
  if (entities.length === 0) return { name, why: "has no entity: nothing tells which spectrum its rows belong to" };
  if (typeof source.timestampField !== "string") return { name, why: "has no time of its rows" };
  // Feast maps columns of a table to names of its own; here the table's are named.
  const named = new Map(Object.entries(fieldsOf(source.fieldMapping)).map(([column, own]) => [String(own), column]));
  const inTable = (own: string): string => named.get(own) ?? own;
  const keys = entities.map((entity) => String(joinKeys.get(entity) ?? entity));
  const by = keys.map((key) => (inTable(key) === key ? key : { [key]: inTable(key) }));
  const features = listed(spec.features).map((feature) => String(feature.name));
  const isRenamed = features.some((feature) => inTable(feature) !== feature);
  const { createdTimestampColumn: created } = source;
  const ttl = ttlOf(spec.ttl);
  const path = fieldsOf(source.fileOptions).uri;
  return {
    name,
    entry: {
      by: by.length === 1 ? by[0] : by,
      columns: isRenamed ? Object.fromEntries(features.map((feature) => [inTable(feature), feature])) : features,
      time: inTable(source.timestampField),
      ...(typeof created === "string" && created !== "" ? { recorded: inTable(created) } : {}),
      ...(ttl === null ? {} : { ttl }),
    },
    path: typeof path === "string" && path !== "" ? path : null,
  };
}

const units = [
  ["d", 86_400],
  ["h", 3600],
  ["m", 60],
] as const;

/** `7776000s` as `90d`; null where no row grows too old. */
function ttlOf(written: unknown): string | null {
  const seconds = typeof written === "string" ? Number(written.replace(/s$/, "")) : 0;
  if (!(seconds > 0)) return null;
  const [unit, of] = units.find(([, length]) => seconds % length === 0) ?? units[2];
  return `${seconds / of}${unit}`;
}

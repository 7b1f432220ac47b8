/** Joined names: a name of several columns is one column, their texts with `/` between. */
import { Refusal } from "../contract/refusal.ts";
import { missingColumn } from "./columns.ts";
import type { DataOptions, DocumentOptions } from "./options.ts";
import { columnTexts, type MetaColumn, type Table } from "./table.ts";
import { targetsOf } from "./targets.ts";

const named = ["id", "sample", "group", "batch"] as const;

/** What the columns of a name are called together. */
const together = (columns: string | readonly string[]): string =>
  typeof columns === "string" ? columns : columns.join("/");

/** The options with one column for each name. */
export function settledOptions(options: DocumentOptions): DataOptions {
  const one = named.flatMap((role) => {
    const columns = options[role];
    return columns === undefined ? [] : [[role, together(columns)] as const];
  });
  const { missing, targets: _, ...rest } = options;
  const policy = typeof missing === "string" ? missing : missing.then;
  return { ...rest, ...oneTarget(options), ...Object.fromEntries(one), missing: policy } as DataOptions;
}

/** Of several targets the dataset itself has none; a block for one of them has that. */
function oneTarget(options: DocumentOptions): Partial<DataOptions> {
  const [only, ...others] = targetsOf(options);
  if (only === undefined || others.length > 0) return {};
  return { target: only.name, unit: only.unit, isOneOfSeveral: true };
}

function absent(table: Table, column: string): never {
  const names = table.meta.map(({ name }) => name);
  const facts = missingColumn(table.files[0].path, "id, sample, group, batch", column, names);
  throw new Refusal("FS3016", facts);
}

/** The table with the joined columns beside its own; the columns they are made of are there. */
export function withJoinedNames(table: Table, options: DocumentOptions): Table {
  const lists = named.flatMap((role) => {
    const columns = options[role];
    return Array.isArray(columns) && columns.length > 1 ? [columns as readonly string[]] : [];
  });
  const known = new Set(table.meta.map(({ name }) => name));
  const added = lists.flatMap((columns): MetaColumn[] => {
    const name = together(columns);
    if (known.has(name)) return [];
    known.add(name);
    const parts = columns.map((column) => columnTexts(table, column) ?? absent(table, column));
    return [
      {
        name,
        field: 0,
        texts: Array.from({ length: table.rows }, (_, row) => parts.map((texts) => texts[row].trim()).join("/")),
      },
    ];
  });
  return added.length === 0 ? table : { ...table, meta: [...table.meta, ...added] };
}

/** Columns that options name: which they are, and what to say of one that is not there. */

import { closest } from "../contract/closest.ts";
import type { Facts, OptionPath } from "../contract/refusal.ts";
import { findings } from "./collected.ts";
import type { DataOptions } from "./options.ts";
import { columnTexts, type Table } from "./table.ts";

/** A column an option names. */
export interface NamedColumn {
  readonly option: string;
  readonly at: OptionPath;
  readonly column: string;
}

/** Every metadata column the options name, in the order of the reference page. */
export function namedColumns(options: DataOptions): NamedColumn[] {
  const { label, test, predict, lockbox } = options;
  const list: (readonly [string, OptionPath, string | undefined])[] = [
    ["id", ["id"], options.id],
    ["sample", ["sample"], options.sample],
    typeof label === "object" ? ["label.from", ["label", "from"], label.from] : ["label", ["label"], label],
    ["target", ["target"], options.target],
    ["group", ["group"], options.group],
    ["batch", ["batch"], options.batch],
    ["instrument", ["instrument"], options.instrument],
    ["time", ["time"], options.time],
    ...Object.keys(options.where).map((column) => ["where", ["where", column], column] as const),
    ["test.column", ["test", "column"], test?.column],
    ["lockbox.column", ["lockbox", "column"], lockbox?.column],
    ["predict.column", ["predict", "column"], typeof predict === "object" ? predict.column : undefined],
  ];
  return list.flatMap(([option, at, column]) => (column === undefined ? [] : [{ option, at, column }]));
}

/** Facts of FS3016: a column that is not in the file. */
export function missingColumn(path: string, option: string, column: string, names: readonly string[]): Facts {
  const known = [...new Set(names)].filter((name) => name !== "");
  return { path, option, column, columns: known.slice(0, 20), suggestion: closest(column, known) };
}

/**
 * Refuses options that name a column the table has not.
 * @param only options that are looked at (default: all)
 * @throws Refusal FS3016, or FS3017 where the column is a point of the axis
 */
export function requireColumns(table: Table, options: DataOptions, only?: readonly string[]): void {
  const absent = findings();
  const [{ path }] = table.files;
  for (const { option, at, column } of namedColumns(options)) {
    if (columnTexts(table, column) !== null || only?.includes(option) === false) continue;
    const place = { option: at, data: { input: path } };
    const isSpectral = table.header.includes(column) && !table.leftOut.includes(column);
    if (isSpectral) absent.add("FS3017", { path, option, column }, place);
    else
      absent.add(
        "FS3016",
        missingColumn(
          path,
          option,
          column,
          table.meta.map(({ name }) => name),
        ),
        // The mistake is in the document: the file says what it says.
        { option: at },
      );
  }
  absent.throwIfAny();
}

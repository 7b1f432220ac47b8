/** Summary: the numbers of data_summary.json. */
import { createHash } from "node:crypto";
import type { Columns, DatasetParts } from "../contract/dataset.ts";
import type { InputFile } from "../contract/running.ts";
import { faultOf, isMissing } from "./csv/cell.ts";
import { parseDecimal } from "./csv/decimal.ts";
import { distinct } from "./names.ts";
import type { DataSummary } from "./results.ts";
import type { MetaColumn, Table } from "./table.ts";

type FilePart = Pick<
  DataSummary,
  | "path"
  | "file_size_bytes"
  | "sha256"
  | "row_count"
  | "column_count"
  | "column_names"
  | "dtypes"
  | "missing_counts"
  | "missing_fraction"
  | "numeric_stats"
>;
type DatasetPart = Pick<
  DataSummary,
  | "n_samples"
  | "n_spectra"
  | "n_features"
  | "n_classes"
  | "class_distribution"
  | "class_spectra"
  | "group_counts"
  | "n_external"
  | "n_external_samples"
  | "label"
  | "target"
>;

/** What the files of the input hold, before anything is left out. */
export function fileSummary(table: Table, files: readonly InputFile[]): FilePart {
  const spectral = spectralStats(table);
  const columns = table.meta.map((column) => [keyOf(column), columnSummary(table, column)] as const);
  const numbers = columns.filter(([, { stats }]) => stats !== null);
  const missing = columns.reduce((sum, [, column]) => sum + column.missing, 0) + spectral.missing;
  const cells = table.rows * (table.meta.length + table.axis.length);
  return {
    path: files.map(({ path }) => path).join(", "),
    file_size_bytes: files.reduce((sum, { bytes }) => sum + bytes.length, 0),
    sha256: digestOf(files),
    row_count: table.fileRows,
    column_count: table.header.length,
    column_names: [...table.header],
    dtypes: Object.fromEntries([
      ...columns.map(([key, { stats }]) => [key, stats === null ? "text" : "number"] as const),
      [spectralKey, "number"],
    ]),
    missing_counts: Object.fromEntries([
      ...columns.map(([key, column]) => [key, column.missing] as const),
      [spectralKey, spectral.missing],
    ]),
    missing_fraction: missing / cells,
    numeric_stats: Object.fromEntries([
      ...numbers.map(([key, { stats }]) => [key, stats as Stats] as const),
      [spectralKey, spectral.stats],
    ]),
  };
}

/** What is left for models to learn from and to be tested on. */
export function datasetSummary({ spectra, rows, outcome }: DatasetParts): DatasetPart {
  const { label, target } = outcome;
  const labels = label === null ? null : label.codes.map((code) => label.classes[code]);
  const outside = rows.sample.filter((_, i) => rows.external[i]);
  return {
    n_samples: new Set(rows.sample).size,
    n_spectra: spectra.rows,
    n_features: spectra.cols,
    n_classes: label === null ? null : label.classes.length,
    class_distribution: labels === null ? {} : samplesBy(labels, rows.sample),
    class_spectra: labels === null ? {} : countBy(labels),
    group_counts: samplesBy(rows.group, rows.sample),
    n_external: outside.length,
    n_external_samples: new Set(outside).size,
    label: label?.name ?? null,
    target:
      target === null
        ? null
        : {
            column: target.name,
            unit: target.unit,
            ...(target.censored === undefined ? {} : { censored: target.censored.filter(Boolean).length }),
            sel: target.sel ?? null,
            ...statsOf(target.values),
          },
  };
}

/** What the axis is, as the summary has it. */
export function axisSummary(columns: Columns & { kind: "axis" }, reversed: boolean): DataSummary["axis"] {
  const { unit, technique, values } = columns;
  const points = values.length;
  const from = values[0];
  const to = values[points - 1];
  return { unit, technique, from, to, points, step: points > 1 ? (to - from) / (points - 1) : null, reversed };
}

const spectralKey = "(spectral)";
const keyOf = ({ name, field }: MetaColumn) => (name === "" ? `(field ${field})` : name);

type Stats = DataSummary["numeric_stats"][string];

function columnSummary(table: Table, column: MetaColumn): { missing: number; stats: Stats | null } {
  const there = column.texts.flatMap((text, row) => (isMissing(text) ? [] : [{ text, row }]));
  const signs = (row: number) => table.signs(row, column.name);
  const isNumeric = there.length > 0 && there.every(({ text, row }) => faultOf(text, signs(row)) === null);
  const stats = isNumeric ? statsOf(there.map(({ text, row }) => parseDecimal(text, signs(row)))) : null;
  return { missing: column.texts.length - there.length, stats };
}

function spectralStats(table: Table): { missing: number; stats: Stats } {
  const { data } = table.spectra;
  let missing = 0;
  for (let i = 0; i < data.length; i++) if (Number.isNaN(data[i])) missing++;
  return { missing, stats: statsOf(data) };
}

/** Two passes in the order given; NaN passed over. */
function statsOf(values: ArrayLike<number>): Stats {
  let n = 0;
  let sum = 0;
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (Number.isNaN(value)) continue;
    n++;
    sum += value;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const mean = sum / n;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (!Number.isNaN(value)) squares += (value - mean) * (value - mean);
  }
  const finite = (value: number) => (Number.isFinite(value) ? value : null);
  return {
    n,
    min: finite(min),
    max: finite(max),
    mean: finite(mean),
    sd: n > 1 ? finite(Math.sqrt(squares / (n - 1))) : null,
  };
}

function digestOf(files: readonly InputFile[]): string {
  if (files.length === 1) return files[0].digest;
  const hash = createHash("sha256");
  for (const { bytes } of files) hash.update(bytes);
  return `sha256:${hash.digest("hex")}`;
}

/** How many rows have each name, names in code-unit order. */
function countBy(names: readonly string[]): { [name: string]: number } {
  const counts = new Map<string, number>(distinct(names).map((name) => [name, 0]));
  for (const name of names) counts.set(name, (counts.get(name) as number) + 1);
  return Object.fromEntries(counts);
}

/** How many samples have each name, names in code-unit order. */
function samplesBy(names: readonly string[], samples: readonly string[]): { [name: string]: number } {
  const by = new Map<string, Set<string>>(distinct(names).map((name) => [name, new Set()]));
  names.forEach((name, i) => {
    by.get(name)?.add(samples[i]);
  });
  return Object.fromEntries([...by].map(([name, set]) => [name, set.size]));
}

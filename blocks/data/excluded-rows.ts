/** Excluded rows: the spectra of the samples that were taken out, with what a model needs to be judged by them. */

import type { ExcludedRows } from "../contract/dataset.ts";
import type { Matrix } from "../contract/matrix.ts";
import { substituteOf } from "./censored.ts";
import { findings } from "./collected.ts";
import { faultOf, isMissing } from "./csv/cell.ts";
import { parseDecimal } from "./csv/decimal.ts";
import type { LeftOut } from "./left-out.ts";
import { fillMissing } from "./missing.ts";
import { nameIn } from "./names.ts";
import type { DataOptions } from "./options.ts";
import { classIn } from "./roles.ts";
import { columnTexts, type Table } from "./table.ts";

/** In the order of the files. Gaps are treated as `missing` says; what is missing or wrong in a cell is no finding here. */
export function excludedRows(
  table: Table,
  { excluded }: LeftOut,
  options: DataOptions,
): { readonly excluded: ExcludedRows; readonly excludedSpectra: Matrix } {
  const of = new Map(excluded.flatMap((sample) => sample.rows.map((row) => [row, sample] as const)));
  const rows = [...of.keys()].sort((a, b) => a - b);
  // What `drop` would drop has its place here: it is told that it cannot be predicted.
  const missing = options.missing === "drop" ? "refuse" : options.missing;
  const filled = fillMissing(table, rows, { ...options, missing }, findings());
  const samples = rows.flatMap((row) => of.get(row) ?? []);
  const cells = (column: string | undefined) => {
    const texts = column === undefined ? null : columnTexts(table, column);
    return texts === null ? null : rows.map((row) => (isMissing(texts[row]) ? "" : nameIn(texts[row])));
  };
  const sample = samples.map((one) => one.sample);
  const id = cells(options.id) ?? rows.map((row) => String(row + 1));
  const group = cells(options.group);
  return {
    excluded: {
      id,
      sample,
      group: group ?? sample,
      batch: cells(options.batch) ?? group,
      why: samples.map(({ why }) => why),
      label: options.label === undefined ? null : rows.map((row) => classIn(table, row, options)),
      target:
        options.target === undefined
          ? null
          : rows.map((row) => numberIn(table, row, options.target as string, options)),
    },
    excludedSpectra: filled.spectra,
  };
}

function numberIn(table: Table, row: number, column: string, options: DataOptions): number | null {
  const text = (columnTexts(table, column) as readonly string[])[row];
  const signs = table.signs(row, column);
  return faultOf(text, signs) === null ? parseDecimal(text, signs) : substituteOf(text, signs, options);
}

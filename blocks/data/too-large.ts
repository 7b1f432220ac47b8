/** Too large: values whose squares of squares no longer fit a double are refused before anything is computed. */
import { row as rowOf } from "../contract/matrix.ts";
import { Refusal } from "../contract/refusal.ts";
import type { Findings } from "./collected.ts";
import type { Filled } from "./missing.ts";
import type { DataOptions } from "./options.ts";
import type { Table } from "./table.ts";

/**
 * The fourth powers that variances of variances and limits of T² and Q are made of stay far below 1.8e308, sums over
 * millions of points included; no instrument reports in a unit this small.
 */
const largest = 1e50;

/** Adds FS3026 for each spectral value and each target beyond `largest`. */
export function addTooLarge(
  table: Table,
  filled: Filled,
  targets: readonly number[] | null,
  options: DataOptions,
  wrong: Findings,
): void {
  filled.rows.forEach((row, i) => {
    const values = rowOf(filled.spectra, i);
    for (let j = 0; j < values.length; j++) {
      if (!(Math.abs(values[j]) > largest)) continue;
      const column = String(table.axis[j]);
      wrong.add("FS3026", { column, value: values[j], limit: largest }, { data: table.place(row, column) });
    }
    const target = targets?.[i] ?? 0;
    const column = options.target ?? "";
    if (Math.abs(target) > largest)
      wrong.add("FS3026", { column, value: target, limit: largest }, { data: table.place(row, column) });
  });
}

/** Throws FS3106 at a point of the axis that nothing can be computed with: steps and their squares have no number. */
export function refuseLargeAxis({ axis, files: [{ path }] }: Table): void {
  const value = axis.find((point) => Math.abs(point) > largest);
  if (value === undefined) return;
  throw new Refusal("FS3106", { path, value, limit: largest }, { data: { input: path } });
}

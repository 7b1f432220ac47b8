/** Missing and unreadable spectral values: refused, dropped with their spectra, or interpolated along the axis. */
import { type Matrix, row as rowOf, takeRows } from "../contract/matrix.ts";
import type { DataPlace } from "../contract/refusal.ts";
import type { Findings } from "./collected.ts";
import { isMissing } from "./csv/cell.ts";
import { faulty, lacking, whole } from "./csv/row-reader.ts";
import type { DataOptions } from "./options.ts";
import { columnTexts, type Table } from "./table.ts";

export interface Filled {
  /** Rows of the table that are left. */
  readonly rows: readonly number[];
  /** rows × axis, no NaN unless something was added to the findings. */
  readonly spectra: Matrix;
  /** Missing spectral values of the rows handed in. */
  readonly missing: number;
  readonly rowsDropped: number;
  readonly interpolated: number;
}

/**
 * Deals with missing spectral values as `missing` says; with `drop` a spectrum without its target goes too. Adds FS3021
 * (text), FS3022 (infinite), FS3020 (missing and refused), FS3025 (nothing to interpolate from).
 */
export function fillMissing(table: Table, rows: readonly number[], options: DataOptions, wrong: Findings): Filled {
  const policy = options.missing;
  let missing = 0;
  for (const row of rows) {
    if (table.states[row] === whole) continue;
    const here = countNaN(rowOf(table.spectra, row));
    if (table.states[row] === lacking) missing += here;
  }
  const faultyRows = rows.filter(
    (row) => table.states[row] === faulty || (table.states[row] === lacking && policy === "refuse"),
  );
  addFaults(table, faultyRows, policy, wrong);
  const kept =
    policy === "drop" ? rows.filter((row) => table.states[row] === whole && hasTarget(table, row, options)) : rows;
  const isAll = kept.length === table.rows && (policy !== "interpolate" || missing === 0);
  const spectra = isAll ? table.spectra : takeRows(table.spectra, kept);
  let interpolated = 0;
  if (policy === "interpolate") {
    kept.forEach((row, i) => {
      if (table.states[row] !== lacking) return;
      const values = rowOf(spectra, i);
      const filled = interpolate(values, table.axis);
      if (filled === null) wrong.add("FS3025", { row: row + 1 }, { data: table.place(row) });
      else interpolated += filled;
    });
  }
  return { rows: kept, spectra, missing, rowsDropped: rows.length - kept.length, interpolated };
}

/**
 * Fills NaN in place: on the straight line between the nearest values that are there, by their axis values; before the
 * first and after the last with that one.
 *
 * @returns how many were filled; null, and nothing is changed, where no value is there
 */
function interpolate(values: Float64Array, axis: readonly number[]): number | null {
  const there = [...values.keys()].filter((j) => !Number.isNaN(values[j]));
  if (there.length === 0) return null;
  let left = -1;
  for (const right of [...there, values.length]) {
    for (let j = left + 1; j < right; j++) {
      if (left === -1) values[j] = values[right];
      else if (right === values.length) values[j] = values[left];
      else {
        const share = (axis[j] - axis[left]) / (axis[right] - axis[left]);
        values[j] = values[left] * (1 - share) + values[right] * share;
      }
    }
    left = right;
  }
  return values.length - there.length;
}

/** So many rows are read again to say what stands in them. */
const mostRead = 1000;

/** FS3020 to FS3022 of the rows in which something is wrong; a text that stands in several cells is said once, with how many. */
function addFaults(table: Table, rows: readonly number[], policy: DataOptions["missing"], wrong: Findings): void {
  const said: (() => void)[] = [];
  const cells = new Map<string, { readonly count: number; readonly last: DataPlace }>();
  rows.forEach((row, i) => {
    // Reading a row again costs more than counting, and nobody reads the thousandth.
    if (i >= mostRead) {
      said.push(() => wrong.addMore(countNaN(rowOf(table.spectra, row))));
      return;
    }
    for (const { kind, text, column, line, field, path } of table.faults(row)) {
      const place = { data: { input: path, line, field: field || undefined } };
      const before = cells.get(text);
      if (kind === "missing") {
        if (policy === "refuse") said.push(() => wrong.add("FS3020", { path, column, text }, place));
      } else if (kind === "infinite") said.push(() => wrong.add("FS3022", { path, column, text }, place));
      else {
        cells.set(text, { count: (before?.count ?? 0) + 1, last: place.data });
        if (before !== undefined) continue;
        said.push(() => {
          const again = cells.get(text);
          const isAgain = again !== undefined && again.count > 1;
          const facts = { path, column, text, cells: isAgain ? again.count : null };
          wrong.add("FS3021", facts, isAgain ? { ...place, again } : place);
        });
      }
    }
  });
  for (const say of said) say();
}

function hasTarget(table: Table, row: number, { target }: DataOptions): boolean {
  return target === undefined || !isMissing((columnTexts(table, target) as readonly string[])[row]);
}

function countNaN(values: Float64Array): number {
  let count = 0;
  for (const value of values) if (Number.isNaN(value)) count++;
  return count;
}

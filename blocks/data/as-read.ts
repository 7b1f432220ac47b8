/** As read: spectra that no step can be right about, whatever it is: constant ones, and values that stand for something else. */
import { row as rowOf } from "../contract/matrix.ts";
import { percentileInPlace } from "../methods/numeric/order-statistics.ts";
import type { Findings } from "./collected.ts";
import type { Filled } from "./missing.ts";
import { fewestPoints } from "./read/layouts.ts";
import type { Table } from "./table.ts";

/** What programs write where there is no value: too large for a measurement, or far below one. */
const sentinels = [-9999, -999, 9.9e37, 9.99e37, 1e30, 1.7e38, -1.7e38];

/** So many times the 97.5th percentile of sizes is no measured value. */
const beyond = 1e6;

/**
 * Adds FS3128 for each constant spectrum (its range within 8 units in the last place of its largest value) and FS3129 for each
 * value that is a sentinel more than 10 ranges from the rest of its spectrum, or beyond 1e6 times the usual size.
 */
export function addUnmeasured(table: Table, { rows, spectra }: Filled, id: string | undefined, wrong: Findings): void {
  if (spectra.cols < fewestPoints) return;
  const ids = id === undefined ? undefined : table.meta.find(({ name }) => name === id)?.texts;
  const usual = usualSize(spectra.data);
  rows.forEach((row, i) => {
    const values = rowOf(spectra, i);
    const name = ids?.[row] ?? table.ids?.[row] ?? String(row + 1);
    if (isConstant(values)) wrong.add("FS3128", { id: name, value: values[0] }, { data: table.place(row) });
    for (let j = 0; j < values.length; j++) {
      const isLarge = usual > 0 && Math.abs(values[j]) > beyond * usual;
      if (!isLarge && !isSentinel(values, j)) continue;
      const column = String(table.axis[j]);
      wrong.add("FS3129", { id: name, column, value: values[j] }, { data: table.place(row, column) });
    }
  });
}

function isConstant(values: Float64Array): boolean {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    if (Number.isNaN(value)) return false;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return high - low <= 8 * Number.EPSILON * Math.max(Math.abs(low), Math.abs(high));
}

/** A written sentinel as it stands, or as single precision has it; told by its distance from what else the spectrum holds. */
function isSentinel(values: Float64Array, j: number): boolean {
  const value = values[j];
  if (
    Math.abs(value) < 999 ||
    !sentinels.some((one) => value === one || (Math.abs(value / one - 1) < 1e-2 && Math.abs(one) > 1e20))
  )
    return false;
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const other of values) {
    if (other === value || Number.isNaN(other)) continue;
    if (other < low) low = other;
    if (other > high) high = other;
  }
  return low > high || Math.min(Math.abs(value - low), Math.abs(value - high)) > 10 * (high - low);
}

/** The 97.5th percentile of sizes, of at most some ten thousand values at even distances. */
function usualSize(data: Float64Array): number {
  const step = Math.max(1, Math.floor(data.length / 20_011));
  const sizes: number[] = [];
  for (let at = 0; at < data.length; at += step) if (!Number.isNaN(data[at])) sizes.push(Math.abs(data[at]));
  return sizes.length === 0 ? 0 : percentileInPlace(Float64Array.from(sizes), 97.5);
}

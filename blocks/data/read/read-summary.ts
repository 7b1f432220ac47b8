/** Read summary: `read` of data_summary.json, how each file of the inputs was read. */
import { gapsOf } from "../../methods/numeric/gaps.ts";
import { medianInPlace } from "../../methods/numeric/order-statistics.ts";
import { decimalOf } from "../csv/decimal.ts";
import type { DataSummary } from "../results.ts";
import type { Table, TableFile } from "../table.ts";

type Entry = DataSummary["read"][number];
/** What holds for all files. */
type Settled = "unit" | "unit_from" | "quantity" | "quantity_from";

/** Entries in the order of the files; files that were read alike are one. */
export function readSummary(tables: readonly Table[], axis: Pick<Entry, Settled>): Entry[] {
  const entries = new Map<string, Entry>();
  for (const table of tables) {
    for (const file of table.files) {
      const { path, spectra, ...alike } = { ...entryOf(file, table), ...axis };
      const key = JSON.stringify(alike);
      const before = entries.get(key);
      entries.set(
        key,
        before === undefined
          ? { path, spectra, ...alike }
          : { ...before, count: before.count + 1, spectra: before.spectra + spectra },
      );
    }
  }
  return [...entries.values()];
}

function entryOf({ path, spectra, points, reading }: TableFile, { axis }: Table): Omit<Entry, Settled> {
  const [from, to] = [axis[0], axis[axis.length - 1]];
  if ("format" in reading) {
    const { isPacked, ...format } = reading;
    return {
      path,
      count: 1,
      ...format,
      packed: isPacked ? "gzip" : null,
      ...noText,
      spectra,
      points,
      from,
      to,
      ...stepsOf(axis),
      found: [],
    };
  }
  const { dialect, layout, encoding, isPacked, linesAbove, linesBelow, found } = reading;
  const [decimal, thousands] = [decimalOf(dialect.signs), dialect.signs[1] as Entry["thousands"] | undefined];
  return {
    path,
    count: 1,
    format: "text",
    packed: isPacked ? "gzip" : null,
    status: "tried",
    encoding,
    lines_above: linesAbove,
    lines_below: linesBelow,
    header_line: dialect.names === null ? dialect.headerLine : null,
    delimiter: dialect.delimiter,
    decimal,
    thousands: thousands ?? null,
    layout,
    spectra,
    points,
    from,
    to,
    ...stepsOf(axis),
    found: [...found],
  };
}

/** Of a format that is no delimited text. */
const noText = {
  encoding: null,
  lines_above: 0,
  lines_below: 0,
  header_line: null,
  delimiter: null,
  decimal: null,
  thousands: null,
} as const;

function stepsOf(axis: readonly number[]): Pick<Entry, "step" | "uneven" | "gaps"> {
  const gaps = gapsOf(axis).map((j): [number, number] => [axis[j], axis[j + 1]]);
  const steps = axis.slice(1).map((value, i) => value - axis[i]);
  if (steps.length === 0) return { step: null, uneven: false, gaps };
  const step = medianInPlace(Float64Array.from(steps));
  return { step, gaps, uneven: steps.some((each) => Math.abs(each - step) > step / 1000) };
}

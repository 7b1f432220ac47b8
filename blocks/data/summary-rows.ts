/** Summary rows: mean, median, sd, minimum or maximum of the spectra, written by a spreadsheet above or below them as rows like all others. */
import { row as rowOf } from "../contract/matrix.ts";
import { grouped } from "../methods/numeric/grouped.ts";
import { medianInPlace } from "../methods/numeric/order-statistics.ts";
import type { Findings } from "./collected.ts";
import { columnTexts, type Table } from "./table.ts";

/** So many rows at either end of a file are looked at. */
const mostAtEnd = 6;
/** Of fewer spectra nobody can tell. */
const fewestOthers = 5;
/** Whether one of the others is the same in every bit: a copy is told as such, whatever it lies at the edge of. */
function isCopy({ spectra }: Table, row: number, others: readonly number[]): boolean {
  const own = rowOf(spectra, row);
  return others.some((other) => rowOf(spectra, other).every((value, j) => value === own[j]));
}

/** Share of the points at which a row is the statistic, and how near: in parts of the range of the others there. */
const share = 0.99;
const near = 1e-3;
/** On fewer points that differ a spectrum may lie at the edge of all others by accident. */
const fewestPoints = 10;
/** So many points are looked at first: most rows fail at all of them. */
const first = 4;

const statistics = ["mean", "median", "standard deviation", "minimum", "maximum"] as const;
type Statistic = (typeof statistics)[number];

/** Adds FS3107 for each row at the foot or top of a file that is a statistic of the other spectra of that file. */
export function addSummaryRows(table: Table, rows: readonly number[], id: string | undefined, wrong: Findings): void {
  const names = id === undefined ? null : columnTexts(table, id);
  for (const own of grouped(rows, (row) => table.place(row).input).values()) {
    for (const { row, what, others } of summariesIn(table, own)) {
      const facts = { id: names?.[row] ?? table.ids?.[row] ?? String(row + 1), what, others };
      wrong.add("FS3107", facts, { data: table.place(row) });
    }
  }
}

/** The block of summaries at each end: the innermost of its rows shows where the spectra end, and so what the others are held against. */
function summariesIn(table: Table, own: readonly number[]) {
  const ends = [own, own.toReversed()].map((from) => {
    for (let k = Math.min(mostAtEnd, from.length - fewestOthers); k > 0; k--) {
      const others = from.slice(k);
      if (statisticOf(table, from[k - 1], others) === null) continue;
      const found = from.slice(0, k).map((row) => ({ row, what: statisticOf(table, row, others) }));
      return found.flatMap(({ row, what }) => (what === null ? [] : [{ row, what, others: others.length }]));
    }
    return [];
  });
  const said = new Set<number>();
  return ends.flat().filter(({ row }) => !said.has(row) && said.add(row));
}

/** Which statistic of the others a row is; null where it is none. */
function statisticOf(table: Table, row: number, others: readonly number[]): Statistic | null {
  const p = table.axis.length;
  if (p < fewestPoints) return null;
  const step = Math.max(1, Math.floor(p / first));
  const some = Array.from({ length: Math.ceil(p / step) }, (_, k) => k * step);
  const likely = statistics.filter((one) => shareOf(table, row, others, one, some) >= share - 2 / some.length);
  if (likely.length === 0 || isCopy(table, row, others)) return null;
  const all = Array.from({ length: p }, (_, j) => j);
  return likely.find((one) => shareOf(table, row, others, one, all) >= share) ?? null;
}

/** Share of the points at which the row is the statistic; points at which the others do not differ tell nothing. */
function shareOf(
  { spectra }: Table,
  row: number,
  others: readonly number[],
  what: Statistic,
  points: readonly number[],
): number {
  let [told, hits] = [0, 0];
  const values = new Float64Array(others.length);
  for (const j of points) {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < others.length; i++) {
      const value = spectra.data[others[i] * spectra.cols + j];
      values[i] = value;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (!(high > low)) continue;
    told++;
    const own = rowOf(spectra, row)[j];
    if (valuesOf(what, values, low, high).some((value) => Math.abs(own - value) <= near * (high - low))) hits++;
  }
  return told < Math.min(fewestPoints, points.length) || told === 0 ? 0 : hits / told;
}

/** The statistic; a standard deviation by either divisor. */
function valuesOf(what: Statistic, values: Float64Array, low: number, high: number): readonly number[] {
  if (what === "minimum") return [low];
  if (what === "maximum") return [high];
  if (what === "median") return [medianInPlace(values)];
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  if (what === "mean") return [mean];
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  return [Math.sqrt(squares / (n - 1)), Math.sqrt(squares / n)];
}

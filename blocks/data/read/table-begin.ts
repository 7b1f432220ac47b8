/** Table begin: which line of a text is the first of its table; what stands above are lines above. */
import { isMissing } from "../csv/cell.ts";
import type { Cut } from "./probe.ts";

const number = /^[+-]?(?:\d[\d.,'\u2019 \u00a0\u2009\u202f]*|[.,]\d+)(?:[eE][+-]?\d+)?$/;

/** Whether a cell is a number with whatever signs. */
export const isNumberish = (text: string): boolean => number.test(text.trim());

/** Rows that are looked at to know which columns hold numbers. */
const enough = 20;

/**
 * The first line from which the table keeps its width, by index; −1 where no line is one of a table. A line above that looks
 * like a row is none that stands above: the table then begins there, so that the reader refuses the line that breaks it off.
 */
export function tableBegin(cuts: readonly Cut[]): number {
  const rows = [...cuts.keys()].filter((i) => cuts[i].aside === null);
  const width = (k: number) => cuts[rows[k]].cells.length;
  const start = lastRun(rows.length, width);
  if (start === -1) return rows.find((i) => cuts[i].cells.length > 1) ?? rows[0] ?? -1;
  if (start === 0) return rows[0];
  const numeric = numberColumns(rows.slice(start + 1, start + 1 + enough).map((i) => cuts[i].cells));
  const first = rows.slice(0, start).findIndex((i) => isRowLike(cuts[i].cells, numeric));
  if (first === -1) return rows[start];
  const hasHeader = first > 0 && (width(first - 1) === width(first) || width(first - 1) === width(start));
  return rows[hasHeader ? first - 1 : first];
}

/** Where the last run of two or more rows of one width begins, or −1. */
function lastRun(rows: number, width: (k: number) => number): number {
  for (let last = rows - 1; last > 0; last--) {
    if (width(last) < 2 || width(last - 1) !== width(last)) continue;
    let first = last - 1;
    while (first > 0 && width(first - 1) === width(last)) first--;
    return first;
  }
  return -1;
}

function numberColumns(rows: readonly (readonly string[])[]): number[] {
  const [first] = rows;
  if (first === undefined) return [];
  return [...first.keys()].filter(
    (j) =>
      rows.every((row) => isNumberish(row[j] ?? "") || isMissing(row[j] ?? "")) &&
      rows.some((row) => isNumberish(row[j] ?? "")),
  );
}

/** All numbers, or numbers where the table has numbers: the three that suffice may stand beside one that is damaged. */
function isRowLike(cells: readonly string[], numeric: readonly number[]): boolean {
  const there = cells.filter((cell) => cell.trim() !== "");
  if (there.length > 0 && there.every(isNumberish)) return true;
  const hits = numeric.filter((j) => j < cells.length && isNumberish(cells[j])).length;
  return hits > 0 && hits >= Math.min(3, numeric.length);
}

/** data/data.csv: the rows used, in one form whatever the files have. */
import { type Matrix, row as rowOf } from "../contract/matrix.ts";
import { parseDecimal } from "./csv/decimal.ts";
import { whole } from "./csv/row-reader.ts";
import type { Table } from "./table.ts";

/**
 * RFC 4180 text with LF, commas and decimal points, whatever was read: metadata columns in the file's order, then the axis
 * ascending. Cells keep their exact text, also those a spreadsheet would take for a formula, but numbers that the file writes
 * with other signs; interpolated spectra and those that are not rows of the file are numbers in their shortest exact form.
 *
 * @param rows rows of the table, `spectra` their values
 */
export function exportText(table: Table, rows: readonly number[], spectra: Matrix): string {
  const lines = [[...table.meta.map(({ name }) => name), ...table.axis.map(String)]];
  const pointed = (text: string, row: number, column: string) => {
    const signs = table.signs(row, column);
    const value = signs === "." ? Number.NaN : parseDecimal(text, signs);
    return Number.isFinite(value) ? String(value) : text;
  };
  rows.forEach((row, i) => {
    const exact = table.states[row] === whole ? table.pointTexts(row) : null;
    const points = exact ?? Array.from(rowOf(spectra, i), String);
    lines.push([...table.meta.map(({ name, texts }) => pointed(texts[row], row, name)), ...points]);
  });
  return quotedCells(lines);
}

/** RFC 4180 text of lines of cells. */
export const quotedCells = (lines: readonly (readonly string[])[]): string =>
  lines.map((cells) => `${cells.map(quoted).join(",")}\n`).join("");

/** A cell that could be read otherwise stands in quotes. */
const quoted = (text: string): string => (/[",;|\t\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

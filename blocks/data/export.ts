/** data/data.csv: the rows used, cells exactly as the files have them. */
import { type Matrix, row as rowOf } from "../contract/matrix.ts";
import { whole } from "./csv/row-reader.ts";
import type { Table } from "./table.ts";

/**
 * RFC 4180 text with LF: metadata columns in the file's order, then the axis ascending. Cells keep their exact text, also
 * those a spreadsheet would take for a formula; interpolated spectra and those of the long layout are numbers in their
 * shortest exact form, with the file's decimal sign.
 *
 * @param rows rows of the table, `spectra` their values
 */
export function exportText(table: Table, rows: readonly number[], spectra: Matrix): string {
  const lines = [[...table.meta.map(({ name }) => name), ...table.axis.map(String)]];
  rows.forEach((row, i) => {
    const exact = table.states[row] === whole ? table.pointTexts(row) : null;
    const written = (value: number) => String(value).replace(".", table.decimal(row));
    lines.push([...table.meta.map(({ texts }) => texts[row]), ...(exact ?? Array.from(rowOf(spectra, i), written))]);
  });
  return lines.map((cells) => `${cells.map(quoted).join(",")}\n`).join("");
}

/** A cell that could be read otherwise stands in quotes. */
const quoted = (text: string): string => (/[",;|\t\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

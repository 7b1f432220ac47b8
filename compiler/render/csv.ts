/** A table as CSV (RFC 4180): what a reader of the report may take away. */

import type { SpectraView, TableView } from "../../blocks/contract/view.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { visibleLines as visible } from "../diagnostics/visible.ts";

/** Spreadsheets take such a cell for a formula. */
const formula = /^[=+\-@\t\r]/;

/** Text of a table view: numbers unrounded, text cells that a spreadsheet would run led by an apostrophe. */
export function tableCsv(view: TableView): string {
  const head = view.columns.map(({ title, unit }) => textCell(unit ? `${title} (${unit})` : title));
  const body = view.rows.map((row) => view.columns.map(({ key }) => cell(row[key])));
  return lines([head, ...body]);
}

/** Text of spectra: a row a spectrum, its id and class before its numbers. */
export function spectraCsv(view: SpectraView): string {
  const { cols, data } = view.spectra;
  const head = ["id", "class", ...view.axis.values.map(String)];
  const body = view.ids.map((id, i) => [
    textCell(id),
    textCell(view.codes === null ? "" : (view.classes[view.codes[i]] ?? "")),
    ...Array.from(data.subarray(i * cols, (i + 1) * cols), String),
  ]);
  return lines([head, ...body]);
}

/** A data URL; only what a URL or an attribute would misread is escaped, so that it stays near the size of the text. */
export function csvUrl(csv: string): string {
  return `data:text/csv;charset=utf-8,${encodeURIComponent(csv).replaceAll("%2C", ",").replaceAll("%3A", ":")}`;
}

function cell(value: Json | undefined): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return String(value);
  return textCell(typeof value === "string" ? value : JSON.stringify(value));
}

function textCell(text: string): string {
  const safe = visible(formula.test(text) ? `'${text}` : text);
  return /[",\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

const lines = (rows: readonly (readonly string[])[]): string => rows.map((row) => `${row.join(",")}\r\n`).join("");

/** A table view as an HTML table: decimal points under one another, every number with the place it comes from. */

import type { Element } from "hast";
import { unbroken } from "../../blocks/contract/unbroken.ts";
import type { TableColumn, TableView } from "../../blocks/contract/view.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { codeParts } from "./findings-list.ts";
import { type Child, h } from "./hast.ts";
import { columnTexts, decimalPadding, isInterval } from "./numbers.ts";
import { exactText, originProperties } from "./origin.ts";
import { statusMark, verdictStatus } from "./status.ts";

/** What names the table: a caption of its own, or the id of the words above it. */
export type TableName = { readonly caption: Child } | { readonly id: string };

/** `locate` turns a view's short artifact path into that in the run folder. */
export function tableElement(view: TableView, name: TableName, locate: (artifact: string) => string): Element {
  const columns = view.columns.map((column) => columnCells(view, column, locate));
  const head = view.columns.map((column, k) =>
    h(
      "th",
      { scope: "col", className: columns[k].numeric ? ["number"] : undefined },
      column.title,
      column.unit ? h("span", { className: ["unit"] }, ` (${column.unit})`) : null,
    ),
  );
  const body = view.rows.map((row, i) => {
    const sample = view.sampleKey === undefined ? null : row[view.sampleKey];
    return h(
      "tr",
      typeof sample === "string" ? { dataSample: sample } : {},
      columns.map(({ cells }) => cells[i]),
    );
  });
  const rows =
    body.length > 0 ? body : [h("tr", {}, h("td", { colSpan: view.columns.length, className: ["na"] }, "no rows"))];
  const parts = [h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows)];
  return "id" in name
    ? h("table", { ariaLabelledBy: [name.id] }, parts)
    : h("table", {}, h("caption", {}, name.caption), parts);
}

function columnCells(
  view: TableView,
  column: TableColumn,
  locate: (artifact: string) => string,
): { numeric: boolean; cells: Element[] } {
  const values = view.rows.map((row) => row[column.key]);
  const shown = columnTexts(view, column);
  const texts = shown.map(({ text }) => text);
  const numeric = column.format !== null && values.some((value) => typeof value === "number" || isInterval(value));
  const padding = numeric ? decimalPadding(texts) : texts.map(() => null);
  const heads = !numeric && column === view.columns[0];
  const cells = texts.map((text, i) => {
    const name = { className: numeric ? ["number"] : undefined, ...placeOf(view, column, i, shown[i].form, locate) };
    if (text === "")
      return heads ? h("th", { scope: "row" }, absent) : h("td", numeric ? { className: ["number"] } : {}, absent);
    if (heads) return h("th", { scope: "row", ...name }, unbroken(text));
    if (column.isVerdict === true) return h("td", { className: ["verdict"] }, verdict(text));
    const samples = column.samplesKey === undefined ? undefined : view.rows[i][column.samplesKey];
    if (Array.isArray(samples)) return h("td", name, markable(text, samples));
    const pad = padding[i] === null || padding[i] === "" ? null : padSpan(padding[i]);
    return h("td", name, split(unbroken(text), pad));
  });
  return { numeric, cells };
}

/** The names of a list, each that is a sample in an element of its own, which the report can mark. */
const markable = (text: string, samples: readonly Json[]): Child[] =>
  text
    .split(", ")
    .flatMap((name, k) => [
      k === 0 ? null : ", ",
      samples.includes(name) ? h("span", { dataSample: name }, name) : unbroken(name),
    ]);

const absent = h("span", { className: ["na"], title: "not available" }, "–");
const padSpan = (padding: string): Element => h("span", { className: ["pad"], ariaHidden: "true" }, padding);

/** Where the number of a cell stands; a cell without one carries nothing. */
function placeOf(
  view: TableView,
  { key }: TableColumn,
  i: number,
  rounding: string | null,
  locate: (artifact: string) => string,
) {
  const value = view.rows[i][key];
  const isNumber = typeof value === "number" || isInterval(value);
  const origin = view.origins?.[`${i}:${key}`] ?? (isNumber ? view.from : undefined);
  if (origin === undefined || value === null || value === undefined) return {};
  // Without the script the file stands in the caption, and the values in the CSV: hundreds of titles would weigh more than the table.
  const place = { ...origin, artifact: locate(origin.artifact), exact: exactText(value), rounding };
  return { ...originProperties(place), title: null };
}

/** "passed", "failed", "not applicable: …" with the mark of its kind before it. */
function verdict(text: string): Child {
  const status = verdictStatus(text);
  if (status === null) return text;
  const rest = text.slice(status.word.length);
  return [statusMark(status), codeParts(rest).map(({ code, part }) => (code ? h("code", {}, part) : part))];
}

/** The padding goes before a percent sign, so that the signs too stand under one another. */
function split(content: string, pad: Element | null): Child {
  if (pad === null) return content;
  const sign = content.endsWith("\u00a0%") ? content.length - 2 : content.length;
  return [content.slice(0, sign), pad, content.slice(sign)];
}

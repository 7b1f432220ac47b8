/** A table view as an HTML table: decimal points under one another, every number with the place it comes from. */
import type { Element } from "hast";
import type { Json } from "../../blocks/values.ts";
import type { TableColumn, TableView } from "../../blocks/view.ts";
import { type Child, h } from "./hast.ts";
import { decimalPadding, isInterval, tableNumber } from "./numbers.ts";

/** `locate` turns a view's short artifact path into that in the run folder. The caption is the first child. */
export function tableElement(view: TableView, caption: Child, locate: (artifact: string) => string): Element {
  const columns = view.columns.map((column) => columnCells(view, column, locate));
  const head = view.columns.map((column, k) =>
    h(
      "th",
      { scope: "col", className: columns[k].numeric ? ["number"] : [] },
      column.title,
      column.unit ? h("span", { className: ["unit"] }, ` (${column.unit})`) : null,
    ),
  );
  const body = view.rows.map((_, i) =>
    h(
      "tr",
      {},
      columns.map(({ cells }) => cells[i]),
    ),
  );
  const rows = body.length > 0 ? body : [h("tr", {}, h("td", { colSpan: view.columns.length }, "no rows"))];
  return h("table", {}, h("caption", {}, caption), h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows));
}

function columnCells(
  view: TableView,
  column: TableColumn,
  locate: (artifact: string) => string,
): { numeric: boolean; cells: Element[] } {
  const values = view.rows.map((row) => row[column.key]);
  const texts = values.map((value) => cellText(value, column.format));
  const numeric = column.format !== null && values.some((value) => typeof value === "number" || isInterval(value));
  const padding = numeric ? decimalPadding(texts) : texts.map(() => null);
  const heads = !numeric && column === view.columns[0];
  const cells = texts.map((text, i) => {
    const origin = view.origins?.[`${i}:${column.key}`];
    const place =
      origin === undefined
        ? {}
        : { dataArtifact: locate(origin.artifact), dataPointer: origin.pointer, dataRounding: column.format };
    const content = text === "" ? h("span", { className: ["na"], title: "not available" }, "–") : text;
    const pad =
      padding[i] === null || padding[i] === ""
        ? null
        : h("span", { className: ["pad"], ariaHidden: "true" }, padding[i]);
    const name = { className: numeric ? ["number"] : [], ...place };
    return heads ? h("th", { scope: "row", ...name }, content) : h("td", name, split(content, pad));
  });
  return { numeric, cells };
}

/** The padding goes before a percent sign, so that the signs too stand under one another. */
function split(content: Child, pad: Element | null): Child {
  if (pad === null || typeof content !== "string") return [content, pad];
  const sign = content.endsWith("\u00a0%") ? content.length - 2 : content.length;
  return [content.slice(0, sign), pad, content.slice(sign)];
}

/** A cell's text; empty where there is no value. */
export function cellText(value: Json | undefined, format: string | null): string {
  if (value === null || value === undefined) return "";
  if (typeof value === "number") return tableNumber(value, format);
  if (isInterval(value)) return value.map((end) => tableNumber(end, format)).join(" to ");
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value)) return value.map((one: Json) => cellText(one, format)).join(", ");
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** Scrolling: a frame for what may be wider than the page, and tables whose cells are more than numbers. */
import type { Element } from "hast";
import type { TableView } from "../../blocks/contract/view.ts";
import type { Language } from "../language/language.ts";
import { withHeads } from "./cards.ts";
import { inWords } from "./exhibit-words.ts";
import { h } from "./hast.ts";
import { tableElement } from "./table.ts";

/** Scrolls by itself, with the keyboard too. */
export const scrolling = (label: string, content: Element): Element =>
  h("div", { className: ["scroll"], tabIndex: 0, role: "group", ariaLabel: label }, withHeads(content));

/** @param heads a title a column, or the cell itself */
export function captioned(
  caption: string,
  heads: readonly (string | Element)[],
  rows: readonly Element[],
  className?: readonly string[],
): Element {
  const cells = heads.map((head) => (typeof head === "string" ? h("th", { scope: "col" }, head) : head));
  return h(
    "table",
    { className: className?.slice() },
    h("caption", {}, caption),
    h("thead", {}, h("tr", {}, cells)),
    h("tbody", {}, rows),
  );
}

/** A view whose artifacts are named by their paths in the run folder. */
export function plainTable(view: TableView, caption: string, language: Language): Element {
  const { data } = inWords({ data: view, alt: "", caption }, language);
  const words = language.say(caption);
  const table = tableElement(data, { caption: words }, (path) => path);
  const properties = language.lang === "en" ? table.properties : { ...table.properties, className: ["said"] };
  return scrolling(words, { ...table, properties });
}

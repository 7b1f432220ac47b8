/** One figure or table in the page: number, title, caption, text alternative, its numbers one click away. */
import type { Element } from "hast";
import type { RunBlock } from "../run/types.ts";
import { csvUrl } from "./csv.ts";
import type { Exhibit } from "./exhibit.ts";
import { sentenceElement } from "./findings-list.ts";
import { type Child, h, raw } from "./hast.ts";
import { tableElement } from "./table.ts";

export function exhibitElement(exhibit: Exhibit): Element {
  const { content, id, label, title, caption, placement } = exhibit;
  if (content.type === "na") {
    return h(
      "p",
      { className: ["exhibit", "missing"], id },
      h("strong", {}, `${title}: not available. `),
      sentenceElement(content.reason),
    );
  }
  const words: Child = [
    h("span", { className: ["label"] }, `${label}. `),
    h("span", { className: ["title"] }, `${title}. `),
    h("span", { className: ["caption"], id: `caption:${id}` }, caption, caption === "" ? "" : " "),
    data(exhibit),
  ];
  if (content.type === "table") {
    const table = tableElement(content.view, words, (artifact) => artifactPath(placement.block, artifact));
    return h(
      "div",
      { className: ["exhibit", "scroll"], id, tabIndex: 0, role: "region", ariaLabel: `${label}: ${title}` },
      table,
    );
  }
  const wide = /^<svg[^>]* width="(\d+)"/.exec(content.svg);
  const drawing = {
    className: ["drawing", Number(wide?.[1] ?? 0) > 560 ? "wide" : "small"],
    role: "img",
    ariaLabel: exhibit.alt,
  };
  return h(
    "figure",
    { className: ["exhibit"], id },
    h(
      "div",
      { className: ["scroll"], tabIndex: 0, role: "region", ariaLabel: `${label}: ${title}` },
      h("div", drawing, raw(content.svg)),
    ),
    h("figcaption", {}, words),
  );
}

function data({ csv, artifact, id }: Exhibit): Child {
  const wrap = (child: Child): Child => h("span", { className: ["numbers"] }, child);
  if (csv !== null) return wrap(h("a", { href: csvUrl(csv), download: `${id}.csv` }, "Data (CSV)"));
  if (artifact !== null) return wrap(`Data: ${artifact}`);
  return null;
}

/** A short artifact path as the run folder has it: the second block of a kind has its id after the folder. */
export function artifactPath({ block, artifacts }: RunBlock, path: string): string {
  if (Object.hasOwn(artifacts, path)) return path;
  const [folder, ...rest] = path.split("/");
  const moved = [folder, block.id, ...rest].join("/");
  return Object.hasOwn(artifacts, moved) ? moved : path;
}

/** More diagnostics: the figures and tables that a block has besides those that stand under it, folded away and addressed alike. */
import type { Element } from "hast";
import { listed } from "../diagnostics/listed.ts";
import type { Exhibit } from "./exhibit.ts";
import { exhibitElement } from "./exhibit-element.ts";
import { sentence, sentenceElement } from "./findings-list.ts";
import { h } from "./hast.ts";
import type { ReportBlock } from "./report-block.ts";

/** What there is of them, and one sentence a reason for what there is not. */
export function foldedOf({ exhibits }: Pick<ReportBlock, "exhibits">): {
  readonly shown: readonly Exhibit[];
  readonly missing: readonly string[];
} {
  const all = exhibits.filter(({ placement }) => placement.isFolded);
  const reasons = new Map<string, string[]>();
  for (const { content, title } of all)
    if (content.type === "na") reasons.set(content.reason, [...(reasons.get(content.reason) ?? []), title]);
  return {
    shown: all.filter(({ content }) => content.type !== "na"),
    missing: [...reasons].map(([reason, titles]) => `${listed(titles)}: not available. ${sentence(reason)}`),
  };
}

export const moreTitle = (n: number): string => `More diagnostics (${n})`;

/** Null where the block has none. */
export function moreDiagnostics(block: ReportBlock): Element | null {
  const { shown, missing } = foldedOf(block);
  if (shown.length === 0) return null;
  return h(
    "details",
    { className: ["more"] },
    h("summary", {}, moreTitle(shown.length)),
    shown.map(exhibitElement),
    missing.map((line) => h("p", { className: ["quiet"] }, sentenceElement(line))),
  );
}

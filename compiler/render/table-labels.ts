/** Numbers of the author's tables with a caption: they run together with those of blocks, in the order of the document. */
import { captionedLines } from "../document/text/own-ids.ts";
import type { Report } from "./report.ts";

/** "Table 2" by the first line of the table. */
export function tableLabels({
  protocol,
  exhibits,
  blocks,
}: Pick<Report, "protocol" | "exhibits" | "blocks">): ReadonlyMap<number, string> {
  const lines = new Map(blocks.map(({ id, line, added }) => [id, added === null ? line : Number.POSITIVE_INFINITY]));
  const made = exhibits
    .filter(({ label, placement }) => label !== null && placement.view.shape === "table")
    .map(({ placement }) => lines.get(placement.host) ?? Number.POSITIVE_INFINITY)
    .sort((a, b) => a - b);
  let before = 0;
  return new Map(
    captionedLines(protocol.tree).map((line, k) => {
      while (before < made.length && made[before] < line) before += 1;
      return [line, `Table ${k + 1 + before}`];
    }),
  );
}

/** Numbers of what the author's text numbers, tables, figures and formulas: they run together with those of blocks, in the order of the document. */

import { numberedIn } from "../document/text/own-ids.ts";
import { languageOf } from "../language/language.ts";
import type { Report } from "./report.ts";

/** "Table 2", "Figure 1", "Equation 3" by the first line. */
export function authorLabels({
  protocol,
  exhibits,
  blocks,
}: Pick<Report, "protocol" | "exhibits" | "blocks">): ReadonlyMap<number, string> {
  const lines = new Map(blocks.map(({ id, line, added }) => [id, added === null ? line : Number.POSITIVE_INFINITY]));
  const made = exhibits
    .filter(({ label, placement }) => label !== null && !placement.isFolded)
    .map(({ placement }) => ({
      word: placement.view.shape === "table" ? "Table" : "Figure",
      line: lines.get(placement.host) ?? Number.POSITIVE_INFINITY,
    }));
  const { say } = languageOf(protocol.frontMatter.lang);
  const own = numberedIn(protocol.tree);
  return new Map(
    own.map(({ word, line }, k) => {
      const before = (all: readonly { readonly word: string; readonly line: number }[]) =>
        all.filter((one) => one.word === word && one.line < line).length;
      return [line, `${say(word)} ${1 + before(made) + before(own.slice(0, k))}`];
    }),
  );
}

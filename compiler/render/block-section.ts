/** The section of one block: how it ended, what it shows, what it has to say, and the block as the author wrote it. */
import type { Element } from "hast";
import { wordOf } from "../../blocks/contract/kind.ts";
import type { RunBlock } from "../run/types.ts";
import { textField } from "./arrange.ts";
import { type Exhibit, sentenceCase } from "./exhibit.ts";
import { exhibitElement } from "./exhibit-element.ts";
import { findingsList, sentenceElement } from "./findings-list.ts";
import { h } from "./hast.ts";
import { digestElement, statusMark, statusOf } from "./status.ts";

/** `level` of its heading. A block that only shows (figure, table) has no heading of its own unless something went wrong. */
export function blockSection(block: RunBlock, exhibits: readonly Exhibit[], level: number): Element {
  const { id, kind, presentation, added } = block.block;
  const quiet = kind.shows !== undefined && statusOf(block).name === "ok";
  const caption = kind.shows === undefined ? textField(presentation, "caption") : null;
  const reason = block.reason;
  return h(
    "section",
    {
      className: ["block", `kind-${kind.kind}`, statusOf(block).name],
      id,
      ...(quiet ? { ariaLabel: `${kind.kind} ${id}` } : { ariaLabelledBy: [`title:${id}`] }),
    },
    quiet ? null : blockHead(block, level),
    added === null
      ? null
      : h("p", { className: ["reason"] }, sentenceElement(`This block is not in the document: added because ${added}`)),
    caption === null ? null : h("p", {}, caption),
    reason === null
      ? null
      : h(
          "p",
          { className: ["reason"] },
          sentenceElement(reason.sentence),
          " ",
          h("code", { className: ["code"] }, reason.code),
        ),
    block.findings.length === 0 ? null : findingsList(block.findings, false),
    added !== null || quiet ? null : source(block, quiet),
    exhibits.map(exhibitElement),
    added === null && quiet ? source(block, quiet) : null,
  );
}

function blockHead(block: RunBlock, level: number): Element {
  const { id, kind, presentation } = block.block;
  const title = kind.shows === undefined ? textField(presentation, "title") : null;
  const name = title ?? kindNames[kind.kind] ?? sentenceCase(wordOf(kind));
  const shownId = id === wordOf(kind) && title === null ? null : [" ", h("code", { className: ["id"] }, id)];
  return h(
    "div",
    { className: ["block-head"] },
    h(`h${level}`, { id: `title:${id}` }, name, shownId),
    statusMark(statusOf(block)),
    block.key === null ? null : h("span", { className: ["key"] }, "key ", digestElement(block.key)),
  );
}

/** Names for readers, where the word of the document is not one. */
const kindNames: { readonly [kind: string]: string } = { qc: "Quality gate", preprocess: "Preprocessing" };

function source(block: RunBlock, quiet: boolean): Element {
  const { kind, id, source, position } = block.block;
  const key = quiet && block.key !== null ? [" · key ", digestElement(block.key)] : null;
  const fence = id === wordOf(kind) ? id : `${wordOf(kind)} #${id}`;
  return h(
    "details",
    { className: ["source"] },
    h(
      "summary",
      {},
      "Block as written ",
      h("span", { className: ["where"] }, `foodspec ${fence}, line ${position.line}`, key),
    ),
    h("pre", {}, h("code", {}, source.trimEnd())),
  );
}

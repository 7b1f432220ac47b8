/** The section of one block: how it ended, what it shows, what it has to say, and the block as the author wrote it. */
import type { Element } from "hast";
import { exhibitElement } from "./exhibit-element.ts";
import { findingsList, sentenceElement } from "./findings-list.ts";
import { h } from "./hast.ts";
import type { ReportBlock } from "./report-block.ts";
import { digestElement, statusMark } from "./status.ts";

/** `level` of its heading. A block that only shows (figure, table) has no heading of its own unless something went wrong. */
export function blockSection(block: ReportBlock, level: number): Element {
  const { id, kind, added, caption, reason, exhibits, isQuiet } = block;
  return h(
    "section",
    {
      className: ["block", `kind-${kind}`, block.status.name],
      id,
      ...(isQuiet ? { ariaLabel: `${kind} ${id}` } : { ariaLabelledBy: [`title:${id}`] }),
    },
    isQuiet ? null : blockHead(block, level),
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
    added !== null || isQuiet ? null : source(block),
    exhibits.map(exhibitElement),
    added === null && isQuiet ? source(block) : null,
  );
}

function blockHead({ id, name, status, key, isIdOwn, hasTitle }: ReportBlock, level: number): Element {
  const shownId = isIdOwn || hasTitle ? [" ", h("code", { className: ["id"] }, id)] : null;
  return h(
    "div",
    { className: ["block-head"] },
    h(`h${level}`, { id: `title:${id}` }, name, shownId),
    statusMark(status),
    key === null ? null : h("span", { className: ["key"] }, "key ", digestElement(key)),
  );
}

function source({ fence, line, source, isQuiet, key }: ReportBlock): Element {
  const shownKey = isQuiet && key !== null ? [" · key ", digestElement(key)] : null;
  return h(
    "details",
    { className: ["source"] },
    h(
      "summary",
      {},
      "Block as written ",
      h("span", { className: ["where"] }, `foodspec ${fence}, line ${line}`, shownKey),
    ),
    h("pre", {}, h("code", {}, source.trimEnd())),
  );
}

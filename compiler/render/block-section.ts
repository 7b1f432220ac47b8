/** The section of one block: what it shows, what it has besides, how it ended where that is not simply well, and the block as the author wrote it. */
import type { Element } from "hast";
import { exhibitElement } from "./exhibit-element.ts";
import { findingsList, sentenceElement } from "./findings-list.ts";
import { h } from "./hast.ts";
import { inlineElements } from "./inline-words.ts";
import { moreDiagnostics } from "./more-diagnostics.ts";
import type { ReportBlock } from "./report-block.ts";
import { digestElement, statusMark } from "./status.ts";

/** `level` of its heading. A block that only shows (figure, table) has no heading of its own unless something went wrong. */
export function blockSection(block: ReportBlock, level: number): Element {
  const { kind, id, added, isQuiet, exhibits } = block;
  return h(
    "section",
    {
      className: ["block", `kind-${kind}`, block.status.name],
      id,
      ...(isQuiet ? { ariaLabel: `${kind} ${id}` } : { ariaLabelledBy: [`title:${id}`] }),
    },
    said(block, level),
    block.findings.length === 0 ? null : findingsList(block.findings, false),
    exhibits.filter(({ placement }) => !placement.isFolded).map(exhibitElement),
    moreDiagnostics(block),
    added === null ? source(block) : null,
  );
}

/** The section as paper has it: what is folded away on a screen stands in the files that are attached, findings in their own section. */
export function printedBlock(block: ReportBlock, level: number): Element {
  const { kind, id, exhibits } = block;
  return h(
    "section",
    { className: ["block", `kind-${kind}`, block.status.name], id },
    said(block, level),
    exhibits.filter(({ placement }) => !placement.isFolded).map(exhibitElement),
  );
}

/** Its heading, and what it has to say before what it shows. */
function said(block: ReportBlock, level: number) {
  const { added, caption, reason, isQuiet } = block;
  return [
    isQuiet ? null : blockHead(block, level),
    added === null
      ? null
      : h("p", { className: ["reason"] }, sentenceElement(`This block is not in the document: added because ${added}`)),
    caption === null ? null : h("p", { className: ["author-words"] }, inlineElements(block, caption)),
    reason === null
      ? null
      : h(
          "p",
          { className: ["reason"] },
          sentenceElement(reason.sentence),
          " ",
          h("code", { className: ["code"] }, reason.code),
        ),
  ];
}

const blockHead = (block: ReportBlock, level: number): Element => {
  const { id, name, hasTitle, status } = block;
  return h(
    "div",
    { className: ["block-head"] },
    h(
      `h${level}`,
      { id: `title:${id}`, className: hasTitle ? ["author-words"] : undefined },
      inlineElements(block, name),
    ),
    status.name === "ok" ? null : statusMark(status),
  );
};

/** Its id, its key, and the lines of the document. */
function source({ fence, line, source, key }: ReportBlock): Element {
  return h(
    "details",
    { className: ["source"] },
    h("summary", {}, "Block as written"),
    h(
      "p",
      { className: ["where"] },
      `foodspec ${fence}, line ${line}`,
      key === null ? null : [" · key ", digestElement(key)],
    ),
    h("pre", {}, h("code", {}, source.trimEnd())),
  );
}

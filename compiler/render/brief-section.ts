/** The head of a report in brief: each model's number with its interval beside a guess, the gates at a glance, what was not done. */

import type { Element } from "hast";
import type { Brief, Headline, Quantity, Sentence } from "../../blocks/contract/brief.ts";
import { interval95 } from "../../blocks/contract/number-text.ts";
import { gauge } from "./gauge.ts";
import { type Child, h, raw } from "./hast.ts";
import { exactText, originProperties } from "./origin.ts";
import type { Report } from "./report.ts";
import type { ReportBlock } from "./report-block.ts";
import { severities, statusMark } from "./status.ts";
import { quantityText } from "./summary.ts";

export const briefId = "report:brief";

export function briefSection(report: Report): Element {
  return h(
    "section",
    { className: ["brief"], ariaLabelledBy: [briefId] },
    h("h2", { id: briefId }, "In brief"),
    headlines(report),
    h("div", { className: ["glance"] }, h("h3", {}, "Quality"), gatesAtAGlance(report)),
    remarksList(report),
  );
}

/** Each block's number and what it says; null where none says anything. */
export function headlines({ blocks }: Report): Element | null {
  const said = blocks.flatMap((block) => (block.brief === null ? [] : [result(block, block.brief)]));
  return said.length === 0 ? null : h("div", { className: ["results"] }, said);
}

/** How the run ended, what was not evaluated, what there is to read. */
export const remarksList = ({ remarks, findings }: Report): Element =>
  h(
    "ul",
    { className: ["remarks"] },
    remarks.map((line) =>
      h(
        "li",
        {},
        line.startsWith("There ") && findings.length > 0
          ? [line, " ", h("a", { href: "#report:findings" }, "Findings")]
          : line,
      ),
    ),
  );

function result(block: ReportBlock, brief: Brief): Element {
  const { id } = block;
  return h(
    "article",
    { className: ["result"], ariaLabelledBy: [`brief:${id}`] },
    h(
      "h3",
      { id: `brief:${id}` },
      h("a", { href: `#${id}` }, id),
      " ",
      h("span", { className: ["about"] }, brief.about),
    ),
    brief.headline === null ? null : headline(brief.headline, block),
    h(
      "p",
      {},
      brief.sentences.map((sentence) => [sentenceParts(sentence, block), " "]),
    ),
    brief.warnings.map((sentence) =>
      h("p", { className: ["warning"] }, statusMark(severities.warning), " ", sentenceParts(sentence, block)),
    ),
  );
}

function headline(of: Headline, block: ReportBlock): Element {
  const interval = of.interval === null ? null : h("span", {}, `${interval95} `, number(of.interval, block));
  const reference =
    of.reference === null ? null : h("span", {}, `${of.reference.name} `, number(of.reference.value, block));
  return h(
    "div",
    { className: ["headline"] },
    h("p", { className: ["figure"] }, number(of.value, block), " ", h("span", { className: ["name"] }, of.name)),
    raw(gauge(of)),
    h("p", { className: ["around"] }, interval, interval !== null && reference !== null ? " " : null, reference),
    of.beside === undefined ? null : validated(of.beside, block),
  );
}

/** The validated figure, beside that of the external test set. */
const validated = ({ name, value, interval }: NonNullable<Headline["beside"]>, block: ReportBlock): Element =>
  h(
    "p",
    { className: ["around"] },
    h("span", {}, `${name} `, number(value, block)),
    interval === null ? null : [" ", h("span", {}, `${interval95} `, number(interval, block))],
  );

/** The words and numbers of a sentence, each number with where it comes from. */
export const sentenceParts = (sentence: Sentence, block: ReportBlock): Child =>
  sentence.map((part) => (typeof part === "string" ? part : number(part, block)));

function number(of: Quantity, block: ReportBlock): Element {
  const exact = exactText(of.value as Parameters<typeof exactText>[0]);
  const place = { ...of.origin, artifact: block.locate(of.origin.artifact), exact, rounding: of.format };
  return h("data", { className: ["value"], value: exact, ...originProperties(place) }, quantityText(of));
}

function gatesAtAGlance({ gates, gatesSentence }: Report): Child {
  if (gates.length === 0) return h("p", {}, gatesSentence);
  return h(
    "ul",
    { className: ["gates"] },
    gates.map(({ outcome: { gate, blocking, checks }, block, status, failed, judged }) =>
      h(
        "li",
        { className: [status.name] },
        block === null ? h("span", {}, `${gate} gate`) : h("a", { href: `#${block.id}` }, `${gate} gate`),
        judged === "" ? null : h("span", { className: ["of"] }, ` (${judged})`),
        " ",
        statusMark(status),
        h(
          "span",
          { className: ["checks"] },
          failed.length === 0 ? `${checks} checks` : `${failed.length} of ${checks} checks: ${failed.join(", ")}`,
          status.name === "failed" && !blocking ? "; does not block in this mode" : "",
        ),
      ),
    ),
  );
}

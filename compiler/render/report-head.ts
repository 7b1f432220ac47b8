/** What stands before the author's text: title and facts, the reason of a failure, the list of contents. */

import type { Element } from "hast";
import { sentenceCase } from "../../blocks/contract/sentence-case.ts";
import type { Language } from "../language/language.ts";
import { briefSection } from "./brief-section.ts";
import { choiceElement } from "./choice-sentence.ts";
import { findingsList } from "./findings-list.ts";
import { type Child, h } from "./hast.ts";
import { inlineElements } from "./inline-words.ts";
import { identityFacts, letterhead, ownWords } from "./letterhead.ts";
import { lockboxElements } from "./lockbox-sentence.ts";
import { failedGates } from "./not-approved.ts";
import type { Heading } from "./prose.ts";
import { registerElement } from "./register-sentence.ts";
import type { Report } from "./report.ts";
import { digestElement } from "./status.ts";
import { titlePrefix } from "./summary.ts";

export function reportHead(report: Report): Element {
  const { mode, status, facts: said, researchOnly } = report;
  const { frontMatter } = report.protocol;
  const authors = frontMatter.authors.map(({ name, role }) => (role === "author" ? name : `${name} (${role})`));
  const facts: readonly (readonly [string, Child])[] = [
    ...identityFacts(frontMatter, report.language.lang).map(ownWords),
    ["Protocol", ["version ", h("span", { className: ["author-words"] }, frontMatter.version)]],
    ["Mode", h("span", { className: ["mode"] }, mode)],
    ...(mode === "monitoring" ? [] : [["Validation", said.validation] as const]),
    ["Seed", said.seed],
    ["Content digest", digestElement(said.digest)],
  ];
  return h(
    "header",
    { className: ["report-head", status] },
    letterhead(report),
    h("p", { className: ["kicker"] }, `${sentenceCase(mode)} report`),
    h("h1", {}, inlineElements(report.protocol, report.protocol.frontMatter.title, { before: titlePrefix(report) })),
    authors.length > 0 ? h("p", { className: ["authors"] }, authors.join(", ")) : null,
    h(
      "dl",
      { className: ["facts"] },
      facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
    ),
    registerElement(report),
    choiceElement(report),
    lockboxElements(report),
    status === "success" ? null : failure(report),
    researchOnly === null ? null : h("p", { className: ["research-only"] }, researchOnly),
    briefSection(report),
  );
}

/** The reason of a failure and the way out, before anything else. */
export function failure(report: Report): Element {
  const errors = report.findings.filter(({ severity }) => severity === "error");
  const what =
    report.status === "cancelled"
      ? "This run was cancelled. What stands below is what it had reached."
      : report.isNotApproved
        ? "NOT APPROVED. This regulatory run failed: nothing below may be used as a result, and no model of this run is approved."
        : "This run failed. What stands below is not a result to rely on.";
  return h(
    "div",
    { className: ["banner"], role: "alert" },
    h("p", {}, h("strong", {}, what)),
    errors.length > 0 ? findingsList(errors, true) : null,
    report.isNotApproved ? failedGates(report) : null,
  );
}

export function contentsList(headings: readonly Heading[], { say }: Language): Element | null {
  if (headings.length < 2) return null;
  const items = headings.map(({ id, level, text }) =>
    h("li", { className: [`level-${level}`] }, h("a", { href: `#${id}` }, text)),
  );
  // Open, so that it serves without the script, which folds it where there is no room beside the text.
  const list = h("details", { open: true }, h("summary", {}, say("Contents")), h("ol", {}, items));
  return h("nav", { className: ["contents"], ariaLabel: say("Contents") }, list);
}

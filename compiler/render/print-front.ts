/** First pages of a printed report: what it is about, the verdict, every criterion, the headline results, what deviates, which run it is. */

import type { Element } from "hast";
import { counted } from "../../blocks/contract/number-text.ts";
import { sentenceCase } from "../../blocks/contract/sentence-case.ts";
import { listed } from "../diagnostics/listed.ts";
import { localDates } from "../language/numbers.ts";
import { headlines, remarksList, sentenceParts } from "./brief-section.ts";
import { choiceElement } from "./choice-sentence.ts";
import { criteriaTable, judged, notApplicable, unmet } from "./criteria-table.ts";
import type { Evidence } from "./evidence.ts";
import { type Child, h } from "./hast.ts";
import { inlineElements } from "./inline-words.ts";
import { identityFacts, letterhead, own, ownWords } from "./letterhead.ts";
import { lockboxElements } from "./lockbox-sentence.ts";
import { deviations } from "./print-deviations.ts";
import { registerElement } from "./register-sentence.ts";
import type { Report } from "./report.ts";
import { failure } from "./report-head.ts";
import { notPassed, passed, statusMark, wholeDigest } from "./status.ts";
import { titlePrefix } from "./summary.ts";

export function front(report: Report, evidence: Evidence): Element {
  const { criteria, researchOnly, mode } = report;
  return h(
    "header",
    { className: ["front", report.status] },
    letterhead(report),
    h("p", { className: ["kicker"] }, `${sentenceCase(mode)} report`),
    h("h1", {}, inlineElements(report.protocol, report.protocol.frontMatter.title, { before: titlePrefix(report) })),
    facts(report, evidence),
    verdict(report),
    choiceElement(report),
    lockboxElements(report),
    researchOnly === null ? null : h("p", { className: ["research-only"] }, researchOnly),
    mode === "regulatory" && judged(criteria).length > 0
      ? [
          criteriaTable(criteria, "Acceptance criteria"),
          notApplicable(criteria).map((line) => h("p", { className: ["quiet"] }, line)),
        ]
      : null,
    h("h2", { id: "report:brief" }, "Headline results"),
    h("section", { className: ["brief"] }, headlines(report), remarksList(report)),
    h("h2", { id: "report:deviations" }, "Deviations"),
    deviations(report, evidence),
    registerElement(report),
  );
}

/** Document, method and run, in pairs. */
function facts(report: Report, { time, apart }: Evidence): Element {
  const { mode, facts: said, protocol } = report;
  const { standard, use_case } = protocol.frontMatter.claims ?? {};
  const authors = protocol.frontMatter.authors.map(({ name, role, affiliation, orcid }) =>
    [`${name} (${role}${affiliation === undefined ? "" : `, ${affiliation}`})`, orcid?.slice(-19)]
      .filter((part) => part !== undefined)
      .join(" ORCID "),
  );
  const pairs: readonly (readonly [string, Child])[] = [
    ...identityFacts(protocol.frontMatter, report.language.lang).map(ownWords),
    ["Version", own(protocol.frontMatter.version)],
    ["Mode", mode],
    ...(mode === "regulatory"
      ? ([["Standard declared", standard === undefined ? "none" : own(standard)]] as const)
      : []),
    ...(use_case === undefined && mode !== "regulatory"
      ? []
      : ([["Use declared", use_case === undefined ? "none" : own(use_case)]] as const)),
    // In other modes the headlines, which say it too, stand on this page themselves.
    ...(mode === "regulatory" ? saidOnFirstPage(report) : []),
    ["Named in the protocol", authors.length === 0 ? "nobody" : own(listed(authors))],
    ...(mode === "monitoring" ? [] : ([["Validation", said.validation]] as const)),
    ["Seed", said.seed],
    ["Run began", localDates(time, report.language.lang)],
    ...(apart === null ? [] : ([["Run", apart.circumstances.runId]] as const)),
    ["Made by", `FoodSpec ${said.foodspecVersion}`],
    ["SHA-256 of the protocol", wholeDigest(said.protocolDigest)],
    ["Content digest", wholeDigest(said.digest)],
  ];
  return h(
    "dl",
    { className: ["front-facts"] },
    pairs.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
  );
}

/** What blocks want said here; one pair of what several say, each with its name. */
function saidOnFirstPage({ blocks }: Report): readonly (readonly [string, Child])[] {
  const said = blocks.flatMap((block) => (block.brief?.firstPage ?? []).map((line) => ({ block, ...line })));
  return [...new Set(said.map(({ about }) => about))].map((about) => {
    const lines = said.filter((line) => line.about === about);
    const words = lines.map(({ block, sentence }) => sentenceParts(sentence, block));
    if (lines.length === 1) return [about, words[0]];
    const named = ({ block: { id } }: (typeof lines)[number]): Child => h("a", { href: `#${id}` }, id);
    return [about, lines.map((line, i) => h("p", {}, named(line), ": ", words[i]))];
  });
}

/** How it ended, in a frame that cannot be overlooked. */
function verdict(report: Report): Child {
  const { status, mode, criteria, gatesSentence } = report;
  if (status !== "success") return failure(report);
  if (mode !== "regulatory") return null;
  const all = judged(criteria);
  const missed = unmet(criteria).length;
  const said =
    all.length === 0
      ? { ...passed, word: gatesSentence }
      : missed === 0
        ? { ...passed, word: `All ${counted(all.length, "criterion", "criteria")} met` }
        : { ...notPassed, word: `${missed} of ${counted(all.length, "criterion", "criteria")} not met` };
  return h(
    "div",
    { className: ["verdict-box", said.name] },
    h("p", {}, h("strong", {}, statusMark(said))),
    h("p", {}, "Whether the method may be used as declared is for its owner and for the auditor to judge."),
  );
}

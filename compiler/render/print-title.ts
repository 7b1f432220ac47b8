/** Title page of a printed report for an auditor: what it is about, who declares what, how it ended. */
import type { Element } from "hast";
import { listed } from "../diagnostics/listed.ts";
import { sentenceParts } from "./brief-section.ts";
import type { Evidence } from "./evidence.ts";
import { sentenceCase } from "./exhibit.ts";
import { type Child, h } from "./hast.ts";
import { registerElement } from "./register-sentence.ts";
import type { Report } from "./report.ts";
import { notPassed, passed, statusMark, wholeDigest } from "./status.ts";

export function titlePage(report: Report, { time, apart }: Evidence): Element {
  const { mode, facts: said } = report;
  const { frontMatter } = report.protocol;
  const { standard, use_case } = frontMatter.claims ?? {};
  const authors = frontMatter.authors.map(({ name, role, affiliation, orcid }) =>
    [`${name} (${role}${affiliation === undefined ? "" : `, ${affiliation}`})`, orcid?.slice(-19)]
      .filter((part) => part !== undefined)
      .join(" ORCID "),
  );
  const facts: readonly (readonly [string, Child])[] = [
    ["Version of the protocol", frontMatter.version],
    ["Mode", mode],
    ["Standard declared", standard ?? "none"],
    ["Use declared", use_case ?? "none"],
    ...report.blocks.flatMap((block) =>
      (block.brief?.firstPage ?? []).map(({ about, sentence }) => [about, sentenceParts(sentence, block)] as const),
    ),
    ["Named in the protocol", authors.length === 0 ? "nobody" : listed(authors)],
    ["Validation", said.validation],
    ["Run began", time],
    ...(apart === null ? [] : ([["Run", apart.circumstances.runId]] as const)),
    ["Made by", `FoodSpec ${said.foodspecVersion}`],
    ["SHA-256 of the protocol", wholeDigest(said.protocolDigest)],
    ["Content digest", wholeDigest(said.digest)],
  ];
  return h(
    "header",
    { className: ["title-page", report.status] },
    h("p", { className: ["kicker"] }, `${sentenceCase(mode)} report`),
    h("h1", {}, report.title),
    status(report),
    h(
      "dl",
      { className: ["title-facts"] },
      facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
    ),
    registerElement(report),
    h(
      "p",
      { className: ["title-foot"] },
      "Standard and use are the words of the protocol's owner; FoodSpec has not checked the method against the standard. ",
      "Results, gates and files are identified by the content digest, whose first digits stand at the foot of every page.",
    ),
  );
}

/** How the run ended, in a frame that cannot be overlooked. */
function status({ status, exitCode, gatesSentence }: Report): Element {
  const isGood = status === "success";
  const failed = [
    "This run failed. Nothing in this document may be used as a result, and no model of this run is approved.",
    gatesSentence,
  ];
  const good = [
    gatesSentence,
    "Trust was applied. Whether the method may be used as declared is for its owner and for the auditor to judge.",
  ];
  return h(
    "div",
    { className: ["title-status", isGood ? "ok" : "failed"] },
    h(
      "p",
      {},
      h("strong", {}, statusMark(isGood ? { ...passed, word: "Complete" } : { ...notPassed, word: "NOT APPROVED" })),
      h("span", { className: ["exit"] }, ` ended with exit code ${exitCode}`),
    ),
    (isGood ? good : failed).map((line) => h("p", {}, line)),
  );
}

/** Title page of a printed report for an auditor: what it is about, who declares what, how it ended. */
import type { Element } from "hast";
import { listed } from "../diagnostics/listed.ts";
import type { Run } from "../run/types.ts";
import { digestOf } from "../store/digest.ts";
import type { Evidence } from "./evidence.ts";
import { sentenceCase } from "./exhibit.ts";
import { type Child, h } from "./hast.ts";
import { notPassed, passed, statusMark, wholeDigest } from "./status.ts";
import { gatesSentence, reportTitle } from "./summary.ts";

export function titlePage(run: Run, { time, apart }: Evidence): Element {
  const { protocol, content, foodspecVersion } = run;
  const { frontMatter, settings } = protocol;
  const { standard, use_case } = frontMatter.claims ?? {};
  const authors = frontMatter.authors.map(({ name, role }) => `${name} (${role})`);
  const facts: readonly (readonly [string, Child])[] = [
    ["Version of the protocol", frontMatter.version],
    ["Mode", settings.mode],
    ["Standard declared", standard ?? "none"],
    ["Use declared", use_case ?? "none"],
    ["Named in the protocol", authors.length === 0 ? "nobody" : listed(authors)],
    ["Validation", settings.scheme === null ? "by default" : settings.scheme.name],
    ["Run began", time],
    ...(apart === null ? [] : ([["Run", apart.circumstances.runId]] as const)),
    ["Made by", `FoodSpec ${foodspecVersion}`],
    ["SHA-256 of the protocol", wholeDigest(digestOf(protocol.bytes))],
    ["Content digest", wholeDigest(content.digest)],
  ];
  return h(
    "header",
    { className: ["title-page", run.status] },
    h("p", { className: ["kicker"] }, `${sentenceCase(settings.mode)} report`),
    h("h1", {}, reportTitle(run)),
    status(run),
    h(
      "dl",
      { className: ["title-facts"] },
      facts.map(([name, value]) => h("div", {}, h("dt", {}, name), h("dd", {}, value))),
    ),
    h(
      "p",
      { className: ["title-foot"] },
      "Standard and use are the words of the protocol's owner; FoodSpec has not checked the method against the standard. ",
      "Results, gates and files are identified by the content digest, whose first digits stand at the foot of every page.",
    ),
  );
}

/** How the run ended, in a frame that cannot be overlooked. */
function status(run: Run): Element {
  const isGood = run.status === "success";
  const failed = [
    "This run failed. Nothing in this document may be used as a result, and no model of this run is approved.",
    gatesSentence(run),
  ];
  const good = [
    gatesSentence(run),
    "Trust was applied. Whether the method may be used as declared is for its owner and for the auditor to judge.",
  ];
  return h(
    "div",
    { className: ["title-status", isGood ? "ok" : "failed"] },
    h(
      "p",
      {},
      h("strong", {}, statusMark(isGood ? { ...passed, word: "Complete" } : { ...notPassed, word: "NOT APPROVED" })),
      h("span", { className: ["exit"] }, ` ended with exit code ${run.exitCode}`),
    ),
    (isGood ? good : failed).map((line) => h("p", {}, line)),
  );
}

/** The head of a report in brief: each model's number with its interval beside a guess, the gates at a glance, what was not done. */
import type { Element } from "hast";
import type { Headline, Quantity, Sentence } from "../../blocks/contract/brief.ts";
import type { Run, RunBlock } from "../run/types.ts";
import { field } from "./arrange.ts";
import { gauge } from "./gauge.ts";
import { type Child, h, raw } from "./hast.ts";
import { artifactPath, exactText, originProperties } from "./origin.ts";
import { notPassed, passed, type Status, severities, statusMark } from "./status.ts";
import { briefs, gatesSentence, quantityText, remarks, type Said } from "./summary.ts";

export const briefId = "report:brief";

/** `title` null: it stands under a heading that says so. */
export function briefSection(run: Run, title: string | null = "In brief"): Element {
  const said = briefs(run);
  return h(
    "section",
    { className: ["brief"], ariaLabelledBy: [briefId] },
    title === null ? null : h("h2", { id: briefId }, title),
    said.length === 0 ? null : h("div", { className: ["results"] }, said.map(result)),
    h("div", { className: ["glance"] }, h("h3", {}, "Quality"), gatesAtAGlance(run)),
    h(
      "ul",
      { className: ["remarks"] },
      remarks(run).map((line) =>
        h(
          "li",
          {},
          line.startsWith("There ") && run.findings.length > 0
            ? [line, " ", h("a", { href: "#report:findings" }, "Findings")]
            : line,
        ),
      ),
    ),
  );
}

function result({ block, brief }: Said): Element {
  const { id } = block.block;
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

function headline(of: Headline, block: RunBlock): Element {
  const interval = of.interval === null ? null : h("span", {}, "95\u00a0% interval ", number(of.interval, block));
  const reference =
    of.reference === null ? null : h("span", {}, `${of.reference.name} `, number(of.reference.value, block));
  return h(
    "div",
    { className: ["headline"] },
    h("p", { className: ["figure"] }, number(of.value, block), " ", h("span", { className: ["name"] }, of.name)),
    raw(gauge(of)),
    h("p", { className: ["around"] }, interval, interval !== null && reference !== null ? " " : null, reference),
  );
}

const sentenceParts = (sentence: Sentence, block: RunBlock): Child =>
  sentence.map((part) => (typeof part === "string" ? part : number(part, block)));

function number(of: Quantity, block: RunBlock): Element {
  const exact = exactText(of.value as Parameters<typeof exactText>[0]);
  const place = { ...of.origin, artifact: artifactPath(block, of.origin.artifact), exact, rounding: of.format };
  return h("data", { className: ["value"], value: exact, ...originProperties(place) }, quantityText(of));
}

function gatesAtAGlance(run: Run): Child {
  const { gates } = run.content;
  if (gates.length === 0) return h("p", {}, gatesSentence(run));
  return h(
    "ul",
    { className: ["gates"] },
    gates.map(({ block, gate, status, blocking, checks }) => {
      const of = run.blocks.find((one) => one.block.id === block);
      const failed = failedChecks(of);
      const judged = judgedOf(of);
      const how: Status = status === "pass" ? passed : notPassed;
      return h(
        "li",
        { className: [how.name] },
        of === undefined ? h("span", {}, `${gate} gate`) : h("a", { href: `#${block}` }, `${gate} gate`),
        judged === "" ? null : h("span", { className: ["of"] }, ` on ${judged}`),
        " ",
        statusMark(how),
        h(
          "span",
          { className: ["checks"] },
          failed.length === 0
            ? `${checks} checks`
            : `${failed.length} of ${checks} checks: ${failed.map((id) => id.replaceAll("_", " ")).join(", ")}`,
          status === "fail" && !blocking ? "; does not block in this mode" : "",
        ),
      );
    }),
  );
}

/** The gate's report says which checks failed and what was judged. */
function failedChecks(block: RunBlock | undefined): readonly string[] {
  const failed = field(block?.results ?? null, "failed_checks");
  return Array.isArray(failed) ? failed.map(String) : [];
}

function judgedOf(block: RunBlock | undefined): string {
  const of = field(block?.results ?? null, "of");
  return typeof of === "string" ? of : Array.isArray(of) ? of.join(", ") : "";
}

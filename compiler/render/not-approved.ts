/** Not approved: what a regulatory run that failed says before anything else, and the mark at the head of every section. */
import type { Element, ElementContent } from "hast";
import type { Language } from "../language/language.ts";
import { criteriaTable, unmet } from "./criteria-table.ts";
import { sentenceElement } from "./findings-list.ts";
import { h } from "./hast.ts";
import type { Report, ReportCriterion } from "./report.ts";
import type { ReportBlock } from "./report-block.ts";
import { scrolling } from "./scrolling.ts";

/** One part a gate that failed: its checks with what was observed and required, and what to do next. */
export function failedGates({ blocks, criteria }: Pick<Report, "blocks" | "criteria">): readonly Element[] {
  return blocks
    .filter(({ isGate, result }) => isGate && result === "failed")
    .map((block) =>
      gatePart(
        block,
        criteria.filter((one) => one.block === block.id),
      ),
    );
}

function gatePart({ id, failedChecks: report, worst }: ReportBlock, criteria: readonly ReportCriterion[]): Element {
  const actions = (report?.failed ?? []).flatMap(({ action }) => action ?? []);
  const figure =
    worst === null ? null : h("p", {}, "The worst samples: ", h("a", { href: `#${worst}` }, "their spectra"), ".");
  return h(
    "section",
    { className: ["failed-gate"], ariaLabel: `the gate ${id}` },
    h(
      "p",
      {},
      h("strong", {}, `The ${report?.gate ?? id} gate did not pass`),
      " (",
      h("a", { href: `#${id}` }, id),
      ").",
    ),
    report === null
      ? h("p", {}, sentenceElement("It broke down before it could judge, which counts as a failure"))
      : scrolling("Failed criteria", criteriaTable(unmet(criteria), "Failed criteria", true)),
    actions.length === 0
      ? null
      : [
          h("p", {}, "What to do next:"),
          h(
            "ul",
            { className: ["help"] },
            actions.map((line) => h("li", {}, sentenceElement(line))),
          ),
        ],
    report === null ? null : figure,
  );
}

/** The mark at the head of every section of the text and of what stands behind it: none can be shown by itself as a result. */
export function withMarks(main: readonly ElementContent[], language: Language): readonly ElementContent[] {
  return main.flatMap((one): ElementContent[] => {
    if (one.type !== "element") return [one];
    if (one.tagName === "h1" || one.tagName === "h2") return [mark(language), one];
    const names = one.properties.className;
    if (one.tagName !== "section" || !Array.isArray(names) || !names.includes("closing")) return [one];
    return [{ ...one, children: [mark(language), ...one.children] }];
  });
}

const mark = ({ say }: Language): Element => h("p", { className: ["not-approved-mark"] }, say("NOT APPROVED"));

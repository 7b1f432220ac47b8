/** Not approved: what a regulatory run that failed says before anything else, and the mark at the head of every section. */
import type { Element, ElementContent } from "hast";
import type { FailedCheck } from "../run/failed-checks.ts";
import { sentenceElement } from "./findings-list.ts";
import { h } from "./hast.ts";
import { proseValue } from "./numbers.ts";
import type { Report } from "./report.ts";
import type { ReportBlock } from "./report-block.ts";
import { captioned, scrolling } from "./scrolling.ts";

/** One part a gate that failed: its checks with what was observed and required, and what to do next. */
export function failedGates({ blocks }: Pick<Report, "blocks">): readonly Element[] {
  return blocks.filter(({ isGate, result }) => isGate && result === "failed").map(gatePart);
}

function gatePart({ id, failedChecks: report, worst }: ReportBlock): Element {
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
      : table(report.failed),
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

function table(failed: readonly FailedCheck[]): Element {
  const rows = failed.flatMap(({ id, title, bound, observed, required, lower, worst }) => [
    line(title ?? id, observed, bound, required, worst.join(", ")),
    ...(lower === null ? [] : [line(`${title ?? id}: lower 95 % limit`, lower.value, "at least", lower.threshold, "")]),
  ]);
  return scrolling("Failed checks", captioned("Failed checks", ["Check", "Observed", "Required", "Worst"], rows));
}

const line = (title: string, observed: number | null, bound: string, required: number | null, worst: string): Element =>
  h(
    "tr",
    {},
    h("th", { scope: "row" }, title),
    h("td", { className: ["number"] }, number(observed)),
    h("td", {}, `${bound} ${number(required)}`),
    h("td", {}, worst),
  );

const number = (value: number | null): string => (value === null ? "not a number" : (proseValue(value, ".4~g") ?? ""));

/** The mark at the head of every section of the text and of what stands behind it: none can be shown by itself as a result. */
export function withMarks(main: readonly ElementContent[]): readonly ElementContent[] {
  return main.flatMap((one): ElementContent[] => {
    if (one.type !== "element") return [one];
    if (one.tagName === "h1" || one.tagName === "h2") return [mark(), one];
    const names = one.properties.className;
    if (one.tagName !== "section" || !Array.isArray(names) || !names.includes("closing")) return [one];
    return [{ ...one, children: [mark(), ...one.children] }];
  });
}

const mark = (): Element => h("p", { className: ["not-approved-mark"] }, "NOT APPROVED");

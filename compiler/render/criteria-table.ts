/** Criteria as a table: what was held against what, and how it came out; of those that judge nothing one line a reason. */
import type { Element } from "hast";
import { listed } from "../diagnostics/listed.ts";
import { type Child, h } from "./hast.ts";
import { formatNumber } from "./numbers.ts";
import { exactText, originProperties } from "./origin.ts";
import type { ReportCriterion } from "./report.ts";
import { captioned } from "./scrolling.ts";
import { notPassed, passed, statusMark } from "./status.ts";

export const judged = (criteria: readonly ReportCriterion[]): readonly ReportCriterion[] =>
  criteria.filter(({ pass }) => pass !== null);
export const unmet = (criteria: readonly ReportCriterion[]): readonly ReportCriterion[] =>
  criteria.filter(({ pass }) => pass === false);

/** Those that judge something, in the order of the gates. `withWorst`: each with its worst samples, classes or features. */
export function criteriaTable(criteria: readonly ReportCriterion[], caption: string, withWorst = false): Element {
  const heads = ["Check", "Criterion", "Result", "Verdict", ...(withWorst ? ["Worst"] : [])].map((title, i) =>
    h("th", { scope: "col", className: i === 1 || i === 2 ? ["number"] : undefined }, title),
  );
  return captioned(
    caption,
    heads,
    judged(criteria).map((one) => row(one, withWorst)),
    ["criteria"],
  );
}

function row(one: ReportCriterion, withWorst: boolean): Element {
  const { name, of, pass, reason, value, threshold } = one;
  const status = pass === true ? { ...passed, word: "Pass" } : { ...notPassed, word: "Fail" };
  return h(
    "tr",
    {},
    h("th", { scope: "row" }, name, of === null ? null : ` (${of})`),
    h("td", { className: ["number"] }, signs[one.bound], "\u00a0", number(one, threshold, "threshold")),
    h("td", { className: ["number"] }, value === null ? "not a number" : number(one, value, "value")),
    h("td", {}, statusMark(status), reason === null ? null : `: ${reason}`),
    withWorst ? h("td", {}, one.written.worst.join(", ")) : null,
  );
}

const signs = { min: "≥", max: "≤", below: "<" } as const;

function number(
  { report, pointer, written }: ReportCriterion,
  value: number | null,
  field: "value" | "threshold",
): Child {
  if (value === null) return "not set";
  const rounding = written[field];
  const place = { artifact: report, pointer: `${pointer}/${field}`, exact: exactText(value), rounding };
  const properties = { className: ["value"], value: exactText(value), ...originProperties(place) };
  return h("data", properties, formatNumber(value, rounding), written.unit);
}

/** `Not applicable: R², RMSECV (the task is a classification).` Empty where all of them judge. */
export function notApplicable(criteria: readonly ReportCriterion[]): readonly string[] {
  const reasons = new Map<string, string[]>();
  for (const { pass, reason, name } of criteria)
    if (pass === null) reasons.set(reason ?? "", [...(reasons.get(reason ?? "") ?? []), name]);
  return [...reasons].map(
    ([reason, names]) => `Not applicable: ${listed(names)}${reason === "" ? "" : ` (${reason})`}.`,
  );
}

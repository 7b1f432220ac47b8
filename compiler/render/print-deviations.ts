/** Deviations: what a reader must weigh beside the criteria: what was typed, loosened, accepted, left out, changed, and every warning. */
import type { Finding } from "../diagnostics/finding.ts";
import { listed } from "../diagnostics/listed.ts";
import { acceptedText } from "./beside.ts";
import type { Evidence } from "./evidence.ts";
import { findingsList } from "./findings-list.ts";
import { type Child, h } from "./hast.ts";
import { overridesTable } from "./provenance.ts";
import type { Report } from "./report.ts";
import { severities, statusMark } from "./status.ts";

export function deviations(report: Report, { loosened, accepted, excluded }: Evidence): readonly Child[] {
  const { overrides, blocks } = report;
  const warned = blocks.flatMap(({ brief }) => brief?.warnings ?? []).length;
  const told = deviating(report);
  const none = [
    ...(overrides.length === 0 ? ["nothing was changed on the command line"] : []),
    ...(loosened.length === 0 ? ["no threshold is looser than its default"] : []),
    ...(accepted.length === 0 ? ["no check is let fail"] : []),
    ...(excluded.length === 0 ? ["no sample is excluded by name"] : []),
    ...(told.length === 0 ? ["there is no warning"] : []),
  ];
  return [
    overrides.length === 0 ? null : overridesTable(report),
    loosened.length === 0
      ? null
      : list(
          "Thresholds that the protocol chose looser than the default:",
          loosened.map(({ field, value, default: preset }) => [h("code", {}, field), `: ${value} (default ${preset})`]),
        ),
    accepted.length === 0 ? null : list("Checks that the protocol lets fail:", accepted.map(acceptedText)),
    excluded.length === 0 ? null : h("p", {}, `Samples that the protocol excludes by name: ${listed(excluded)}.`),
    warned === 0
      ? null
      : h(
          "p",
          {},
          statusMark(severities.warning),
          " What makes a headline look better than it is stands beside it, above.",
        ),
    told.length === 0 ? null : findingsList(told, true),
    none.length === 0 ? null : h("p", {}, `${sentenceOf(none)}.`),
  ];
}

/** What is told here; the errors of a run that failed stand above, with what to do. */
const deviating = ({ findings, status }: Report): readonly Finding[] =>
  findings.filter(({ severity }) => severity === "warning" || (severity === "error" && status === "success"));

const above = "Errors and warnings stand on the first pages, with what to do.";

/** Findings that the first pages have not told: nothing is printed twice. */
export function otherFindings(report: Report): readonly Child[] {
  const isError = ({ severity }: Finding) => severity === "error";
  const told = new Set([...deviating(report), ...report.findings.filter(isError)]);
  const others = report.findings.filter((one) => !told.has(one));
  return [
    told.size === 0 ? null : h("p", {}, above),
    others.length > 0 ? findingsList(others, true) : told.size > 0 ? null : h("p", {}, "None."),
  ];
}

const sentenceOf = (parts: readonly string[]): string => {
  const text = listed(parts);
  return text.slice(0, 1).toUpperCase() + text.slice(1);
};

const list = (title: string, items: readonly Child[]): Child => [
  h("p", {}, title),
  h(
    "ul",
    {},
    items.map((item) => h("li", {}, item)),
  ),
];

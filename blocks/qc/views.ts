/** Views of a gate: its checks as a table, and the quality score of the spectra. */

import { asideOf, type CheckResult, type GateReport } from "../../schemas/gate-report.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { bars } from "../charts/bars.ts";
import { listed, sentences } from "../charts/words.ts";
import type { DatasetParts } from "../contract/dataset.ts";
import { type Form, noBreak } from "../contract/quantity.ts";
import type { Pipeline } from "../contract/variables.ts";
import type { PartSource, TableView } from "../contract/view.ts";
import { methods } from "../methods/methods.ts";
import { naWords } from "../methods/qc/na-words.ts";
import { defaultBehind } from "../methods/qc/policy.ts";
import { policyFields } from "../methods/qc/policy-fields.ts";
import { healthOf, leastPoints } from "../methods/qc/spectral/health.ts";
import { driftOrder } from "../methods/qc/spectral/material.ts";
import { measuredSpectra } from "../methods/qc/spectral/measured.ts";
import { bounds, checkCriterion, criterionForm, numbersOf, wordsOf } from "../methods/qc/words.ts";
import type { QcView } from "./qc-view.ts";
import { reportPath } from "./report-path.ts";
import { verdictInWords } from "./words.ts";
import { worstNames } from "./worst-names.ts";

const checks: QcView = {
  shape: "table",
  title: "quality checks",
  byDefault: true,
  exists: () => true,
  async make(source) {
    const report = source.results as GateReport;
    const all = linesOf(report);
    const lines = all.filter(({ na }) => na === null);
    if (lines.length === 0) return { na: notApplicable(all) };
    const failed = report.failed_checks.map((id) => wordsOf(id).title.toLowerCase());
    const isAdvice = report.advice === true;
    const said =
      failed.length === 0 ? "all pass" : `${isAdvice ? "outside guide values" : "fail"}: ${failed.join(", ")}`;
    const gate = `the ${report.gate} gate${isAdvice ? ", as advice" : ""}`;
    return {
      data: {
        type: "table",
        columns: report.by_block === undefined ? columns : [{ key: "of", title: "Block", format: null }, ...columns],
        rows: lines.map(({ row }) => row),
        ...numbersIn(lines),
        origins: Object.fromEntries(
          lines.flatMap(({ pointer }, i) =>
            ["value", "threshold"].map((key) => [
              `${i}:${key}`,
              { artifact: reportPath(report.gate), pointer: `${pointer}/${key}` },
            ]),
          ),
        ),
      },
      alt: `${lines.length} checks of ${gate}; ${said}`,
      caption: sentences(
        `Checks of ${gate} (${said}). Limits are inclusive${report.gate === "spectral" ? "" : "; samples count, not spectra"}.`,
        notApplicable(all),
      ),
    };
  },
};

const columns: TableView["columns"] = [
  { key: "check", title: "Check", format: null },
  { key: "threshold", title: "Criterion", format: "number" },
  { key: "value", title: "Result", format: "number" },
  { key: "verdict", title: "Verdict", format: null, isVerdict: true },
  { key: "worst", title: "Worst", format: null, samplesKey: "worst_samples" },
];

interface Line {
  readonly row: { readonly [key: string]: Json };
  /** Of the record that holds `value` and `threshold`. */
  readonly pointer: string;
  /** Why it judges nothing, in words; null where it judges. */
  readonly na: string | null;
  readonly form: Form;
  /** Before the threshold. */
  readonly sign: string;
  /** Behind both numbers. */
  readonly unit: string;
}

/** Checks that judge nothing: a sentence a reason. */
function notApplicable(lines: readonly Line[]): string {
  const reasons = new Map<string, string[]>();
  for (const { na, row } of lines)
    if (na !== null) reasons.set(na, [...new Set([...(reasons.get(na) ?? []), String(row.check)])]);
  return [...reasons].map(([reason, names]) => `Not applicable: ${listed(names, names.length)} (${reason}).`).join(" ");
}

/** By cell: what the numbers are, and what stands around them. */
function numbersIn(lines: readonly Line[]): Pick<TableView, "forms" | "around"> {
  const cells = lines.flatMap(({ form, sign, unit }, i) => [
    [`${i}:value`, form, { after: unit }] as const,
    [`${i}:threshold`, criterionForm(form), { before: `${sign}${noBreak}`, after: unit }] as const,
  ]);
  return {
    forms: Object.fromEntries(cells.map(([cell, form]) => [cell, form])),
    around: Object.fromEntries(cells.map(([cell, , around]) => [cell, around])),
  };
}

function linesOf({ by_block, ...own }: GateReport): readonly Line[] {
  const blocks =
    by_block === undefined
      ? [{ of: null, at: "", verdict: own }]
      : Object.entries(by_block).map(([of, verdict]) => ({ of, at: `/by_block/${of}`, verdict }));
  return blocks.flatMap(({ of, at, verdict }) => [
    ...Object.entries(verdict.checks).flatMap(([id, check]) =>
      checkLines(id, check, of, `${at}/checks/${id}`, verdict.advice === true),
    ),
    ...Object.entries(asideOf(verdict)).flatMap(([id, check]) => checkLines(id, check, of, `${at}/advice/${id}`, true)),
  ]);
}

function checkLines(
  id: string,
  check: CheckResult,
  of: string | null,
  pointer: string,
  isAdvice: boolean,
): readonly Line[] {
  const { title } = wordsOf(id);
  const { value, threshold, limit, lower, unit, worst } = check;
  const read = { ...numbersOf(id, unit), sign: check.chance === undefined ? bounds[limit] : "<" };
  const verdict = isAdvice ? adviceInWords(check) : verdictInWords(check);
  const fields = policyFields.filter((one) => one.check === id);
  const looser = (isLower: boolean, wanted: number | null): string => {
    const field = fields.find((one) => one.isLower === isLower)?.field;
    const preset = field === undefined ? null : defaultBehind(field, wanted);
    return preset === null ? "" : ` (criterion looser than the default ${checkCriterion(id, preset, unit)})`;
  };
  const isBelow = lower !== null && threshold !== null && value !== null && value >= threshold && !lower.pass;
  const first = {
    row: {
      of,
      check: title,
      value,
      threshold,
      verdict: check.na === null ? (isBelow ? "Pass" : verdict) + looser(false, threshold) : verdict,
      worst: namesOf(worst),
      worst_samples: worst.flatMap(({ sample }) => (sample === undefined || sample === null ? [] : [sample])),
    },
    pointer,
    na: check.na === null ? null : naWords[check.na],
    ...read,
  };
  // Neither of the two has a limit where it judges nothing.
  if (lower === null || check.na !== null) return [first];
  const second = {
    check: `${title}: lower 95\u00a0% limit`,
    value: lower.value,
    threshold: lower.threshold,
    worst: "",
  };
  return [
    first,
    {
      row: { of, ...second, verdict: (lower.pass ? "Pass" : "Fail") + looser(true, lower.threshold) },
      pointer: `${pointer}/lower`,
      na: null,
      ...read,
    },
  ];
}

const adviceInWords = (check: CheckResult): string =>
  check.pass === null ? verdictInWords(check) : check.pass ? "Within guide value" : "Outside guide value";

const namesOf = (worst: CheckResult["worst"]): string => worstNames(worst.slice(0, 3)).join(", ");

const health: QcView = {
  shape: "figure",
  title: "spectral quality score",
  byDefault: false,
  exists: ({ options }) => options.gate === "spectral",
  async make(source) {
    const values = await healthIn(source);
    if (values === null) return { na: `Spectra of fewer than ${leastPoints} points are not measured.` };
    const counts = new Array<number>(10).fill(0);
    for (const value of values) counts[Math.min(9, Math.floor(value * 10))]++;
    const low = values.filter((value) => value < 0.7).length;
    return {
      data: {
        ...bars({
          names: counts.map((_, k) => `${k / 10} to ${(k + 1) / 10}`).reverse(),
          values: [...counts].reverse(),
          title: "Spectral quality score",
          measure: "Spectra",
        }),
        from: {
          artifact: reportPath("spectral"),
          pointer: "/checks/health_score",
          how: "measured again from the spectra that were judged",
        },
      },
      alt: `${values.length - low} of ${values.length} spectra have a spectral quality score of 0.7 or more`,
      caption: `Spectral quality score of ${values.length} spectra, from 0 to 1: the smallest of signal to noise, noise, spikes, saturation and baseline.`,
    };
  },
};

/** Health is not stored: it is measured again from the parts the gate started from. */
async function healthIn(source: PartSource): Promise<Float64Array | null> {
  const rows = (await source.input("dataset", "rows")) as DatasetParts["rows"];
  const dataset = {
    spectra: (await source.input("dataset", "spectra")) as DatasetParts["spectra"],
    columns: (await source.input("dataset", "columns")) as DatasetParts["columns"],
  };
  const pipeline = await source.input("variables", "pipeline").then(
    (part) => part as Pipeline,
    () => null,
  );
  const own = rows.external.flatMap((external, i) => (external ? [] : [i]));
  const { x, columns: after } = measuredSpectra(methods, dataset, pipeline?.steps ?? [], own, null);
  return x.cols < leastPoints ? null : healthOf(x, [...own.keys()], driftOrder(after), null).health;
}

export const qcViews: { readonly [name: string]: QcView } = { checks, health };

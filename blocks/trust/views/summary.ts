/** Trust at a glance: what was asked, what was reached, how sure one may be. */

import type { Json } from "../../../schemas/plain-json.ts";
import { type QuantityLine, quantityTable } from "../../charts/quantity-table.ts";
import { sentences } from "../../charts/words.ts";
import { counted, interval95, percent } from "../../contract/number-text.ts";
import { estimateForm } from "../../contract/quantity.ts";
import type { TrustResults } from "../results.ts";
import type { TrustView } from "../trust-view.ts";
import { reasonInWords } from "../words.ts";

export const summary: TrustView = {
  shape: "table",
  title: "summary of trust",
  byDefault: true,
  exists: () => true,
  async make(source) {
    const results = source.results;
    if (results.n_samples === 0) return { na: reasonInWords(results, "conformal sets") ?? "Nothing was done." };
    const lines = [...madeLines(results), ...besideLines(results), ...setLines(results), ...answerLines(results)];
    return {
      data: quantityTable(lines, (pointer) => ({ artifact: "trust/trust_summary.json", pointer })),
      alt: headline(results),
      caption: sentences(
        `Each of ${counted(results.n_samples, "sample")} is judged by a model, a calibrator and thresholds it had no part in, once.`,
        results.design === "cross"
          ? `With the cross design a coverage of ${percent(1 - 2 * (results.alpha ?? 0))} is the nominal one.`
          : null,
      ),
    };
  },
};

/** Its place is the pointer into the summary. */
type Line = QuantityLine<string>;

const title = { temperature: "temperature", platt: "Platt scaling", isotonic: "isotonic regression", none: "none" };

function madeLines(of: TrustResults): Line[] {
  const apart = of.separated_by === "batch" ? "whole batches" : "samples";
  const folds = `${counted(of.n_folds, "fold")} ${of.folds_from === "model" ? "of the model" : "of its own"}`;
  return [
    ["Judged", `${counted(of.n_samples, "sample")}, ${folds}, ${apart} kept apart`, null, null],
    of.design === "cross"
      ? ["Certified predictor", `${of.n_training} samples, each serving for everything (cross design)`, null, null]
      : [
          "Certified predictor",
          `${of.n_training} training, ${of.n_calibration} calibration, ${of.n_conformal} conformal samples`,
          null,
          null,
        ],
    ...(of.task === "classification" ? [["Calibration", title[of.calibration_method], null, null] as const] : []),
  ];
}

/** The estimate and its interval as two lines, each with its origin; nothing where it is not known. */
function pair(of: TrustResults, name: string, field: keyof TrustResults): Line[] {
  const value = of[field];
  const interval = of[`${field}_ci` as keyof TrustResults];
  if (typeof value !== "number") return [];
  const ends = isPair(interval) ? interval : null;
  const form = estimateForm(ends, field.endsWith("rmsecv") ? "estimate" : "share");
  return [
    [name, value, form, `/${field}`],
    ...(ends === null ? [] : [[`${name}, ${interval95}`, ends as Json, form, `/${field}_ci`] as const]),
  ];
}

const isPair = (value: unknown): value is readonly [number, number] => Array.isArray(value) && value.length === 2;

const besideLines = (of: TrustResults): Line[] => [
  ...pair(of, "Accuracy of this recipe", "accuracy"),
  ...pair(of, "Accuracy of the model", "model_accuracy"),
  ...pair(of, "RMSECV of this recipe", "rmsecv"),
  ...pair(of, "RMSECV of the model", "model_rmsecv"),
];

function setLines(of: TrustResults): Line[] {
  if (of.coverage === null) return [];
  const nominal = `${percent(1 - (of.alpha ?? 0))} ${of.by === "class" ? "for every class" : of.by === "batch" ? "for the worst batch" : "for all together"}`;
  return [
    ["Nominal coverage", nominal, null, null],
    ...pair(of, "Coverage", "coverage"),
    ["Nominal coverage kept", of.coverage_pass === true ? "nothing speaks against it" : "no", null, null],
    ["Coverage of issued sets", of.coverage_issued, "share", "/coverage_issued"],
    [
      of.task === "regression" ? "Mean length of the intervals" : "Mean size of issued sets",
      of.mean_set_size,
      "number",
      "/mean_set_size",
    ],
  ];
}

function answerLines(of: TrustResults): Line[] {
  if (of.abstain_rate === null) return [];
  const aim = of.risk_rule === null || of.risk_rule === "given" ? null : aims[of.risk_rule];
  return [
    ["Abstention rate", of.abstain_rate, "share", "/abstain_rate"],
    ...pair(of, "Accuracy of those answered", "accuracy_on_answered"),
    ...(aim === null ? [] : [["Risk aimed at", `${percent(of.target_risk ?? 0)}, ${aim}`, null, null] as const]),
  ];
}

const aims = {
  certified: "certified with 95\u00a0% confidence",
  expected: "expected on average, not certified",
  none: "not reached: nothing is answered",
} as const;

function headline(of: TrustResults): string {
  const accuracy = of.accuracy === null ? "" : `accuracy ${percent(of.accuracy)}, `;
  const coverage =
    of.coverage === null ? "no sets" : `coverage ${percent(of.coverage)} (nominal ${percent(1 - (of.alpha ?? 0))})`;
  return `${counted(of.n_samples, "sample")} judged: ${accuracy}${coverage}.`;
}

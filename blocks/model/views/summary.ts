/** Summary of a model: what was fitted, how it was validated, and its headline metric. */

import type { Json } from "../../../schemas/plain-json.ts";
import { type QuantityLine, quantityTable } from "../../charts/quantity-table.ts";
import { leakageWords, sentences } from "../../charts/words.ts";
import type { ModelParts } from "../../contract/model.ts";
import { counted, interval95 } from "../../contract/number-text.ts";
import { sentenceCase } from "../../contract/sentence-case.ts";
import { unitOfError, unitOfTarget } from "../../contract/target-unit.ts";
import type { Origin } from "../../contract/view.ts";
import { methods } from "../../methods/methods.ts";
import { formOfMetric, metricNamed } from "../../methods/metrics/declared.ts";
import { unitsWord } from "../../methods/metrics/na-words.ts";
import { metricText } from "../metric-text.ts";
import type { ModelView } from "../model-view.ts";
import { optionWords } from "../option-words.ts";
import { censoredWords, type ModelResults } from "../results.ts";
import { schemeWords } from "../scheme-words.ts";

export const summary: ModelView = {
  shape: "table",
  title: "summary of the model",
  byDefault: false,
  exists: () => true,
  async make(source) {
    const results = source.results;
    const { fits } = { fits: (await source.own("fits")) as ModelParts["fits"] };
    const lines = [
      ...fittedLines(results, source.block),
      ...chosenLines(results, fits),
      ...headlineLines(results),
      ...unitLines(results),
    ];
    return {
      data: quantityTable(lines, (origin) => origin),
      alt: `${methods.estimator(results.estimator).title} on ${counted(results.n_features, "variable")}, ${schemeWords(results)}: ${headlineWords(results)}.`,
      caption: sentences(
        "What was fitted, how it was validated, and how well it does on samples it has not seen.",
        leakageWords(results.leakage),
        censoredWords(results.n_censored),
      ),
    };
  },
};

type Line = QuantityLine<Origin>;

const at = (artifact: string, pointer: string): Origin => ({ artifact: `model/${artifact}.json`, pointer });

function fittedLines(results: ModelResults, block: string): Line[] {
  const { estimator, target, target_unit, classes } = results;
  return [
    ["Estimator", methods.estimator(estimator).title, null, null],
    classes === null
      ? ["Regression of", `${target}${target_unit === null ? "" : ` (${target_unit})`}`, null, null]
      : ["Classification", classes.join(", "), null, null],
    ["Variables", results.n_features, "count", inReport(block, "n_features")],
    ["Validation", schemeWords(results), null, null],
    ...(results.n_external > 0
      ? [["External spectra", results.n_external, "count", inReport(block, "n_external")] as const]
      : []),
  ];
}

/** What stands in no artifact of its own stands among the results in the report's JSON. */
const inReport = (block: string, field: string): Origin => ({
  artifact: "report.json",
  pointer: `/results/${block}/values/${field}`,
});

function chosenLines({ best_params, tuned, estimator }: ModelResults, fits: ModelParts["fits"]): Line[] {
  return Object.keys(best_params)
    .sort()
    .map((option) => {
      const inFolds = [...new Set(fits.map(({ options }) => JSON.stringify(options[option])))];
      const name = `${optionWords(option, estimator)}${tuned && inFolds.length > 1 ? ", final model (tuned)" : ""}`;
      return [
        sentenceCase(name),
        best_params[option] as Json,
        "given",
        at("best_params", `/final/options/${option}`),
      ] as const;
    });
}

const headlines = {
  classification: ["accuracy", "balanced_accuracy"],
  regression: ["rmsecv", "r2"],
} as const;

function headlineLines(results: ModelResults): Line[] {
  return headlines[results.task].flatMap((name): Line[] => {
    const value = results[name];
    if (typeof value !== "number") return [];
    const { title, scale } = metricNamed(name);
    const unit = scale === "target" ? unitOfTarget(results.target_unit, results.target) : null;
    const suffix = unit === null ? "" : ` (${unit})`;
    const interval = results[`${name}_ci`] ?? null;
    const form = formOfMetric(name, interval);
    return [
      [`${title}${suffix}`, value, form, at("metrics", `/pooled/${name}`)],
      ...(interval === null
        ? []
        : [[`${title}${suffix}, ${interval95}`, interval, form, at("metrics", `/pooled/${name}_ci`)] as const]),
    ];
  });
}

/** What a new measurement would be one of, beside the headline. */
function unitLines({ units }: ModelResults): Line[] {
  if (units == null || units.unit === "sample") return [];
  const { unit, n, icc } = units;
  const name = unitsWord[unit];
  return [
    [`${sentenceCase(name)} left out in turn`, n, "count", at("metrics", "/pooled/units/n")],
    [
      `Intraclass correlation of the losses within a ${unit}`,
      icc ?? "not available",
      icc === null ? null : "index",
      at("metrics", "/pooled/units/icc"),
    ],
  ];
}

function headlineWords(results: ModelResults): string {
  const { task, accuracy, rmsecv, target, target_unit } = results;
  if (typeof accuracy !== "number" && typeof rmsecv !== "number") return "no metric without validation";
  const name = task === "classification" ? "accuracy" : "rmsecv";
  const unit = task === "classification" ? null : unitOfError(target_unit, target);
  return `${task === "classification" ? "accuracy" : "RMSECV"} ${metricText(results, name, unit)}`;
}

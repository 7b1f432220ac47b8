/** Summary of a model: what was fitted, how it was validated, and its headline metric. */

import type { Json } from "../../../schemas/plain-json.ts";
import { type QuantityLine, quantityTable } from "../../charts/quantity-table.ts";
import { leakageWords, sentences } from "../../charts/words.ts";
import type { ModelParts } from "../../contract/model.ts";
import { counted, fixed, interval95, intervalWords, percent, rounded } from "../../contract/number-text.ts";
import type { Origin } from "../../contract/view.ts";
import { methods } from "../../methods/methods.ts";
import { unitsWord } from "../../methods/metrics/na-words.ts";
import { foldCount } from "../fold-count.ts";
import type { ModelView } from "../model-view.ts";
import { censoredWords, type ModelResults } from "../results.ts";

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
      alt: `${methods.estimator(results.estimator).title} on ${counted(results.n_features, "variable")}, ${validationWords(results)}: ${headlineWords(results)}.`,
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
    ["Estimator", methods.estimator(estimator).title, null],
    classes === null
      ? ["Predicts", `${target}${target_unit === null ? "" : ` (${target_unit})`}`, null]
      : ["Classes", classes.join(", "), null],
    ["Variables", results.n_features, inReport(block, "n_features")],
    ["Validation", validationWords(results), null],
    ...(results.n_external > 0
      ? [["External spectra", results.n_external, inReport(block, "n_external")] as const]
      : []),
  ];
}

/** What stands in no artifact of its own stands among the results in the report's JSON. */
const inReport = (block: string, field: string): Origin => ({
  artifact: "report.json",
  pointer: `/results/${block}/values/${field}`,
});

function chosenLines({ best_params, tuned }: ModelResults, fits: ModelParts["fits"]): Line[] {
  return Object.keys(best_params)
    .sort()
    .map((option) => {
      const inFolds = [...new Set(fits.map(({ options }) => JSON.stringify(options[option])))];
      const name = `${option.replaceAll("_", " ")}${tuned && inFolds.length > 1 ? ", final model (tuned)" : ""}`;
      return [
        name.slice(0, 1).toUpperCase() + name.slice(1),
        best_params[option] as Json,
        at("best_params", `/final/options/${option}`),
      ] as const;
    });
}

/** A metric's name for readers, its field, and how many decimals words give it. */
const headlines = {
  classification: [
    ["Accuracy", "accuracy"],
    ["Balanced accuracy", "balanced_accuracy"],
  ],
  regression: [
    ["RMSECV", "rmsecv"],
    ["R²", "r2"],
  ],
} as const;

function headlineLines(results: ModelResults): Line[] {
  const unit = results.target_unit;
  return headlines[results.task].flatMap(([title, name]): Line[] => {
    const value = results[name];
    if (typeof value !== "number") return [];
    const suffix = name === "rmsecv" && unit !== null ? ` (${unit})` : "";
    const interval = results[`${name}_ci`] ?? null;
    return [
      [`${title}${suffix}`, value, at("metrics", `/pooled/${name}`)],
      ...(interval === null
        ? []
        : [[`${title}${suffix}, ${interval95}`, interval, at("metrics", `/pooled/${name}_ci`)] as const]),
    ];
  });
}

/** What a new measurement would be one of, beside the headline. */
function unitLines({ units }: ModelResults): Line[] {
  if (units == null || units.unit === "sample") return [];
  const { unit, n, icc } = units;
  const name = unitsWord[unit];
  return [
    [`${name.slice(0, 1).toUpperCase()}${name.slice(1)} left out in turn`, n, at("metrics", "/pooled/units/n")],
    [
      `Intraclass correlation of the losses within a ${unit}`,
      icc ?? "not available",
      at("metrics", "/pooled/units/icc"),
    ],
  ];
}

const unitWords: { readonly [unit: string]: string } = {
  batch: "batch",
  sample: "sample",
  group: "group",
  spectrum: "spectrum",
  segment: "segment of time",
};

function validationWords(results: ModelResults): string {
  const { scheme, unit, n_folds } = results;
  return n_folds === 0 ? "none" : `${scheme}, ${foldCount(results)}, separated by ${unitWords[unit] ?? unit}`;
}

function headlineWords(results: ModelResults): string {
  const { accuracy, accuracy_ci, rmsecv, rmsecv_ci, target_unit } = results;
  if (typeof accuracy === "number") {
    return `accuracy ${percent(accuracy)}${intervalWords(accuracy_ci, (end) => percent(end))}`;
  }
  if (typeof rmsecv === "number") {
    return `RMSECV ${rounded(rmsecv)}${target_unit === null ? "" : ` ${target_unit}`}${intervalWords(rmsecv_ci, (end) => fixed(end, 2))}`;
  }
  return "no metric without validation";
}

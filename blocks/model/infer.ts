/** Infer: what is wrong with a model from the document alone. */

import type { Known, Shapes } from "../contract/kind.ts";
import type { OptionPath, Remark } from "../contract/refusal.ts";
import { estimators } from "../methods/estimators/table.ts";
import { methods } from "../methods/methods.ts";
import { OF_PROBABILITIES } from "../methods/metrics/classification.ts";
import { classificationMetrics, regressionMetrics } from "../methods/recipe/tune.ts";
import { resolveScheme } from "../methods/split/split.ts";
import { gridOf, type ModelOptions, schemeOf, schemePlace, tuningOf } from "./options.ts";

export function inferModel(
  { shapes, settings }: Known,
  options: ModelOptions,
): { shape: Shapes["model"]; remarks: readonly Remark[] } {
  const { dataset } = shapes;
  const { task } = methods.estimator(options.estimator.name);
  const hasBatch = dataset?.batch === true || dataset?.group === true;
  const scheme = schemeOf(options, settings.scheme, hasBatch);
  const remarks: Remark[] = [];
  const say = (code: string, facts: Remark["facts"], option: OptionPath) => void remarks.push({ code, facts, option });
  const sayOfScheme = (code: string) =>
    void remarks.push({ code, facts: { scheme: scheme.name }, ...schemePlace(options, settings.scheme) });
  const estimator = options.estimator.name;
  if (dataset != null && task === "classification" && !dataset.label) say("FS2801", { estimator }, ["estimator"]);
  if (dataset != null && task === "regression" && !dataset.target) say("FS2802", { estimator }, ["estimator"]);
  const { declaration, options: schemeOptions } = resolveScheme(scheme);
  if (dataset != null && declaration.unit(schemeOptions) === "batch" && !hasBatch) sayOfScheme("FS2401");
  if (dataset != null && declaration.needsClasses && !dataset.label) sayOfScheme("FS2402");
  const tuning = tuningOf(methods, options, shapes.variables?.grid);
  if (declaration.needsTune && tuning === null) sayOfScheme("FS2803");
  if (options.tune !== undefined && tuning === null)
    say("FS2804", { estimator, tunable: methods.estimator(estimator).tunable }, ["tune"]);
  const metrics: readonly string[] = task === "classification" ? classificationMetrics : regressionMetrics;
  if (tuning !== null && !metrics.includes(tuning.metric))
    say("FS2805", { metric: tuning.metric, allowed: metrics, task }, ["tune", "metric"]);
  else if (tuning !== null && OF_PROBABILITIES.has(tuning.metric) && !withProbabilities.includes(estimator))
    say("FS2627", { metric: tuning.metric, estimator, others: withProbabilities }, ["tune", "metric"]);
  for (const [option, values] of Object.entries(gridOf(methods, options))) {
    if (new Set(values.map((value) => JSON.stringify(value))).size < values.length) {
      say("FS2806", { option }, ["estimator", estimator, option]);
    }
  }
  return { shape: { task, scheme, classes: dataset?.classes ?? null, tuned: tuning !== null }, remarks };
}

const withProbabilities = Object.keys(estimators).filter((name) => estimators[name].probabilities !== undefined);

/** Infer: what is wrong with a model from the document alone. */

import { documentLimits as limits } from "../../schemas/limits.ts";
import { closest } from "../contract/closest.ts";
import type { Columns } from "../contract/dataset.ts";
import type { Known, Shapes } from "../contract/kind.ts";
import type { Recipe, Tuning } from "../contract/model.ts";
import type { Facts, OptionPath, Remark } from "../contract/refusal.ts";
import { estimators } from "../methods/estimators/table.ts";
import { methods } from "../methods/methods.ts";
import { OF_PROBABILITIES } from "../methods/metrics/classification.ts";
import { classificationMetrics, regressionMetrics } from "../methods/recipe/tune.ts";
import { calendarUnits } from "../methods/split/calendar.ts";
import { resolveScheme } from "../methods/split/split.ts";
import { countOf } from "../methods/steps/demands.ts";
import { askedOf, gridOf, type ModelOptions, schemeOf, schemePlace, tuningOf } from "./options.ts";

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
  if (dataset?.oneClass !== undefined && task === "classification") say("FS3034", dataset.oneClass, ["estimator"]);
  const { target } = options;
  const known = dataset?.targetNames ?? (dataset?.targetName === undefined ? [] : [dataset.targetName]);
  if (target !== undefined && dataset != null && (task === "classification" || !known.includes(target)))
    say("FS2809", { target, estimator, task, known, suggestion: closest(target, known) }, ["target"]);
  else if (dataset != null && task === "regression" && !dataset.target) say("FS2802", { estimator }, ["estimator"]);
  const { declaration, options: schemeOptions } = resolveScheme(scheme);
  if (dataset != null && declaration.unit(schemeOptions) === "batch" && !hasBatch) sayOfScheme("FS2401");
  if (dataset != null && declaration.needsClasses && !dataset.label) sayOfScheme("FS2402");
  const tuning = tuningOf(methods, options, shapes.variables?.grid);
  if (dataset != null && declaration.needsTime && !dataset.time)
    remarks.push({ code: "FS2403", facts: { what: scheme.name }, ...schemePlace(options, settings.scheme) });
  if (dataset != null && tuning !== null && resolveScheme(tuning.inner).declaration.needsTime && !dataset.time)
    say("FS2403", { what: tuning.inner.name }, ["tune", "inner"]);
  if (declaration.needsTune && tuning === null) sayOfScheme("FS2803");
  if (options.tune !== undefined && tuning === null)
    say("FS2804", { estimator, tunable: methods.estimator(estimator).tunable }, ["tune"]);
  if (dataset != null && !dataset.time && (calendarUnits as readonly unknown[]).includes(options.segments))
    say("FS2403", { what: `segments: ${String(options.segments)}` }, ["segments"]);
  const metrics: readonly string[] = task === "classification" ? classificationMetrics : regressionMetrics;
  if (tuning !== null && !metrics.includes(tuning.metric))
    say("FS2805", { metric: tuning.metric, allowed: metrics, task }, ["tune", "metric"]);
  else if (tuning !== null && OF_PROBABILITIES.has(tuning.metric) && !withProbabilities.includes(estimator))
    say("FS2627", { metric: tuning.metric, estimator, others: withProbabilities }, ["tune", "metric"]);
  const beyond = tuning === null ? null : beyondLimit(tuning, gridOf(methods, options, shapes.variables?.grid));
  if (beyond !== null) say("FS2070", beyond, options.tune === undefined ? ["estimator"] : ["tune"]);
  for (const [option, values] of Object.entries(gridOf(methods, options))) {
    if (new Set(values.map((value) => JSON.stringify(value))).size < values.length) {
      say("FS2806", { option }, ["estimator", estimator, option]);
    }
  }
  const few = tooManyComponents(gridOf(methods, options), shapes.variables?.columns ?? null);
  if (few !== null) say("FS5101", few, ["estimator", estimator, "components"]);
  const targetName = task === "regression" ? dataset?.targetName : undefined;
  const shape = {
    task,
    scheme,
    classes: dataset?.classes ?? null,
    tuned: tuning !== null,
    fitsPerFold: tuning === null ? 1 : 1 + effortOf(tuning, gridOf(methods, options, shapes.variables?.grid)).fits,
    pathsPerFold: tuning === null ? 1 : 1 + innerFolds(tuning),
    permutations: askedOf(options, settings.judged === true).permutations,
    ...(targetName === undefined ? {} : { targetName }),
  };
  return { shape: dataset?.unknown === true ? { ...shape, unknown: true } : shape, remarks };
}

/** FS5101 where every number of components is beyond the variables, however many rows there will be. */
function tooManyComponents({ components }: Recipe["grid"], columns: Columns | null): Facts | null {
  const asked = (components ?? []).filter((value) => typeof value === "number");
  const have = columns === null ? Number.POSITIVE_INFINITY : countOf(columns);
  const need = Math.min(...asked);
  return asked.length > 0 && need > have ? { need, have, variables: have, rows: "any number of" } : null;
}

/** FS2070 where a tuning would fit more often than is done, or would draw from more combinations than are put in order; else null. */
function beyondLimit(tuning: Tuning, grid: Recipe["grid"]): Facts | null {
  const { combinations, fits } = effortOf(tuning, grid);
  if (fits > limits.fits)
    return {
      found: told(fits),
      things: "fits of this tuning for each fold (candidates tried, times inner folds)",
      limit: limits.fits,
    };
  if (combinations > limits.combinations)
    return { found: told(combinations), things: "combinations of this grid", limit: limits.combinations };
  return null;
}

/** Combinations of a grid, and fits of those that are tried. */
function effortOf(tuning: Tuning, grid: Recipe["grid"]): { readonly combinations: number; readonly fits: number } {
  const combinations = Object.values(grid).reduce((product, values) => product * values.length, 1);
  const { random } = tuning;
  const tried = random === undefined ? combinations : Math.min(random, combinations);
  return { combinations, fits: tried * innerFolds(tuning) };
}

/** Schemes without a number of folds have one for each batch or sample, which only the data know. */
const innerFolds = ({ inner }: Tuning): number => (typeof inner.options.folds === "number" ? inner.options.folds : 1);

/** A number that need not be exact beyond what anybody reads. */
const told = (count: number): number | string => (count > 1e9 ? "more than 1000000000" : count);

const withProbabilities = Object.keys(estimators).filter((name) => estimators[name].probabilities !== undefined);

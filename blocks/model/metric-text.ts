/** Metric text: a metric of a model as people read it in captions, by the same digits as in every table and sentence. */
import { intervalWords } from "../contract/number-text.ts";
import { noBreak, numberText } from "../contract/quantity.ts";
import { formOfMetric } from "../methods/metrics/declared.ts";
import type { ModelResults } from "./results.ts";

type Name = "accuracy" | "balanced_accuracy" | "rmsecv" | "r2" | "bias" | "slope" | "rpd" | "sep";

export const notAvailable = "not available";

/** `1.47 % fat`, without the interval. */
export function metricValue(results: ModelResults, name: Name, unit: string | null = null): string {
  const { [name]: value } = results;
  if (typeof value !== "number") return notAvailable;
  return `${numberText(value, formOfMetric(name, results[`${name}_ci`]))}${unit === null ? "" : noBreak + unit}`;
}

/** RMSEP of the external test set likewise; null where there is none. */
export function rmsepValue({ external }: ModelResults, unit: string | null): string | null {
  if (typeof external?.rmsep !== "number") return null;
  return `${numberText(external.rmsep, formOfMetric("rmsep", external.rmsep_ci))}${unit === null ? "" : noBreak + unit}`;
}

/** `1.47 % fat (95 % interval 1.25 to 1.71)`. */
export function metricText(results: ModelResults, name: Name, unit: string | null = null): string {
  const interval = results[`${name}_ci`] ?? null;
  const form = formOfMetric(name, interval);
  return metricValue(results, name, unit) + intervalWords(interval, (end) => numberText(end, form));
}

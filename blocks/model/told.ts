/** What is told of a model besides its brief: in the run's summary, beside what a text says of it, and of what was not done. */
import type { RunHeadline } from "../../schemas/headline.ts";
import type { Measured, Quotable } from "../contract/metric.ts";
import type { ValueName } from "../contract/values.ts";
import type { ModelResults } from "./results.ts";

/** The first model of a run is the one its summary is about, also where it did not finish. */
export const headlineOf = (results: ModelResults | null): Partial<RunHeadline> => ({
  model_name: results?.estimator ?? null,
  scheme: results?.scheme ?? null,
  n_features: results?.n_features ?? null,
  cv_score: results?.cv_score ?? null,
  cv_std: results?.cv_std ?? null,
  tuning_enabled: results?.tuned ?? false,
});

/** Classes have the pooled metrics too: any of them may be meant. */
export function quotableOf(results: ModelResults): Quotable {
  const { estimator, target_unit, by_class, external, fitted } = results;
  const classes = (of: ModelResults["by_class"]): readonly Measured[] => Object.values(of ?? {}) as readonly Measured[];
  const besides = [external, fitted].flatMap((rows) =>
    rows == null ? [] : [rows as Measured, ...classes(rows.by_class)],
  );
  return {
    called: estimator ?? "",
    unit: target_unit ?? null,
    meant: [results as Measured, ...classes(by_class)],
    besides,
  };
}

export function undoneOf(finished: readonly ModelResults[], given: ReadonlySet<ValueName>): readonly string[] {
  return [
    ...(given.has("trust") ? [] : ["probabilities were not calibrated and predictions carry no sets (no trust)"]),
    ...(finished.length === 0 || finished.some(({ n_external }) => n_external > 0)
      ? []
      : ["there is no external test set"]),
  ];
}

/** What a model says in "Materials and methods": its estimator, how it was tuned, how it was validated, with their sources. */
import { jsonPointer, type Quantity } from "../contract/brief.ts";
import { citing, type Described } from "../contract/described.ts";
import { methods } from "../methods/methods.ts";
import { metrics } from "../methods/metrics/declared.ts";
import { schemeSources, toldEstimators } from "../methods/told/models.ts";
import { methodTold } from "../methods/told/told.ts";
import { optionWords } from "./option-words.ts";
import type { ModelOptions } from "./options.ts";
import { gridOf, tuningOf } from "./options.ts";
import type { ModelResults } from "./results.ts";
import { schemeWords } from "./scheme-words.ts";
import { exchangedWords } from "./validation-words.ts";

/** @param id of the block, under which report.json has its results */
export function describedModel(results: ModelResults, options: ModelOptions, id: string): readonly Described[] {
  return [
    fitted(results, id),
    ...tuned(results, options),
    validated(results),
    ...external(results, id),
    ...permuted(results),
  ];
}

function fitted(results: ModelResults, id: string): Described {
  const { estimator, best_params, classes, target, n_features } = results;
  const at = { artifact: "model/best_params.json", path: ["final", "options"] };
  const told = methodTold(toldEstimators, estimator, best_params, at, methods.estimator(estimator).title);
  const what =
    classes === null
      ? [target === null ? "The target was predicted by " : `Values of ${target} were predicted by `]
      : ["Samples were assigned to ", ofResults(id, "n_classes", classes.length, "classes", "classes"), " by "];
  return [...what, ...told, " from ", ofResults(id, "n_features", n_features, "variables"), "."];
}

/** A number of the results, where it stands in report.json. */
function ofResults(id: string, name: string, value: number, unit: string, counted: string | null = null): Quantity {
  const pointer = jsonPointer(["results", id, "values", counted ?? name]);
  const origin = { artifact: "report.json", pointer, ...(counted === null ? {} : { how: "how many there are" }) };
  return { value, format: "count", unit, origin };
}

function tuned({ tuned: isTuned, n_candidates, estimator }: ModelResults, options: ModelOptions): readonly Described[] {
  const tuning = isTuned ? tuningOf(methods, options, { features: [0, 1] }) : null;
  if (tuning === null) return [];
  const lists = Object.entries(gridOf(methods, options)).filter(([, values]) => values.length > 1);
  // Candidates beyond those of the estimator come of the features it stands on.
  const own = lists.reduce((product, [, values]) => product * values.length, 1);
  const isOfFeatures = lists.length === 0 || (tuning.random === undefined && n_candidates > own);
  const names = [
    ...lists.map(([name]) => optionWords(name, estimator)),
    ...(isOfFeatures ? ["columns made of the variables"] : []),
  ];
  const metric = metrics.find(({ name }) => name === tuning.metric)?.title ?? tuning.metric.replaceAll("_", " ");
  const candidates: Quantity = {
    value: n_candidates,
    format: "count",
    unit: "candidates",
    origin: { artifact: "model/best_params.json", pointer: "/final/tuning/candidates", how: "how many there are" },
  };
  const said: Described = [
    `Tuning (${names.join(", ")}) compared `,
    candidates,
    `${tuning.random === undefined ? "" : ", drawn by lot,"} by ${metric.replace(/^[A-Z](?=[a-z])/, (first) => first.toLowerCase())} in inner ${innerWords(tuning.inner.name)} of the training samples, anew within each fold; ${ruleWords[tuning.rule]} was taken.`,
  ];
  return [said];
}

const ruleWords = {
  best: "the best candidate",
  "one-standard-error": "the simplest candidate within one standard error of the best",
} as const;

const inner: ReadonlyMap<string, string> = new Map([
  ["group_kfold", "cross-validation by groups"],
  ["stratified_group_kfold", "stratified cross-validation by groups"],
  ["kfold", "cross-validation by spectra"],
  ["lobo", "leave-one-batch-out cross-validation"],
  ["loso", "leave-one-sample-out cross-validation"],
  ["holdout", "validation by a holdout"],
  ["walk_forward", "prediction of each segment by those before it"],
]);

/** @internal */
export const innerWords = (name: string): string => inner.get(name) ?? name.replaceAll("_", " ");

function validated(results: ModelResults): Described {
  if (results.n_folds === 0) return ["The model was not validated."];
  const sources = citing(schemeSources.get(results.scheme) ?? []);
  return [
    `The model was validated by ${schemeWords(results)}`,
    ...sources,
    "; the final model was fitted on all spectra outside the external test set.",
  ].map((part) =>
    typeof part === "string" && results.n_external === 0 ? part.replace(" outside the external test set", "") : part,
  );
}

function external({ n_external }: ModelResults, id: string): readonly Described[] {
  if (n_external === 0) return [];
  const spectra = ofResults(id, "n_external", n_external, n_external === 1 ? "spectrum" : "spectra");
  return [["The external test set of ", spectra, " took no part in fitting, tuning or validation."]];
}

function permuted({ validation: { permutation } }: ModelResults): readonly Described[] {
  if ("na" in permutation) return [];
  const origin = { artifact: "model/validation.json", pointer: "/permutation/n" };
  return [
    [
      "A permutation test repeated the whole procedure with labels or reference values exchanged between ",
      `${exchangedWords[permutation.exchanged]}, `,
      { value: permutation.n, format: "count", unit: "times", origin },
      ".",
    ],
  ];
}

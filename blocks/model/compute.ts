/** What the `model` block computes: an estimator validated under a scheme, tuned inside its training rows, and refitted on all of them. */

import type { Json } from "../../schemas/plain-json.ts";
import { areSamplesKnown, type Declared, type Outcome } from "../contract/dataset.ts";
import { compute } from "../contract/kind.ts";
import type { Methods } from "../contract/methods.ts";
import type { ModelParts, Recipe } from "../contract/model.ts";
import { type Place, retelling } from "../contract/refusal.ts";
import type { Context } from "../contract/running.ts";
import type { Pipeline } from "../contract/variables.ts";
import { applicability } from "../methods/applicability/applicability.ts";
import { expectations } from "../methods/expectations/expectations.ts";
import { featureGrid } from "../methods/features/grid.ts";
import { includingExcluded } from "../methods/metrics/including-excluded.ts";
import { latentVariables } from "../methods/metrics/merit.ts";
import { confusion, metrics, type Scored } from "../methods/metrics/metrics.ts";
import { unitsWord } from "../methods/metrics/na-words.ts";
import type { IncludingExcluded, Metrics } from "../methods/metrics/schema.ts";
import type { FitData } from "../methods/recipe/fit-data.ts";
import { stepsLeft } from "../methods/recipe/methods-used.ts";
import { refuseOneClass } from "../methods/recipe/one-class.ts";
import { startOf } from "../methods/recipe/pipeline.ts";
import { predictorFile } from "../methods/recipe/predictor-file.ts";
import { type LatentPaths, type ValidatedModel, validate } from "../methods/recipe/validate.ts";
import { type Segments, segmentsOfModel } from "../methods/segments/segments.ts";
import { type Slices, slicesOf } from "../methods/segments/slices.ts";
import { advisedSchemes, advisedStratified } from "../methods/split/advised.ts";
import { type Leakage, leakage, leaks } from "../methods/split/leakage.ts";
import { missingClasses } from "../methods/split/missing-classes.ts";
import { split as splitRows } from "../methods/split/split.ts";
import type { Validation } from "../methods/validation/schema.ts";
import { applicabilityFile, applicabilitySummary, remarkOnFar } from "./applicability.ts";
import { type PredictedExcluded, predictExcluded } from "./excluded.ts";
import { remarkOnExpectations } from "./expectations.ts";
import { figuresOf } from "./figures.ts";
import { bestParams, excludedPredictionsFile, foldFile, predictionsFile, testPredictionsFile } from "./files.ts";
import { latentFiles, latentOf } from "./latent-files.ts";
import { remarkOnLeaveOneOut } from "./leave-one-out.ts";
import { askedOf, gridOf, type ModelOptions, modelOptions, schemeOf, schemePlace, tuningOf } from "./options.ts";
import { modelArtifacts, modelResults, resultsOf } from "./results.ts";
import { type PredictedUnknown, predictUnknown, remarkOnUnknown, unknownResults, unknownsFile } from "./unknowns.ts";
import { stepsOfValidation, validationOf } from "./validation.ts";

export const modelCompute = compute({
  kind: "model",
  lane: "decision",
  role: "decision_capable",
  stage: "modeling",
  // A block that names its own scheme does not hang on the front matter's.
  reads: ({ scheme }) => (scheme === undefined ? ["judged", "scheme"] : ["judged"]),
  draws: true,
  options: modelOptions,
  gives: "model",
  results: modelResults,
  artifacts: modelArtifacts,
  needs: ({ segments }) => [
    {
      accepts: [
        { value: "variables", parts: ["ready", "pipeline"] },
        { value: "dataset", parts: ["spectra", "columns"] },
      ],
      found: "chain",
    },
    {
      accepts: [
        {
          value: "dataset",
          parts: [
            "spectra",
            "columns",
            "rows",
            "declared",
            "outcome",
            "excluded",
            "excludedSpectra",
            "unknown",
            "unknownSpectra",
            ...(typeof segments === "object" ? (["design"] as const) : []),
          ],
        },
      ],
      found: "via",
    },
  ],
  inputs: () => [],
  uses: (options, { parts, methods }) => [
    `estimator:${options.estimator.name}`,
    ...parts("variables", "pipeline").flatMap(stepsLeft),
    // What was excluded, or is only predicted, is predicted from the spectra as read.
    ...([...parts("dataset", "excluded"), ...parts("dataset", "unknown")].some(({ id }) => id.length > 0)
      ? parts("variables", "pipeline").flatMap(({ steps }) => stepsLeft({ steps, done: 0 }))
      : []),
    ...parts("variables", "pipeline").flatMap((pipeline) =>
      stepsOfValidation(methods, pipeline, askedOf(options, false)),
    ),
  ],
  async run(inputs, options, context) {
    const { methods } = context;
    const { dataset, variables } = startOf(inputs);
    const data: FitData = { ready: variables.ready, rows: dataset.rows, outcome: dataset.outcome };
    const { name: estimator } = options.estimator;
    if (methods.estimator(estimator).task === "classification") refuseOneClass(dataset.outcome, ["estimator"]);
    const scheme = schemeOf(options, context.settings.scheme, dataset.declared.batch || dataset.declared.group);
    const place = schemePlace(options, context.settings.scheme);
    const split = retelling(
      () => splitRows(data.rows, data.outcome, scheme, context.seed),
      () => place,
    );
    const leak = leakage(split, data.rows);
    remarkOnFolds(split, leak, dataset.declared, place, context);
    if (methods.estimator(estimator).task === "classification") {
      remarkOnClasses(split, data.outcome, dataset.declared, place, context);
    }
    const recipe = recipeOf(methods, options, variables.pipeline);
    const { paths, ...validated } = await validate(
      methods,
      recipe,
      data,
      split,
      context.seed,
      context.spread,
      (fold, { predictor }) => {
        context.log("model_fitted", {
          estimator: recipe.estimator,
          fold: fold.name,
          train_size: fold.training.length,
          test_size: fold.test.length,
          hyperparams: predictor.options,
        });
      },
    );
    remarkOnFits(validated, context);
    const asked = askedOf(options, context.settings.judged === true);
    const validation = await validationOf(validated, data, dataset, asked, context);
    const parts = { ...validated, validation: validation as Json };
    const excluded = predictExcluded(methods, parts, dataset);
    const unknown = predictUnknown(methods, parts, dataset);
    const slices = retelling(
      () => slicesOf(split, data.rows, options.segments, dataset.design?.columns ?? []),
      () => ({ option: ["segments"] }),
    );
    return done(parts, validation, data, leak, dataset.declared, { excluded, unknown, slices, paths }, context);
  },
});

function recipeOf(methods: Methods, options: ModelOptions, pipeline: Pipeline): Recipe {
  const { name } = options.estimator;
  const features = featureGrid(pipeline.steps);
  const [grid, tune] = [gridOf(methods, options, features), tuningOf(methods, options, features)];
  return { task: methods.estimator(name).task, pipeline, estimator: name, grid, tune };
}

function remarkOnFolds(
  split: ModelParts["split"],
  leak: Leakage,
  declared: Declared,
  place: Place,
  context: Context,
): void {
  const scheme = split.scheme.name;
  if (leaks(leak)) {
    const { samples, duplicates } = leak;
    const names = samples.count > 0 ? samples.names : duplicates.names;
    const advised = advisedSchemes(declared, scheme);
    context.remark("FS5201", { scheme, samples: samples.count, duplicates: duplicates.count, names, advised }, place);
  }
  if (leaks(leak.external)) {
    const { samples, duplicates } = leak.external;
    context.remark("FS5202", {
      samples: samples.count,
      duplicates: duplicates.count,
      names: [...samples.names, ...duplicates.names],
    });
  }
}

function remarkOnClasses(
  split: ModelParts["split"],
  outcome: Outcome,
  declared: Declared,
  place: Place,
  context: Context,
): void {
  const missing = missingClasses(split, outcome);
  if (missing.length === 0) return;
  const { fold, classes } = missing[0];
  const advised = advisedStratified(declared);
  context.remark("FS5203", { scheme: split.scheme.name, folds: missing.length, fold, classes, advised }, place);
}

/** A solver that stopped before it had converged says so in its state. */
function remarkOnFits({ predictors, final, recipe, fits }: Omit<ValidatedModel, "paths">, context: Context): void {
  const stopped = [...predictors, final.predictor].flatMap(({ state }, k) => {
    const converged = (state as { readonly converged?: unknown } | null)?.converged;
    return converged === false ? [fits[k]?.fold ?? "final"] : [];
  });
  if (stopped.length > 0) {
    context.remark(
      "FS5204",
      { estimator: recipe.estimator, fits: stopped.length, folds: stopped.slice(0, 5) },
      { option: ["estimator"] },
    );
  }
}

/** Samples that fail together make the interval by unit wider than the one by sample. */
function remarkOnUnits({ task, pooled }: Metrics, context: Context): void {
  const name = task === "classification" ? "accuracy" : "rmsecv";
  const ends = (of: unknown): number => (Array.isArray(of) ? of[1] - of[0] : Number.NaN);
  const of = pooled as { readonly [field: string]: unknown } | null;
  const times = ends(of?.[`${name}_ci_unit`]) / ends(of?.[`${name}_ci_sample`]);
  const { units } = pooled ?? {};
  // A single error makes an interval by batch wide, and tells nothing of whether samples of one fail together.
  if (units === undefined || units.icc === null || !(units.icc > 0 && times >= wider)) return;
  const { unit, n, icc } = units;
  const metric = task === "classification" ? "accuracy" : "RMSECV";
  context.remark(
    "FS5215",
    { metric, unit, units: unitsWord[unit], n, times: times.toFixed(1), icc: icc.toFixed(2) },
    {},
  );
}

/** Absent where nothing was excluded. */
const withIncluding = (measured: Metrics, including: IncludingExcluded | null): Metrics =>
  including === null ? measured : ({ ...measured, including_excluded: including } as Metrics);

const accuracyFrom = ({ task, pooled }: Metrics): number | null =>
  task === "classification" ? (pooled?.accuracy_ci?.[0] ?? null) : null;

/** An interval by unit so many times as wide is told of. */
const wider = 1.5;

/** What stands beside the predictions of the folds. */
interface Apart {
  readonly excluded: PredictedExcluded | null;
  readonly unknown: PredictedUnknown | null;
  readonly slices: Slices | null;
  readonly paths: LatentPaths | null;
}

function done(
  parts: ModelParts,
  validation: Validation,
  data: FitData,
  leak: Leakage,
  declared: Declared,
  { excluded, unknown, slices, paths }: Apart,
  context: Context,
) {
  const { methods } = context;
  const { rows, outcome } = data;
  const estimator = methods.estimator(parts.recipe.estimator);
  const scored: Scored = {
    ...parts,
    task: parts.recipe.task,
    rows,
    outcome,
    probabilities: estimator.probabilities ?? null,
    components: latentVariables(parts.final.predictor.state),
  };
  const including = excluded === null ? null : includingExcluded(scored, excluded);
  const measured = withIncluding(metrics(scored, [context.seed, parts.recipe.estimator]), including);
  remarkOnUnits(measured, context);
  const segmented = slices === null ? null : segmentsOfModel(scored, slices, [context.seed, parts.recipe.estimator]);
  const counts = parts.recipe.task === "classification" && parts.split.folds.length > 0 ? confusion(scored) : null;
  if (counts !== null)
    remarkOnLeaveOneOut(parts.split.scheme.name, accuracyFrom(measured), counts, validation, context);
  const own = rows.external.filter((external) => !external).length;
  const found = applicability(methods, parts, data, { excluded: excluded?.ready, unknown: unknown?.ready });
  remarkOnFar(found, rows, context);
  const latent = latentOf(parts, data, paths);
  const expected = expectations(scored, measured, counts, found);
  remarkOnExpectations(expected, measured, context);
  if (unknown !== null) remarkOnUnknown(found, unknown, rows, context);
  const results = resultsOf(parts, measured, {
    n_features: columnCount(parts.final.predictor.pipeline),
    n_external: rows.external.length - own,
    samples_known: areSamplesKnown(declared),
    leakage: { samples: plainLeak(leak.samples), duplicates: plainLeak(leak.duplicates) },
    confusion: counts,
    tuned: parts.final.tuning !== null,
    n_candidates: parts.final.tuning?.candidates.length ?? 0,
    validation,
    including,
    segments: segmented?.summary ?? null,
    applicability: applicabilitySummary(found),
    expectations: [...expected],
    ...(latent === null ? {} : { latent_variables: latent }),
    ...censoredCount(data, parts.recipe.task),
    ...(unknown === null
      ? {}
      : { n_unknown: unknown.of.id.length, unknowns: unknownResults(methods, parts, unknown, found) }),
  });
  const files = [
    { path: "model/model.json", json: predictorFile(parts.final.predictor) },
    { path: "model/metrics.json", json: measured as Json },
    ...(counts === null ? [] : [{ path: "model/confusion_matrix.json", json: counts as Json }]),
    { path: "model/best_params.json", json: bestParams(parts) as Json },
    { path: "model/validation.json", json: validation as Json },
    { path: "model/predictions.csv", text: predictionsFile(methods, parts, rows, outcome, found) },
    { path: "model/applicability.json", json: applicabilityFile(found, parts.split.folds, rows) as Json },
    { path: "model/expectations.json", json: { schema_version: 1, expectations: expected } as unknown as Json },
    ...latentFiles(methods, parts, data, latent),
    ...foldFiles(parts, data, measured),
    ...segmentFiles(methods, parts, data, found, segmented),
    ...(own < rows.external.length
      ? [{ path: "model/test_predictions.csv", text: testPredictionsFile(methods, parts, rows, outcome, found) }]
      : []),
    ...(excluded === null || excluded.rows.id.length === 0
      ? []
      : [{ path: "model/excluded_predictions.csv", text: excludedPredictionsFile(methods, parts, excluded, found) }]),
    ...(unknown === null ? [] : [{ path: "model/unknowns.csv", text: unknownsFile(methods, parts, unknown, found) }]),
  ];
  return {
    gives: {
      ...parts,
      segments: (segmented?.summary ?? null) as Json,
      figures: figuresOf(results, data, scored.components ?? null),
    },
    results,
    artifacts: files,
    logged: {
      model_name: parts.recipe.estimator,
      hyperparams: parts.final.predictor.options,
      train_size: own,
      test_size: rows.external.length - own,
      cross_val_scheme: parts.split.scheme.name,
      ...headline(measured),
    },
  };
}

/** Samples whose value is a limit; absent where none is, and where classes are predicted. */
function censoredCount({ rows, outcome }: FitData, task: Recipe["task"]): { readonly n_censored?: number } {
  const { censored } = outcome.target ?? {};
  if (censored === undefined || task === "classification") return {};
  return { n_censored: new Set(rows.sample.filter((_, i) => censored[i])).size };
}

/** What the log and the lock file say of a model. */
function headline(measured: Metrics): { readonly [name: string]: Json } {
  if (measured.pooled === null) return { validated: false };
  if (measured.task === "regression") {
    const { rmsecv, rmsecv_ci, r2, bias } = measured.pooled;
    return { rmsecv, rmsecv_ci, r2, bias };
  }
  const { accuracy, accuracy_ci, balanced_accuracy, by_class } = measured.pooled;
  return { accuracy, accuracy_ci, balanced_accuracy, per_class_metrics: by_class as Json };
}

function foldFiles(parts: ModelParts, { rows }: FitData, measured: Metrics) {
  return parts.split.folds.map((fold, k) => {
    const score = (
      measured.folds.find((one) => one.fold === fold.name) as { readonly [name: string]: unknown } | undefined
    )?.[measured.cv_metric];
    const file = foldFile(fold, parts, rows, measured.cv_metric, typeof score === "number" ? score : null);
    return { path: `model/folds_${k + 1}.json`, json: file as Json };
  });
}

function segmentFiles(
  methods: Methods,
  parts: ModelParts,
  { rows, outcome }: FitData,
  found: ReturnType<typeof applicability>,
  segmented: Segments | null,
) {
  if (segmented === null) return [];
  return [
    { path: "model/segments_summary.json", json: segmented.summary as Json },
    ...segmented.segments.flatMap(({ id, rows: own, metrics }) => [
      { path: `model/segments/${id}/metrics.json`, json: metrics as Json },
      {
        path: `model/segments/${id}/predictions.csv`,
        text: predictionsFile(methods, parts, rows, outcome, found, new Set(own)),
      },
    ]),
  ];
}

const columnCount = ({ columns }: Pipeline): number =>
  columns.kind === "axis" ? columns.values.length : columns.names.length;
const plainLeak = ({ count, names }: Leakage["samples"]) => ({ count, names: [...names] });

/** What a model's results hold: its headline numbers flat, so that a document may say `= plsda.accuracy`. */
import { z } from "zod";
import { isRecord } from "../../schemas/is-record.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { json } from "../../schemas/records.ts";
import { leakageWords } from "../charts/words.ts";
import type { ModelParts } from "../contract/model.ts";
import { counted } from "../contract/number-text.ts";
import { expectationSchema } from "../methods/expectations/schema.ts";
import { OVERALL } from "../methods/metrics/classification.ts";
import { isNaLimit, naWords } from "../methods/metrics/na-words.ts";
import {
  classificationMetricsSchema,
  confusionSchema,
  type IncludingExcluded,
  includingSchema,
  MERIT,
  type Metrics,
  metricsSchema,
  PLAIN_MERIT,
  regressionExternalSchema,
  regressionFittedSchema,
  regressionPooledSchema,
  untestedSchema,
} from "../methods/metrics/schema.ts";
import { predictorSchema } from "../methods/recipe/predictor-file.ts";
import { type SegmentsSummary, segmentMetricsSchema, segmentsSummarySchema } from "../methods/segments/schema.ts";
import { repeatsOf } from "../methods/split/repeats.ts";
import { type Validation, validationSchema } from "../methods/validation/schema.ts";
import { applicabilityResults, applicabilitySchema } from "./applicability.ts";
import { expectationsFile } from "./expectations.ts";
import { bestParamsSchema, foldSchema } from "./files.ts";
import { latentResults, latentVariablesSchema } from "./latent-files.ts";
import { unknownSamples } from "./unknown-samples.ts";

const leakSchema = z.strictObject({ count: z.int(), names: z.array(z.string()) });

export const modelResults = z.strictObject({
  schema_version: z.literal(1),
  estimator: z.string(),
  task: z.enum(["classification", "regression"]),
  scheme: z.string(),
  unit: z.string().describe("what the folds separate by"),
  n_folds: z.int(),
  n_repeats: z.int().min(1).describe("how often the folds were dealt: metrics are means over these"),
  n_untested: untestedSchema,
  n_features: z.int().describe("variables the estimator sees"),
  n_external: z.int().describe("external spectra"),
  n_unknown: z.int().optional().describe("spectra that are only predicted; absent where there are none"),
  unknowns: unknownSamples
    .optional()
    .describe("what the final model says of the samples that are only predicted; their spectra: model/unknowns.csv"),
  samples_known: z
    .boolean()
    .describe("whether samples are declared, or declared to have no replicates, and their names do not contradict it"),
  classes: z.array(z.string()).nullable(),
  target: z.string().nullable(),
  target_unit: z.string().nullable(),
  n_censored: z
    .int()
    .optional()
    .describe("samples whose reference value is a limit that was taken for a value; absent where there is none"),
  tuned: z.boolean(),
  n_candidates: z
    .int()
    .min(0)
    .describe("values that the tuning of the final model compared; 0 where nothing was tuned"),
  best_params: z.record(z.string(), json).describe("of the final model, tuned on all non-external rows"),
  cv_metric: z.string(),
  cv_score: z.number().nullable(),
  cv_std: z.number().nullable(),
  segments: segmentsSummarySchema
    .omit({ schema_version: true })
    .optional()
    .describe("of each segment of time, batch, instrument or column; absent where nothing is segmented"),
  leakage: z.strictObject({ samples: leakSchema, duplicates: leakSchema }),
  validation: validationSchema.omit({ schema_version: true }),
  applicability: applicabilityResults.describe(
    "limits of T², Q, leverage and distance, and how many spectra lie beyond",
  ),
  expectations: z.array(expectationSchema).describe("what is compared with an expectation, the worst first"),
  latent_variables: latentResults
    .optional()
    .describe("the error over the number of latent variables; absent of an estimator that has none of its own"),
  confusion: confusionSchema.nullable(),
  ...classificationMetricsSchema.partial().shape,
  ...regressionPooledSchema.partial().shape,
  external: z
    .strictObject({ ...classificationMetricsSchema.partial().shape, ...regressionExternalSchema.partial().shape })
    .nullable()
    .describe("of the external rows, by the final model"),
  including_excluded: includingSchema,
  fitted: z
    .strictObject({ ...classificationMetricsSchema.partial().shape, ...regressionFittedSchema.partial().shape })
    .nullable()
    .describe("of the rows the final model was fitted on: never a measure of quality"),
});
export type ModelResults = z.output<typeof modelResults>;

export const modelArtifacts = {
  "model/model.json": predictorSchema,
  "model/metrics.json": metricsSchema,
  "model/confusion_matrix.json": confusionSchema,
  "model/best_params.json": bestParamsSchema,
  "model/folds_{}.json": foldSchema,
  "model/validation.json": validationSchema,
  "model/applicability.json": applicabilitySchema,
  "model/segments_summary.json": segmentsSummarySchema,
  "model/segments/{}/metrics.json": segmentMetricsSchema,
  "model/expectations.json": expectationsFile,
  "model/latent_variables.json": latentVariablesSchema,
};

/** What hangs on the folds beside the metrics themselves. */
const besides = ["_ci", "_ci_sample", "_ci_unit", "_repeats", "_sd"];

/** These look better than they are where the folds leak. */
const ofFolds: ReadonlySet<string> = new Set(
  [...OVERALL, "rmsecv", "r2", "bias", "sep", "rpd", ...MERIT]
    .flatMap((name) => ["", ...besides].map((suffix) => name + suffix))
    .concat("bias_limit", "bias_t", "bias_p", "slope_t", "slope_p", "rmsep_sec")
    .concat("cv_score", "cv_std", "by_class", "confusion", "including_excluded"),
);

/** What stands beside a quoted value, or one that was made from this model: of folds that leak, that they do; of an interval, what it is not for. */
export function caveatOf(results: Json, path: readonly string[]): string | null {
  const { leakage, units, n_censored } = results as ModelResults;
  const [name] = path;
  const leaks = name === undefined || ofFolds.has(name) ? leakageWords(leakage) : null;
  const isInterval = path.some((step) => step.endsWith("_ci")) && ofFolds.has(name);
  const isOfTarget = name === undefined || ofFolds.has(name) || ["external", "fitted"].includes(name);
  const told = [leaks, isOfTarget ? censoredWords(n_censored) : null].filter((one) => one !== null);
  if (told.length > 0) return told.join(" ");
  return isInterval ? ofKnownBatches(units) : null;
}

/** What stands beside every figure of a target some values of which are limits; null where none is. */
export const censoredWords = (n: number | undefined): string | null =>
  n === undefined
    ? null
    : `${counted(n, "sample")} ${n === 1 ? "has a limit" : "have limits"} in place of a reference value and ${n === 1 ? "counts" : "count"} as measured.`;

/** Where batches are known and none is left out whole, an interval says nothing of new ones. Null else. */
function ofKnownBatches(units: ModelResults["units"]): string | null {
  if (units == null || units.unit !== "sample" || units.batches === null || units.batches < 2) return null;
  return `For new samples of these ${units.batches} batches: none was left out whole.`;
}

/** Why a metric has no interval, or no value, as a sentence. */
export function lackingOf(results: Json, path: readonly string[]): string | null {
  const at = path.findLastIndex((step) => !/^\d+$/.test(step));
  const of = path
    .slice(0, at)
    .reduce<unknown>((inside, step) => (isRecord(inside) ? inside[step] : undefined), results);
  const name = path[at]?.replace(/_ci(?:_sample|_unit)?$/, "") ?? "";
  const na = isRecord(of) ? of[`${name}_na`] : undefined;
  if (!isNaLimit(na)) return null;
  const what = path[at] === name ? name : `95\u00a0% interval of ${name}`;
  return `No ${what.replaceAll("_", " ")}: ${naWords[na]}.`;
}

/** Every metric of a task as not available: without validation there is none, and a document that names one is told so. */
function notMeasured(task: Metrics["task"]): Partial<ModelResults> {
  const names = task === "classification" ? OVERALL : (["rmsecv", "r2", "bias", "sep", "rpd", ...MERIT] as const);
  const plain = task === "classification" ? [] : PLAIN_MERIT;
  return Object.fromEntries([
    ...names.flatMap((name) => [
      [name, null],
      [`${name}_ci`, null],
    ]),
    ...plain.map((name) => [name, null]),
  ]);
}

const withoutVersion = ({ schema_version: _, ...segments }: SegmentsSummary) => segments;

/** The results of a model, from its parts and metrics. */
export function resultsOf(
  { recipe, split, final }: Omit<ModelParts, "validation">,
  measured: Metrics,
  {
    validation: { schema_version: _, ...validation },
    including,
    segments,
    ...facts
  }: Pick<
    ModelResults,
    | "n_features"
    | "n_external"
    | "samples_known"
    | "leakage"
    | "confusion"
    | "tuned"
    | "n_candidates"
    | "applicability"
    | "expectations"
    | "latent_variables"
    | "n_unknown"
    | "unknowns"
    | "n_censored"
  > & {
    readonly validation: Validation;
    readonly including: IncludingExcluded | null;
    readonly segments: SegmentsSummary | null;
  },
): ModelResults {
  return {
    schema_version: 1,
    estimator: recipe.estimator,
    task: recipe.task,
    scheme: split.scheme.name,
    unit: split.unit,
    n_folds: split.folds.length,
    n_repeats: repeatsOf(split),
    ...(measured.n_untested === undefined ? {} : { n_untested: measured.n_untested }),
    ...facts,
    ...(segments === null ? {} : { segments: withoutVersion(segments) }),
    validation,
    classes: final.predictor.classes === null ? null : [...final.predictor.classes],
    target: final.predictor.target?.name ?? null,
    target_unit: final.predictor.target?.unit ?? null,
    best_params: final.predictor.options as ModelResults["best_params"],
    cv_metric: measured.cv_metric,
    cv_score: measured.cv_score,
    cv_std: measured.cv_std,
    ...(measured.pooled ?? notMeasured(measured.task)),
    external: measured.external,
    including_excluded: including,
    fitted: measured.fitted,
  };
}

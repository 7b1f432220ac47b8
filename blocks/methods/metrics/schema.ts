/** Schemas of model/metrics.json and model/confusion_matrix.json: beside each metric x stand x_ci, x_n and x_over. */
import { z } from "zod";
import { BY_CLASS, OVERALL } from "./classification.ts";
import { naLimits } from "./limits.ts";

const interval = z.tuple([z.number(), z.number()]).nullable();
const over = z.literal("samples");
const count = z.int().min(0);
const metric = z.number().nullable();
const unit = z.enum(["sample", "batch", "group", "segment"]);

/** What stands beside a metric x, by what its name ends in. */
const besides = {
  _ci: interval,
  _ci_sample: interval,
  _ci_unit: interval,
  _method: z.string().nullable(),
  _unit: unit,
  _na: z.enum(naLimits).nullable(),
  _n: z.number().min(0),
  _over: over,
  _repeats: z.array(metric).optional(),
  _sd: metric.optional(),
};
type Besides = typeof besides;

type StatedShape<N extends string> = { [K in N]: z.ZodNullable<z.ZodNumber> } & {
  [E in keyof Besides as `${N}${E}`]: Besides[E];
};

/** Every metric, null where it is undefined: what it is, in a sentence an analyst understands, small and without a full stop. */
export const metricSchemas = {
  accuracy: metric.describe("share of samples whose class was predicted rightly"),
  balanced_accuracy: metric.describe(
    "mean over classes of the share recognised, so that a rare class weighs as much as a common one",
  ),
  precision: metric.describe("of the samples called a class, the share that are of it; mean over classes"),
  recall: metric.describe("of the samples of a class, the share called it; mean over classes"),
  specificity: metric.describe("of the samples not of a class, the share not called it; mean over classes"),
  f1: metric.describe("harmonic mean of precision and recall of a class; mean over classes"),
  mcc: metric.describe(
    "correlation of observed and predicted class: 1 all right, 0 as good as guessing, for any number of classes",
  ),
  kappa: metric.describe(
    "agreement of observed and predicted class beyond what the same frequencies would give by chance",
  ),
  roc_auc: metric.describe("chance that a sample of a class scores above one that is not of it; mean over classes"),
  log_loss: metric.describe(
    "mean of −log of the probability given to the class a sample is of: small where the model is right and sure",
  ),
  brier: metric.describe("mean squared distance between the probabilities given and what was observed"),
  rmsecv: metric.describe("root mean square error of samples in folds they were left out of"),
  rmsec: metric.describe("root mean square error of the rows the model was fitted on: never a measure of quality"),
  rmsep: metric.describe("root mean square error of the external samples, by the final model"),
  r2: metric.describe("share of the target's variance that is predicted"),
  bias: metric.describe("mean of predicted less measured"),
  sep: metric.describe("standard deviation of the errors: what is left of the error once the bias is taken off"),
  rpd: metric.describe("standard deviation of the measured values over the standard error of prediction"),
  rpiq: metric.describe("distance between the quartiles of the measured values over the root mean square error"),
  rer: metric.describe("range of the measured values over the standard error of prediction"),
  slope: metric.describe("slope of the line of measured on predicted values: 1 where neither end is off"),
  offset: metric.describe("where the line of measured on predicted values meets a prediction of 0"),
  sec: metric.describe(
    "standard error of calibration: of the samples the model was fitted on, latent variables taken off",
  ),
  sel: metric.describe("standard error of the reference method, from the spread of its replicates"),
  sep_sel: metric.describe("standard error of prediction over that of the reference method"),
  rmsep_sec: metric.describe(
    "root mean square error of samples not fitted (RMSECV of folds, RMSEP of external ones) over the standard error of calibration",
  ),
};

/**
 * For every name x: x (null where undefined), x_ci (95 %, the outer of the next two at each end; null: x_na says why), x_ci_sample and
 * x_ci_unit (as if samples, or whole batches or groups, were drawn), x_method, x_unit, x_n (how many), x_over (of what); with
 * repeats x is their mean, and x_repeats and x_sd stand beside it.
 */
function stated<N extends keyof typeof metricSchemas>(names: readonly N[]): StatedShape<N> {
  const entries = names.flatMap((name) => [
    [name, metricSchemas[name]],
    ...Object.entries(besides).map(([suffix, schema]) => [name + suffix, schema]),
  ]);
  return Object.fromEntries(entries) as StatedShape<N>;
}

/** The same without intervals: of a fold. A fold is one unit, or a part of one draw: how metrics differ between folds says more. */
function counts<N extends keyof typeof metricSchemas>(names: readonly N[]): CountedShape<N> {
  const entries = names.flatMap((name) => [
    [name, metricSchemas[name]],
    [`${name}_n`, besides._n],
    [`${name}_over`, besides._over],
  ]);
  return Object.fromEntries(entries) as CountedShape<N>;
}
type CountedShape<N extends string> = { [K in N]: z.ZodNullable<z.ZodNumber> } & {
  [E in "_n" | "_over" as `${N}${E}`]: Besides[E];
};

const counted = { n_samples: count, n_spectra: count };
/** Of the rows the model was fitted on there is none: they are no draw of anything. */
const units = z
  .strictObject({
    unit: unit.describe(
      "what a new measurement would be one of: batch, group or segment where the folds leave whole ones out",
    ),
    n: count,
    icc: metric.describe(
      "intraclass correlation of the samples' losses within a batch or group: 0 as if independent, 1 all alike; null where the unit is the sample",
    ),
    batches: count
      .nullable()
      .describe(
        "batches the samples are of; null where none is known. Where the unit is the sample, intervals are for new samples of these",
      ),
  })
  .optional();

/** Of one set of predictions: pooled over folds, of the external rows, or of the fitted rows. */
export const classificationMetricsSchema = z.strictObject({
  ...counted,
  units,
  ...stated(OVERALL),
  by_class: z.record(z.string(), z.strictObject({ n: count, ...stated(BY_CLASS) })),
});
const classificationFold = z.strictObject({
  fold: z.string(),
  ...counted,
  ...counts(OVERALL),
  by_class: z.record(z.string(), z.strictObject({ n: count, ...counts(BY_CLASS) })),
});

/** Figures of merit that have intervals. */
export const MERIT = ["slope", "offset", "rpiq", "rer", "sep_sel"] as const;
const na = z.enum(naLimits).nullable();
const tests = {
  bias_limit: metric.describe("t(0.975, n − 1) · SEP/√n: a larger bias is no chance, at 5 %"),
  bias_t: metric.describe("|bias| · √n/SEP"),
  bias_p: metric.describe("two-sided, n − 1 degrees of freedom"),
  slope_t: metric.describe("|slope − 1| over its standard error"),
  slope_p: metric.describe("two-sided, n − 2 degrees of freedom"),
  sec: metricSchemas.sec,
  sec_na: na,
  sep_limit: metric.describe("SEC · √F(0.95; n − 1, degrees of the fit): a larger SEP is no chance, at 5 %"),
  rmsep_sec: metricSchemas.rmsep_sec,
  sel: metricSchemas.sel,
  sel_na: na,
};
/** Fields of the figures of merit that stand without an interval. */
export const PLAIN_MERIT = Object.keys(tests).filter((name) => !name.endsWith("_na"));
const merit = { ...stated(MERIT), ...tests };

const OTHERS = ["r2", "bias", "sep", "rpd"] as const;
const others = { units, ...stated(OTHERS) };
const validated = { ...counted, ...stated(["rmsecv"]), ...others, ...merit };
const regressionFold = z.strictObject({ fold: z.string(), ...counted, ...counts(["rmsecv", ...OTHERS]) });
export const regressionFittedSchema = z.strictObject({ ...counted, ...stated(["rmsec"]), ...others });
export const regressionExternalSchema = z.strictObject({ ...counted, ...stated(["rmsep"]), ...others, ...merit });
/** rmsec stands beside rmsecv, with its own n. */
export const regressionPooledSchema = z.strictObject({ ...validated, ...stated(["rmsec"]) });

/** Of one segment: without what needs a fit. */
export const segmentMeasuredSchema = z.strictObject({ ...counted, ...stated(["rmsecv"]), ...others });

const including = {
  not_predicted: count.describe(
    "excluded samples that are not in it: of none of their spectra both the prediction and what is to be predicted are known",
  ),
};
const includingWords = "of the samples left out in turn and those that were excluded, the latter by the final model";
const includingClassified = z.strictObject({
  accuracy: metricSchemas.accuracy,
  accuracy_ci: interval,
  accuracy_n: count,
  ...including,
});
const includingMeasured = z.strictObject({
  rmsecv: metricSchemas.rmsecv,
  rmsecv_ci: interval,
  rmsecv_n: count,
  ...including,
});
export type IncludingExcluded = z.infer<typeof includingClassified> | z.infer<typeof includingMeasured>;
/** Of both tasks at once, as a document quotes it; null where nothing was excluded or the model was not validated. */
export const includingSchema = z
  .strictObject({ ...includingClassified.partial().shape, ...includingMeasured.partial().shape, ...including })
  .nullable()
  .describe(includingWords);

export const untestedSchema = count
  .optional()
  .describe("samples that no fold tests, under walk_forward: they count in no metric; absent under other schemes");

const common = {
  schema_version: z.literal(1),
  over: over.describe("What is counted: samples, by the mean score over a sample's spectra."),
  cv_score: z.number().nullable().describe("Mean of cv_metric over the folds, those of all repeats."),
  cv_std: z.number().nullable().describe("Standard deviation of cv_metric over the folds, divisor folds − 1."),
  n_untested: untestedSchema,
};

const classification = z.strictObject({
  ...common,
  task: z.literal("classification"),
  classes: z.array(z.string()),
  average: z.literal("macro").describe("precision, recall, specificity and f1 are unweighted means over classes."),
  cv_metric: z.literal("accuracy"),
  pooled: classificationMetricsSchema.nullable().describe("All folds together; null without validation."),
  folds: z.array(classificationFold),
  external: classificationMetricsSchema.nullable(),
  fitted: classificationMetricsSchema
    .nullable()
    .describe("Of the rows the model was fitted on: never a measure of quality."),
  including_excluded: includingClassified.optional().describe(`${includingWords}; absent where none was`),
});

const regression = z.strictObject({
  ...common,
  task: z.literal("regression"),
  cv_metric: z.literal("rmsecv"),
  pooled: regressionPooledSchema.nullable().describe("All folds together; null without validation."),
  folds: z.array(regressionFold),
  external: regressionExternalSchema.nullable(),
  fitted: regressionFittedSchema
    .nullable()
    .describe("Of the rows the model was fitted on: never a measure of quality."),
  including_excluded: includingMeasured.optional().describe(`${includingWords}; absent where none was`),
});

export const metricsSchema = z.discriminatedUnion("task", [classification, regression]);

export const confusionSchema = z.strictObject({
  schema_version: z.literal(1),
  over,
  classes: z.array(z.string()),
  counts: z
    .array(z.array(z.number().min(0)))
    .describe("Rows: observed class; columns: predicted class; in the order of classes. With repeats means over them."),
  n: count,
});

/** By what the root mean square error is called: of fitted rows, of folds, of external rows. */
export interface RegressionMetrics {
  readonly rmsec: z.infer<typeof regressionFittedSchema>;
  readonly rmsecv: Omit<z.infer<typeof regressionPooledSchema>, keyof StatedShape<"rmsec"> | keyof Merit>;
  readonly rmsep: Omit<z.infer<typeof regressionExternalSchema>, keyof Merit>;
}
/** Of samples the model was not fitted on. */
const meritSchema = z.strictObject(merit);
export type Merit = z.infer<typeof meritSchema>;
export type ClassificationFold = z.infer<typeof classificationFold>;
export type RegressionFold = z.infer<typeof regressionFold>;
export type ClassificationMetrics = z.infer<typeof classificationMetricsSchema>;
export type Metrics = z.infer<typeof metricsSchema>;
export type Confusion = z.infer<typeof confusionSchema>;

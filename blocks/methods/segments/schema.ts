/** What is written of the segments of a model. */
import { z } from "zod";
import { classificationMetricsSchema, segmentMeasuredSchema } from "../metrics/schema.ts";

const number = z.number().nullable();

/** Below this many samples a segment has no metric. */
export const leastSamples = 5;

const head = {
  schema_version: z.literal(1),
  segment: z.string().describe("its name: of a batch, an instrument, a span of the calendar or a value of a column"),
  over: z.literal("samples"),
};

export const segmentMetricsSchema = z
  .union([
    z.strictObject({ ...head, task: z.literal("classification"), ...classificationMetricsSchema.shape }),
    z.strictObject({ ...head, task: z.literal("regression"), ...segmentMeasuredSchema.shape }),
    z.strictObject({
      ...head,
      task: z.enum(["classification", "regression"]),
      n_samples: z.int().min(0),
      n_spectra: z.int().min(0),
      na: z.literal("too_few").describe(`fewer than ${leastSamples} samples`),
    }),
  ])
  .describe("Metrics of one segment: the out-of-fold predictions of its spectra, counted by sample.");
export type SegmentMetrics = z.input<typeof segmentMetricsSchema>;

const instant = z
  .union([z.string(), z.number()])
  .nullable()
  .describe("ISO 8601 in UTC, or the number that the column says; null where no time is declared");

export const segmentsSummarySchema = z
  .strictObject({
    schema_version: z.literal(1),
    model: z.string().describe("the estimator"),
    by: z.string().describe("batch, instrument, day, week, month, quarter, year, or the name of a column"),
    metric: z.enum(["accuracy", "rmse"]),
    segments: z.array(
      z.strictObject({
        id: z.string().describe("its folder below segments/"),
        name: z.string(),
        kind: z.enum(["fold", "slice"]).describe("a fold of the walk in time, or a slice of what any folds left out"),
        from: instant,
        to: instant,
        n_samples: z.int().min(0),
        n_spectra: z.int().min(0),
        value: number.describe(`null with fewer than ${leastSamples} samples`),
        low: number.describe("95 % interval by sample; null where there is none"),
        high: number,
      }),
    ),
    trend: z
      .strictObject({
        rho: z.number().describe("Spearman correlation of the value with the number of the segment"),
        p: z
          .number()
          .describe("two-sided; over all orders up to 8 segments, else over 9,999 permutations and the order found"),
        n: z.int().describe("segments that have a value"),
      })
      .nullable()
      .describe("null where segments are in no order of time, fewer than 4 have a value, or all have the same"),
    worst: z
      .strictObject({ id: z.string(), value: z.number(), low: number, high: number })
      .nullable()
      .describe(
        "its interval is of level 0.95^(1/m) over m segments that have a value: with 95 % it holds for all of them at once",
      ),
    spread: number.describe("largest value less the smallest"),
  })
  .describe("How a model does from segment to segment: of time, batches, instruments or what a column says.");
export type SegmentsSummary = z.output<typeof segmentsSummarySchema>;

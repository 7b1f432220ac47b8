/** Schema of model/validation.json: whether a figure is about the samples, or about what came with them. */
import { z } from "zod";

/** Why a part was not made. */
export const validationReasons = [
  "not_requested",
  "not_validated",
  "too_many_samples",
  "not_finite",
  "nothing_left",
  "not_fitted",
  "no_spectra",
  "too_few_points",
  "resampled_late",
  "too_many_spectra",
] as const;
export type ValidationReason = (typeof validationReasons)[number];

const na = z.strictObject({ na: z.enum(validationReasons) }).describe("why it was not made");

const change = {
  lost: z.int().nullable().describe("samples that were right and no longer are; null for a regression"),
  won: z.int().nullable().describe("samples that were wrong and are right now; null for a regression"),
  p: z.number().describe("how often chance alone does as much: binomial, for a regression by flips of signs"),
};

const similarity = z.strictObject({
  cut: z.number().describe("of the median distance: samples nearer than this may be one thing measured again"),
  samples: z.int(),
  clusters: z.int().describe("samples that are like no other counted as one each"),
  largest: z.int().describe("samples in the largest cluster"),
  moved: z.int().describe("samples that are predicted in another fold than in the ordinary one, or left training"),
  lists: z.array(z.array(z.string())).describe("the clusters of two samples or more, at most 50"),
  ordinary: z.number().describe("accuracy or RMSECV, by sample, in the ordinary folds (of repeats the first)"),
  blocked: z.number().describe("the same with clusters kept together"),
  ...change,
});

const channel = z.strictObject({
  channels: z
    .array(z.strictObject({ axis: z.number(), explained: z.number().describe("by class or target, from 0 to 1") }))
    .describe("those that tell most by themselves: of each what is not the mean of its neighbours"),
  ordinary: z.number().describe("accuracy or RMSECV, by sample, in the ordinary folds (of repeats the first)"),
  patched: z.number().describe("the same with these channels replaced by the line between their neighbours"),
  ...change,
});

const permutation = z.strictObject({
  n: z.int().describe("exchanges that were made"),
  metric: z.enum(["balanced_accuracy", "rmsecv"]),
  observed: z.number().describe("by sample, with the labels or targets as they are, in the folds of the test"),
  values: z.array(z.number()).describe("the same with labels or targets exchanged"),
  p: z.number().describe("(1 + as good or better)/(1 + n); 10/n where the tenth as good or better ended it"),
  exchanged: z.enum(["samples-in-batch", "batches", "samples"]).describe("what took one another's label or target"),
  folds: z.int(),
});

const learningCurve = z.strictObject({
  points: z.array(
    z.strictObject({
      share: z.number().describe("of what each fold trains on"),
      samples: z.number().describe("in training, on average over folds and draws"),
      mean: z
        .number()
        .nullable()
        .describe("accuracy or RMSECV by sample over the draws; null where so few cannot carry the model"),
      sd: z.number().nullable().describe("over the draws; null where all is taken"),
    }),
  ),
});

export const validationSchema = z.strictObject({
  schema_version: z.literal(1),
  similarity: z.union([similarity, na]),
  channel: z.union([channel, na]),
  permutation: z.union([permutation, na]),
  learning_curve: z.union([learningCurve, na]),
});

export type Validation = z.output<typeof validationSchema>;
export type Similarity = Validation["similarity"];
export type Channel = Validation["channel"];
export type LearningCurve = Validation["learning_curve"];
export type Permutation = Validation["permutation"];

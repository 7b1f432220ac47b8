/** Study: several candidates of one document that are compared on the same samples, and what is told of the one that is chosen. */
import { z } from "zod";
import { digest } from "./records.ts";

const text = z.string().min(1);
const count = z.int().min(0);

/** Metrics by which candidates are compared: those that follow from what was called or predicted of each sample. */
export const studyMetrics = ["accuracy", "balanced_accuracy", "mcc", "rmsecv"] as const;
export type StudyMetric = (typeof studyMetrics)[number];

export const choiceRules = ["best", "one-standard-error"] as const;
export type ChoiceRule = (typeof choiceRules)[number];

const scalar = z.union([z.string(), z.number(), z.boolean()]);
const settingSchema = z.union([scalar, z.array(scalar)]);
export type StudySetting = z.output<typeof settingSchema>;

const name = text.max(200);

export const studySchema = z
  .strictObject({
    question: text.max(500).describe("what the candidates are to answer"),
    metric: z.enum(studyMetrics).describe("by which they are compared: by sample, on the same folds"),
    rule: z
      .enum(choiceRules)
      .default("one-standard-error")
      .describe(
        "the best, or the first listed within one standard error of the best; the document as it stands is first",
      ),
    candidates: z
      .union([
        z
          .strictObject({
            grid: z.record(z.string(), z.array(settingSchema).min(1)).describe("every combination of values, by key"),
          })
          .describe("a candidate a combination"),
        z
          .array(
            z.strictObject({
              name,
              set: z.record(z.string(), settingSchema).describe("values by key, as `--set` takes them"),
            }),
          )
          .min(1),
      ])
      .describe(
        "what is tried beside the document as it stands: `{grid: {params.lv: [4, 8]}}` or a list of `{name, set}`",
      ),
    budget: z
      .strictObject({
        candidates: z.int().min(1).describe("most candidates that are spawned"),
        generations: z.int().min(1).describe("how far from the document as it stands a candidate may be spawned"),
        hours: z.number().positive().describe("of running, all candidates together"),
        patience: z
          .strictObject({
            candidates: z.int().min(1).describe("that end one after another without a gain"),
            gain: z.number().min(0).describe("by which the metric has to be better to count"),
          })
          .describe("after so many candidates without a gain none is begun"),
      })
      .partial()
      .optional()
      .describe("what the study may take"),
  })
  .describe("candidates of this document that a job compares; a compile runs the document as it stands");
export type Study = z.output<typeof studySchema>;

/** The one file by which the run of a chosen candidate is more than the run as compiled. */
export const candidatesPath = "candidates.json";

const jobId = z.string().regex(/^[0-9a-f]{12}$/);
const number = z.number().nullable();

const candidateSchema = z.strictObject({
  job_id: jobId,
  parent: jobId.nullable().describe("null of the document as it stands"),
  generation: count,
  why: z.string().describe("its name; empty of the document as it stands"),
  set: z.record(z.string(), z.string()).describe("what was typed for it, by key"),
  state: text.describe("of its job when candidates were compared"),
  content_digest: digest.nullable().describe("of its run; null where none ended"),
  value: number.describe("of the metric; null where it failed, or has other samples"),
  low: number.describe("of its own interval (95 %), which does not count that it was chosen"),
  high: number,
  difference: z
    .strictObject({ value: z.number(), low: number, high: number })
    .nullable()
    .describe("to the chosen: paired by sample; null of the chosen itself"),
  paired: z.boolean().describe("whether it was judged on the samples of the document as it stands"),
  told: z
    .array(z.array(z.number()))
    .nullable()
    .describe("by repeat, of each sample: the class it was called, counted from 0, or the value predicted"),
});

export const candidatesSchema = z
  .strictObject({
    schema_version: z.literal(1),
    root: jobId,
    question: text,
    metric: z.enum(studyMetrics),
    rule: z.enum(choiceRules),
    seed: z.int().min(0),
    model: text.describe("id of the model that is judged"),
    classes: z.array(z.string()).nullable().describe("null of a number that is predicted"),
    samples: z.strictObject({
      names: z.array(z.string()),
      observed: z.array(z.number()).describe("the class of each, counted from 0, or what was measured"),
      unit: z.enum(["sample", "batch", "group", "segment"]).describe("what the folds leave out whole"),
      of: z.array(count).describe("number of the unit of each sample"),
    }),
    candidates: z.array(candidateSchema).min(1),
    tried: z.int().min(1).describe("candidates whose run was begun, those that failed among them"),
    chosen: jobId,
    corrected: z
      .strictObject({ value: z.number(), low: z.number(), high: z.number() })
      .nullable()
      .describe(
        "what choosing by the rule comes to on samples that had no say: mean, 2.5 and 97.5 % of 1,000 draws; null below 8 samples",
      ),
  })
  .describe("the candidates of a study, compared on the same samples, and what the choice is worth");
export type Candidates = z.output<typeof candidatesSchema>;

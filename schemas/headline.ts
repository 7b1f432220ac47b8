/** Headline: what blocks say of a run in a few numbers. */
import { z } from "zod";
import { json } from "./records.ts";

/** What blocks say in the summary: null where none says it. */
export const headline = {
  model_name: z.string().nullable(),
  scheme: json,
  n_features: z.int().nullable(),
  cv_score: z.number().nullable(),
  cv_std: z.number().nullable(),
  tuning_enabled: z.boolean(),
  calibration_enabled: z.boolean(),
  feature_store_enabled: z
    .boolean()
    .optional()
    .describe("whether a table was matched in time; absent in runs of versions that did not say"),
};
export const headlineSchema = z.strictObject(headline);
export type RunHeadline = z.output<typeof headlineSchema>;

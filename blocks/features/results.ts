/** What the features block writes: names of its columns, what each says of the outcome, and the headline of both. */
import { z } from "zod";

export const importanceSchema = z.strictObject({
  schema_version: z.literal(1),
  method: z
    .enum(["anova_f", "f_regression", "vip", "explained_variance"])
    .nullable()
    .describe(
      "what `importance` is: F between classes, F of the correlation with the target, VIP, or the share of variance; null where the features look at no outcome",
    ),
  n_spectra: z.int().describe("non-external spectra it is of; no validation: the models rank anew in each fold"),
  features: z.array(
    z.strictObject({
      name: z.string(),
      family: z.enum(["band", "peak", "ratio", "pca", "pls", "variable"]),
      importance: z.number().nullable(),
      explained_variance: z.number().nullable().describe("share of the variance; of principal components only"),
      kept: z.boolean().describe("false where selection leaves it out"),
    }),
  ),
});
export type Importance = z.output<typeof importanceSchema>;

const namesSchema = z.strictObject({
  schema_version: z.literal(1),
  names: z.array(z.string()).describe("of the columns of X_features.npy, in order"),
});

export const featuresResults = z.strictObject({
  schema_version: z.literal(1),
  n_spectra: z.int(),
  n_features_input: z.int(),
  n_features_output: z.int().describe("of X_features.npy; a model that tunes them may take fewer"),
  feature_selection_method: z.enum(["anova_f", "vip", "k_best"]).nullable(),
  names: z.array(z.string()),
  learns: z.enum(["spectra", "outcome"]).nullable().describe("what they are learnt from; null where nothing is"),
  fitted: z.enum(["once", "in each fold"]),
  outcome: z.enum(["label", "target"]).nullable().describe("what X_features.npy was learnt from, where it was"),
  tunable: z
    .record(z.string(), z.array(z.number()))
    .describe("lists of values that models choose from; X_features.npy has the largest of each"),
  explained_variance: z.array(z.number()).describe("share of the variance of each principal component"),
  importance: importanceSchema,
});
export type FeaturesResults = z.output<typeof featuresResults>;

export const featuresArtifacts = {
  "features/feature_names.json": namesSchema,
  "features/feature_importance.json": importanceSchema,
};

/** Files of a model's latent variables: the error over their number, and where each spectrum stands on them. */
import { z } from "zod";
import type { Json } from "../../schemas/plain-json.ts";
import { csvText } from "../contract/csv.ts";
import { row } from "../contract/matrix.ts";
import type { Methods } from "../contract/methods.ts";
import type { ModelParts } from "../contract/model.ts";
import type { Artifact } from "../contract/running.ts";
import { latentVariables } from "../methods/metrics/merit.ts";
import type { FitData } from "../methods/recipe/fit-data.ts";
import { readyVariables } from "../methods/recipe/fit-recipe.ts";
import { latentVariablePath } from "../methods/recipe/latent-variables.ts";
import type { LatentPaths } from "../methods/recipe/validate.ts";
import { signedScores } from "./signs.ts";

const errors = z.array(z.number().nullable());

export const latentResults = z.strictObject({
  metric: z.enum(["rmse", "one_minus_balanced_accuracy"]),
  components: z.array(z.int().min(1)).describe("1 … the most that was tried, or that the spectra carry"),
  fitted: errors.describe("of the samples the final model was fitted on"),
  cross_validated: errors
    .nullable()
    .describe("of the samples left out in turn, by the fits of the folds with so many latent variables"),
  x_variance: z.array(z.number()).describe("share of the variance of the variables that each latent variable carries"),
  y_variance: z.array(z.number()).describe("of what is to be predicted"),
  chosen: z.int().min(1).describe("latent variables of the final model"),
});
type LatentResults = z.output<typeof latentResults>;

export const latentVariablesSchema = z.strictObject({ schema_version: z.literal(1), ...latentResults.shape });

/** What the results hold of them; null of an estimator that has none of its own. */
export function latentOf(
  { final, split, recipe }: ModelParts,
  { rows, outcome }: FitData,
  paths: LatentPaths | null,
): LatentResults | null {
  const chosen = latentVariables(final.predictor.state);
  if (paths === null || chosen === null) return null;
  return latentVariablePath(paths, { rows, outcome, split, task: recipe.task }, chosen) as LatentResults;
}

/** model/latent_variables.json and model/scores.csv. */
export function latentFiles(
  methods: Methods,
  { final: { predictor } }: ModelParts,
  data: FitData,
  latent: LatentResults | null,
): readonly Artifact[] {
  const { distances } = methods.estimator(predictor.estimator);
  if (latent === null || distances === undefined) return [];
  const { rows } = data;
  const { chosen } = latent;
  const x = readyVariables(methods, predictor, data.ready, Array.from(rows.id.keys()));
  const { t2, q, scores } = distances(x, predictor.state);
  const signed = signedScores(scores, predictor.state);
  const head = ["id", "sample", "external", ...Array.from({ length: chosen }, (_, c) => `LV${c + 1}`), "t2", "q"];
  const lines = rows.id.map((id, i) => [
    id,
    rows.sample[i],
    String(rows.external[i]),
    ...Array.from(row(signed, i), String),
    String(t2[i]),
    String(q[i]),
  ]);
  return [
    { path: "model/latent_variables.json", json: { schema_version: 1, ...latent } as unknown as Json },
    { path: "model/scores.csv", text: csvText([head, ...lines]) },
  ];
}

/** Predictor file: a predictor as `model/model.json`, plain data that other programs can read. */
import { z } from "zod";
import type { Json } from "../../../schemas/plain-json.ts";
import { json } from "../../../schemas/records.ts";
import { quantities } from "../../contract/dataset.ts";
import type { Predictor } from "../../contract/model.ts";

const columns = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("axis"),
    unit: z.string().nullable(),
    technique: z.string().nullable(),
    values: z.array(z.number()),
    quantity: z.enum(quantities).optional(),
    altered: z.literal(true).optional(),
  }),
  z.strictObject({ kind: z.literal("names"), names: z.array(z.string()) }),
]);

export const predictorSchema = z.strictObject({
  schema_version: z.literal(1),
  task: z.enum(["classification", "regression"]),
  pipeline: z.strictObject({
    input: columns,
    steps: z.array(z.strictObject({ name: z.string(), options: json })),
    done: z.int(),
    readyColumns: columns,
    columns,
  }),
  stepStates: z.array(json),
  estimator: z.string(),
  options: z.record(z.string(), json),
  state: json,
  classes: z.array(z.string()).nullable(),
  target: z.strictObject({ name: z.string(), unit: z.string().nullable() }).nullable(),
});

/** model.json of a predictor. */
export const predictorFile = (predictor: Predictor): Json => ({ schema_version: 1, ...predictor }) as unknown as Json;

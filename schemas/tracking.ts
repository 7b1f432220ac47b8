/** Tracking: where a document, or the project's configuration, says its runs are sent to; and the receipt of what was sent. */
import { z } from "zod";
import { digest } from "./records.ts";

const text = z.string().min(1);

export const trackingSchema = z
  .strictObject({
    mlflow: z
      .strictObject({
        experiment: text.max(500).describe("experiment that the runs go to; made where it is not there"),
        run_name: text.max(250).optional().describe("name of the runs (default: title and run id)"),
        tags: z.record(text.max(250), z.string().max(5000)).optional().describe("tags that each run gets besides"),
        registered_model: z
          .string()
          .regex(/^[A-Za-z0-9_.-]{1,250}$/, "a name in the registry is letters, digits, `_`, `-` and `.`")
          .optional()
          .describe("name in the model registry: each run with a model becomes a version of it"),
      })
      .describe("MLflow; its address stands in MLFLOW_TRACKING_URI, never here"),
  })
  .describe("where runs are sent once they are whole; enters no key, and changes no result");
export type Tracking = z.output<typeof trackingSchema>;

/** What is sent, in this order. */
export const trackingSteps = ["run", "params", "metrics", "tags", "inputs", "artifacts", "model", "end"] as const;
export type TrackingStep = (typeof trackingSteps)[number];

const stepSchema = z.strictObject({
  state: z.enum(["done", "pending", "refused"]),
  words: z.string().nullable().describe("the server's own, of what it refused or could not do; null elsewhere"),
});

export const receiptSchema = z
  .strictObject({
    schema_version: z.literal(1),
    run_id: z.string(),
    server: z.string().nullable().describe("address without user and password; null where none was named yet"),
    experiment_id: z.string().nullable(),
    mlflow_run_id: z.string().nullable(),
    model: z
      .strictObject({ name: z.string(), version: z.string().nullable() })
      .nullable()
      .describe("null where none is to be registered"),
    payload: digest.describe("of all that is sent, as `foodspec track --dry-run` prints it"),
    steps: z.strictObject(
      Object.fromEntries(trackingSteps.map((step) => [step, stepSchema])) as {
        readonly [S in TrackingStep]: typeof stepSchema;
      },
    ),
  })
  .describe("what of a run was sent to MLflow");
export type Receipt = z.output<typeof receiptSchema>;

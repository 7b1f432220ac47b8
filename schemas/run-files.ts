/** Run files: what every run folder holds beside the manifest — summary, state, a record a block, and what went wrong. */
import { z } from "zod";
import { headline } from "./headline.ts";
import { executions, results } from "./manifest.ts";
import { digest, json, preimageSchema } from "./records.ts";
import { stages } from "./stages.ts";

export const stageStatus = ["success", "warning", "failed", "blocked", "cancelled", "not_reached"] as const;

const runStatus = z.enum(["success", "failed", "cancelled"]);

export const runSummarySchema = z.strictObject({
  schema_version: z.literal(1),
  run_id: z.string(),
  status: runStatus,
  exit_code: z.int(),
  mode: z.string(),
  duration_seconds: z.number(),
  ...headline,
  stages: z.array(
    z.strictObject({
      stage: z.enum(stages),
      status: z.enum(stageStatus),
      exit_code: z.int(),
      duration_seconds: z.number(),
      artifacts: z.array(z.string()),
      metrics: z.record(z.string(), json),
      error: z.string().nullable(),
    }),
  ),
  lanes: z.record(z.string(), z.strictObject({ blocks: z.array(z.string()), status: z.enum(stageStatus) })),
  silent_failure_checks: z.strictObject({
    blocks_without_end: z.array(z.string()).describe("must be empty: every block ends with a result"),
    na_without_reason: z.array(z.string()).describe("must be empty: what is not available says why"),
    artifacts_missing: z.array(z.string()).describe("must be empty: every file a block gave is there"),
  }),
});

export const stageStateSchema = z.strictObject({
  schema_version: z.literal(1),
  stages: z.record(z.string(), z.enum(stageStatus)),
  blocks: z.record(
    z.string(),
    z.strictObject({
      execution: z.enum(executions),
      result: z.enum(results),
      reason: z.string().nullable(),
      why: z.string(),
    }),
  ),
  qc_override: z.string().nullable(),
});

export const doneSchema = z.strictObject({
  schema_version: z.literal(1),
  key: digest.nullable(),
  key_preimage: preimageSchema.nullable(),
  execution: z.enum(executions),
  result: z.enum(results),
  reason: z.string().nullable(),
  started_utc: z.string(),
  finished_utc: z.string(),
  duration_s: z.number(),
  input_hashes: z.record(z.string(), z.array(digest)),
  outputs_list: z.array(z.string()),
  effective_config: json,
  reference_context_id: z
    .string()
    .nullable()
    .describe("digest of the values it started from: equal where two blocks saw the same"),
});

export const errorTypes = [
  "CliError",
  "ProtocolError",
  "ValidationError",
  "ModelingError",
  "TrustError",
  "QCError",
  "ReportingError",
  "ArtifactError",
  "ProductContractError",
  "Cancelled",
  "InternalError",
] as const;

export const errorSchema = z.strictObject({
  schema_version: z.literal(1),
  exit_code: z.int(),
  error_type: z.enum(errorTypes),
  message: z.string(),
  stage: z.enum(stages),
  code: z.string(),
  position: z
    .strictObject({ file: z.string(), line: z.int(), column: z.int(), endLine: z.int(), endColumn: z.int() })
    .nullable(),
  recommendations: z.array(z.string()),
  details: z.record(z.string(), json),
  run_id: z.string(),
  timestamp: z.string(),
  logs_path: z.string(),
});
export type ErrorFile = z.output<typeof errorSchema>;

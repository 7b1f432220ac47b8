/** Run files: what every run folder holds beside the manifest — summary, state, a record a block, and what went wrong. */
import { z } from "zod";
import { headline } from "./headline.ts";
import { executions, results } from "./manifest.ts";
import { digest, json, preimageSchema } from "./records.ts";
import { silentFailuresSchema } from "./silent-failures.ts";
import { stages } from "./stages.ts";

export const stageStatus = [
  "success",
  "warning",
  "failed",
  "blocked",
  "cancelled",
  "not_reached",
  "not_requested",
] as const;

const runStatus = z.enum(["success", "failed", "cancelled"]);

const laneSchema = z.strictObject({
  blocks: z.array(z.string()),
  status: z.enum(stageStatus),
  duration_seconds: z.number(),
  counts: z.strictObject({
    ok: z.int(),
    warn: z.int(),
    na: z.int(),
    failed: z.int(),
    ran: z.int(),
    reused: z.int(),
    blocked: z.int(),
    cancelled: z.int(),
  }),
  actionable_yield: z
    .number()
    .nullable()
    .describe("share of the blocks that ended ok or with a warning; null without blocks"),
  downstream_utilization: z
    .number()
    .nullable()
    .describe(
      "of those, the share whose value another block loaded, a gate judged or the document shows; null where none did",
    ),
});

export const runSummarySchema = z.strictObject({
  schema_version: z.literal(1),
  run_id: z.string(),
  status: runStatus,
  exit_code: z.int(),
  mode: z.string(),
  duration_seconds: z.number(),
  ...headline,
  mlflow_enabled: z
    .boolean()
    .optional()
    .describe(
      "whether its document or its project says that it is sent to MLflow; absent in runs of versions that did not say",
    ),
  stages: z.array(
    z.strictObject({
      stage: z.enum(stages),
      status: z.enum(stageStatus),
      exit_code: z.int(),
      duration_seconds: z.number().nullable().describe("of its blocks; null where it has none"),
      artifacts: z.array(z.string()),
      metrics: z.record(z.string(), json).describe("by block what the log says of it when it ended"),
      error: z.string().nullable(),
    }),
  ),
  lanes: z.record(z.string(), laneSchema),
  silent_failure_checks: silentFailuresSchema,
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
      key: digest.nullable(),
      started_utc: z.string().nullable(),
      finished_utc: z.string().nullable(),
      messages: z.array(z.string()).describe("its findings, code and sentence"),
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
  sentence: z.string().nullable().describe("the reason in words"),
  started_utc: z.string(),
  finished_utc: z.string(),
  duration_s: z.number(),
  input_hashes: z
    .record(z.string(), z.array(digest))
    .describe("everything it loaded: input files by their name, parts of values as `dataset.spectra`"),
  outputs_list: z.array(z.string()),
  effective_config: json,
  reference_context_id: digest.describe("of the manifest's reference_context, RFC 8785: one a run"),
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

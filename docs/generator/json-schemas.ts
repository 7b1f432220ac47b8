/** JSON Schemas: everything with a schema, by the name of its file in schemas/json/. */
import { z } from "zod";
import type { Kind } from "../../blocks/contract/kind.ts";
import { registry } from "../../blocks/registry.ts";
import { figuresMetadataSchema } from "../../compiler/render/figures.ts";
import { reportSchema } from "../../compiler/render/report-json.ts";
import { lockFileSchema } from "../../compiler/run/lock-file.ts";
import { approvalSchema } from "../../schemas/approval.ts";
import { configSchema } from "../../schemas/config.ts";
import { artifactSchemaName } from "../../schemas/contract.ts";
import { diffSchema } from "../../schemas/diff.ts";
import { findingSchema } from "../../schemas/finding.ts";
import type { Named } from "../../schemas/generate.ts";
import { ideaSchema, jobEventSchema, jobSpecSchema, outputsSchema, policyRefSchema } from "../../schemas/job.ts";
import { ledgerLineSchema, openingSchema } from "../../schemas/lockbox.ts";
import { manifestSchema } from "../../schemas/manifest.ts";
import { parityReportSchema } from "../../schemas/parity.ts";
import { previewSchema } from "../../schemas/preview.ts";
import { blockRecordSchema, preimageSchema } from "../../schemas/records.ts";
import { reproSchema } from "../../schemas/repro.ts";
import { doneSchema, errorSchema, runSummarySchema, stageStateSchema } from "../../schemas/run-files.ts";
import { savedPredictorSchema } from "../../schemas/saved-predictor.ts";
import { candidatesSchema } from "../../schemas/study.ts";
import { receiptSchema } from "../../schemas/tracking.ts";

/** Files every run has, whatever its blocks: where they stand, and their schema. */
export const runFiles: {
  readonly [name: string]: { readonly path: string; readonly title: string; readonly schema: z.ZodType };
} = {
  manifest: {
    path: "manifest.json",
    title: "Manifest: what a run was made from and what it gave",
    schema: manifestSchema,
  },
  error: { path: "error.json", title: "What ended a run; only where the exit code is not 0", schema: errorSchema },
  "run-summary": { path: "run_summary.json", title: "Summary of a run, by stage", schema: runSummarySchema },
  "stage-state": { path: "state/stage_state.json", title: "How far each stage came", schema: stageStateSchema },
  done: {
    path: "blocks/‹id›/done.json",
    title: "How one block ended, and what its key is made of",
    schema: doneSchema,
  },
  "figures-metadata": {
    path: "figures/metadata.json",
    title: "Every figure with its number, words and digest",
    schema: figuresMetadataSchema,
  },
  approval: {
    path: "model/approval.json",
    title: "Whether the models of a run are approved; only in regulatory mode",
    schema: approvalSchema,
  },
  "lockbox-opening": {
    path: "lockbox/opening.json",
    title: "What the sealed rows said when a lockbox was opened; of a sequel",
    schema: openingSchema,
  },
  candidates: {
    path: "candidates.json",
    title: "The candidates of a study and what its choice is worth; of the run of the chosen one",
    schema: candidatesSchema,
  },
  report: { path: "report.json", title: "The structure of the report", schema: reportSchema },
};

/** Files of a job folder: where they stand, and their schema. */
const jobFiles: typeof runFiles = {
  "job-spec": {
    path: "job_spec.json",
    title: "What was submitted; the job is named by its digest",
    schema: jobSpecSchema,
  },
  "job-event": { path: "events/‹00000001›.json", title: "One thing that happened to a job", schema: jobEventSchema },
  "job-idea": { path: "inputs/idea.json", title: "A request before there is a protocol", schema: ideaSchema },
  "job-policy": { path: "outputs/policy_ref.json", title: "The effective policy of a job", schema: policyRefSchema },
  "job-preview": { path: "outputs/preview.json", title: "What a run would work on", schema: previewSchema },
  "job-outputs": { path: "outputs/outputs.json", title: "Where a job stands", schema: outputsSchema },
};

const elsewhere: Named = {
  finding: { title: "One finding, as `check --format json` prints it, a line each", schema: findingSchema },
  diff: { title: "What changed from one run to another, as `diff --format json` prints it", schema: diffSchema },
  repro: { title: "Whether a document gives the same bytes, as `repro` writes it", schema: reproSchema },
  "lock-file": { title: "Lock file beside a document, written by `compile --record` (YAML)", schema: lockFileSchema },
  config: { title: "Configuration of a project, foodspec.config.yaml", schema: configSchema },
  "lockbox-ledger": { title: "A line of foodspec.lockbox.jsonl: one opening of a lockbox", schema: ledgerLineSchema },
  "tracking-receipt": { title: "What of a run was sent to MLflow, beside its run folder", schema: receiptSchema },
  "parity-report": { title: "What `features parity` found, in parity_report.json", schema: parityReportSchema },
  "saved-predictor": { title: "Predictor that `export --predictor` wrote", schema: savedPredictorSchema },
  record: { title: "What the store keeps of a block that ended", schema: blockRecordSchema },
  preimage: { title: "What a block's key is the digest of", schema: preimageSchema },
};

export function jsonSchemas(): Named {
  const kinds = registry.all;
  return {
    ...Object.fromEntries(Object.entries(runFiles).map(([name, { title, schema }]) => [name, { title, schema }])),
    ...Object.fromEntries(Object.entries(jobFiles).map(([name, { title, schema }]) => [name, { title, schema }])),
    ...elsewhere,
    ...Object.fromEntries(kinds.flatMap(schemasOf)),
  };
}

function schemasOf(kind: Kind): readonly (readonly [string, Named[string]])[] {
  return [
    [`block.${kind.kind}`, { title: `Body of a ${kind.kind} block`, schema: bodyOf(kind) }],
    [`results.${kind.kind}`, { title: `What a document may name of a ${kind.kind} block`, schema: kind.results }],
    ...Object.entries(kind.artifacts).map(
      ([path, schema]) => [artifactSchemaName(kind.kind, path), { title: path.replace("{}", "‹n›"), schema }] as const,
    ),
  ];
}

/** Options, presentation and `from`, as one closed mapping. */
const bodyOf = ({ options, presentation }: Kind): z.ZodType =>
  z.strictObject({
    ...options.shape,
    ...presentation.shape,
    from: z.string().optional().describe("id of the block it starts from"),
  });

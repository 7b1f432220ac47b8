/** Run files: summary, state, a record a block and error.json, from what was executed. */
import type { z } from "zod";
import { lanes } from "../../blocks/contract/kind.ts";
import type { RunHeadline } from "../../schemas/headline.ts";
import type {
  doneSchema,
  ErrorFile,
  runSummarySchema,
  stageStateSchema,
  stageStatus,
} from "../../schemas/run-files.ts";
import { stages } from "../../schemas/stages.ts";
import { errorType } from "../diagnostics/catalogue.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { digestOfJson } from "../store/digest.ts";
import type { Executed } from "./execute.ts";
import { checksOf } from "./failed-checks.ts";
import type { Run, RunBlock } from "./types.ts";

type Status = (typeof stageStatus)[number];

/** One status for several blocks: the worst of them. */
function statusOf(blocks: readonly RunBlock[]): Status {
  if (blocks.length === 0) return "not_reached";
  if (blocks.some(({ result }) => result === "failed")) return "failed";
  if (blocks.some(({ execution }) => execution === "cancelled")) return "cancelled";
  if (blocks.some(({ execution }) => execution === "blocked")) return "blocked";
  return blocks.some(({ result }) => result !== "ok") ? "warning" : "success";
}

const inStage = (run: Pick<Run, "blocks">, stage: string) =>
  run.blocks.filter(({ block }) => block.kind.stage === stage);

/** state/stage_state.json: how far each stage came, and why each block did what it did. */
export function stageState(
  run: Pick<Run, "blocks">,
  executed: readonly Executed[],
  override: string | null,
): z.input<typeof stageStateSchema> {
  const why = new Map(executed.map((one) => [one.node.block.id, one.why]));
  return {
    schema_version: 1,
    stages: Object.fromEntries(stages.map((stage) => [stage, statusOf(inStage(run, stage))])) as z.input<
      typeof stageStateSchema
    >["stages"],
    blocks: Object.fromEntries(
      run.blocks.map(({ block, execution, result, reason }) => [
        block.id,
        { execution, result, reason: reason?.code ?? null, why: why.get(block.id) ?? "" },
      ]),
    ),
    qc_override: override,
  };
}

/** blocks/<id>/done.json. `iso` turns the run's clock into text. */
export function doneFile(one: Executed, block: RunBlock, iso: (time: number) => string): z.input<typeof doneSchema> {
  return {
    schema_version: 1,
    key: one.key,
    key_preimage: one.preimage,
    execution: one.execution,
    result: block.result,
    reason: one.reason?.code ?? null,
    started_utc: iso(one.started),
    finished_utc: iso(one.finished),
    duration_s: (one.finished - one.started) / 1000,
    input_hashes: Object.fromEntries(
      Object.entries(one.preimage?.files ?? {}).map(([name, files]) => [name, files.map(({ sha256 }) => sha256)]),
    ),
    outputs_list: Object.keys(block.artifacts),
    effective_config: one.node.block.options as z.input<typeof doneSchema>["effective_config"],
    reference_context_id: one.preimage === null ? null : digestOfJson(one.preimage.inputs),
  };
}

/** What the blocks say of the run, of each field the first that says it. */
export function headlineOf({ protocol, blocks }: Pick<Run, "protocol" | "blocks">): RunHeadline {
  const said = Object.assign({}, ...blocks.map(({ block, results }) => block.kind.headline?.(results) ?? {}).reverse());
  return { ...silent, ...said, scheme: said.scheme ?? protocol.settings.scheme };
}

const silent: RunHeadline = {
  model_name: null,
  scheme: null,
  n_features: null,
  cv_score: null,
  cv_std: null,
  tuning_enabled: false,
  calibration_enabled: false,
};

/** run_summary.json. */
export function runSummary(run: Run, runId: string, durationSeconds: number): z.input<typeof runSummarySchema> {
  return {
    schema_version: 1,
    run_id: runId,
    status: run.status,
    exit_code: run.exitCode,
    mode: run.protocol.settings.mode,
    duration_seconds: durationSeconds,
    ...headlineOf(run),
    stages: stages
      .filter((stage) => inStage(run, stage).length > 0)
      .map((stage) => stageSummary(stage, inStage(run, stage), run.findings)),
    lanes: Object.fromEntries(
      lanes.map((lane) => {
        const blocks = run.blocks.filter(({ block }) => block.kind.lane === lane);
        return [lane, { blocks: blocks.map(({ block }) => block.id), status: statusOf(blocks) }];
      }),
    ),
    silent_failure_checks: {
      blocks_without_end: run.protocol.blocks
        .filter(({ id }) => !run.blocks.some(({ block }) => block.id === id))
        .map(({ id }) => id),
      na_without_reason: run.blocks
        .filter(({ result, reason }) => result === "na" && reason === null)
        .map(({ block }) => block.id),
      artifacts_missing: [],
    },
  };
}

function stageSummary(stage: (typeof stages)[number], blocks: readonly RunBlock[], findings: readonly Finding[]) {
  const error = findings.find((one) => one.severity === "error" && blocks.some(({ block }) => block.id === one.block));
  return {
    stage,
    status: statusOf(blocks),
    exit_code: error?.exit ?? 0,
    duration_seconds: blocks.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0),
    artifacts: blocks.flatMap(({ artifacts }) => Object.keys(artifacts)),
    metrics: {},
    error: error?.message ?? null,
  };
}

/** error.json of the finding that decided the exit code; the other errors stand in its details. */
export function errorFile(
  decisive: Finding,
  findings: readonly Finding[],
  exitCode: number,
  runId: string,
  timestamp: string,
  blocks: readonly RunBlock[] = [],
): ErrorFile {
  const others = findings.filter((one) => one.severity === "error" && one !== decisive);
  return {
    schema_version: 1,
    exit_code: exitCode,
    error_type: errorType(decisive.code, exitCode),
    message: decisive.message,
    stage: decisive.stage,
    code: decisive.code,
    position: decisive.position,
    recommendations: [...decisive.help],
    details: {
      block: decisive.block,
      pointer: decisive.pointer,
      facts: decisive.facts,
      ...gateDetails(decisive, blocks),
      other_errors: others.map(({ code, message, position }) => ({ code, message, position })),
    } as ErrorFile["details"],
    run_id: runId,
    timestamp,
    logs_path: "logs/run.jsonl",
  };
}

/** Of a failed gate, or of drift: which it was, and every failed check with what was observed and what was required. */
function gateDetails({ block, exit }: Finding, blocks: readonly RunBlock[]): { readonly [field: string]: unknown } {
  const gate = blocks.find((one) => one.block.id === block);
  const report = gate === undefined || exit !== 7 ? null : checksOf(gate);
  if (report === null) return {};
  const failed = report.failed.map(({ id, observed, required, lower, action }) => ({
    check: id,
    observed,
    required,
    ...(lower === null ? {} : { lower }),
    ...(action === null ? {} : { action }),
  }));
  return { gate: report.gate, failed_checks: failed };
}

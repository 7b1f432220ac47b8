/** Run files: summary, state and a record a block, from what was executed. */
import type { z } from "zod";
import { dictionary } from "../../schemas/dictionary.ts";
import type { RunHeadline } from "../../schemas/headline.ts";
import type { Preimage } from "../../schemas/records.ts";
import type { doneSchema, runSummarySchema, stageStateSchema } from "../../schemas/run-files.ts";
import type { SilentFailures } from "../../schemas/silent-failures.ts";
import type { Executed } from "./execute.ts";
import { lanesOf } from "./lane-counts.ts";
import { type Staged, stageStatuses, stageSummaries } from "./stage-ends.ts";
import type { Run, RunBlock } from "./types.ts";

/** state/stage_state.json: how far each stage came, and why each block did what it did. `iso` turns the run's clock into text. */
export function stageState(
  run: Staged,
  executed: readonly Executed[],
  override: string | null,
  iso: (time: number) => string,
): z.input<typeof stageStateSchema> {
  const ended = new Map(executed.map((one) => [one.node.block.id, one]));
  return {
    schema_version: 1,
    stages: stageStatuses(run),
    blocks: Object.fromEntries(
      run.blocks.map(({ block, execution, result, reason, key, findings }) => {
        const one = ended.get(block.id);
        const state = {
          execution,
          result,
          reason: reason?.code ?? null,
          why: one?.why ?? "",
          key,
          started_utc: one === undefined ? null : iso(one.started),
          finished_utc: one === undefined ? null : iso(one.finished),
          messages: findings.map(({ code, message }) => `${code} ${message}`),
        };
        return [block.id, state];
      }),
    ),
    qc_override: override,
  };
}

/**
 * blocks/<id>/done.json.
 *
 * @param iso turns the run's clock into text
 * @param reference digest of what the whole run is held against
 */
export function doneFile(
  one: Executed,
  block: RunBlock,
  iso: (time: number) => string,
  reference: string,
): z.input<typeof doneSchema> {
  return {
    schema_version: 1,
    key: one.key,
    key_preimage: one.preimage,
    execution: one.execution,
    result: block.result,
    reason: block.reason?.code ?? null,
    sentence: block.reason?.sentence ?? null,
    started_utc: iso(one.started),
    finished_utc: iso(one.finished),
    duration_s: (one.finished - one.started) / 1000,
    input_hashes: loadedBy(one.preimage),
    outputs_list: Object.keys(block.artifacts),
    effective_config: one.node.block.options as z.input<typeof doneSchema>["effective_config"],
    reference_context_id: reference,
  };
}

/** Digests of everything a block loaded: input files by their name, parts of values as `dataset.spectra`. */
function loadedBy(preimage: Preimage | null): { [name: string]: string[] } {
  const loaded = dictionary<string[]>();
  for (const [name, files] of Object.entries(preimage?.files ?? {})) loaded[name] = files.map(({ sha256 }) => sha256);
  for (const { value, parts } of preimage?.inputs ?? []) {
    for (const [part, digest] of Object.entries(parts)) {
      loaded[`${value}.${part}`] = [...(loaded[`${value}.${part}`] ?? []), digest];
    }
  }
  return loaded;
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
  feature_store_enabled: false,
};

/** What run_summary.json takes beside the run. */
export interface Summing {
  readonly runId: string;
  readonly durationSeconds: number;
  readonly executed: readonly Executed[];
  /** Ids of the blocks of which the document shows something. */
  readonly shown: ReadonlySet<string>;
  readonly silent: SilentFailures;
  /** Whether document or project say where it is sent to. */
  readonly isTracked: boolean;
}

/** run_summary.json. */
export function runSummary(run: Run, summing: Summing): z.input<typeof runSummarySchema> {
  const { runId, durationSeconds, executed, shown, silent: failures, isTracked } = summing;
  return {
    schema_version: 1,
    run_id: runId,
    status: run.status,
    exit_code: run.exitCode,
    mode: run.protocol.settings.mode,
    duration_seconds: durationSeconds,
    ...headlineOf(run),
    mlflow_enabled: isTracked,
    stages: stageSummaries(run, executed),
    lanes: lanesOf(run, shown),
    silent_failure_checks: failures,
  };
}

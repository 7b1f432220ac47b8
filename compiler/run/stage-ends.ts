/** Stage ends: how each of the ten stages of a run ended, what it gave and what went wrong in it. */
import type { z } from "zod";
import type { runSummarySchema, stageStatus } from "../../schemas/run-files.ts";
import { stages } from "../../schemas/stages.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Executed } from "./execute.ts";
import type { Run, RunBlock } from "./types.ts";

type Status = (typeof stageStatus)[number];
type Stage = (typeof stages)[number];
type StageSummary = z.input<typeof runSummarySchema>["stages"][number];
/** What of a run its stages are told from. */
export type Staged = Pick<Run, "blocks" | "findings">;

/** Stages that every run goes through, whatever blocks its document has. */
const always: ReadonlySet<Stage> = new Set(["cli", "protocol", "reporting", "artifact"]);

/** One status for several blocks: the worst of them; `none` where there is none. */
export function statusOf(blocks: readonly RunBlock[], none: Status = "not_requested"): Status {
  if (blocks.length === 0) return none;
  if (blocks.some(({ result }) => result === "failed")) return "failed";
  if (blocks.every(({ execution, key }) => execution === "cancelled" && key === null)) return "not_reached";
  if (blocks.some(({ execution }) => execution === "cancelled")) return "cancelled";
  if (blocks.some(({ execution }) => execution === "blocked")) return "blocked";
  return blocks.some(({ result }) => result !== "ok") ? "warning" : "success";
}

const inStage = ({ blocks }: Pick<Run, "blocks">, stage: Stage) =>
  blocks.filter(({ block }) => block.kind.stage === stage);

/** The first error that is of a stage: of one of its blocks, or of the stage itself and of no block. */
const errorIn = ({ findings }: Staged, stage: Stage, blocks: readonly RunBlock[]): Finding | undefined =>
  findings.find(
    (one) =>
      one.severity === "error" &&
      (blocks.some(({ block }) => block.id === one.block) || (one.block === null && one.stage === stage)),
  );

function statusIn(run: Staged, stage: Stage): Status {
  const blocks = inStage(run, stage);
  const status = statusOf(blocks, always.has(stage) ? "success" : "not_requested");
  const isWrong = errorIn(run, stage, blocks) !== undefined;
  return isWrong && (status === "success" || status === "warning" || status === "not_requested") ? "failed" : status;
}

/** How each stage ended, by its name. */
export const stageStatuses = (run: Staged): { [stage in Stage]: Status } =>
  Object.fromEntries(stages.map((stage) => [stage, statusIn(run, stage)])) as { [stage in Stage]: Status };

/** Every stage with its files, its time and, by block, what the log says of it when it ended. */
export function stageSummaries(run: Staged, executed: readonly Executed[]): StageSummary[] {
  const logged = new Map(executed.map(({ node, record }) => [node.block.id, record?.logged ?? {}]));
  return stages.map((stage) => {
    const blocks = inStage(run, stage);
    const error = errorIn(run, stage, blocks);
    return {
      stage,
      status: statusIn(run, stage),
      exit_code: error?.exit ?? 0,
      duration_seconds: blocks.length === 0 ? null : blocks.reduce((sum, one) => sum + one.durationSeconds, 0),
      artifacts: blocks.flatMap(({ artifacts }) => Object.keys(artifacts)),
      metrics: Object.fromEntries(
        blocks
          .map(({ block }): [string, StageSummary["metrics"][string]] => [block.id, logged.get(block.id) ?? {}])
          .filter(([, told]) => Object.keys(told as object).length > 0),
      ),
      error: error?.message ?? null,
    };
  });
}

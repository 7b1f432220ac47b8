/** Lane counts: of each lane its blocks, how they ended, and how much of what they gave was used. */
import type { z } from "zod";
import { type Lane, lanes } from "../../blocks/contract/kind.ts";
import type { runSummarySchema } from "../../schemas/run-files.ts";
import { statusOf } from "./stage-ends.ts";
import type { Run, RunBlock } from "./types.ts";

type Lanes = z.input<typeof runSummarySchema>["lanes"];

/**
 * Every lane of a run.
 *
 * @param shown ids of the blocks of which the document shows something
 */
export function lanesOf({ blocks }: Pick<Run, "blocks">, shown: ReadonlySet<string>): Lanes {
  const loaded = new Set(blocks.filter(({ execution }) => execution !== "blocked").flatMap(({ from }) => from));
  const isUsed = ({ block }: RunBlock) => loaded.has(block.id) || shown.has(block.id);
  return Object.fromEntries(lanes.map((lane) => [lane, laneOf(inLane(blocks, lane), isUsed)])) as Lanes;
}

const inLane = (blocks: readonly RunBlock[], lane: Lane) => blocks.filter(({ block }) => block.kind.lane === lane);

function laneOf(blocks: readonly RunBlock[], isUsed: (block: RunBlock) => boolean): Lanes[string] {
  const result = (wanted: RunBlock["result"]) => blocks.filter((one) => one.result === wanted).length;
  const execution = (wanted: RunBlock["execution"]) => blocks.filter((one) => one.execution === wanted).length;
  const good = blocks.filter((one) => one.result === "ok" || one.result === "warn");
  return {
    blocks: blocks.map(({ block }) => block.id),
    status: statusOf(blocks),
    duration_seconds: blocks.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0),
    counts: {
      ok: result("ok"),
      warn: result("warn"),
      na: result("na"),
      failed: result("failed"),
      ran: execution("ran"),
      reused: execution("reused"),
      blocked: execution("blocked"),
      cancelled: execution("cancelled"),
    },
    actionable_yield: blocks.length === 0 ? null : good.length / blocks.length,
    downstream_utilization: good.length === 0 ? null : good.filter(isUsed).length / good.length,
  };
}

import { expect, it } from "vitest";
import { lanesOf } from "../../../compiler/run/lane-counts.ts";
import type { Line } from "../plan/fixture.ts";
import { runBlock } from "./fixture.ts";

const reason = { code: "needs_failed:model", sentence: "Not done." };
const figure: Line = ["figure", {}, { show: "data.raw" }];
const none = { ok: 0, warn: 0, na: 0, failed: 0, ran: 0, reused: 0, blocked: 0, cancelled: 0 };
const lanes = (blocks: Parameters<typeof lanesOf>[0]["blocks"], shown: readonly string[] = []) =>
  lanesOf({ blocks }, new Set(shown));

it("a lane has its blocks with how they ended, and the time they took", () => {
  const blocks = [runBlock("data", { execution: "reused" }), runBlock(figure, { result: "warn" })];
  expect(lanes(blocks)).toMatchObject({
    decision: { blocks: ["data"], status: "success", duration_seconds: 1, counts: { ...none, ok: 1, reused: 1 } },
    explanation: { blocks: ["figure"], status: "warning", counts: { ...none, warn: 1, ran: 1 } },
  });
});

it("without blocks a lane was not asked for, and has no shares", () => {
  expect(lanes([runBlock("data")]).explanation).toEqual({
    blocks: [],
    status: "not_requested",
    duration_seconds: 0,
    counts: none,
    actionable_yield: null,
    downstream_utilization: null,
  });
});

it("its yield is the share of blocks that gave something to act on", () => {
  const blocked = runBlock("prep", { execution: "blocked", result: "na", reason });
  const failed = runBlock("model", { result: "failed", reason });
  expect(lanes([runBlock("data"), failed, blocked]).decision.actionable_yield).toBe(1 / 3);
  expect(lanes([failed]).decision).toMatchObject({ actionable_yield: 0, downstream_utilization: null });
});

it("of these those count as used whose value another block loaded, or of which the document shows something", () => {
  const data = runBlock("data");
  const prep = runBlock("prep", { from: ["data"] });
  expect(lanes([data, prep]).decision.downstream_utilization).toBe(0.5);
  expect(lanes([data, prep], ["prep"]).decision.downstream_utilization).toBe(1);
  // What was blocked loaded nothing.
  const blocked = runBlock("prep", { from: ["data"], execution: "blocked", result: "na", reason });
  expect(lanes([data, blocked]).decision.downstream_utilization).toBe(0);
});

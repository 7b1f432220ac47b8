/** Criteria of a gate: what stands in the table that a reader checks first. */
import { describe, expect, it } from "vitest";
import { criteriaOf } from "../../../blocks/qc/criteria.ts";
import type { GateReport } from "../../../schemas/gate-report.ts";

const check = { value: 0.9, threshold: 0.85, floor: 0.5, limit: "min", pass: true, na: null, unit: null, worst: [] };
const lower = { value: 0.82, threshold: 0.8, floor: 0.5, pass: true };
const told = (checks: object, more: object = {}) =>
  criteriaOf({ checks, ...more } as unknown as GateReport).map(({ name, bound, value, threshold, pass, reason }) => [
    name,
    bound,
    value,
    threshold,
    pass,
    reason,
  ]);

describe("the criteria of a gate", () => {
  it("are a line a check and one its lower limit, each with its own verdict", () => {
    expect(told({ min_accuracy: { ...check, lower } })).toEqual([
      ["Accuracy", "min", 0.9, 0.85, true, null],
      ["Accuracy: lower 95\u00a0% limit", "min", 0.82, 0.8, true, null],
    ]);
  });
  it.each([
    ["the estimate alone", 0.8, true, [false, true]],
    ["the limit alone", 0.9, false, [true, false]],
    ["both", 0.8, false, [false, false]],
  ])("say which end failed: %s", (_, value, isMet, expected) => {
    const failed = { ...check, value, pass: false, lower: { ...lower, pass: isMet } };
    expect(told({ min_accuracy: failed }).map(([, , , , pass]) => pass)).toEqual(expected);
  });
  it("of a largest value say which end failed too, and that one without a value failed", () => {
    const most = { ...check, limit: "max", pass: false, lower: { ...lower, pass: false } };
    const passes = (more: object) => told({ rmsecv: { ...most, ...more } }).map(([, , , , pass]) => pass);
    expect(passes({ value: 0.9 })).toEqual([false, false]);
    expect(passes({ value: 0.8 })).toEqual([true, false]);
    expect(passes({ value: null })).toEqual([false, false]);
    expect(passes({ threshold: null })).toEqual([false, false]);
  });
  it("say why one judges nothing, or passes in spite of its value, and leave the limit out where chance decides", () => {
    expect(
      told({
        bias: { ...check, value: null, threshold: null, limit: "max", pass: null, na: "classification", lower: null },
        confounding: { ...check, value: 1, threshold: 0, limit: "max", despite: "accepted", lower: null },
        one_channel: { ...check, value: 0, threshold: 0.05, limit: "max", chance: { p: 1, below: 0.05 }, lower: null },
      }),
    ).toEqual([
      ["Bias", "max", null, null, null, "the task is a classification: there is no target"],
      ["Columns that go with the outcome", "max", 1, 0, true, "the protocol accepts it, with its reason"],
      ["Channels that tell most replaced", "below", 0, 0.05, true, null],
    ]);
  });
  it("stand block by block where several were judged, and point to their own record", () => {
    const verdict = { checks: { bias: { ...check, lower: null } } };
    const found = criteriaOf({ checks: {}, by_block: { a: verdict, "b/c": verdict } } as unknown as GateReport);
    expect(found.map(({ of, pointer }) => [of, pointer])).toEqual([
      ["a", "/by_block/a/checks/bias"],
      ["b/c", "/by_block/b~1c/checks/bias"],
    ]);
  });
});

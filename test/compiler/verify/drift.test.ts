/** Drift judged again from what a monitoring run records. */
import { describe, expect, it } from "vitest";
import { driftFindings } from "../../../compiler/verify/drift.ts";
import type { RunFolder } from "../../../compiler/verify/run-folder.ts";
import type { Manifest } from "../../../schemas/manifest.ts";

const good = { status: "warn", p: 0.04, warn_p: 0.05, fail_p: 0.01, tests: [{ p: 0.02 }, { p: 0.5 }] };
const path = "monitoring/drift_report.json";
const problems = (report: object, result = "warn") => {
  const folder: RunFolder = {
    name: "run",
    paths: [path],
    read: (asked) => (asked === path ? new TextEncoder().encode(JSON.stringify(report)) : null),
  };
  const manifest = {
    blocks: [{ id: "lean", kind: "monitor", result, artifacts: { [path]: "" } }],
  } as unknown as Manifest;
  return driftFindings(folder, manifest).map(({ code, message }) => `${code} ${message}`);
};

describe("a drift report", () => {
  it.each([
    [good, "warn"],
    [{ ...good, p: 1, status: "ok", tests: [{ p: 0.6 }, { p: 0.7 }] }, "ok"],
    [{ ...good, p: 0.002, status: "fail", tests: [{ p: 0.001 }, { p: 0.7 }] }, "failed"],
    [{ ...good, p: null, status: "na", tests: [] }, "warn"],
    [{ ...good, p: 0.05, status: "ok", tests: [{ p: 0.025 }, { p: 0.7 }] }, "ok"],
    [{ ...good, p: 0.01, status: "warn", tests: [{ p: 0.005 }, { p: 0.7 }] }, "warn"],
  ])("that follows from its tests is not spoken of: %j, block %s", (report, result) => {
    expect(problems(report, result)).toEqual([]);
  });
  it.each([
    ["another p than its tests", { ...good, p: 0.03 }, "warn", /says p 0\.03, and its tests come to 0\.04/],
    ["another verdict than its p", { ...good, status: "ok" }, "warn", /says ok, and its p makes it warn/],
    ["a test left out", { ...good, tests: [] }, "warn", /its tests come to null/],
    ["a block that failed", good, "failed", /manifest\.json.*says failed of the block `lean`, whose drift is warn/],
    ["a block that did not", { ...good, fail_p: 0.05, status: "fail" }, "warn", /whose drift is fail/],
  ])("with %s is found out", (_, report, result, message) => {
    expect(problems(report, result).join()).toMatch(message);
  });
  it("of no known form is left to its schema", () => {
    expect(problems({ tests: 3 })).toEqual([]);
  });
});

import { describe, expect, it } from "vitest";
import type { Finding } from "../../../compiler/diagnostics/finding.ts";
import { errorFile } from "../../../compiler/run/error-file.ts";
import type { RunBlock } from "../../../compiler/run/types.ts";
import { errorSchema } from "../../../schemas/run-files.ts";
import { foundIn, runBlock } from "./fixture.ts";

describe("error.json", () => {
  const time = "2026-01-01T00:00:00.000Z";
  const decisive = foundIn("FS5401");
  const file = (finding: Finding, all: readonly Finding[] = [finding], exit = 5, blocks: readonly RunBlock[] = []) =>
    errorSchema.parse(errorFile(finding, all, exit, "run", time, blocks));

  it("is of the finding that decided the exit code; the other errors stand in its details", () => {
    const other = foundIn("FS5402", { position: null });
    expect(file(decisive, [foundIn("FS7002", { severity: "warning" }), other, decisive])).toEqual({
      schema_version: 1,
      exit_code: 5,
      error_type: "ModelingError",
      message: "FS5401 happened",
      stage: "modeling",
      code: "FS5401",
      position: decisive.position,
      recommendations: ["do this", "or that"],
      details: {
        block: "model",
        pointer: "/k",
        facts: { k: 3 },
        other_errors: [{ code: "FS5402", message: "FS5402 happened", position: null }],
      },
      run_id: "run",
      timestamp: time,
      logs_path: "logs/run.jsonl",
    });
  });

  it("can be made before there are any blocks", () => {
    expect(errorFile(decisive, [decisive], 5, "run", time).details).not.toHaveProperty("gate");
  });

  it.each([
    ["the command line", 2, "CliError"],
    ["the data", 3, "ValidationError"],
    ["a gate", 7, "QCError"],
    ["being cancelled", 130, "Cancelled"],
  ])("says what sort of error it is: %s", (_, exit, type) => {
    expect(file({ ...decisive, exit }, [], exit).error_type).toBe(type);
  });

  it("says of a mistake of ours that it is ours", () => {
    expect(file(foundIn("FS0001")).error_type).toBe("InternalError");
  });

  const gate = foundIn("FS7001", { block: "gate", exit: 7, stage: "qc" });
  const report = {
    gate: "data",
    failed_checks: ["min_samples", "spikes"],
    checks: {
      min_samples: { value: 19, threshold: 20, lower: null },
      spikes: { value: 0.5, threshold: 0.1, lower: { value: 0.4, threshold: 0.2 } },
    },
  };

  it("of a failed gate says which checks failed, what was observed and what was required", () => {
    expect(file(gate, [gate], 7, [runBlock("gate", { results: report })]).details).toMatchObject({
      gate: "data",
      failed_checks: [
        { check: "min_samples", observed: 19, required: 20 },
        { check: "spikes", observed: 0.5, required: 0.1, lower: { value: 0.4, threshold: 0.2 } },
      ],
    });
  });

  it("says what to do about a failed check that its kind has words for", () => {
    const judged = runBlock("gate", { results: report });
    const checkWords = () => ({ spikes: { title: "Spikes", action: "Despike the spectra." } });
    const worded = { ...judged, block: { ...judged.block, kind: { ...judged.block.kind, checkWords } } };
    expect(file(gate, [gate], 7, [worded]).details.failed_checks).toMatchObject([
      { check: "min_samples" },
      { check: "spikes", action: "Despike the spectra." },
    ]);
  });

  it("recommends the remedies of its checks, that of the check farthest from its criterion first", () => {
    const judged = runBlock("gate", { results: report });
    const checkWords = () => ({
      min_samples: { title: "Samples", action: "Measure more samples." },
      spikes: { title: "Spikes", action: "Despike the spectra." },
    });
    const worded = { ...judged, block: { ...judged.block, kind: { ...judged.block.kind, checkWords } } };
    // 0.5 where 0.1 is allowed is four times the criterion away, 19 of 20 a twentieth.
    expect(file(gate, [gate], 7, [worded]).recommendations).toEqual(["Despike the spectra.", "Measure more samples."]);
    expect(file(gate, [gate], 7, [judged]).recommendations).toEqual(["do this", "or that"]);
    // What has no number is not known to be far from its criterion.
    const unknown = { ...report, checks: { ...report.checks, spikes: { ...report.checks.spikes, value: null } } };
    const one = { ...worded, ...runBlock("gate", { results: unknown }), block: worded.block };
    expect(file(gate, [gate], 7, [one]).recommendations).toEqual(["Measure more samples.", "Despike the spectra."]);
  });

  it.each<[string, Finding, readonly RunBlock[]]>([
    ["a gate that left no report", gate, [runBlock("gate", { results: null })]],
    ["a gate that failed by our mistake", { ...gate, exit: 9 }, [runBlock("gate", { results: report })]],
    ["a block that is no gate", { ...gate, block: "model" }, [runBlock("model")]],
    ["no block at all", { ...gate, block: null }, [runBlock("gate", { results: report })]],
  ])("says nothing of checks for %s", (_, finding, blocks) => {
    expect(Object.keys(file(finding, [], finding.exit, blocks).details)).not.toContain("failed_checks");
  });
});

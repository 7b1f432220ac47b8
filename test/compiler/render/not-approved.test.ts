import type { Element } from "hast";
import { describe, expect, it } from "vitest";
import { criteriaOf } from "../../../blocks/qc/criteria.ts";
import { finding } from "../../../compiler/diagnostics/build.ts";
import { english } from "../../../compiler/language/language.ts";
import { toHtml } from "../../../compiler/render/hast.ts";
import { failedGates, withMarks } from "../../../compiler/render/not-approved.ts";
import { reportOf } from "../../../compiler/render/report.ts";
import type { Run } from "../../../compiler/run/types.ts";
import type { GateReport } from "../../../schemas/gate-report.ts";
import { passedGate, protocolIn, runBlock, runOf } from "../run/fixture.ts";

const failed = (...blocks: Run["blocks"]): Run =>
  runOf(blocks, {
    protocol: protocolIn("regulatory", blocks),
    status: "failed",
    exitCode: 7,
  });
const check = { limit: "min", unit: null, na: null, lower: null, worst: [] } as const;
const report = {
  gate: "model",
  status: "fail",
  failed_checks: ["min_accuracy"],
  recommended_actions: ["FS7121"],
  checks: {
    min_accuracy: {
      ...check,
      value: 0.5,
      threshold: 0.85,
      pass: false,
      lower: { value: 0.94, threshold: 0.8, pass: true },
      worst: [{ sample: "M1" }, { sample: "M1" }, { class: "lean" }],
    },
    duplicates: { ...check, value: 0, threshold: 0, limit: "max", pass: true },
  },
};
const html = (run: Run) =>
  failedGates(reportOf(run, {}, null))
    .map((one) => toHtml([one]))
    .join("\n");
const text = (run: Run) =>
  html(run)
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll(/\s+/g, " ");

describe("a run is not approved", () => {
  it.each([
    ["regulatory", "failed", true],
    ["regulatory", "success", false],
    ["regulatory", "cancelled", false],
    ["research", "failed", false],
  ] as const)("in %s mode that ended as %s: %s", (mode, status, is) => {
    const blocks = [runBlock("data")];
    const run = runOf(blocks, { protocol: protocolIn(mode, blocks), status });
    expect(reportOf(run, {}, null).isNotApproved).toBe(is);
  });
});

describe("of each gate that failed", () => {
  const findings = [finding("FS7121", null, { check: "min_accuracy", title: "Accuracy", of: "plsda" })];
  const judged = runBlock("gate", { result: "failed", results: report as never, findings });
  const kind = {
    ...judged.block.kind,
    checkWords: () => ({ min_accuracy: { title: "Accuracy", action: "Measure more samples." } }),
    criteria: (results: unknown) => criteriaOf(results as GateReport),
  };
  const gate = { ...judged, block: { ...judged.block, kind } };
  const run = (of: Run["blocks"][number]): Run =>
    runOf([of], {
      protocol: protocolIn("regulatory", [of]),
      status: "failed",
      exitCode: 7,
      content: {
        ...runOf([of]).content,
        gates: [{ ...passedGate("gate", `sha256:${"0".repeat(64)}`, 2), gate: "model", status: "fail" }],
      },
    });

  it("stand the checks that failed with what was observed and required, the worst samples and what to do", () => {
    const said = text(run(gate));
    expect(said).toContain("The model gate did not pass");
    expect(said).toContain("Accuracy ≥ 85.0 % 50.0 % ✕ Fail M1, lean");
    // It fails by its verdict: a lower limit that was met is no failure.
    expect(said).not.toContain("lower 95 % limit");
    expect(said).toContain("What to do next: Measure more samples.");
    expect(said).not.toContain("duplicates");
  });

  it("stands a link to the figure of the worst, where it has one", () => {
    const views = { worst: { shape: "figure", title: "", byDefault: false, exists: () => true } } as never;
    expect(html(failed({ ...gate, views }))).toContain('href="#gate.worst"');
    expect(html(failed(gate))).not.toContain(".worst");
  });

  it("stands that it broke down, where it could not judge", () => {
    const said = text(failed(runBlock("gate", { result: "failed", results: null })));
    expect(said).toContain("The gate gate did not pass");
    expect(said).toContain("It broke down before it could judge, which counts as a failure");
  });

  it("stands nothing of a gate that passed, was blocked, or of a block that is no gate", () => {
    expect(html(failed(runBlock("gate", { results: report as never }), runBlock("data", { result: "failed" })))).toBe(
      "",
    );
  });

  it("a check that measured no number says so", () => {
    const broken = { ...report, checks: { min_accuracy: { ...check, value: null, threshold: 0.85, pass: false } } };
    expect(text(run({ ...gate, results: broken as never }))).toContain("Accuracy ≥ 85.0 % not a number ✕ Fail");
  });
});

describe("the mark", () => {
  const h = (tagName: string, className: string[] = []): Element => ({
    type: "element",
    tagName,
    properties: { className },
    children: [],
  });
  it("stands at the head of every section, and nowhere else", () => {
    const main = [h("h1"), h("p"), h("h2"), h("h3"), h("section", ["block"]), h("section", ["closing", "data"])];
    const marked = toHtml(withMarks([...main, { type: "text", value: "end" }], english));
    const mark = '<p class="not-approved-mark">NOT APPROVED</p>';
    expect(marked.split(mark)).toHaveLength(4);
    expect(marked).toContain(`${mark}<h2`);
    expect(marked).toContain(`<section class="closing data">${mark}`);
  });
});

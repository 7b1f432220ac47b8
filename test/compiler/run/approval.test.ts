import { describe, expect, it } from "vitest";
import { finding } from "../../../compiler/diagnostics/build.ts";
import { approvalOf } from "../../../compiler/run/approval.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import { approvalSchema } from "../../../schemas/approval.ts";
import type { Mode } from "../../../schemas/front-matter.ts";
import { passedGate, protocolIn, runBlock, runOf } from "./fixture.ts";

const x = digestOf("x");
const blocks = [
  runBlock("data", { artifacts: { "data/data_summary.json": x } }),
  runBlock("model", { artifacts: { "model/metrics.json": x, "model/model.json": x } }),
  runBlock("model #second"),
];
const gate = passedGate("data_gate", x, 3);
const inMode = (mode: Mode, own = blocks, more = {}) =>
  approvalOf(runOf(own, { protocol: protocolIn(mode, own), ...more }), [gate]);

describe("approval", () => {
  it("of a regulatory run that ended with 0 names its models and its gates", () => {
    expect(approvalSchema.parse(inMode("regulatory"))).toEqual({
      schema_version: 1,
      approved: true,
      exit_code: 0,
      models: { model: "model/model.json" },
      gates: [{ gate: "data", block: "data_gate", status: "pass", report: x }],
      reasons: [],
    });
  });

  it("is refused by any other end, with the errors and not the warnings", () => {
    const findings = [
      finding("FS7001", null, { gate: "data", judged: ["data"], id: "data_gate" }),
      finding("FS7002", null, {}),
    ];
    expect(inMode("regulatory", blocks, { exitCode: 7, findings })).toMatchObject({
      approved: false,
      exit_code: 7,
      reasons: ["FS7001"],
    });
  });

  it.each(["research", "monitoring"] as const)("is nothing that %s mode gives", (mode) => {
    expect(inMode(mode)).toBeNull();
  });

  it("is not said of a run without a model", () => expect(inMode("regulatory", blocks.slice(0, 1))).toBeNull());
});

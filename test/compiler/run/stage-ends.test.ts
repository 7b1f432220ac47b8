import { expect, it } from "vitest";
import { stageSummaries } from "../../../compiler/run/stage-ends.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import { stages } from "../../../schemas/stages.ts";
import { executing, foundIn, runBlock } from "./fixture.ts";

const reason = { code: "needs_failed:data", sentence: "Not done." };
const blocks = [
  runBlock("model #m", { artifacts: { "model/model.json": digestOf("x") }, durationSeconds: 2 }),
  runBlock("model #n", { result: "failed", reason, durationSeconds: 3 }),
  runBlock("data"),
];
const findings = [
  foundIn("FS7002", { block: "n", severity: "warning" }),
  foundIn("FS5401", { block: "other" }),
  foundIn("FS5402", { block: "n" }),
  foundIn("FS5403", { block: "n", exit: 6 }),
];
const stage = (name: string, run = { blocks, findings }) =>
  stageSummaries(run, []).find((one) => one.stage === name) as ReturnType<typeof stageSummaries>[number];

it("every stage stands there, in order", () => {
  expect(stageSummaries({ blocks, findings }, []).map((one) => one.stage)).toEqual([...stages]);
});

it("a stage has its files, its time and its first error", () => {
  expect(stage("modeling")).toEqual({
    stage: "modeling",
    status: "failed",
    exit_code: 5,
    duration_seconds: 5,
    artifacts: ["model/model.json"],
    metrics: {},
    error: "FS5402 happened",
  });
  expect(stage("validation")).toMatchObject({ status: "success", exit_code: 0, duration_seconds: 1, error: null });
});

it("a stage that no block asks for says so, and has no time", () => {
  expect(stage("trust")).toMatchObject({ status: "not_requested", exit_code: 0, duration_seconds: null });
});

it.each([
  ["protocol", 4],
  ["reporting", 8],
  ["artifact", 9],
] as const)("%s has no block, and fails with an error of its own", (name, exit) => {
  const wrong = foundIn("FS0001", { block: null, stage: name, exit });
  expect(stage(name)).toMatchObject({ status: "success", exit_code: 0 });
  expect(stage(name, { blocks, findings: [wrong] })).toMatchObject({
    status: "failed",
    exit_code: exit,
    error: "FS0001 happened",
  });
});

it("metrics are what the log says of a block when it has ended, by block", async () => {
  const { executed } = await executing(["data"]);
  const [one] = executed;
  const told = { ...one, record: { ...one.record, logged: { n_samples: 3 } } } as never;
  const run = { blocks: [runBlock("data")], findings: [] };
  expect(stageSummaries(run, [told]).find((it) => it.stage === "validation")?.metrics).toEqual({
    data: { n_samples: 3 },
  });
});

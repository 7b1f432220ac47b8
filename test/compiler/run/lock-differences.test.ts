import { describe, expect, it } from "vitest";
import { comparedWith, lockText } from "../../../compiler/compile/lock-file.ts";
import { lockDifferences } from "../../../compiler/run/lock-differences.ts";
import type { LockFile } from "../../../compiler/run/lock-file.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import { kindOf } from "../plan/fixture.ts";
import { runBlock, runOf } from "./fixture.ts";

const [x, y] = [digestOf("x"), digestOf("y")];
const committed: LockFile = {
  foodspec_lock: 2,
  inputs: { meat: { "meat.csv": x } },
  blocks: { plsda: { result: x, headline: { accuracy: 0.9, rmsecv: 1.5, bias: -0.2, accuracy_ci: [0.8, 0.95] } } },
};
type Headline = NonNullable<LockFile["blocks"][string]["headline"]>;
const now = (headline: Headline, result = y): LockFile => ({
  ...committed,
  blocks: { plsda: { result, headline: { ...committed.blocks.plsda.headline, ...headline } } },
});
const metric = (name: string, better: string) => ({ name, better });
const metrics = [metric("accuracy", "larger"), metric("rmsecv", "smaller"), metric("bias", "nearer to 0")];
const model = runBlock([kindOf({ metrics } as never), {}, {}, "plsda"]);
const lock = "protocol.md.lock.yaml";
const said = (after: LockFile, isLocked = false) =>
  lockDifferences(committed, after, [model], { lock, isLocked }).map(({ facts, block, position }) => ({
    said: `${facts.what}: ${facts.says}`,
    block,
    position,
  }));

describe("what differs from a committed lock file", () => {
  it("is nothing where every result is the same", () => expect(said(committed)).toEqual([]));

  it.each<[string, Headline, string]>([
    ["a share that fell", { accuracy: 0.8 }, "accuracy 0.9 there, 0.8 now (worse)"],
    ["a share that rose", { accuracy: 0.95 }, "accuracy 0.9 there, 0.95 now (better)"],
    ["an error that fell", { rmsecv: 1.2 }, "rmsecv 1.5 there, 1.2 now (better)"],
    ["a bias nearer to 0", { bias: 0.1 }, "bias -0.2 there, 0.1 now (better)"],
    ["a bias as far on the other side", { bias: 0.2 }, "bias -0.2 there, 0.2 now"],
    ["an interval", { accuracy_ci: [0.7, 0.9] }, "accuracy ci 0.8 to 0.95 there, 0.7 to 0.9 now"],
    ["a number nobody judges", { n: 3 }, "n absent there, 3 now"],
    [
      "two numbers",
      { accuracy: 0.8, rmsecv: 2 },
      "accuracy 0.9 there, 0.8 now (worse); rmsecv 1.5 there, 2 now (worse)",
    ],
    [
      "digits that are not shown",
      {},
      "its headline numbers are the same to the digits shown, other results of it are not",
    ],
  ])("is told once a block, at its fence: %s", (_, headline, sentence) =>
    expect(said(now(headline))).toEqual([
      { said: `\`plsda\`: ${sentence}`, block: "plsda", position: model.block.position },
    ]),
  );

  it.each<[string, LockFile, readonly string[]]>([
    [
      "bytes of an input",
      { ...committed, inputs: { meat: { "meat.csv": y } } },
      ["input `meat` (meat.csv): its bytes are others now"],
    ],
    [
      "an input that is new",
      { ...committed, inputs: { ...committed.inputs, oil: { "oil.csv": y } } },
      ["input `oil` (oil.csv): it is not there"],
    ],
    [
      "a block without headline numbers, there or now",
      { ...committed, blocks: { plsda: { result: y } } },
      [
        "`plsda`: accuracy 0.9 there, absent now; accuracy ci 0.8 to 0.95 there, absent now; bias -0.2 there, absent now; rmsecv 1.5 there, absent now",
      ],
    ],
    [
      "an input that is gone",
      { ...committed, inputs: {} },
      ["input `meat` (meat.csv): it is there alone, and no more in this run"],
    ],
    [
      "a block that is gone and one that is new",
      { ...committed, blocks: { data: { result: x } } },
      ["`data`: it is not there", "`plsda`: it is there alone, and no more in this run"],
    ],
  ])("is told of %s", (_, after, sentences) => expect(said(after).map((one) => one.said)).toEqual(sentences));

  it.each([
    ["a warning", false, "warning", "FS9011"],
    ["an error where the run is locked", true, "error", "FS9010"],
  ])("is %s", (_, isLocked, severity, code) =>
    expect(lockDifferences(committed, now({ accuracy: 0.8 }), [model], { lock, isLocked })).toMatchObject([
      { code, severity, facts: { lock } },
    ]),
  );
});

describe("a committed file that cannot be compared", () => {
  const found = (text: string, isLocked: boolean) =>
    comparedWith(text, committed, runOf([model]), { lock, isLocked }).map(({ code, severity, facts }) => [
      code,
      severity,
      facts.line ?? facts.problem ?? null,
    ]);
  const marked = lockText(committed).replace("inputs:", "<<<<<<< HEAD\ninputs:");
  it.each<[string, string, readonly (readonly unknown[])[], readonly (readonly unknown[])[]]>([
    ["marks of a merge", marked, [["FS9014", "error", 3]], [["FS9014", "warning", 3]]],
    ["a stale one", `stale: true\n${lockText(committed)}`, [["FS9015", "error", null]], [["FS9015", "warning", null]]],
    ["no YAML", "{", [["FS9013", "error", "it is not YAML"]], [["FS9013", "error", "it is not YAML"]]],
    [
      "the form of an earlier version",
      "foodspec_lock: 1\ninputs: {}\nblocks: {}\n",
      [["FS9013", "error", "it has the form of an earlier version (`foodspec_lock: 1`)"]],
      [["FS9013", "error", "it has the form of an earlier version (`foodspec_lock: 1`)"]],
    ],
    ["nothing wrong", lockText(committed), [], []],
  ])("%s", (_, text, locked, open) => {
    expect(found(text, true)).toEqual(locked);
    expect(found(text, false)).toEqual(open);
  });
});

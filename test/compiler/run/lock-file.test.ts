import { describe, expect, it } from "vitest";
import { type LockFile, lockDifferences, lockFileOf, lockFileSchema } from "../../../compiler/run/lock-file.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import { kindOf } from "../plan/fixture.ts";
import { addedTo, executing, runBlock, runOf } from "./fixture.ts";

const [x, y] = [digestOf("x"), digestOf("y")];
const input = (name: string, path: string) => ({
  name,
  path,
  size_bytes: 1,
  sha256: x,
  n_rows: null,
  n_cols: null,
  missing_fraction: null,
});

describe("the lock file of a run", () => {
  it("holds every input file and, of every block with a key, its headline and its files", async () => {
    const logging = kindOf({
      run: () => ({ results: {}, artifacts: [], logged: { accuracy: 0.9, accuracy_ci: [0.8, 1], name: "pls" } }),
    });
    const { executed } = await executing([[logging]]);
    const blocks = [
      runBlock([logging], { key: x, artifacts: { "model/model.json": y } }),
      runBlock("data", { key: y }),
      runBlock("gate", { key: null }),
    ];
    const run = runOf(blocks, {
      content: {
        digest: x,
        sources: [],
        overrides: [],
        gates: [],
        inputs: [input("meat", "a.csv"), input("meat", "b.csv"), input("olive", "o.csv")],
      },
    });
    const file = lockFileOf(run, executed);
    expect(lockFileSchema.parse(file)).toEqual({
      foodspec_lock: 1,
      inputs: { meat: { "a.csv": x, "b.csv": x }, olive: { "o.csv": x } },
      blocks: {
        plain: {
          key: x,
          headline: { accuracy: 0.9, accuracy_ci: [0.8, 1], name: "pls" },
          artifacts: { "model/model.json": y },
        },
        data: { key: y, headline: {}, artifacts: {} },
      },
    });
  });

  it("says why a block is there that the document does not have", () => {
    const file = lockFileOf(runOf([addedTo(runBlock("gate"), "the mode requires it"), runBlock("data")]), []);
    expect(Object.values(lockFileSchema.parse(file).blocks).map(({ added }) => added)).toEqual([
      "the mode requires it",
      undefined,
    ]);
  });

  it("has no headline of a block that left no record", async () => {
    const { executed } = await executing(["data"]);
    const bare = executed.map((one) => ({ ...one, record: null }));
    expect(lockFileOf(runOf([runBlock("data")]), bare).blocks.data.headline).toEqual({});
  });

  it("leaves tables to the artifacts: a reviewer reads single values and short lists", async () => {
    const logged = {
      number: 1,
      nothing: null,
      yes: true,
      text: "pls",
      eight: [1, 2, 3, 4, 5, 6, 7, 8],
      nine: [1, 2, 3, 4, 5, 6, 7, 8, 9],
      nested: [[1]],
      rows: [{ a: 1 }],
      table: { a: 1 },
    };
    const logging = kindOf({ run: () => ({ results: {}, artifacts: [], logged }) });
    const { executed } = await executing([[logging]]);
    const { headline } = lockFileOf(runOf([runBlock([logging])]), executed).blocks.plain;
    expect(Object.keys(headline)).toEqual(["number", "nothing", "yes", "text", "eight"]);
  });
});

const committed: LockFile = {
  foodspec_lock: 1,
  inputs: { meat: { "meat.csv": x } },
  blocks: {
    plsda: { key: x, headline: { accuracy: 0.9, note: null }, artifacts: { "model/a.json": x, "model/b.json": x } },
  },
};
const plsda = committed.blocks.plsda;
const withBlock = (more: Partial<typeof plsda>): LockFile => ({
  ...committed,
  blocks: { plsda: { ...plsda, ...more } },
});

describe("what differs from a committed lock file", () => {
  const said = (now: LockFile, before = committed, locked = false) =>
    lockDifferences(before, now, "protocol.md.lock.yaml", locked).map(({ facts, block }) => ({
      said: `${facts.what}: ${facts.before} → ${facts.now}`,
      block,
    }));

  it.each<[string, LockFile]>([
    ["nothing", committed],
    ["a key alone, which the program changes when it changes", withBlock({ key: y })],
    ["a value that was null and is now absent", withBlock({ headline: { accuracy: 0.9 } })],
    [
      "the order in which blocks and files are written",
      withBlock({ artifacts: { "model/b.json": x, "model/a.json": x }, headline: { note: null, accuracy: 0.9 } }),
    ],
  ])("does not count: %s", (_, now) => expect(said(now)).toEqual([]));

  it.each<[string, LockFile, string, string | null]>([
    ["a number", withBlock({ headline: { accuracy: 0.8 } }), "`plsda`: accuracy: 0.9 → 0.8", "plsda"],
    ["a number that is gone", withBlock({ headline: {} }), "`plsda`: accuracy: 0.9 → nothing", "plsda"],
    [
      "a number that is new",
      withBlock({ headline: { accuracy: 0.9, ci: [0.8, 1] } }),
      "`plsda`: ci: nothing → [0.8,1]",
      "plsda",
    ],
    [
      "a long text, which is cut",
      withBlock({ headline: { accuracy: 0.9, note: "a".repeat(81) } }),
      `\`plsda\`: note: nothing → ${"a".repeat(77)}…`,
      "plsda",
    ],
    [
      "a text that just fits",
      withBlock({ headline: { accuracy: 0.9, note: "a".repeat(80) } }),
      `\`plsda\`: note: nothing → ${"a".repeat(80)}`,
      "plsda",
    ],
    [
      "the bytes of an input",
      { ...committed, inputs: { meat: { "meat.csv": y } } },
      `input \`meat\` (meat.csv): ${x} → ${y}`,
      null,
    ],
    ["an input that is gone", { ...committed, inputs: {} }, `input \`meat\` (meat.csv): ${x} → nothing`, null],
    [
      "an input that is new",
      { ...committed, inputs: { ...committed.inputs, olive: { "o.csv": y } } },
      `input \`olive\` (o.csv): nothing → ${y}`,
      null,
    ],
  ])("is told: %s", (_, now, sentence, block) => expect(said(now)).toEqual([{ said: sentence, block }]));

  it.each<[string, LockFile, string]>([
    [
      "changed",
      withBlock({ artifacts: { "model/a.json": y, "model/b.json": y } }),
      "`plsda`: 2 of its files: other bytes → model/a.json, model/b.json",
    ],
    ["gone", withBlock({ artifacts: { "model/a.json": x } }), "`plsda`: 1 of its files: other bytes → model/b.json"],
  ])("is told once for all files of a block: %s", (_, now, sentence) => {
    expect(said(now)).toEqual([{ said: sentence, block: "plsda" }]);
  });

  it("is told of a block that is gone, and of one that is new, in code-unit order", () => {
    const other: LockFile = {
      ...committed,
      blocks: { data: { key: x, headline: { n: 3 }, artifacts: { "d.json": x } } },
    };
    expect(said(other)).toEqual([
      { said: "`data`: n: nothing → 3", block: "data" },
      { said: "`data`: 1 of its files: other bytes → d.json", block: "data" },
      { said: "`plsda`: accuracy: 0.9 → nothing", block: "plsda" },
      { said: "`plsda`: 2 of its files: other bytes → model/a.json, model/b.json", block: "plsda" },
    ]);
  });

  it.each([
    ["a warning", false, "warning", "FS9011"],
    ["an error where the run is locked", true, "error", "FS9010"],
  ])("is %s", (_, locked, severity, code) => {
    const now = withBlock({ headline: { accuracy: 0.8 }, artifacts: {} });
    expect(lockDifferences(committed, now, "p.lock.yaml", locked)).toMatchObject([
      { code, severity, facts: { lock: "p.lock.yaml" } },
      { code, severity },
    ]);
  });
});

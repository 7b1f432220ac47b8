import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { lockText } from "../../../compiler/compile/lock-file.ts";
import { type LockFile, lockFileOf, lockFileSchema, rounded } from "../../../compiler/run/lock-file.ts";
import type { RunBlock } from "../../../compiler/run/types.ts";
import { digestOf, digestOfJson } from "../../../compiler/store/digest.ts";
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
  it("holds every input file and, of every block with a key, a digest of its result and its headline", async () => {
    const logging = kindOf({
      run: () => ({
        results: {},
        artifacts: [],
        logged: { accuracy: 0.97753, accuracy_ci: [0.9435, 0.9938], name: "pls" },
      }),
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
      foodspec_lock: 2,
      inputs: { meat: { "a.csv": x, "b.csv": x }, olive: { "o.csv": x } },
      blocks: {
        plain: {
          result: digestOfJson({ results: {}, artifacts: { "model/model.json": y } }),
          headline: { accuracy: 0.978, accuracy_ci: [0.944, 0.994] },
        },
        data: { result: digestOfJson({ results: {}, artifacts: {} }) },
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
    expect(lockFileOf(runOf([runBlock("data")]), bare).blocks.data.headline).toBeUndefined();
  });

  it("has another result where a result or a file is another, and the same whatever the key and the clock", () => {
    const result = (more: Partial<RunBlock>) => lockFileOf(runOf([runBlock("data", more)]), []).blocks.data.result;
    const own = result({});
    expect(result({ key: y, durationSeconds: 9, execution: "reused" })).toBe(own);
    expect(result({ results: { n: 1 } })).not.toBe(own);
    expect(result({ artifacts: { "a.csv": x } })).not.toBe(own);
  });

  it("leaves words and tables to the files: a reviewer reads numbers and intervals", async () => {
    const logged = {
      number: 1,
      nothing: null,
      yes: true,
      text: "pls",
      list: [1, 2, 3],
      p_ci: [0.25, 0.5],
      table: { a: 1 },
    };
    const logging = kindOf({ run: () => ({ results: {}, artifacts: [], logged }) });
    const { executed } = await executing([[logging]]);
    expect(lockFileOf(runOf([runBlock([logging])]), executed).blocks.plain.headline).toEqual({
      number: 1,
      p_ci: [0.25, 0.5],
    });
  });

  it.each<[string, number, readonly [number, number] | null, number]>([
    ["half a width of 0.0252: three decimals", 0.977528, [0.943465, 0.993844], 0.978],
    ["half a width of 0.23: two", 1.47212, [1.25, 1.71], 1.47],
    ["half a width of 23: none", 123.456, [100, 146], 123],
    ["half a width of 0.00021: five", 0.1234567, [0.12324, 0.12366], 0.12346],
    ["no interval: four", 1.00561797, null, 1.0056],
    ["an interval without width: four", 0.98765432, [0.98765432, 0.98765432], 0.9877],
    ["a whole number stays", 178, [100, 200], 178],
  ])("a number is written as finely as it is known: %s", (_, value, interval, written) =>
    expect(rounded(value, interval)).toBe(written),
  );
});

describe("as it is written", () => {
  const file: LockFile = {
    foodspec_lock: 2,
    inputs: { meat: { "meat.csv": x } },
    blocks: { plsda: { result: x, headline: { accuracy: 0.978, accuracy_ci: [0.943, 0.994] } } },
  };
  it("a number, an interval and a result are a line each, and it reads as it was", () => {
    const text = lockText(file);
    expect(text.split("\n").filter((line) => line.includes("accuracy"))).toEqual([
      "      accuracy: 0.978",
      "      accuracy_ci: [0.943, 0.994]",
    ]);
    expect(lockFileSchema.parse(parse(text))).toEqual(file);
  });
});

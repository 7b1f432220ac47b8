/** verify.py, the second verifier: honest runs are accepted, forged ones refused by name, though the forger made every digest anew. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Forgery, forged } from "./forge.ts";
import { type Files, honestRun } from "./honest.ts";
import { havePython, looked, type Said, typed, writeRun } from "./python.ts";

type Row = { [column: string]: string };

/** What a forger does, and the check that must refuse it. */
const forgeries: { readonly [what: string]: readonly [check: string, change: (run: Forgery) => void] } = {
  "an accuracy": ["metrics", (run) => run.json("model/metrics.json", (it) => (it.pooled.accuracy = 0.99))],
  "an interval": ["metrics", (run) => run.json("model/metrics.json", (it) => (it.pooled.accuracy_ci[0] = 0.95))],
  "the end of an interval that is drawn": [
    "metrics",
    (run) => run.json("model/metrics.json", (it) => (it.pooled.balanced_accuracy_ci_sample[0] = 0.99)),
  ],
  "the recall of a class": [
    "metrics",
    (run) => run.json("model/metrics.json", (it) => (it.pooled.by_class.b.recall = 1)),
  ],
  "the accuracy of a fold": ["metrics", (run) => run.json("model/metrics.json", (it) => (it.folds[0].accuracy = 1))],
  "a count of samples": ["metrics", (run) => run.json("model/metrics.json", (it) => (it.pooled.accuracy_n = 1000))],
  "why there is no interval": [
    "metrics",
    (run) => run.json("model/metrics.json", (it) => (it.pooled.accuracy_na = "few_samples")),
  ],
  "a metric left out": ["metrics", (run) => run.json("model/metrics.json", (it) => delete it.pooled.mcc)],
  "a metric nobody knows": [
    "metrics",
    (run) => run.json("model/metrics.json", (it) => (it.pooled.precision_of_all = 1)),
  ],
  "a cell of the confusion matrix": [
    "metrics",
    (run) => run.json("model/confusion_matrix.json", (it) => (it.counts[0][1] -= 1)),
  ],
  "the p of a permutation": ["metrics", (run) => run.json("model/validation.json", (it) => (it.permutation.p = 0.001))],
  "samples lost where similar ones are kept together": [
    "metrics",
    (run) => run.json("model/validation.json", (it) => (it.similarity.blocked = 0.999)),
  ],
  "the class that a spectrum was called": [
    "predictions",
    (run) =>
      run.rows("model/predictions.csv", (rows) =>
        rows.map((row) => (row.observed === row.predicted ? row : { ...row, predicted: row.observed })),
      ),
  ],
  "scores of the wrong ones": [
    "metrics",
    (run) =>
      run.rows("model/predictions.csv", (rows) =>
        rows.map((row) => (row.observed === row.predicted ? row : turned(row))),
      ),
  ],
  "a row left out": [
    "predictions",
    (run) => run.rows("model/predictions.csv", (rows) => rows.filter((row) => row.observed === row.predicted)),
  ],
  "the fold of a row": [
    "predictions",
    (run) =>
      run.rows("model/predictions.csv", (rows) =>
        rows.map((row, i) => (i === 0 ? { ...row, fold: rows[5].fold } : row)),
      ),
  ],
  "a batch on both sides of a fold": [
    "predictions",
    (run) => {
      run.json("model/folds_1.json", (it) => it.training_ids.push(it.test_ids.pop()));
    },
  ],
  "a sample renamed in one file": [
    "predictions",
    (run) =>
      run.rows("model/predictions.csv", (rows) => rows.map((row, i) => (i === 0 ? { ...row, sample: "m1000" } : row))),
  ],
  "a class renamed in one file": [
    "predictions",
    (run) =>
      run.json("data/data_summary.json", (it) => (it.class_distribution = { A: it.class_distribution.a, b: 50 })),
  ],
  "another number of samples": [
    "predictions",
    (run) => run.json("data/data_summary.json", (it) => (it.n_samples = 1000)),
  ],
  "a line of the log that nobody wrote": [
    "record",
    (run) => run.write("logs/run.jsonl", run.text("logs/run.jsonl").replace("no earlier result", "an earlier result")),
  ],
  "the log's clock": [
    "record",
    (run) =>
      run.log((lines) => lines.map((line, i) => (i === 3 ? { ...line, timestamp: "2031-01-01T00:00:00.000Z" } : line))),
  ],
  "one of two logs": [
    "record",
    (run) => run.write("logs/run.log", run.text("logs/run.log").replace("passed", "failed")),
  ],
  "a counter": [
    "record",
    (run) => run.json("run_summary.json", (it) => it.silent_failure_checks.artifacts_missing.push("x")),
  ],
  "how the run ended": [
    "record",
    (run) => {
      run.json("run_summary.json", (it) => (it.exit_code = 7));
    },
  ],
  "a key twice": [
    "files",
    (run) =>
      run.write(
        "model/metrics.json",
        run.text("model/metrics.json").replace('"over":', '"over": "spectra",\n  "over":'),
      ),
  ],
  "a number with a zero more": [
    "files",
    (run) => run.write("model/metrics.json", run.text("model/metrics.json").replace(": 100,", ": 100.0,")),
  ],
  "a file that nobody listed": ["files", (run) => run.write("model/notes.json", '{\n  "schema_version": 1\n}\n')],
  "a file less": ["files", (run) => run.files.delete("model/confusion_matrix.json")],
  "a circumstance more": ["digest", (run) => run.json("manifest.json", (it) => it.circumstances.push("gates"))],
  "a field of the manifest": ["schemas", (run) => run.json("manifest.json", (it) => (it.approved = true))],
};

/** The row with the scores of its two classes exchanged. */
const turned = (row: Row): Row => ({
  ...row,
  predicted: row.observed,
  "p:a": row["p:b"],
  "p:b": row["p:a"],
  "score:a": row["score:b"],
  "score:b": row["score:a"],
});

describe.skipIf(!havePython())("verify.py", () => {
  let folder: string;
  let honest: Files;
  const said = new Map<string, Said>();
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "foodspec-verify-py-"));
    const { exitCode, files } = await honestRun();
    expect(exitCode).toBe(0);
    honest = files;
    const all = Object.entries(forgeries).map(([what, [, change]]) => [what, forged(honest, change)] as const);
    const resealed = forged(honest, () => undefined);
    const each = [["honest", honest], ["sealed again", resealed], ...all] as const;
    const folders = each.map(([, files], i) => writeRun(join(folder, String(i)), files));
    for (const [i, one] of looked(folders).entries()) said.set(each[i][0], one);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("accepts an honest run, and says what it did not look at", () => {
    const { refused, lines } = said.get("honest") as Said;
    expect([refused, lines.filter(([status]) => status === "NO")]).toEqual([false, []]);
    expect(lines.filter(([status]) => status === "not checked").map(([, name]) => name)).toContain("metrics");
  });
  it("accepts what was sealed again and not changed, so that what follows is refused for what was changed", () => {
    expect(said.get("sealed again")?.bad).toEqual({});
    expect(forged(honest, () => undefined)).toEqual(honest);
  });
  it.each(Object.entries(forgeries).map(([what, [check]]) => [what, check]))("refuses %s", (what, check) => {
    expect(Object.keys((said.get(what) as Said).bad)).toContain(check);
  });
  it("refuses what was changed and not sealed again", () => {
    const plain = forged(honest, (run) => run.write("report.md", "# Better\n"), false);
    const [one] = looked([writeRun(join(folder, "plain"), plain)]);
    expect(one.bad).toEqual({ files: ["report.md has another digest than the manifest records"] });
  });
  it("ends with 0 or 9, and its last line is the verdict", () => {
    const good = typed(join(folder, "0"));
    expect([good.status, good.out.trimEnd().split("\n").at(-1)]).toEqual([
      0,
      expect.stringMatching(/^verified {2}2026/),
    ]);
    const bad = typed(join(folder, "2"));
    expect([bad.status, bad.out.trimEnd().split("\n").at(-1)]).toEqual([
      9,
      expect.stringMatching(/^NOT VERIFIED {2}2026/),
    ]);
    expect(typed(join(folder, "nowhere")).status).toBe(9);
  });
});

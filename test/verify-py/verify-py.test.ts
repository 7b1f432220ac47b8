/** verify.py, the second verifier: honest runs are accepted, forged ones refused by name, though the forger made every digest anew. */
import { mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { starters } from "../../compiler/cli/init/starters.ts";
import { digestOf, digestOfJson } from "../../compiler/store/digest.ts";
import { figures, quickOf } from "../fixtures/figures.ts";
import { type Forgery, forged, type Loose } from "./forge.ts";
import { type Files, honestRun, otherRun, others, rightRun, starterRun } from "./honest.ts";
import { many } from "./many.ts";
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
    (run) => run.json("run_summary.json", (it) => (it.silent_failure_checks.artifacts_missing_count = 1)),
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
  "a threshold of trust": [
    "trust",
    (run) => run.json("trust/conformal_artifact.json", (it) => (it.splits[0].qhat += 0.1)),
  ],
  "k of a threshold": ["trust", (run) => run.json("trust/conformal_artifact.json", (it) => (it.splits[0].k -= 1))],
  "a conformal score taken out": [
    "trust",
    (run) => run.json("trust/conformal_artifact.json", (it) => it.splits[0].scores.pop()),
  ],
  "the set of a sample": [
    "trust",
    (run) =>
      run.rows("trust/predictions.csv", (rows) => rows.map((row, i) => (i === 0 ? { ...row, set: "a|b" } : row))),
  ],
  "a sample that is answered": [
    "trust",
    (run) => run.rows("trust/predictions.csv", (rows) => rows.map((row) => ({ ...row, answered: "true" }))),
  ],
  "a probability": [
    "trust",
    (run) =>
      run.rows("trust/predictions.csv", (rows) =>
        rows.map((row, i) => (i === 1 ? { ...row, "p:a": "0.5", "p:b": "0.5" } : row)),
      ),
  ],
  "the coverage, wherever it stands": [
    "trust",
    (run) => {
      run.json("trust/conformal_artifact.json", (it) => (it.coverage_achieved = 0.99));
      run.json("trust/trust_summary.json", (it) => (it.coverage = 0.99));
    },
  ],
  "the coverage of a batch": [
    "trust",
    (run) => run.json("trust/conformal_artifact.json", (it) => (it.by_batch.B1.covered += 1)),
  ],
  "the tail of the coverage": [
    "trust",
    (run) => run.json("trust/conformal_artifact.json", (it) => (it.coverage_p = 0.5)),
  ],
  "a calibration error": [
    "trust",
    (run) => run.json("trust/calibration_artifact.json", (it) => (it.after.ece = 0.001)),
  ],
  "a loss before calibration": [
    "trust",
    (run) => run.json("trust/calibration_artifact.json", (it) => (it.before.log_loss += 0.1)),
  ],
  "a bin of the reliability diagram": [
    "trust",
    (run) => run.json("trust/calibration_artifact.json", (it) => (it.after.bins[9].accuracy = 1)),
  ],
  "a certified risk": [
    "trust",
    (run) => run.json("trust/abstention_artifact.json", (it) => (it.confidence.rule = "certified")),
  ],
  "the area under the risk curve": [
    "trust",
    (run) => run.json("trust/abstention_artifact.json", (it) => (it.aurc = 0)),
  ],
  "the accuracy of the certified recipe": [
    "trust",
    (run) => run.json("trust/trust_summary.json", (it) => (it.accuracy = 0.99)),
  ],
  "the certified predictor": [
    "trust",
    (run) => run.json("trust/certified_predictor.json", (it) => (it.conformal.thresholds[0].qhat = 0.01)),
  ],
  "a training sample that the predictor was also judged by": [
    "trust",
    (run) => run.json("trust/certified_predictor.json", (it) => (it.samples.training[0] = it.samples.conformal[0])),
  ],
  "value, threshold and floor of a check": [
    "gates",
    (run) =>
      checks(run, "model", (it) => Object.assign(it.min_accuracy, { value: 0.11, threshold: 0.05, floor: 0.01 })),
  ],
  "a value that a gate judged": ["gates", (run) => checks(run, "model", (it) => (it.min_class_recall.value = 0.99))],
  "the lower limit that a gate judged": [
    "gates",
    (run) => checks(run, "model", (it) => (it.specificity.lower.value = 0.95)),
  ],
  "a floor": ["gates", (run) => checks(run, "spectral", (it) => (it.health_score.floor = 0.1))],
  "a threshold of the policy beyond its floor": [
    "gates",
    (run) => {
      run.json("manifest.json", (it) => (it.policy.effective.min_accuracy = 0.5));
      checks(run, "model", (it) => (it.min_accuracy.threshold = 0.5));
    },
  ],
  "a threshold of the policy that nothing calls loosened": [
    "gates",
    (run) => {
      run.json("manifest.json", (it) => (it.policy.effective.min_accuracy = 0.8));
      checks(run, "model", (it) => (it.min_accuracy.threshold = 0.8));
    },
  ],
  "a check left out": ["gates", (run) => checks(run, "model", (it) => delete it.specificity)],
  "a check nobody knows": ["gates", (run) => checks(run, "data", (it) => (it.all_is_well = it.duplicates))],
  "a check that judges nothing": [
    "gates",
    (run) =>
      checks(run, "model", (it) =>
        Object.assign(it.min_class_recall, { value: null, pass: null, na: "classification", lower: null, worst: [] }),
      ),
  ],
  "a test of chance that judges nothing": [
    "gates",
    (run) =>
      checks(run, "model", (it) => Object.assign(it.permutation, { value: null, pass: null, na: "not_requested" })),
  ],
  "a verdict": ["gates", (run) => checks(run, "spectral", (it) => Object.assign(it.health_score, { value: 0.2 }))],
  "a check that passes despite its value": [
    "gates",
    (run) => checks(run, "data", (it) => Object.assign(it.confounding, { value: 1, despite: "accepted" })),
  ],
  "the status of a gate": ["gates", (run) => run.json("data_qc_report.json", (it) => (it.status = "fail"))],
  "what a gate was about": ["gates", (run) => run.json("model_qc_report.json", (it) => (it.of = "another"))],
  "the sample that was worst": [
    "gates",
    (run) => checks(run, "model", (it) => (it.min_accuracy.worst[0].sample = "m1")),
  ],
  "a gate taken out of the manifest": ["gates", (run) => run.json("manifest.json", (it) => it.gates.pop())],
  "the approval": ["gates", (run) => run.json("model/approval.json", (it) => (it.models = {}))],
  "what the log says of a check": [
    "record",
    (run) =>
      run.log((lines) =>
        lines.map((line) =>
          line.event === "qc_check_min_accuracy" ? { ...line, result: { ...line.result, value: 0.99 } } : line,
        ),
      ),
  ],
  "what the log says of the model": [
    "record",
    (run) =>
      run.log((lines) =>
        lines.map((line) =>
          line.event === "modeling_complete" ? { ...line, result: { ...line.result, accuracy: 0.99 } } : line,
        ),
      ),
  ],
  "the key of a block": ["record", (run) => run.json("blocks/trust/done.json", (it) => (it.key_preimage.seed = 4))],
  "an input": ["predictions", (run) => run.json("manifest.json", (it) => (it.inputs[0].n_rows = 1000))],
  "the kind of a block, so that nobody looks at it": [
    "schemas",
    (run) => run.json("manifest.json", (it) => (it.blocks.at(-1).kind = "table")),
  ],
  "a headline of report.json": [
    "text",
    (run) => run.json("report.json", (it) => (it.results.model.values.accuracy = 0.99)),
  ],
  "a headline of report.json, with its digest": [
    "text",
    (run) =>
      run.json("report.json", (it) => {
        it.results.model.values.accuracy = 0.99;
        run.json("manifest.json", (manifest) => {
          manifest.blocks.find((one: Loose) => one.id === "model").results = digestOfJson(it.results.model.values);
        });
      }),
  ],
  "a printed figure": ["text", (run) => run.json("report.json", (it) => (accuracyIn(it).text = "95.0 %"))],
  "a figure of the page alone": [
    "text",
    (run) =>
      run.write(
        "report/index.html",
        run.text("report/index.html").replace(/(data-pointer="\/pooled\/accuracy"[^>]*>)[\d.]+/, "$195.0"),
      ),
  ],
  "a figure of the page that is not listed": [
    "text",
    (run) => run.json("report.json", (it) => (it.figures = it.figures.filter((one: Loose) => one !== accuracyIn(it)))),
  ],
  "a figure that the statement is said to print": [
    "text",
    (run) => run.json("report.json", (it) => it.figures.push({ ...accuracyIn(it), text: "77.7 %", in: ["statement"] })),
  ],
  "a number of the statement alone": [
    "text",
    (run) => {
      const path = "REGULATORY_COMPLIANCE_STATEMENT.txt";
      run.write(path, run.text(path).replace(/(\n {3}Accuracy: )[\d.]+/, "$199.87"));
    },
  ],
  "a number of a sentence of the page alone": [
    "text",
    (run) =>
      run.write(
        "report/index.html",
        run.text("report/index.html").replace(/(>Observed against predicted class of )100 /, "$198765 "),
      ),
  ],
};

/** In the quick tests the first of each check: the rest is told together, or by the slow tests. */
const taken = Object.entries(forgeries).filter(
  ([, [check]], k, all) => figures.isLarge || all.findIndex(([, [other]]) => other === check) === k,
);

/** Changes the checks of a gate's report, and what the log and the number of checks in the manifest say of them. */
function checks(run: Forgery, gate: string, change: (checks: Loose) => void): void {
  run.json(`${gate}_qc_report.json`, (report) => {
    change(report.checks);
    run.json("manifest.json", (it) => {
      it.gates.find((one: Loose) => one.gate === gate).checks = Object.keys(report.checks).length;
    });
    run.log((lines) =>
      lines.flatMap((line) => {
        if (line.stage !== "qc" || line.result.of !== report.of || !line.event.startsWith("qc_check_")) return [line];
        const check = report.checks[line.event.slice(9)] ?? report.advice[line.event.slice(9)];
        if (check === undefined) return [];
        const { value, threshold, limit, pass, na } = check;
        return [{ ...line, result: { ...line.result, value, threshold, limit, pass, na } }];
      }),
    );
  });
}

/** The accuracy as report.json lists it for its headline. */
const accuracyIn = (report: Loose): Loose =>
  report.figures.find((one: Loose) => one.pointer === "/pooled/accuracy" && one.in.includes("statement"));

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
    const single = taken.map(([what, [, change]]) => [what, forged(honest, change)] as const);
    const together = Object.entries(many).map(([what, all]) => {
      const changed = (run: Forgery) => {
        for (const [, change] of all) change(run);
      };
      return [`many: ${what}`, forged(honest, changed)] as const;
    });
    const each = [
      ["honest", honest],
      ["sealed again", forged(honest, () => undefined)],
      ...single,
      ...together,
    ] as const;
    const folders = each.map(([, files], i) => writeRun(join(folder, String(i)), files));
    for (const [i, one] of looked(folders).entries()) said.set(each[i][0], one);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it("accepts an honest run, and says what it did not look at", () => {
    const { refused, lines } = said.get("honest") as Said;
    expect([refused, lines.filter(([status]) => status === "NO")]).toEqual([false, []]);
    expect(lines.filter(([status]) => status === "not checked").map(([, name]) => name)).toContain("metrics");
  });
  it.each(quickOf(Object.keys(others), 1))("accepts an honest run of %s", async (what) => {
    const { exitCode, files } = await otherRun(what);
    expect(exitCode).toBe(0);
    const [{ bad, lines }] = looked([writeRun(join(folder, "others", String(files.size)), files)]);
    expect([bad, lines.filter(([status]) => status === "ok").map(([, name]) => name)]).toEqual([
      {},
      expect.arrayContaining(["metrics", "gates"]),
    ]);
  });
  it("accepts a run in which every sample is right, and knows of no correlation within its batches", async () => {
    const { files } = await rightRun();
    const { pooled } = JSON.parse(new TextDecoder().decode(files.get("model/metrics.json")));
    expect([pooled.accuracy, pooled.units.icc, pooled.units.unit]).toEqual([1, null, "batch"]);
    expect(looked([writeRun(join(folder, "right"), files)])[0].bad).toEqual({});
  });
  it.each(Object.keys(starters))("accepts a run of the starter %s", { tags: "slow" }, async (name) => {
    const { exitCode, files } = await starterRun(name);
    expect([exitCode, looked([writeRun(join(folder, name), files)])[0].bad]).toEqual([0, {}]);
  });
  it("accepts what was sealed again and not changed, so that what follows is refused for what was changed", () => {
    expect(said.get("sealed again")?.bad).toEqual({});
    const digests = (files: Files) => [...files].map(([path, bytes]) => [path, digestOf(bytes)]).sort();
    expect(digests(forged(honest, () => undefined))).toEqual(digests(honest));
  });
  it.each(taken.map(([what, [check]]) => [what, check]))("refuses %s", (what, check) => {
    expect(Object.keys((said.get(what) as Said).bad)).toContain(check);
  });
  describe.each(Object.entries(many))("of forgeries together, %s,", (what, all) => {
    const found = () =>
      Object.entries((said.get(`many: ${what}`) as Said).bad)
        .flatMap(([check, says]) => says.map((one) => `${check} ${one}`))
        .join("\n");
    it.each(all.map(([words]) => [words]))("says: %s", (words) => expect(found()).toContain(words));
  });
  it("reads each printed figure where it says it stands", () => {
    const { lines } = said.get("honest") as Said;
    expect(lines.find(([status, name]) => status === "ok" && name === "text")?.[2]).toMatch(
      /^headline results, \d{3} printed figures$/,
    );
  });
  it("refuses what was changed and not sealed again", { tags: "slow" }, () => {
    const plain = forged(honest, (run) => run.write("report.md", "# Better\n"), false);
    const [one] = looked([writeRun(join(folder, "plain"), plain)]);
    expect(one.bad.files).toEqual(["report.md has another digest than the manifest records"]);
  });
  it("refuses digests, a name and links that are not those of the run", { tags: "slow" }, () => {
    const zeros = `sha256:${"0".repeat(64)}`;
    const plain = forged(
      honest,
      (run) =>
        run.json("manifest.json", (it) =>
          Object.assign(it, { content_digest: zeros, run_id: "20260101_000000_000000" }),
        ),
      false,
    );
    const path = writeRun(join(folder, "digests"), plain);
    symlinkSync("report.md", join(path, "linked.md"));
    const [{ bad }] = looked([path]);
    expect(Object.values(bad).flat().join("\n")).toMatch(
      /linked.md is no regular file[\s\S]*content_digest: [\s\S]*run_id 2026/,
    );
    const policy = forged(honest, (run) => run.json("manifest.json", (it) => (it.policy.digest = zeros)), false);
    expect(looked([writeRun(join(folder, "policy"), policy)])[0].bad.digest).toContain(
      "policy.digest is not that of policy.effective",
    );
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

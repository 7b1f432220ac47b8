/** Forgeries made together, several to a run, each with the words that verify.py must find for it: cheaper than a run for each. */
import type { Forgery, Loose } from "./forge.ts";

type Told = readonly [words: string, change: (run: Forgery) => void];
type Row = { [column: string]: string };

const json = (path: string, change: (value: Loose) => void) => (run: Forgery) => run.json(path, change);
const done = (block: string) => `blocks/${block}/done.json`;
const fold = (k: number, change: (value: Loose) => void) => json(`model/folds_${k}.json`, change);
const summary = (change: (value: Loose) => void) => json("data/data_summary.json", change);
const manifest = (change: (value: Loose) => void) => json("manifest.json", change);
const gate = (change: (value: Loose) => void) => json("model_qc_report.json", change);
/** Changes a row of a CSV file. */
const row = (path: string, i: number, change: (row: Row) => Row) => (run: Forgery) =>
  run.rows(path, (rows) => rows.map((one, at) => (at === i ? change(one) : one)));
/** Of the ten stages of a run, that of this name. */
const stage = (summary: Loose, name: string): Loose => summary.stages.find((one: Loose) => one.stage === name);
/** Changes what the first event of this name says of its result, in both logs. */
const logged = (event: string, change: (result: Loose) => void) => (run: Forgery) =>
  run.log((lines) => {
    change(lines.find((line) => line.event === event).result);
    return lines;
  });

/** By run. */
export const many: { readonly [run: string]: readonly Told[] } = {
  records: [
    [
      "state/stage_state.json tells otherwise",
      json("state/stage_state.json", (it) => (it.blocks.data.result = "warn")),
    ],
    ["blocks/data/done.json /execution", json(done("data"), (it) => (it.execution = "reused"))],
    ["blocks/data/done.json lists other files", json(done("data"), (it) => it.outputs_list.push("data/more.json"))],
    [
      "blocks/preprocess/done.json is of another kind",
      json(done("preprocess"), (it) => (it.key_preimage.kind = "pca")),
    ],
    ["its stages list other files", json("run_summary.json", (it) => stage(it, "validation").artifacts.pop())],
    ["/lanes/decision/blocks", json("run_summary.json", (it) => it.lanes.decision.blocks.pop())],
    ["/cv_score is of no model", json("run_summary.json", (it) => (it.cv_score = 0.99))],
    ['stage "modeling" of a run that ended', json("run_summary.json", (it) => (stage(it, "modeling").exit_code = 5))],
    ['stage "trust" ended otherwise', json("state/stage_state.json", (it) => (it.stages.trust = "warning"))],
    ["stages are not those of a run", json("state/stage_state.json", (it) => (it.stages.magic = "success"))],
    ["gates overridden", json("state/stage_state.json", (it) => (it.qc_override = "in a hurry"))],
    ["status of a lane", json("run_summary.json", (it) => (it.lanes.explanation.status = "fine"))],
    ["/model_name is", json("run_summary.json", (it) => (it.model_name = "linear-svc"))],
    ["/tuning_enabled is", json("run_summary.json", (it) => (it.tuning_enabled = true))],
    ["/duration_seconds: ", json("run_summary.json", (it) => (it.duration_seconds = 99))],
    ["/tried is not what the models tell", manifest((it) => (it.tried.models = 9))],
    ["has no lane or kind", manifest((it) => (it.blocks[0].lane = "fast"))],
    ["run_id does not begin with the time", manifest((it) => (it.timestamp = "2031-01-01T00:00:00.000Z"))],
    ["report.json /exit_code", json("report.json", (it) => (it.exit_code = 7))],
    ["/results/trust/values/coverage", json("report.json", (it) => (it.results.trust.values.coverage = 1))],
    ["/results/data: not the results", json("report.json", (it) => (it.results.data.values.n_samples = 1))],
    ["modeling_complete of model /accuracy_ci", logged("modeling_complete", (it) => (it.accuracy_ci[0] = 0.99))],
    ["validation_complete of data /n_spectra", logged("validation_complete", (it) => (it.n_spectra = 1000))],
    ["trust_complete of trust /coverage_achieved", logged("trust_complete", (it) => (it.coverage_achieved = 1))],
    ["_passed of data_gate /failed_checks", logged("qc_gate_1_passed", (it) => it.failed_checks.push("duplicates"))],
    ["qc_complete of data_gate /checks_passed", logged("qc_complete", (it) => it.checks_passed.pop())],
    ["listed twice", manifest((it) => (it.files["data/data_summary.json"] = it.content_digest))],
    ["best_params.json has no schema_version", json("model/best_params.json", (it) => (it.schema_version = 2))],
    ["report/index.html is required", (run) => drop(run, "report/index.html")],
    ["blocks/trust/done.json is missing", (run) => drop(run, "blocks/trust/done.json")],
  ],
  "rows of a model": [
    [
      "probabilities are not those of its scores",
      row("model/predictions.csv", 3, (it) => ({ ...it, "p:a": it["p:b"] })),
    ],
    ["predicted is not the class", row("model/predictions.csv", 4, (it) => ({ ...it, predicted: "b" }))],
    ["of no one scheme and unit", fold(2, (it) => (it.scheme = "loso"))],
    ["left_out is not what", fold(3, (it) => (it.left_out = ["B99"]))],
    ["stands twice or on both sides", fold(4, (it) => it.training_ids.push(it.training_ids[0]))],
    ["are not all rows", fold(5, (it) => it.training_ids.pop())],
    ["two folds have one name", fold(6, (it) => (it.fold = "B1"))],
    ["score is 0.123", fold(8, (it) => (it.score = 0.123))],
    ["not equally many", fold(9, (it) => it.test_ids.pop())],
    ["/n_external, by", summary((it) => (it.n_external = 3))],
    ["/missing_counts: not as many", summary((it) => (it.missing_counts["(spectral)"] = 3))],
    ["/duplicates: counts", summary((it) => (it.duplicates.fraction = 0.01))],
    ["what was left out are not all rows", summary((it) => (it.where_dropped = 3))],
    ["/files: no input", summary((it) => (it.files[0].sha256 = `sha256:${"0".repeat(64)}`))],
    ["data_summary.json/row_count", summary((it) => (it.row_count = 3))],
    ["/similarity: lists and counts", json("model/validation.json", (it) => (it.similarity.largest = 99))],
    ["/similarity/clusters", json("model/validation.json", (it) => (it.similarity.clusters = 99))],
    ["none of the three", json("model/validation.json", (it) => (it.permutation.exchanged = "nothing"))],
    ["/missing/fraction is not missing", summary((it) => (it.missing.fraction = 0.001))],
    ["/design/confounding is not what", summary((it) => (it.design.confounding.value = 2))],
  ],
  "folds as no scheme makes them": [
    [
      "scheme kfold in regulatory mode",
      (run) => each(run, (it) => Object.assign(it, { scheme: "kfold", unit: "spectrum" })),
    ],
    ["in one order", (run) => run.rows("model/predictions.csv", (rows) => [...rows.slice(1), rows[1]])],
    ["task and classes do not go together", json("model/model.json", (it) => (it.classes = ["a", "c"]))],
    ["/similarity: na is no reason", json("model/validation.json", (it) => (it.similarity = { na: "no_time" }))],
    ["/permutation: na is no reason", json("model/validation.json", (it) => (it.permutation = { na: "no_time" }))],
    ["validation.json has other names", json("model/validation.json", (it) => (it.more = 1))],
  ],
  "folds that leave out too little": [
    ["a group is declared", (run) => each(run, (it) => Object.assign(it, { scheme: "group_kfold", unit: "sample" }))],
    [
      "other rows than preprocessing/rows.csv",
      (run) => run.rows("model/predictions.csv", (rows) => rows.map((it) => ({ ...it, group: it.batch }))),
    ],
  ],
  "records of another shape": [
    ["text cannot be looked at", (run) => run.json("report.json", (it) => (it.results.data = []))],
    ["record cannot be looked at", (run) => run.json("run_summary.json", (it) => (it.stages = 3))],
  ],
  "a batch too few": [
    [
      "not a fold for each batch",
      (run) =>
        run.rows("model/predictions.csv", (rows) => rows.map((it, i) => (i === 0 ? { ...it, batch: "B99" } : it))),
    ],
  ],
  trust: [
    ["do not sum to 1", row("trust/predictions.csv", 2, (it) => ({ ...it, "p:a": "0.75" }))],
    ["not called its most probable", row("trust/predictions.csv", 3, (it) => ({ ...it, predicted: "a" }))],
    ["/splits/0/scores: not", json("trust/conformal_artifact.json", (it) => it.splits[0].scores.reverse())],
    ["/splits/1: of no category", json("trust/conformal_artifact.json", (it) => (it.splits[1].class = null))],
    ["a class has no threshold", () => undefined],
    ["other folds than predictions.csv", json("trust/conformal_artifact.json", (it) => (it.splits[4].fold = "B77"))],
  ],
  "rules of trust": [
    [
      "other calibrators than",
      json("trust/calibration_artifact.json", (it) => (it.folds[0].calibrator.prior = "none")),
    ],
    ["/after: ece, its band", json("trust/calibration_artifact.json", (it) => (it.after.ece_null = [0.5, 0.6]))],
    ["/method is not what its rule says", json("trust/abstention_artifact.json", (it) => (it.method = "threshold"))],
    ["/density: k or far", json("trust/abstention_artifact.json", (it) => (it.density.k = 3))],
    ["are silent for no reason", json("trust/abstention_artifact.json", (it) => (it.far = 0))],
    ["trust_summary.json /n_training", json("trust/trust_summary.json", (it) => (it.n_training = 99))],
    ["/conformal/score is not", json("trust/certified_predictor.json", (it) => (it.conformal.score = "aps"))],
    ["certified_predictor.json /confidence", json("trust/certified_predictor.json", (it) => (it.confidence.tau = 0.1))],
    ["does not pass the policy", json("trust/trust_summary.json", (it) => (it.policy_pass = false))],
    ["alpha above 0.1", json("trust/conformal_artifact.json", (it) => (it.alpha = 0.2))],
  ],
  gates: [
    ["required is false", manifest((it) => (it.policy.effective.required = false))],
    ["max_regret is no threshold", manifest((it) => (it.policy.effective.max_regret = 1))],
    ["min_r2 is missing", manifest((it) => delete it.policy.effective.min_r2)],
    ["whether the model gate blocks", manifest((it) => (it.gates[2].blocking = true))],
    ["says otherwise of digest, status", manifest((it) => (it.gates[1].checks = 5))],
    ["/recommended_actions are not", gate((it) => it.recommended_actions.push("FS7121"))],
    ["/advice/health does not belong", gate((it) => (it.advice.health = it.checks.permutation))],
    ["/checks/r2 has other names", gate((it) => (it.checks.r2.note = "fine"))],
    ["/checks/one_channel/chance/p", gate((it) => (it.checks.one_channel.chance.p = 0.2))],
    ["/checks/rmsecv/unit", gate((it) => (it.checks.rmsecv.unit = "percent"))],
    [
      "upstream: na not_declared in regulatory",
      json("data_qc_report.json", (it) =>
        Object.assign(it.checks.upstream, { value: null, pass: null, na: "not_declared" }),
      ),
    ],
    ["without calibration and conformal", json("trust/calibration_artifact.json", (it) => (it.status = "na"))],
    ["approval.json /exit_code", json("model/approval.json", (it) => (it.exit_code = 7))],
  ],
  "another end": [
    ["success and exit_code do not go together", manifest((it) => (it.exit_code = 7))],
    ["exit_code 7 does not follow", () => undefined],
    ["report.json /exit_code is not", () => undefined],
  ],
  "a gate less": [
    ["data_qc_report.json is missing", (run) => drop(run, "data_qc_report.json")],
    ["spectral_qc_report.json has other names", json("spectral_qc_report.json", (it) => (it.gate = "data"))],
    ["model_qc_report.json cannot be judged again", gate((it) => (it.checks = null))],
  ],
  "a failed run that keeps its approval": [
    [
      "REGULATORY_COMPLIANCE_STATEMENT.txt stands in a run that did not end with 0",
      manifest((it) => Object.assign(it, { exit_code: 6, success: false })),
    ],
    ["error.json is required", () => undefined],
  ],
  "an error of another run": [
    ["tells of another end", (run) => run.write("error.json", '{\n  "schema_version": 1,\n  "exit_code": 5\n}\n')],
    ["error.json is not listed", () => undefined],
  ],
  "a manifest of another shape": [["/gates/0/checks: of another kind", manifest((it) => (it.gates[0].checks = "11"))]],
  "a manifest with more": [
    ["/blocks/0/note does not belong", manifest((it) => (it.blocks[0].note = "fine"))],
    ["two blocks have one id", manifest((it) => (it.blocks[1].id = "data"))],
  ],
  "tables of another shape": [
    ["a column stands twice", (run) => run.write("trust/predictions.csv", "id,id\n1,1\n")],
    ["predictions.csv: not in the bytes", (run) => run.write("model/predictions.csv", 'id,"sample"\n1,1\n')],
    ["rows.csv: the last line", (run) => run.write("preprocessing/rows.csv", "id,sample\n1,1")],
    ["metrics.json: no JSON: NaN", (run) => run.write("model/metrics.json", '{"schema_version": NaN}\n')],
    ["number too large", (run) => run.write("model/validation.json", '{"schema_version": 1e999}\n')],
  ],
  "logs of another shape": [
    ["does not end with a line", (run) => run.write("logs/run.jsonl", run.text("logs/run.jsonl").trimEnd())],
  ],
  "a line of other names": [
    [
      "line 1 has other names",
      (run) => run.log((lines) => lines.map((line, i) => (i === 0 ? { ...line, why: "so" } : line))),
    ],
  ],
  "more in one log": [
    ["holds more than", (run) => run.write("logs/run.log", `${run.text("logs/run.log")}all is well\n`)],
  ],
};

function drop(run: Forgery, path: string): void {
  run.files.delete(path);
}

/** Changes every fold of the model. */
function each(run: Forgery, change: (value: Loose) => void): void {
  for (let k = 1; k <= 10; k++) run.json(`model/folds_${k}.json`, change);
}

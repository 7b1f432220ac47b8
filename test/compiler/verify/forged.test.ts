/**
 * Forged: one approved run, changed in every place by somebody who seals it again; each forgery is refused, and its place named.
 *
 * @module-tag slow
 */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { registry } from "../../../blocks/registry.ts";
import { jsonSchema } from "../../../compiler/compile/package-files.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { schemasFrom } from "../../../compiler/verify/schemas.ts";
import { verifyRun } from "../../../compiler/verify/verify.ts";
import { figures } from "../../fixtures/figures.ts";
import { type Files, type Forger, filesOf, forged, type Loose } from "../../fixtures/forge.ts";
import { legible } from "../../fixtures/legible.ts";
import { meatsBlock } from "../../fixtures/meats.ts";
import { pinned } from "../../fixtures/pinned.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { meatsCsv } from "../../fixtures/real-data.ts";
import { forgedPdfs } from "./pdf/forged-pdf.ts";

const document = `---
title: Lean or not
version: 1.2.0
mode: regulatory
seed: 42
inputs:
  meat: {path: meats.csv}
claims:
  standard: "A standard of the laboratory"
  use_case: "Screening of minced meat"
  limitations: ["One instrument"]
---

# Lean or not

${meatsBlock("batch: lot\npositive: over 20 %\nupstream: none\nduplicates: drop\n")}
\`\`\`foodspec preprocess #prep
steps:
  - savgol: {window: 11, order: 2, deriv: 1}
  - snv
\`\`\`

\`\`\`foodspec model #plsda
estimator: {pls-da: {components: 5}}
\`\`\`

\`\`\`foodspec trust
abstention: {target_risk: 0.05}
\`\`\`
`;

const schemas = schemasFrom((name) => jsonSchema(machineDisk, name));
let place: Project;
let files: Files;
beforeAll(async () => {
  place = project({ "protocol.md": pinned(document, meatsCsv()), "meats.csv": meatsCsv() });
  expect((await place.compile({}, {}, legible)).exitCode).toBe(0);
  files = filesOf(join(place.folder, "runs/latest"));
}, 120_000);
afterAll(() => place.remove());

/** What verify says: the names of checks that refuse, and the messages. */
function judged(change: (own: Forger) => void) {
  const { checks, findings } = verifyRun(forged(files, change), schemas, registry.all);
  const refused = checks.flatMap(({ name, status }) => (status === "refused" ? [name] : []));
  return { refused, says: findings.map(({ code, message }) => `${code} ${message}`).join("\n") };
}

/** What a forger does, the check that refuses it, and what it says. */
type Forgery = readonly [does: string, check: string, says: RegExp, change: (own: Forger) => void];
const inFile = (path: string, change: (file: Loose) => void) => (own: Forger) => own.json(path, change);
const metrics = (change: (pooled: Loose, file: Loose) => void) =>
  inFile("model/metrics.json", (file) => change(file.pooled, file));
const gate = (name: string, change: (checks: Loose, file: Loose) => void) =>
  inFile(`${name}_qc_report.json`, (file) => change(file.checks, file));
const conformal = (change: (file: Loose) => void) => inFile("trust/conformal_artifact.json", change);
const calibration = (change: (file: Loose) => void) => inFile("trust/calibration_artifact.json", change);
const abstention = (change: (file: Loose) => void) => inFile("trust/abstention_artifact.json", change);
const validation = (change: (file: Loose) => void) => inFile("model/validation.json", change);
const cell = (path: string, row: number, column: string, by: string | ((old: string) => string)) => (own: Forger) =>
  own.cell(path, row, column, by);
const manifest = (change: (manifest: Loose) => void) => (own: Forger) => change(own.manifest);
const predictions = "model/predictions.csv";
const trusted = "trust/predictions.csv";

const forgeries: readonly Forgery[] = [
  [
    "accuracy",
    "metrics",
    /metrics.json` says 0.999 at \/pooled\/accuracy;/,
    metrics((p) => Object.assign(p, { accuracy: 0.999 })),
  ],
  [
    "the interval of accuracy",
    "metrics",
    /at \/pooled\/accuracy_ci\/0;/,
    metrics((p) => Object.assign(p.accuracy_ci, { 0: 0.97 })),
  ],
  [
    "an interval by unit",
    "metrics",
    /at \/pooled\/f1_ci_unit\/0;/,
    metrics((p) => Object.assign(p.f1_ci_unit, { 0: 0.99 })),
  ],
  [
    "an interval of draws",
    "metrics",
    /at \/pooled\/balanced_accuracy_ci_sample\/0;/,
    metrics((p) => Object.assign(p.balanced_accuracy_ci_sample, { 0: p.balanced_accuracy_ci_sample[0] + 0.001 })),
  ],
  [
    "how many were counted",
    "metrics",
    /at \/pooled\/accuracy_n;/,
    metrics((p) => Object.assign(p, { accuracy_n: 193 })),
  ],
  [
    "how an interval was made",
    "metrics",
    /at \/pooled\/accuracy_method;/,
    metrics((p) => Object.assign(p, { accuracy_method: "bootstrap" })),
  ],
  [
    "what a new sample would be one of",
    "metrics",
    /at \/pooled\/units\/n;/,
    metrics((p) => Object.assign(p.units, { n: 20 })),
  ],
  [
    "the intraclass correlation",
    "metrics",
    /at \/pooled\/units\/icc;/,
    metrics((p) => Object.assign(p.units, { icc: 0.5 })),
  ],
  [
    "the recall of a class",
    "metrics",
    /at \/pooled\/by_class\/over 20 %\/recall;/,
    metrics((p) => Object.assign(p.by_class["over 20 %"], { recall: 1 })),
  ],
  ["Matthews correlation", "metrics", /at \/pooled\/mcc;/, metrics((p) => Object.assign(p, { mcc: 0.999 }))],
  ["kappa", "metrics", /at \/pooled\/kappa;/, metrics((p) => Object.assign(p, { kappa: 0.999 }))],
  ["an area under the curve", "metrics", /at \/pooled\/roc_auc;/, metrics((p) => Object.assign(p, { roc_auc: 0.5 }))],
  ["log loss", "metrics", /at \/pooled\/log_loss;/, metrics((p) => Object.assign(p, { log_loss: 0.01 }))],
  ["the Brier score", "metrics", /at \/pooled\/brier;/, metrics((p) => Object.assign(p, { brier: 0.01 }))],
  [
    "the accuracy of a fold",
    "metrics",
    /at \/folds\/3\/accuracy;/,
    metrics((_, m) => Object.assign(m.folds[3], { accuracy: 0.5 })),
  ],
  ["a fold left out of the metrics", "metrics", /"9 entries" at \/folds;/, metrics((_, m) => m.folds.pop())],
  ["the mean over folds", "metrics", /at \/cv_score;/, metrics((_, m) => Object.assign(m, { cv_score: 0.999 }))],
  ["the spread over folds", "metrics", /at \/cv_std;/, metrics((_, m) => Object.assign(m, { cv_std: 0.001 }))],
  [
    "external metrics of no external rows",
    "metrics",
    /at \/external;/,
    metrics((p, m) => Object.assign(m, { external: p })),
  ],
  ["the order of the classes", "metrics", /at \/classes\/0;/, metrics((_, m) => m.classes.reverse())],
  [
    "a cell of the confusion matrix",
    "metrics",
    /confusion_matrix.json` says 65 at \/counts\/0\/0;/,
    inFile("model/confusion_matrix.json", (c) => Object.assign(c.counts[0], { 0: 65, 1: 0 })),
  ],
  [
    "a class renamed in one file",
    "metrics",
    /confusion_matrix.json` says "lean" at \/classes\/1;/,
    inFile("model/confusion_matrix.json", (c) => Object.assign(c.classes, { 1: "lean" })),
  ],
  [
    "the score of a fold's file",
    "metrics",
    /folds_2.json` says 0.5 at \/score;/,
    inFile("model/folds_2.json", (f) => Object.assign(f, { score: 0.5 })),
  ],

  [
    "the class a spectrum was called",
    "predictions",
    /says "up to 20 %" at \/0\/predicted;/,
    cell(predictions, 0, "predicted", "up to 20 %"),
  ],
  ["the score of a spectrum", "predictions", /at \/0\/p:over 20 %;/, cell(predictions, 0, "score:over 20 %", "0.9")],
  ["a probability", "predictions", /at \/0\/p:over 20 %;/, cell(predictions, 0, "p:over 20 %", "0.9")],
  [
    "the class a spectrum is of",
    "metrics",
    /confusion_matrix.json` says/,
    cell(predictions, 0, "observed", "up to 20 %"),
  ],
  ["a class that is none", "predictions", /says "lamb" at \/0\/observed;/, cell(predictions, 0, "observed", "lamb")],
  [
    "a row left out",
    "predictions",
    /has other rows, or in another order/,
    (own) => own.put(predictions, own.text(predictions).replace(/\n[^\n]*\n$/, "\n")),
  ],
  [
    "a row twice",
    "predictions",
    /has other rows, or in another order/,
    (own) => own.put(predictions, `${own.text(predictions)}${own.text(predictions).trimEnd().split("\n").at(-1)}\n`),
  ],
  [
    "the sample of a spectrum",
    "predictions",
    /has other rows, or in another order/,
    cell(predictions, 3, "sample", "M001"),
  ],
  [
    "the batch of a spectrum",
    "predictions",
    /has other rows, or in another order/,
    cell(predictions, 3, "batch", "l00"),
  ],
  ["the fold of a spectrum", "predictions", /folds_\d+.json` says/, cell(predictions, 0, "fold", "l01")],
  [
    "the rows a fold trained on",
    "predictions",
    /folds_1.json` says "\d+ entries" at \/training_ids;/,
    inFile("model/folds_1.json", (f) => f.training_ids.push(f.test_ids[0])),
  ],
  [
    "what a fold left out",
    "predictions",
    /folds_1.json` says "l09" at \/left_out\/0;/,
    inFile("model/folds_1.json", (f) => Object.assign(f, { left_out: ["l09"] })),
  ],
  [
    "a fold's scheme",
    "predictions",
    /says "kfold" at \/scheme; worked out again it is "lobo"/,
    (own) => {
      for (let k = 1; k <= 10; k++)
        own.json(`model/folds_${k}.json`, (f) => Object.assign(f, { scheme: "kfold", unit: "spectrum" }));
    },
  ],
  [
    "the number of samples",
    "predictions",
    /data_summary.json` says 300 at \/n_samples;/,
    inFile("data/data_summary.json", (d) => Object.assign(d, { n_samples: 300 })),
  ],
  [
    "samples of a class",
    "predictions",
    /at \/class_distribution\/over 20 %;/,
    inFile("data/data_summary.json", (d) => Object.assign(d.class_distribution, { "over 20 %": 90 })),
  ],
  [
    "the estimator",
    "predictions",
    /model.json` says "linear-svc" at \/estimator;/,
    inFile("model/model.json", (m) => Object.assign(m, { estimator: "linear-svc" })),
  ],

  [
    "a limit of the new spectra",
    "metrics",
    /applicability.json` says 99 at \/limits\/t2_new;/,
    inFile("model/applicability.json", (a) => Object.assign(a.limits, { t2_new: 99 })),
  ],
  [
    "a limit of the fitted spectra",
    "metrics",
    /applicability.json` says 99 at \/limits\/q_fitted;/,
    inFile("model/applicability.json", (a) => Object.assign(a.limits, { q_fitted: 99 })),
  ],
  [
    "a limit of leverage",
    "metrics",
    /applicability.json` says 1 at \/limits\/leverage;/,
    inFile("model/applicability.json", (a) => Object.assign(a.limits, { leverage: 1 })),
  ],
  [
    "a spectrum that lies beyond, no more listed",
    "metrics",
    /applicability.json` lists other fitted rows beyond its limits than model\/scores.csv does/,
    inFile("model/applicability.json", (a) =>
      Object.assign(a, { outside: a.outside.filter(({ rows }: Loose) => rows !== "fitted") }),
    ),
  ],
  [
    "what a spectrum lies beyond",
    "metrics",
    /predictions.csv` says "t2\|q\|leverage\|nearest" of what line \d+ lies beyond/,
    (own) => {
      const lines = own.text(predictions).split("\n");
      const near = lines.findIndex((line) => line.endsWith(","));
      own.put(predictions, lines.with(near, `${lines[near]}t2|q|leverage|nearest`).join("\n"));
    },
  ],
  [
    "the p of similar samples",
    "metrics",
    /validation.json` says 0.5 at \/similarity\/p;/,
    validation((v) => Object.assign(v.similarity, { p: 0.5 })),
  ],
  [
    "samples lost among similar ones",
    "metrics",
    /validation.json` says .* at \/similarity\/blocked;/,
    validation((v) => Object.assign(v.similarity, { lost: 3 })),
  ],
  [
    "the figure similar samples are held against",
    "metrics",
    /at \/similarity\/ordinary;/,
    validation((v) => Object.assign(v.similarity, { ordinary: 0.5 })),
  ],
  [
    "the number of clusters",
    "metrics",
    /at \/similarity\/clusters;/,
    validation((v) => Object.assign(v.similarity, { clusters: 178 })),
  ],
  [
    "a sample in two clusters",
    "metrics",
    /lists samples in its clusters that are in two of them/,
    validation((v) => Object.assign(v.similarity.lists[1], { 0: v.similarity.lists[0][0] })),
  ],
  ["the p of channels", "metrics", /at \/channel\/p;/, validation((v) => Object.assign(v.channel, { p: 0.001 }))],
  [
    "the p of the permutations",
    "metrics",
    /at \/permutation\/p;/,
    validation((v) => Object.assign(v.permutation, { p: 0.001 })),
  ],
  ["a permutation left out", "metrics", /at \/permutation\/n;/, validation((v) => v.permutation.values.pop())],
  [
    "what permutations are held against",
    "metrics",
    /at \/permutation\/observed;/,
    validation((v) => Object.assign(v.permutation, { observed: 1 })),
  ],

  [
    "a threshold of the gate",
    "gates",
    /at \/checks\/min_accuracy\/threshold;/,
    gate("model", (c) => Object.assign(c.min_accuracy, { threshold: 0.05 })),
  ],
  [
    "a floor",
    "gates",
    /at \/checks\/min_accuracy\/floor;/,
    gate("model", (c) => Object.assign(c.min_accuracy, { floor: 0.01 })),
  ],
  [
    "the value of a check",
    "gates",
    /at \/checks\/min_accuracy\/value;/,
    gate("model", (c) => Object.assign(c.min_accuracy, { value: 0.999 })),
  ],
  [
    "the lower limit of a check",
    "gates",
    /at \/checks\/min_class_recall\/lower\/value;/,
    gate("model", (c) => Object.assign(c.min_class_recall.lower, { value: 0.99 })),
  ],
  ["specificity deleted", "gates", /FS9123 .*has no check specificity/, gate("model", (c) => delete c.specificity)],
  [
    "specificity of the other class",
    "gates",
    /at \/checks\/specificity\/value;/,
    gate("model", (c) => Object.assign(c.specificity, { value: 0.5 })),
  ],
  [
    "recall that judges nothing",
    "gates",
    /FS9123 .*min_class_recall judge nothing because of `classification`/,
    gate("model", (c) =>
      Object.assign(c.min_class_recall, { na: "classification", value: null, pass: null, lower: null }),
    ),
  ],
  [
    "specificity without a positive class",
    "gates",
    /FS9123 .*specificity judge nothing because of `no_positive_class`/,
    gate("model", (c) =>
      Object.assign(c.specificity, { na: "no_positive_class", value: null, pass: null, lower: null }),
    ),
  ],
  [
    "permutations not asked for",
    "gates",
    /FS9123 .*permutation judge nothing because of `not_requested`/,
    gate("model", (c) => Object.assign(c.permutation, { na: "not_requested", value: null, pass: null })),
  ],
  [
    "similar samples among advice",
    "gates",
    /FS9123 .*has similarity_blocked among advice/,
    gate("model", (c, r) => {
      Object.assign(r.advice, { similarity_blocked: c.similarity_blocked });
      delete c.similarity_blocked;
    }),
  ],
  [
    "the chance a fall is held against",
    "gates",
    /at \/checks\/one_channel\/chance\/below;/,
    gate("model", (c) => Object.assign(c.one_channel.chance, { below: 0.0001 })),
  ],
  [
    "samples of the smallest class",
    "gates",
    /at \/checks\/min_samples_per_class\/value;/,
    gate("data", (c) => Object.assign(c.min_samples_per_class, { value: 100 })),
  ],
  [
    "imbalance",
    "gates",
    /at \/checks\/imbalance_ratio\/value;/,
    gate("data", (c) => Object.assign(c.imbalance_ratio, { value: 1 })),
  ],
  [
    "missing values",
    "gates",
    /at \/checks\/missing_data\/value;/,
    gate("data", (c) => Object.assign(c.missing_data, { value: 0.005 })),
  ],
  [
    "an excuse nobody accepted",
    "gates",
    /at \/checks\/confounding\/pass;/,
    gate("data", (c) => Object.assign(c.confounding, { value: 2, despite: "accepted", pass: true })),
  ],
  ...(["excluded_fraction", "reused_sample_names", "confounding", "near_duplicates"] as const).map(
    (check): Forgery => [
      `${check}, which the summary of the data says too`,
      "gates",
      new RegExp(`at /checks/${check}/value;`),
      gate("data", (c) => Object.assign(c[check], { value: 0.01 })),
    ],
  ),
  [
    "a check of the data gate deleted",
    "gates",
    /FS9123 .*has no check near_duplicates/,
    gate("data", (c) => delete c.near_duplicates),
  ],
  [
    "a spectral check deleted",
    "gates",
    /FS9123 .*has no check saturation/,
    gate("spectral", (c) => delete c.saturation),
  ],
  ...(["health_score", "spike_fraction", "saturation", "baseline_drift"] as const).map(
    (check): Forgery => [
      `the spectral value ${check}`,
      "gates",
      new RegExp(`at /checks/${check}/value;`),
      gate("spectral", (c) => Object.assign(c[check], { value: c[check].value * 0.9 + 0.001 })),
    ],
  ),
  [
    "a spectral threshold",
    "gates",
    /at \/checks\/health_score\/threshold;/,
    gate("spectral", (c) => Object.assign(c.health_score, { threshold: 0.5 })),
  ],

  [
    "the policy",
    "record",
    /at \/policy\/effective\/min_accuracy;/,
    (own) => {
      own.manifest.policy.effective.min_accuracy = 0.7;
      gate("model", (c) => Object.assign(c.min_accuracy, { threshold: 0.7 }))(own);
    },
  ],
  [
    "the document",
    "record",
    /at \/protocol_hash;/,
    (own) => own.swap("protocol.md", "One instrument", "Two instruments"),
  ],
  [
    "a block nobody asked for",
    "record",
    /lists other blocks than protocol.md holds/,
    manifest((m) => m.blocks.push({ ...m.blocks[0], id: "more", artifacts: {} })),
  ],
  ["the mode", "record", /says "research" at \/mode;/, manifest((m) => Object.assign(m, { mode: "research" }))],

  [
    "a threshold of a set",
    "trust",
    /at \/splits\/0\/qhat;/,
    conformal((c) => Object.assign(c.splits[0], { qhat: 0.9 })),
  ],
  ["the rank of a threshold", "trust", /at \/splits\/0\/k;/, conformal((c) => Object.assign(c.splits[0], { k: 10 }))],
  [
    "a conformal score",
    "trust",
    /at \/splits\/1\/qhat;|at \/splits\/1\/scores/,
    conformal((c) => Object.assign(c.splits[1].scores, { 0: 0.99 })),
  ],
  ["thresholds of a fold", "trust", /has not the thresholds of each fold/, conformal((c) => c.splits.splice(0, 2))],
  ["coverage", "trust", /at \/coverage_achieved;/, conformal((c) => Object.assign(c, { coverage_achieved: 0.99 }))],
  [
    "the interval of coverage",
    "trust",
    /at \/coverage_ci\/0;/,
    conformal((c) => Object.assign(c.coverage_ci, { 0: 0.95 })),
  ],
  ["the tail of coverage", "trust", /at \/coverage_p;/, conformal((c) => Object.assign(c, { coverage_p: 0.9 }))],
  [
    "coverage of a class",
    "trust",
    /at \/by_class\/over 20 %\/covered;/,
    conformal((c) => Object.assign(c.by_class["over 20 %"], { covered: 65 })),
  ],
  [
    "coverage of a batch",
    "trust",
    /at \/by_batch\/l00\/coverage;/,
    conformal((c) => Object.assign(c.by_batch.l00, { coverage: 1 })),
  ],
  ["the size of sets", "trust", /at \/mean_set_size;/, conformal((c) => Object.assign(c, { mean_set_size: 1.5 }))],
  [
    "sets counted by size",
    "trust",
    /at \/set_size_distribution\/1;/,
    conformal((c) => Object.assign(c.set_size_distribution, { 1: 100 })),
  ],
  ["a promise", "trust", /at \/bound;/, conformal((c) => Object.assign(c, { bound: 0.99 }))],
  ["a set", "trust", /trust\/predictions.csv` says .* at \/0\/set;/, cell(trusted, 0, "set", "over 20 %|up to 20 %")],
  ["a calibrated probability", "trust", /calibration_artifact.json` says/, cell(trusted, 0, "p:over 20 %", "0.6")],
  [
    "who was answered",
    "trust",
    /abstention_artifact.json` says \d+ at \/answered;/,
    cell(trusted, 0, "answered", (old) => (old === "true" ? "false" : "true")),
  ],
  [
    "an answer below the confidence of its fold",
    "trust",
    /trust\/predictions.csv` answers \d+ samples below the confidence that its fold asks for/,
    (own) => own.put(trusted, own.text(trusted).replaceAll(/,false$/gm, ",true")),
  ],
  [
    "silence for no reason",
    "trust",
    /abstention_artifact.json` leaves \d+ samples unanswered, of which 0 are far/,
    (own) => {
      own.put(trusted, own.text(trusted).replaceAll(/,true$/gm, ",false"));
      own.json("trust/abstention_artifact.json", (a) => Object.assign(a, { far: 0 }));
    },
  ],
  ["the calibration error", "trust", /at \/after\/ece;/, calibration((c) => Object.assign(c.after, { ece: 0.001 }))],
  [
    "the calibration error before",
    "trust",
    /at \/before\/ece;/,
    calibration((c) => Object.assign(c.before, { ece: 0.1 })),
  ],
  [
    "the band of chance",
    "trust",
    /at \/after\/ece_null\/1;/,
    calibration((c) => Object.assign(c.after.ece_null, { 1: 0.5 })),
  ],
  ["a bin", "trust", /at \/after\/bins\/9\/n;/, calibration((c) => Object.assign(c.after.bins[9], { n: 178 }))],
  [
    "the Brier score of trust",
    "trust",
    /at \/after\/brier;/,
    calibration((c) => Object.assign(c.after, { brier: 0.001 })),
  ],
  [
    "log loss of trust",
    "trust",
    /at \/after\/log_loss;/,
    calibration((c) => Object.assign(c.after, { log_loss: 0.001 })),
  ],
  [
    "the threshold of abstention",
    "trust",
    /at \/confidence\/tau;/,
    abstention((a) => Object.assign(a, { tau: 0.9, confidence: { ...a.confidence, tau: 0.9 } })),
  ],
  [
    "what may be said of a risk",
    "trust",
    /at \/confidence\/rule;/,
    abstention((a) =>
      Object.assign(a.confidence, { rule: a.confidence.rule === "certified" ? "expected" : "certified" }),
    ),
  ],
  [
    "accuracy of the answers",
    "trust",
    /at \/accuracy_on_answered;/,
    abstention((a) => Object.assign(a, { accuracy_on_answered: 1 })),
  ],
  [
    "a point of the risk curve",
    "trust",
    /at \/risk_coverage\/177\/risk;/,
    abstention((a) => Object.assign(a.risk_coverage.at(-1), { risk: 0.5 })),
  ],
  ["the area under it", "trust", /at \/aurc;/, abstention((a) => Object.assign(a, { aurc: 0.5 }))],
  [
    "the accuracy of the recipe",
    "trust",
    /trust_summary.json` says 0.999 at \/accuracy;/,
    inFile("trust/trust_summary.json", (t) => Object.assign(t, { accuracy: 0.999 })),
  ],
  [
    "a figure of the summary alone",
    "trust",
    /trust_summary.json` says 0.001 at \/ece_after;/,
    inFile("trust/trust_summary.json", (t) => Object.assign(t, { ece_after: 0.001 })),
  ],
  [
    "the policy of the recipe",
    "trust",
    /at \/policy_pass;/,
    inFile("trust/trust_summary.json", (t) => Object.assign(t, { policy_pass: false })),
  ],

  [
    "a figure of the report",
    "text",
    /report\/index.html` prints 99.4 % of model\/metrics.json#\/pooled\/accuracy, which report.json does not list/,
    (own) => own.swap("report/index.html", /(data-pointer="\/pooled\/accuracy"[^>]*>)98\.\d/, "$199.4"),
  ],
  [
    "a figure of the report, and in the list of them",
    "text",
    /report.json` \/figures\/\d+ prints "12.3 %" of model\/metrics.json#\/pooled\/balanced_accuracy, which is/,
    (own) => {
      const at = (figure: Loose) => figure.pointer === "/pooled/balanced_accuracy";
      own.json("report.json", (r) => Object.assign(r.figures.find(at), { text: "12.3 %" }));
    },
  ],
  [
    "a figure that another file is said to hold",
    "text",
    /report.json` \/figures\/\d+ is said to be model\/metrics.json#\/nowhere, where no number stands/,
    (own) =>
      own.json("report.json", (r) =>
        Object.assign(
          r.figures.find(({ pointer }: Loose) => pointer === "/pooled/mcc"),
          { pointer: "/nowhere" },
        ),
      ),
  ],
  [
    "a figure that follows from a matrix",
    "text",
    /report.json` \/figures\/\d+ prints "1.2 %" of model\/confusion_matrix.json#\/counts, which is 63.5 %/,
    (own) =>
      own.json("report.json", (r) =>
        Object.assign(
          r.figures.find(({ how }: Loose) => how === "largest class over all samples"),
          { text: "1.2 %" },
        ),
      ),
  ],
  [
    "a number of a sentence of the report alone",
    "text",
    /report.json` knows no source of 98765, which a text of the run prints/,
    (own) => own.swap("report/index.html", /(>Observed against predicted class of )178 /, "$198765 "),
  ],
  [
    "a number of a sentence of the statement alone",
    "text",
    /report.json` knows no source of 4321, which a text of the run prints/,
    (own) =>
      own.swap("REGULATORY_COMPLIANCE_STATEMENT.txt", "   There is no external", "   4321 samples are no external"),
  ],
  [
    "a figure that the Markdown is said to print",
    "text",
    /report.md` does not print "77.7 %", as report.json says/,
    (own) => own.json("report.json", (r) => r.figures.push({ ...r.figures[0], text: "77.7 %", in: ["markdown"] })),
  ],
  [
    "a number that is told in words, no more owned up to",
    "text",
    /report.json` knows no source of 256/,
    (own) =>
      own.json("report.json", (r) =>
        Object.assign(r, { unsourced: r.unsourced.filter((one: string) => one !== "256") }),
      ),
  ],
  [
    "what a figure of the report says it is",
    "text",
    /says 0.999 of model\/metrics.json#\/pooled\/accuracy, where/,
    (own) =>
      own.swap(
        "report/index.html",
        /data-pointer="\/pooled\/accuracy"([^>]*)data-exact="[^"]*"/,
        'data-pointer="/pooled/accuracy"$1data-exact="0.999"',
      ),
  ],
  [
    "the source of every figure of a model taken out",
    "text",
    /prints no figure of model\/metrics.json#\/pooled\/accuracy/,
    (own) =>
      own.put("report/index.html", own.text("report/index.html").replaceAll('data-pointer="/pooled/accuracy"', "")),
  ],
  [
    "a row of a table of the Markdown",
    "text",
    /report.md` prints "\| Accuracy \| 0.999/,
    (own) => own.swap("report.md", /\| Accuracy \| [\d.]+/, "| Accuracy | 0.999"),
  ],
  [
    "a silent failure that is no more counted",
    "record",
    /silent_failure_checks\/skipped_count is 1, counted again it is 0/,
    inFile("run_summary.json", (s) => Object.assign(s.silent_failure_checks, { skipped_count: 1 })),
  ],
  [
    "a block that report.json no longer explains",
    "record",
    /unexplained_block_count is 0, counted again it is 1/,
    inFile("report.json", (r) => Reflect.deleteProperty(r.results, "data")),
  ],
  [
    "a finding without a next action",
    "record",
    /blank_kind_findings_count is 0, counted again it is 1/,
    inFile("report.json", (r) => Object.assign(r.findings[0], { help: [] })),
  ],
  [
    "the summary of the Markdown",
    "text",
    /report.md` sums up otherwise than report.json/,
    (own) => own.swap("report.md", /Accuracy 98\.\d/, "Accuracy 99.4"),
  ],
  [
    "the summary of report.json",
    "text",
    /sums up otherwise|sums up "plsda/,
    inFile("report.json", (r) =>
      Object.assign(r, { summary: r.summary.map((one: string) => one.replace(/Accuracy 98\.\d/, "Accuracy 99.4")) }),
    ),
  ],
  [
    "a gate in report.json",
    "text",
    /report.json` says 0.999 at \/qc\/[^/]*\/checks\/min_accuracy\/value/,
    inFile("report.json", (r) => {
      for (const one of Object.values<Loose>(r.qc)) if (one.gate === "model") one.checks.min_accuracy.value = 0.999;
    }),
  ],
  [
    "a result in report.json",
    "text",
    /report.json` says 0.999 at \/results\/plsda\/values\/accuracy/,
    inFile("report.json", (r) => Object.assign(r.results.plsda.values, { accuracy: 0.999 })),
  ],
  [
    "trust in report.json",
    "text",
    /at \/results\/trust\/values\/coverage/,
    inFile("report.json", (r) => Object.assign(r.results.trust.values, { coverage: 0.999 })),
  ],
  [
    "accuracy in the statement",
    "text",
    /STATEMENT.txt` prints 99.4 in "Accuracy/,
    (own) => own.swap("REGULATORY_COMPLIANCE_STATEMENT.txt", /(\n {3})Accuracy: 98\.\d/, "$1Accuracy: 99.4"),
  ],
  [
    "a check in the statement",
    "text",
    /STATEMENT.txt` prints 99.9 in "Accuracy/,
    (own) => own.swap("REGULATORY_COMPLIANCE_STATEMENT.txt", /(\n {6})Accuracy: [\d.]+/, "$1Accuracy: 99.9"),
  ],
  [
    "a check left out of the statement",
    "text",
    /says \d+ checks of the gate \S+, whose report has \d+/,
    (own) => own.swap("REGULATORY_COMPLIANCE_STATEMENT.txt", /\n *Specificity: .*/, ""),
  ],
  [
    "coverage in the statement",
    "text",
    /STATEMENT.txt` prints 99.9 in "coverage/,
    (own) => own.swap("REGULATORY_COMPLIANCE_STATEMENT.txt", /(\n {6})coverage [\d.]+/, "$1coverage 99.9"),
  ],
  [
    "the recall of a class in the statement",
    "text",
    /STATEMENT.txt` prints 99.9 in "over 20 %: sensitivity/,
    (own) =>
      own.swap("REGULATORY_COMPLIANCE_STATEMENT.txt", /over 20 %: sensitivity [\d.]+/, "over 20 %: sensitivity 99.9"),
  ],
  [
    "a batch in the statement",
    "text",
    /STATEMENT.txt` prints 19 in "l00/,
    (own) => own.swap("REGULATORY_COMPLIANCE_STATEMENT.txt", /l00: 18 samples/, "l00: 19 samples"),
  ],
  [
    "the calibration error in the statement",
    "text",
    /STATEMENT.txt` prints 0.0001 in/,
    (own) => own.swap("REGULATORY_COMPLIANCE_STATEMENT.txt", /error [\d.]+ before/, "error 0.0001 before"),
  ],
  [
    "a digest in the statement",
    "text",
    /STATEMENT.txt` prints 0{64} in/,
    (own) =>
      own.swap("REGULATORY_COMPLIANCE_STATEMENT.txt", /(input meat, meats.csv: )[0-9a-f]{64}/, `$1${"0".repeat(64)}`),
  ],
];

describe("an approved run", () => {
  it("is verified as it was written, and sealed again by a forger who changed nothing", () =>
    expect(judged(() => undefined)).toEqual({ refused: [], says: "" }));
});

/** What hides another forgery of the same check, or is hidden by one. */
const alone = [
  "the class a spectrum was called",
  "the class a spectrum is of",
  "a class that is none",
  "specificity deleted",
  "the lower limit of a check",
  "a calibrated probability",
  "an answer below the confidence of its fold",
  "silence for no reason",
  "who was answered",
  "an excuse nobody accepted",
  "a figure of the report",
  "the source of every figure of a model taken out",
];

/** Forgeries that are judged in one run: those of a check, six at a time, neighbours apart since they are alike; in the slow tests each has a run of its own. */
const runs: readonly (readonly Forgery[])[] = figures.isLarge
  ? forgeries.map((one) => [one])
  : [...new Set(forgeries.map(([, check]) => check))].flatMap((check) => {
      const own = forgeries.filter((one) => one[1] === check);
      const together = own.filter(([does]) => !alone.includes(does));
      const count = Math.ceil(together.length / 6);
      return [
        ...own.filter(([does]) => alone.includes(does)).map((one) => [one]),
        ...Array.from({ length: count }, (_, k) => together.filter((_, i) => i % count === k)),
      ];
    });

describe(`a run, forged in ${forgeries.length} ways,`, () => {
  describe.each(runs.map((run) => [run.map(([does]) => does).join("; "), run] as const))("by %s,", (_, run) => {
    let found: ReturnType<typeof judged>;
    beforeAll(() => {
      found = judged((own) => {
        for (const [, , , change] of run) change(own);
      });
    });
    it.each(run)("is refused for %s, by %s", (_, check, says) => {
      expect(found.says).toMatch(says);
      expect(found.refused).toContain(check);
    });
  });
  it("is forged in each of them", () => {
    expect(runs.flat().length).toBe(forgeries.length);
    expect(alone.filter((does) => !forgeries.some(([name]) => name === does))).toEqual([]);
  });
});

forgedPdfs(() => files);

/** Examples of FS25xx to FS28xx, FS56xx, FS60xx and FS72xx: blocks and what each needs of the others, gates and trust. */
import { type Examples, inWords, pieceOf, whole } from "./example.ts";
import { axis, bare, estimator, field, inputs, model, steps, target, unit } from "./lines.ts";

const regulatory = pieceOf("regulatory");
const oils = pieceOf("oils");
const classes = pieceOf("classes");
const monitoring = pieceOf("monitoring");
const mode = "mode: regulatory";
const qc = "```foodspec qc\ngate: model\n```";
const trust = "```foodspec trust\nconformal: {alpha: 0.1}\n```";
const made = (columns: string) => `\`\`\`foodspec features\ncolumns:\n${columns}\n\`\`\``;
const features = (columns: string) => `${made(columns)}\n\n${model}`;
const prepared = `\`\`\`foodspec preprocess\nsteps:\n${steps}\n  - snv\n\`\`\``;
const named = (id: string, from: string) => `\`\`\`foodspec preprocess #${id}\nfrom: ${from}\nsteps: [snv]\n\`\`\``;
const cropped = (from: string) => `\`\`\`foodspec preprocess\nfrom: ${from}\nsteps:\n  - crop: [860, 1040]\n\`\`\``;
const modelFrom = (id: string) => model.replace("model\n", `model\nfrom: ${id}\n`);
const gate = (option: string) => `\`\`\`foodspec qc\ngate: model\n${option}\n\`\`\``;
const trusting = (options: string) => `\`\`\`foodspec trust\n${options}\n\`\`\``;
const bands = "  bands: {fat: [920, 940], water: [960, 980]}";

export const planExamples: Examples = {
  FS2301: bare(
    `${prepared}\n\n${model}`,
    `${made(bands)}\n\n${cropped("features")}\n\n${model}`,
    `${cropped("data")}\n\n${made(bands)}\n\n${model}`,
  ),
  FS2501: bare(
    model,
    features(`${bands}\n  ratios: {quotient: [fat, wter]}`),
    features(`${bands}\n  ratios: {quotient: [fat, water]}`),
  ),
  FS2502: bare(
    model,
    features(`${bands}\n  peaks: {fat: {at: 930, window: 10}}`),
    features(`${bands}\n  peaks: {fat_top: {at: 930, window: 10}}`),
  ),
  FS2503: bare(model, features("  bands: {fat: [1200, 1220]}"), features("  bands: {fat: [920, 940]}")),
  FS2504: bare(
    model,
    features(`${bands}\n  select: {method: vip, k: 5}`),
    features(`${bands}\n  select: {method: vip, k: 1}`),
  ),
  FS2505: whole(
    `---\ntitle: T\n${inputs}\n---\n\n\`\`\`foodspec data\ninput: meat\n\`\`\`\n\n${made("  pls: {components: 3}")}\n`,
    `---\ntitle: T\n${inputs}\n---\n\n\`\`\`foodspec data\ninput: meat\ntarget: fat\n\`\`\`\n\n${made("  pls: {components: 3}")}\n`,
  ),
  FS2506: bare(
    model,
    features(`${bands}\n  select: {method: anova_f, k: 1}`),
    features(`${bands}\n  select: {method: k_best, k: 1}`),
  ),
  FS2601: bare(
    "```foodspec preprocess",
    "```foodspec qc\ngate: model\n```\n\n```foodspec preprocess",
    "```foodspec qc\ngate: data\n```\n\n```foodspec preprocess",
  ),
  FS2602: bare(
    `${prepared}\n\n${model}`,
    `${named("raw", "data")}\n\n${named("other", "data")}\n\n${model}`,
    `${named("raw", "data")}\n\n${named("other", "data")}\n\n${modelFrom("raw")}`,
  ),
  FS2603: bare(
    model,
    `${model.replace("model\n", "model #few\n")}\n\n${modelFrom("few").replace("model\n", "model #many\n")}`,
    `${model.replace("model\n", "model #few\n")}\n\n${modelFrom("preprocess").replace("model\n", "model #many\n")}`,
  ),
  FS2604: bare(
    `${prepared}\n\n${model}`,
    `${named("one", "two")}\n\n${named("two", "one")}\n\n${model}`,
    `${named("one", "data")}\n\n${named("two", "one")}\n\n${model}`,
  ),
  FS2606: bare(
    model,
    `${model}\n\n\`\`\`foodspec table\ncompare: [model, modle]\n\`\`\``,
    `${model}\n\n\`\`\`foodspec table\nshow: model.metrics\n\`\`\``,
  ),
  FS2620: regulatory(
    "```foodspec model #plsda\nestimator: {pls-da: {components: 2}}\n```",
    "",
    "```foodspec model #plsda\nestimator: {pls-da: {components: 2}}\n```",
  ),
  FS2621: regulatory(mode, `${mode}\napproved_models: [linear-svc]`, `${mode}\napproved_models: [linear-svc, pls-da]`),
  FS2622: regulatory("estimator: {pls-da: {components: 2}}", "estimator: {pls-regression: {components: 2}}"),
  FS2623: regulatory(mode, `${mode}\nscheme: kfold`, `${mode}\nscheme: loso`),
  FS2624: regulatory(
    "estimator: {pls-da: {components: 2}}",
    "estimator: {pls-da: {components: [1, 2]}}\ntune: {inner: kfold}",
    "estimator: {pls-da: {components: [1, 2]}}\ntune: {inner: group_kfold}",
  ),
  FS2625: regulatory("sample: sample\n", "", "sample: sample\n"),
  FS2626: regulatory("upstream: none\n", "", "upstream: none\n"),
  FS2627: classes(
    "estimator: {pls-da: {components: 2}}",
    "estimator: {linear-svc: {C: [1, 10]}}\ntune: {metric: brier}",
    "estimator: {linear-svc: {C: [1, 10]}}\ntune: {metric: balanced_accuracy}",
  ),
  FS2628: regulatory(
    "estimator: {pls-da: {components: 2}}",
    "estimator: {pls-da: {components: 2}}\nvalidate: {similarity: false}",
  ),
  FS2629: regulatory("target: y", "target: y\ncensored: half", "target: y\ncensored: drop"),
  FS2801: bare(estimator, "estimator: {pls-da: {components: 6}}"),
  FS2802: bare(`${target}\n${unit}`, "label: fat_label", `${target}\n${unit}`),
  FS2803: bare(
    estimator,
    "estimator: {pls-regression: {components: 4}}\nscheme: nested",
    `${estimator}\nscheme: nested`,
  ),
  FS2804: bare(
    estimator,
    "estimator: {pls-regression: {components: 4}}\ntune: {folds: 5}",
    `${estimator}\ntune: {folds: 5}`,
  ),
  FS2805: bare(estimator, `${estimator}\ntune: {metric: accuracy}`, `${estimator}\ntune: {metric: rmsecv}`),
  FS2806: bare(estimator, "estimator: {pls-regression: {components: [2, 2, 4]}}"),
  FS2807: bare(
    model,
    `${model}\n\n\`\`\`foodspec table\ncaption: The model\n\`\`\``,
    `${model}\n\n\`\`\`foodspec table\nshow: model.metrics\n\`\`\``,
  ),
  FS2808: bare(
    model,
    `${model}\n\n\`\`\`foodspec table\ncompare: [model, model]\n\`\`\``,
    `${model}\n\n\`\`\`foodspec table\nshow: model.metrics\n\`\`\``,
  ),
  FS2809: bare(estimator, `${estimator}\ntarget: Fat`, `${estimator}\ntarget: fat`),
  FS5601: monitoring("saved: {", "estimator: pls-da\nsaved: {", "saved: {"),
  FS5602: monitoring("mode: monitoring", "mode: research"),
  FS5603: monitoring("```foodspec model", "```text", "```foodspec model"),
  FS5604: monitoring("saved: {path: lean.predictor.json, sha256: DIGEST}", "estimator: {pls-da: {components: 6}}"),
  FS5605: monitoring("path: lean.predictor.json", "path: laen.predictor.json"),
  FS5606: monitoring("path: lean.predictor.json", "path: ../../lean.predictor.json"),
  FS5607: monitoring("sha256: DIGEST", `sha256: ${"0".repeat(64)}`, "sha256: DIGEST"),
  FS6001: regulatory(trust, trusting("conformal: {alpha: 0.3}"), trusting("conformal: {alpha: 0.1}")),
  FS6002: regulatory(trust, trusting("conformal: false"), trusting("conformal: {alpha: 0.1}")),
  FS6003: classes(trust, trusting("calibration: false\nconformal: false\nabstention: false")),
  FS6004: classes(
    trust,
    trusting("abstention: {threshold: 0.8, target_risk: 0.05}"),
    trusting("abstention: {target_risk: 0.05}"),
  ),
  FS6005: oils(
    "```foodspec model",
    `${trusting("from: plsda\nconformal: {by: batch}")}\n\n\`\`\`foodspec model`,
    `${trusting("from: plsda\nconformal: {by: class}")}\n\n\`\`\`foodspec model`,
  ),
  FS6006: bare(
    model,
    `${model}\n\n${trusting("conformal: {alpha: 0.1, by: class}")}`,
    `${model}\n\n${trusting("conformal: {alpha: 0.1}")}`,
  ),
  FS7201: field("qc_policy: {min_acuracy: 0.9}", "qc_policy: {min_accuracy: 0.9}"),
  FS7202: field("qc_policy: {min_accuracy: true}", "qc_policy: {min_accuracy: 0.9}"),
  FS7203: field("qc_policy: {min_accuracy: 90}", "qc_policy: {min_accuracy: 0.9}"),
  FS7204: field("qc_policy: {min_accuracy: 0.5}", "qc_policy: {min_accuracy: 0.9}"),
  FS7205: regulatory(mode, `${mode}\nqc_policy: {required: false}`, `${mode}\nqc_policy: {required: true}`),
  FS7206: regulatory("estimator: {pls-da: {components: 2}}", "estimator: {pls-regression: {components: 2}}"),
  FS7207: classes(qc, gate("min_accuracy: 0.8"), gate("min_accuracy: 0.9")),
  FS7208: classes(qc, gate("max_missing_fraction: 0.005"), gate("min_accuracy: 0.9")),
  FS7209: regulatory(
    "label: class\npositive: b",
    "label: {from: y, cut: [14], names: [low, high]}",
    "label: {from: y, cut: [14], names: [low, high]}\npositive: high",
  ),
  FS7210: regulatory(qc, gate("advice: true"), qc),
  FS7211: field("qc_policy: {max_rmsecv: {protien: 2}}", "qc_policy: {max_rmsecv: {fat: 2}}"),
  FS7404: monitoring("mode: monitoring", "mode: monitoring\ndrift_policy: {warn_p: 0.02}"),
  FS7405: monitoring(
    "mode: monitoring",
    "mode: monitoring\ndrift_policy: {warn_p: 0.01, fail_p: 0.05}",
    "mode: monitoring\ndrift_policy: {warn_p: 0.05, fail_p: 0.01}",
  ),
  FS2379: inWords(
    "`inputs: {held: {path: [a.csv, b.csv], sha256: …}}`, and the data block says `lockbox: {input: held}`.",
    "The sealed rows stand in one file: `inputs: {held: {path: held.csv, sha256: …}}`.",
  ),
  FS3310: bare(steps, "  - crop: [2000, 2500]"),
  FS3311: bare(
    "  - snv",
    "  - resample: {from: 800, to: 1000, step: 2}\n  - snv",
    "  - resample: {from: 860, to: 1000, step: 2}\n  - snv",
  ),
  FS3312: bare(steps, "  - savgol: {window: 201, order: 2}"),
  FS3313: bare(
    "  - snv",
    "  - normalize: {method: reference, at: 1200}",
    "  - normalize: {method: reference, at: 930}",
  ),
  FS3010: bare("range: [850, 1050]", "range: [9500, 11700]"),
  FS3016: bare(target, "target: Fatt"),
  FS3017: bare("batch: lot", 'batch: "850.0000"'),
  FS3123: bare(axis, "axis: {unit: cm-1, technique: NIR, range: [850, 1050]}"),
  FS5101: bare(estimator, "estimator: {pls-regression: {components: [500]}}"),
};

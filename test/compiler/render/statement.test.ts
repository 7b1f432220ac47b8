import { describe, expect, it } from "vitest";
import type { Kind } from "../../../blocks/contract/kind.ts";
import { registry } from "../../../blocks/registry.ts";
import { assetsOn } from "../../../compiler/compile/package-files.ts";
import { type Report, reportOf } from "../../../compiler/render/report.ts";
import { type StatementFacts, statement } from "../../../compiler/render/statement.ts";
import { evidenceText } from "../../../compiler/render/statement-parts.ts";
import type { Run } from "../../../compiler/run/types.ts";
import { digestOf } from "../../../compiler/store/digest.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import { kindOf } from "../plan/fixture.ts";
import { circumstances, passedGate, protocolIn, runBlock, runOf } from "../run/fixture.ts";

const x = digestOf("x");
const { model: models, qc, trust: trusts } = registry.kinds;
const judgedModel = kindOf({ kind: "model", gives: "model", evidence: models.evidence });
const model = runBlock([judgedModel, {}, {}, "plsda"], {
  artifacts: { "model/model.json": x, "model/folds_1.json": x, "model/predictions.csv": x },
  results: {
    task: "classification",
    estimator: "pls-da",
    scheme: "lobo",
    unit: "batch",
    n_folds: 10,
    n_repeats: 1,
    n_external: 4,
    accuracy: 1,
    accuracy_ci: [0.9, 1],
    accuracy_n: 35,
    mcc: 1,
    mcc_ci: null,
    mcc_n: 35,
    by_class: { lean: { n: 20, recall: 1, recall_ci: [0.83, 1] } },
    validation: {
      similarity: { samples: 35, clusters: 33, moved: 1, ordinary: 1, blocked: 0.97, lost: 1, won: 0, p: 0.5 },
      channel: { channels: [{ axis: 1300, explained: 0.9 }], ordinary: 1, patched: 0.9, lost: 3, won: 0, p: 0.1 },
      permutation: {
        n: 9,
        metric: "balanced_accuracy",
        observed: 1,
        values: [0.5],
        p: 0.1,
        exchanged: "batches",
        folds: 9,
      },
    },
  },
});
const gate = runBlock([kindOf({ kind: "qc", role: "gate", stage: "qc", checked: qc.checked }), {}, {}, "data_gate"], {
  results: {
    gate: "data",
    failed_checks: [],
    checks: {
      min_samples_per_class: { value: 20, threshold: 20, limit: "min", pass: true, na: null, lower: null },
      r2: { value: null, threshold: null, limit: "min", pass: null, na: "classification", lower: null },
    },
  },
});
/** Results of trust that promised sets and nothing else. */
const sets = {
  calibration: { status: "na", reason: "regression" },
  conformal: { status: "success", reason: null },
  abstention: { status: "na", reason: "not_requested" },
  score: "lac",
  by: "class",
  alpha: 0.1,
  coverage: 1,
  coverage_ci: [0.9, 1],
  coverage_p: 1,
  n_samples: 35,
  mean_set_size: 1.02,
  by_class: { lean: { n: 20, coverage: 1, coverage_ci: [0.83, 1] } },
  by_batch: {
    l1: { n: 5, accuracy: 1, coverage: 1, coverage_ci: [0.48, 1] },
    l2: { n: 5, accuracy: null, coverage: null, coverage_ci: null },
  },
  by_instrument: {},
};
const trust = runBlock([kindOf({ kind: "trust", stage: "trust", evidence: trusts.evidence })], {
  results: sets,
  artifacts: { "trust/conformal_artifact.json": x },
});
const claims = { standard: "ISO 12099", use_case: "Screening", limitations: ["Pork only"] };

function told(more: Partial<Run["content"]> = {}, authors: Json = []): Report {
  const blocks = [model, gate, trust];
  const frontMatter = { title: "Lean", version: "1.0", claims, authors, report: { exhibits: "default", paper: "A4" } };
  const run = runOf(blocks, {
    protocol: protocolIn("regulatory", blocks, { frontMatter: frontMatter as never }),
    content: {
      digest: digestOf("content"),
      inputs: [{ name: "meat", path: "meat.csv", size_bytes: 1, sha256: x, n_rows: 1, n_cols: 1, missing_fraction: 0 }],
      sources: [],
      overrides: [],
      gates: [passedGate("data_gate", x, 2)],
      ...more,
    },
  });
  return reportOf(run, {}, null);
}
const facts: StatementFacts = {
  time: "2026-01-01T00:00:00.000Z",
  primaries: ["plsda"],
  loosened: [{ field: "min_accuracy", value: 0.8, default: 0.85 }],
  accepted: [],
};
const assets = assetsOn(machineDisk);
const written = statement(told(), facts, assets);

describe("the statement", () => {
  it("says what is left of the accuracy where samples that look alike are kept in one fold", () => {
    expect(written.replaceAll(/\s+/g, " ")).toContain(
      "With samples that look alike kept in one fold (33 clusters of 35 samples, 1 moved) 1 of those predicted right are wrong, and 0 of the others right.",
    );
  });
  it("says of how many models the judged one is one, and how many recipes the store was seen to keep", () => {
    const { tries } = models;
    const tried = {
      ...model,
      block: { ...model.block, kind: { ...model.block.kind, tries } },
      aim: ["rows", "outcome"],
    };
    const other = { ...tried, block: { ...tried.block, id: "other" } };
    const blocks = [
      { ...tried, results: { ...(model.results as object), n_candidates: 9 } as Json },
      other,
      gate,
      trust,
    ];
    const frontMatter = {
      title: "Lean",
      version: "1.0",
      claims,
      authors: [],
      report: { exhibits: "default", paper: "A4" },
    };
    const run = runOf(blocks, { protocol: protocolIn("regulatory", blocks, { frontMatter: frontMatter as never }) });
    const inStore = { atLeast: 7, words: tries?.keptWords(7) ?? "" };
    const text = (of: typeof circumstances | null) => statement(reportOf(run, {}, of), facts, assets);
    const own =
      "Model plsda: One of 2 models of this document on these rows and this outcome, 9 tuning values; the best";
    expect(text({ ...circumstances, triedInStore: inStore })).toContain(own);
    expect(text({ ...circumstances, triedInStore: inStore })).toContain(
      "The store keeps at least 7 recipes for models",
    );
    expect(text(null)).toContain(own);
    expect(text(null)).not.toContain("The store keeps");
  });

  it("says what it is not, before anything else", () => {
    expect(written.split("\n\n")[2]).toMatch(/It certifies nothing\. Whether the method meets the standard/);
    expect(written).not.toMatch(/complies|compliant|guarantee|safe\b/i);
  });

  it("gives the owner's words as the owner's", () => {
    expect(written).toContain("Standard the owner works to: ISO 12099");
    expect(written).toContain("FoodSpec has not checked the method against the standard.");
    expect(written).toContain("- Pork only");
  });

  it("lists each gate with its evidence, and every threshold looser than the default", () => {
    expect(written).toContain(`data gate (block data_gate): Pass. Evidence: data_qc_report.json, ${x.slice(7)}`);
    expect(written).toContain("min_samples_per_class: 20.0 (criterion ≥ 20): Pass");
    expect(written).toContain("r2: Not applicable (classification)");
    expect(written).toContain("   `min_accuracy`: 0.8 (default 0.85)");
    expect(statement(told(), { ...facts, loosened: [] }, assets)).toContain(
      "Thresholds looser than the default: none.",
    );
  });

  it("prints no share of 1 without its interval, or that there is none", () => {
    for (const line of written.split("\n").filter((one) => /100\.0 %/.test(one)))
      expect(line).toMatch(/100\.0 % \(95 % CI/);
    expect(written).toContain("MCC: 1.000 (95 % CI not available), over 35 samples");
    expect(written).toContain("l1: 5 samples, 5 predicted right, coverage 100.0 % (95 % CI 48.0 % to 100.0 %)");
    expect(written).toContain("l2: 5 samples, coverage not available");
  });

  it("names digests of content, protocol, inputs and evidence, and not of every fold", () => {
    expect(written).toContain(digestOf("content").slice(7));
    expect(written).toContain(`input meat, meat.csv: ${x.slice(7)}`);
    expect(written).toContain(`model/model.json: ${x.slice(7)}`);
    expect(written).not.toContain("folds_1");
    expect(written).not.toContain("predictions.csv");
  });

  it("tells of overrides and authors", () => {
    expect(written).toContain("Nothing was changed on the command line.");
    const other = statement(
      told({ overrides: [{ key: "seed", original: 1, override: 2, reason: null }] }, [{ name: "A", role: "analyst" }]),
      facts,
      assets,
    );
    expect(other).toContain("Changed on the command line: seed from 1 to 2");
    expect(other).toContain("Named in the protocol: A (analyst)");
  });

  it("leaves no placeholder and nothing undefined", () => expect(written).not.toMatch(/\{\{|undefined|NaN|null/));
});

describe("parts of the statement", () => {
  const linesOf = (kind: Kind, results: object) =>
    (kind.evidence?.(results as Json, "t").lines ?? []).map(evidenceText);

  it("give a regression its error, and leave out what was not measured", () => {
    const lines = linesOf(models, {
      task: "regression",
      estimator: "pls-regression",
      classes: null,
      target: "fat",
      target_unit: "%",
      rmsecv: 1.5,
      rmsecv_ci: [1.2, 1.8],
      rmsecv_n: 161,
      r2: null,
      n_external: 0,
      validation: {
        similarity: { na: "too_many_samples" },
        channel: { na: "no_spectra" },
        permutation: { na: "too_many_spectra" },
      },
    });
    expect(lines).toContain("Similarity-blocked validation was not made: more than 10,000 samples.");
    expect(lines).toContain("RMSECV: 1.50\u00a0% fat (95\u00a0% CI 1.20 to 1.80), over 161 samples");
    expect(lines.join()).not.toContain("R²");
    expect(lines).toContain("There is no external test set.");
  });

  it("say what of trust was not done", () => {
    const lines = linesOf(trusts, { ...sets, conformal: { status: "na", reason: "not_requested" } });
    expect(lines).toContain("Calibration: not done.");
    expect(lines).toContain("Conformal prediction: not done.");
  });

  it("tell calibration before and after, and abstention", () => {
    const lines = linesOf(trusts, {
      ...sets,
      calibration: { status: "success", reason: null },
      calibration_method: "platt",
      ...{ ece_before: 0.03, ece_after: 0.01, ece_null: [0, 0.02] },
      ...{ brier_before: 0.1, brier_after: 0.1, log_loss_before: 0.2, log_loss_after: 0.2 },
      abstention: { status: "success", reason: null },
      ...{ abstain_rate: 0.05, accuracy_on_answered: 0.99, accuracy_on_answered_ci: [0.9, 1] },
    }).join("\n");
    expect(lines).toContain(
      "Calibration by platt: expected calibration error 0.030 before, 0.010 after (right probabilities give 0.000 to 0.020)",
    );
    expect(lines.replaceAll("\u00a0", " ")).toContain(
      "Abstention rate 5.0 % of the samples; accuracy of those answered 99.0 % (95 % CI 90.0 % to 100.0 %).",
    );
  });
});

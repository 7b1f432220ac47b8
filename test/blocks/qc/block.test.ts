import { beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import type { DatasetParts } from "../../../blocks/contract/dataset.ts";
import type { Shapes } from "../../../blocks/contract/kind.ts";
import { type Matrix, matrix } from "../../../blocks/contract/matrix.ts";
import type { ModelParts } from "../../../blocks/contract/model.ts";
import type { Given, Settings } from "../../../blocks/contract/running.ts";
import { stream } from "../../../blocks/contract/stream.ts";
import type { GateParts } from "../../../blocks/contract/values.ts";
import type { VariablesParts } from "../../../blocks/contract/variables.ts";
import type { ChartView, TableView } from "../../../blocks/contract/view.ts";
import { methods } from "../../../blocks/methods/methods.ts";
import { clopperPearson } from "../../../blocks/methods/metrics/intervals.ts";
import { judge } from "../../../blocks/methods/qc/judge.ts";
import { effectivePolicy } from "../../../blocks/methods/qc/policy.ts";
import { declaration as collinear } from "../../../blocks/methods/qc/spectral/collinear_features.ts";
import { checks, checkWords } from "../../../blocks/methods/qc/table.ts";
import { model } from "../../../blocks/model/block.ts";
import { preprocess } from "../../../blocks/preprocess/block.ts";
import { qc } from "../../../blocks/qc/block.ts";
import { checkedOf } from "../../../blocks/qc/judges.ts";
import { asideOf, type GateReport, gateReportSchema } from "../../../schemas/gate-report.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import { figures } from "../../fixtures/figures.ts";
import { realSpectra } from "../../fixtures/real-data.ts";
import { baseMeats, dataset, publishedMeats, type Ran, runBlock, spikedMeats, subset, value } from "./sets.ts";

const regulatory: Partial<Settings> = { mode: "regulatory", qc_policy: {} };
const research: Partial<Settings> = { mode: "research", qc_policy: {} };
const reportOf = (ran: Ran) => ran.results as GateReport;
const failedOf = (ran: Ran) => reportOf(ran).failed_checks;
const verdictOf = (ran: Ran) => (ran.gives as unknown as GateParts).verdict;

const dataGate = (of: DatasetParts, settings = regulatory, options: object = {}) =>
  runBlock(qc, { gate: "data", ...options }, [value("dataset", of, "meat")], settings);
const spectralGate = async (of: DatasetParts, steps: Json, settings = regulatory) => {
  const prep = await runBlock(preprocess, { steps }, [value("dataset", of)]);
  return runBlock(qc, { gate: "spectral" }, [value("variables", prep.gives, "prep"), value("dataset", of)], settings);
};

const derived: Json = [{ savgol: { window: 11, order: 2, deriv: 1 } }, "snv"];

/** The whole way to a model: preprocess, then leave one lot out. */
async function fitted(
  of: DatasetParts,
  steps: Json,
  components: number,
): Promise<{ readonly parts: ModelParts; readonly variables: VariablesParts }> {
  const prep = await runBlock(preprocess, { steps }, [value("dataset", of)]);
  const ran = await runBlock(
    model,
    { estimator: { "pls-da": { components } } },
    [value("variables", prep.gives), value("dataset", of)],
    {
      scheme: { name: "lobo", options: {} },
    },
  );
  return { parts: ran.gives as unknown as ModelParts, variables: prep.gives as unknown as VariablesParts };
}
const modelGate = (parts: ModelParts, of: DatasetParts, settings = regulatory, options: object = {}) =>
  runBlock(qc, { gate: "model", ...options }, [value("model", parts, "plsda"), value("dataset", of)], settings);

/** The label's positive class, which regulatory mode asks of a binary label. */
const declared = (of: DatasetParts, positive = "over 20 %"): DatasetParts => ({
  ...of,
  outcome: { ...of.outcome, label: of.outcome.label && { ...of.outcome.label, positive } },
});

describe("the base of the meats", () => {
  const base = declared(baseMeats());
  let parts: ModelParts;
  beforeAll(async () => {
    ({ parts } = await fitted(base, derived, 5));
  });
  it("passes the data gate: 65 of 178 samples in the smaller class, no copies", async () => {
    const ran = await dataGate(base);
    const { checks, status } = reportOf(ran);
    expect(status).toBe("pass");
    expect(checks.min_samples_per_class).toMatchObject({
      value: 65,
      threshold: 20,
      floor: 10,
      pass: true,
      unit: "samples",
    });
    expect(checks.imbalance_ratio?.value).toBeCloseTo(113 / 65, 12);
    expect(checks.duplicates?.value).toBe(0);
    expect(ran.remarks).toEqual([]);
  });
  it("passes the spectral gate, measured before derivative and SNV", async () => {
    const ran = await spectralGate(base, derived);
    expect(reportOf(ran).checks.health_score).toMatchObject({ value: expect.closeTo(0.89, 3), pass: true });
    expect(verdictOf(ran)).toEqual({ gate: "spectral", passed: true, judged: ["prep"] });
  });
  it("passes the model gate with accuracy 0.983 [0.952, 0.997] and recall over-20 0.954", async () => {
    const ran = await modelGate(parts, base);
    const { checks, status } = reportOf(ran);
    expect(status).toBe("pass");
    expect(checks.min_accuracy?.value).toBeCloseTo(0.983, 3);
    expect(
      clopperPearson(Math.round((checks.min_accuracy?.value ?? 0) * 178), 178)?.map((limit) => limit.toFixed(3)),
    ).toEqual(["0.952", "0.997"]);
    expect(checks.min_class_recall?.value).toBeCloseTo(0.954, 3);
    expect(checks.min_class_recall?.worst[0]).toMatchObject({ class: "over 20 %", n: 65 });
    expect(checks.specificity).toMatchObject({ value: 1, pass: true });
    expect(checks.min_accuracy?.worst).toHaveLength(3);
    expect(checks.rmsecv).toMatchObject({ pass: null, na: "classification" });
  });
  it("asks of each value its one-sided lower limit too", async () => {
    const { min_accuracy: check } = reportOf(await modelGate(parts, base)).checks;
    expect(check?.lower).toMatchObject({ threshold: 0.8, floor: 0.6, pass: true });
    // One-sided at 95 % is the lower end of the two-sided interval at 90 %.
    expect(check?.lower?.value).toBeCloseTo(clopperPearson(175, 178, 0.9)?.[0] ?? 0, 12);
    const tight = await modelGate(parts, base, regulatory, { min_accuracy_lower: 0.96 });
    expect(failedOf(tight)).toEqual(["min_accuracy"]);
    expect(reportOf(tight).checks.min_accuracy).toMatchObject({ pass: false, lower: { pass: false, threshold: 0.96 } });
  });
  it("takes the smallest lower limit over the classes", async () => {
    const { min_class_recall: check } = reportOf(await modelGate(parts, base)).checks;
    // 62 of 65 against 113 of 113: the smaller class has the lower estimate and the lower limit.
    expect(check?.lower?.value).toBeCloseTo(clopperPearson(62, 65, 0.9)?.[0] ?? 0, 12);
  });
  it("counts limits as met: a threshold equal to the value passes", async () => {
    const { checks } = reportOf(await modelGate(parts, base));
    const exact = checks.min_accuracy?.value ?? 0;
    expect(failedOf(await modelGate(parts, base, regulatory, { min_accuracy: exact }))).toEqual([]);
    expect(failedOf(await modelGate(parts, base, regulatory, { min_accuracy: exact + 1e-12 }))).toEqual([
      "min_accuracy",
    ]);
  });
  it("is refused in regulatory mode where no class is declared positive, and only not judged in research", async () => {
    await expect(modelGate(parts, baseMeats())).rejects.toMatchObject({ code: "FS7209" });
    expect(reportOf(await modelGate(parts, baseMeats(), research)).checks.specificity).toMatchObject({
      pass: null,
      na: "no_positive_class",
    });
  });
  it("reports several models by their ids, and fails where one of them does", async () => {
    const poor = await fitted(base, ["snv"], 1);
    const given = [value("model", parts, "plsda"), value("model", poor.parts, "poor"), value("dataset", base)];
    const report = reportOf(await runBlock(qc, { gate: "model" }, given, regulatory));
    expect(report).toMatchObject({
      of: ["plsda", "poor"],
      status: "fail",
      by_block: { plsda: { status: "pass" }, poor: { status: "fail" } },
    });
    expect(report.checks.min_accuracy).toEqual(report.by_block?.poor.checks.min_accuracy);
  });
  it("fails where nothing was validated", async () => {
    const blank = { ...parts, scores: matrix(193, 2, new Float64Array(386).fill(Number.NaN)) };
    const { checks } = reportOf(await modelGate(blank, base));
    expect(checks.min_accuracy).toMatchObject({ value: null, pass: false });
  });
});

describe("variants of the meats fail one gate each", () => {
  /** The model's predictions are only looked at where the data and the spectra pass. */
  async function failing(of: DatasetParts, steps: Json, components: number) {
    const with_ = declared(of, of.outcome.label?.classes[0]);
    const { parts } = await fitted(with_, steps, components);
    const ran = {
      data: await dataGate(with_),
      spectral: await spectralGate(with_, steps),
      model: await modelGate(parts, with_),
    };
    return { ran, gates: Object.entries(ran).flatMap(([gate, one]) => (verdictOf(one).passed ? [] : [gate])) };
  }
  it("data: the published rows with their copies kept (0.1023)", async () => {
    const { ran, gates } = await failing(publishedMeats(), derived, 5);
    expect(gates).toEqual(["data"]);
    expect(failedOf(ran.data)).toEqual(["duplicates"]);
    expect(reportOf(ran.data).checks.duplicates?.value?.toFixed(4)).toBe("0.1023");
    expect(ran.data.remarks).toMatchObject([{ code: "FS7104", facts: { of: "meat", threshold: 0, bound: "max" } }]);
  });
  it("data: the first 19 samples over 20 % (19 < 20, 113/19 = 5.947)", async () => {
    const base = baseMeats();
    const { rows, outcome } = base;
    const label = outcome.label as NonNullable<typeof outcome.label>;
    const isOver = (i: number) => label.classes[label.codes[i]] === "over 20 %";
    const first = new Set([...new Set(rows.sample.filter((_, i) => isOver(i)))].slice(0, 19));
    const few = subset(
      base,
      rows.sample.flatMap((sample, i) => (!isOver(i) || first.has(sample) ? [i] : [])),
    );
    const ran = await dataGate(few);
    expect(failedOf(ran)).toEqual(["min_samples_per_class", "imbalance_ratio"]);
    expect(reportOf(ran).checks.min_samples_per_class?.value).toBe(19);
    expect(reportOf(ran).checks.imbalance_ratio?.value?.toFixed(3)).toBe("5.947");
    expect(reportOf(ran).checks.min_samples_per_class?.worst[0]).toMatchObject({ class: "over 20 %", value: 19 });
    expect(verdictOf(await spectralGate(few, derived)).passed).toBe(true);
  });
  it("data: every 60th cell empty, row by row (0.01668)", async () => {
    const base = baseMeats();
    const cells = base.spectra.rows * base.spectra.cols;
    const empty = Array.from({ length: cells }, (_, k) => k).filter((k) => k % 60 === 0).length;
    const facts = { ...base.facts, missing_fraction: empty / cells };
    const ran = await dataGate({ ...base, facts });
    expect(failedOf(ran)).toEqual(["missing_data"]);
    expect(reportOf(ran).checks.missing_data?.value?.toFixed(5)).toBe("0.01668");
  });
  it("spectral: three spikes in every fifth spectrum (gate value 0.000, spikes 0.0304)", async () => {
    const { ran, gates } = await failing(spikedMeats(), derived, 5);
    expect(gates).toEqual(["spectral"]);
    expect(failedOf(ran.spectral)).toEqual(["health_score", "spike_fraction"]);
    expect(reportOf(ran.spectral).checks.spike_fraction?.value?.toFixed(4)).toBe("0.0304");
  });
  it("model: a label by sample number that means nothing (accuracy 0.674)", async () => {
    const base = baseMeats();
    const samples = [...new Set(base.rows.sample)];
    const label = base.rows.sample.map((sample) => (samples.indexOf(sample) % 3 === 0 ? "third" : "other"));
    const classes = ["other", "third"];
    const codes = label.map((name) => classes.indexOf(name));
    const of = { ...base, outcome: { label: { name: "chance", classes, codes, positive: null }, target: null } };
    const { ran, gates } = await failing(of, derived, 5);
    expect(gates).toEqual(["model"]);
    expect(reportOf(ran.model).checks.min_accuracy?.value?.toFixed(3)).toBe("0.674");
  });
  it("model: SNV alone with one component (accuracy 0.831)", async () => {
    const { ran, gates } = await failing(baseMeats(), ["snv"], 1);
    expect(gates).toEqual(["model"]);
    expect(reportOf(ran.model).checks.min_accuracy?.value?.toFixed(3)).toBe("0.831");
    expect(failedOf(ran.model)).toContain("min_accuracy");
  });
});

describe("permuted labels", () => {
  it("never pass the model gate", async () => {
    const base = declared(baseMeats());
    const { label } = base.outcome;
    if (label === null) throw new Error("the meats have a label");
    const names = [...new Set(base.rows.sample)];
    const codeOf = new Map(base.rows.sample.map((sample, i) => [sample, label.codes[i]]));
    for (let seed = 0; seed < figures.permutations; seed++) {
      const order = stream(seed, "permuted labels").shuffle(names);
      const dealt = new Map(names.map((sample, k) => [sample, codeOf.get(order[k]) as number]));
      const codes = base.rows.sample.map((sample) => dealt.get(sample) as number);
      const shuffled: DatasetParts = { ...base, outcome: { ...base.outcome, label: { ...label, codes } } };
      const { parts } = await fitted(shuffled, derived, 5);
      const report = reportOf(await modelGate(parts, shuffled));
      expect([report.status, report.failed_checks.includes("min_accuracy")], `seed ${seed}`).toEqual(["fail", true]);
    }
  });
});

describe("the spectral gate in regulatory mode", () => {
  it("keeps the spectra that it judged: those of each further block in a folder of its own", async () => {
    const base = baseMeats();
    const one = await runBlock(qc, { gate: "spectral" }, [value("dataset", base, "meat")], regulatory);
    expect(one.artifacts.map(({ path }) => path)).toContain("preprocessing/X_checked.npy");
    const crop = await runBlock(preprocess, { steps: [{ crop: [900, 1000] }] }, [value("dataset", base)]);
    const all = await runBlock(preprocess, { steps: ["snv"] }, [value("dataset", base)]);
    const given = [value("variables", crop.gives, "crop"), value("variables", all.gives, "all")];
    const two = await runBlock(qc, { gate: "spectral" }, [...given, value("dataset", base)], regulatory);
    expect(two.artifacts.map(({ path }) => path)).toEqual(
      expect.arrayContaining(["preprocessing/X_checked.npy", "preprocessing/all/X_checked.npy"]),
    );
    const open = await runBlock(qc, { gate: "spectral" }, [value("dataset", base, "meat")], research);
    expect(open.artifacts.map(({ path }) => path)).not.toContain("preprocessing/X_checked.npy");
  });
});

describe("a gate that is handed what it cannot judge or keep", () => {
  it("refuses a regression without a target", async () => {
    const base = baseMeats();
    const parts = { recipe: { task: "regression" }, split: { folds: [] }, scores: matrix(base.spectra.rows, 1) };
    const given = [value("model", parts, "pls"), value("dataset", base)];
    await expect(runBlock(qc, { gate: "model" }, given, research)).rejects.toThrow("without a target");
  });
  it("keeps none of the spectra that take more than 64 MiB", () => {
    const points = 1024;
    const columns = { kind: "axis", unit: "nm", technique: "NIR", values: Array.from({ length: points }, (_, j) => j) };
    const of = (rows: number) => ({
      given: [value("dataset", { spectra: matrix(rows, points), columns }, "meat")],
    });
    expect(checkedOf(methods, of(2) as never).map(({ of: id, x }) => [id, x.rows])).toEqual([["meat", 2]]);
    expect(checkedOf(methods, of(8193) as never)).toEqual([]);
  });
});

describe("a gate that can judge nothing", () => {
  const short = (settings: Partial<Settings>) => {
    const base = baseMeats();
    const axis = { kind: "axis", unit: "nm", technique: "NIR", values: [900] } as const;
    const few = { ...base, columns: axis, spectra: matrix(base.spectra.rows, 1) };
    return runBlock(qc, { gate: "spectral" }, [value("dataset", few, "meat")], settings);
  };
  it("says why in research", async () => {
    expect((await short(research)).na?.reason).toBe("too_few_points");
  });
  it("has not passed in regulatory mode", async () => {
    await expect(short(regulatory)).rejects.toThrow(/FS7302/);
  });
});

describe("a gate that was handed too little", () => {
  it.each<[string, object, Given]>([
    ["spectra without the dataset behind them", { gate: "spectral" }, value("variables", {}, "prep")],
    ["a model without the dataset behind it", { gate: "model" }, value("model", {}, "plsda")],
    ["a dataset of which nobody knows the block", { gate: "data" }, value("dataset", baseMeats())],
  ])("breaks down and passes nothing: %s", (_, options, given) =>
    expect(runBlock(qc, options as Json, [given], regulatory)).rejects.toThrow(/without (their|its) (dataset|block)/),
  );
});

describe("copies", () => {
  const spectra = matrix(4, 3, Float64Array.from([1, 2, 3, 1, 2, 3, 1, 2, 3, 9, 8, 7]));
  const make = (sample: string[], label: string[]) => {
    const made = dataset(spectra, [1, 2, 3], "NIR", { sample, label });
    const same = made.rows.duplicateOf.map((first, i) => (first !== null && label[i] === label[first] ? first : null));
    return { ...made, rows: { ...made.rows, duplicateOf: same } };
  };
  it("with another label contradict", async () => {
    const { checks } = reportOf(await dataGate(make(["a", "a", "a", "b"], ["x", "x", "y", "y"])));
    expect(checks.contradicting_duplicates).toMatchObject({
      value: 1,
      threshold: 0,
      pass: false,
      worst: [{ spectrum: "spectrum 3", about: "same_as", as: "spectrum 1" }],
    });
    expect(checks.duplicates?.value).toBe(0.25);
    expect(checks.duplicates_across_samples).toMatchObject({ value: 0, pass: true });
  });
  it("with another target contradict, and without any outcome nothing can", async () => {
    const { outcome: _, ...made } = make(["a", "a", "a", "b"], ["x", "x", "x", "y"]);
    const target = { name: "fat", unit: "%", values: [1, 1, 2, 3] };
    const contradicting = async (outcome: DatasetParts["outcome"]) =>
      reportOf(await dataGate({ ...made, outcome })).checks.contradicting_duplicates;
    expect(await contradicting({ label: null, target })).toMatchObject({ value: 1, pass: false });
    expect(await contradicting({ label: null, target: null })).toMatchObject({ value: 0, pass: true });
  });
  it("in another sample cannot both be measured", async () => {
    const { checks } = reportOf(await dataGate(make(["a", "b", "c", "d"], ["x", "x", "x", "y"])));
    expect(checks.duplicates_across_samples).toMatchObject({ value: 2, pass: false });
  });
});

describe("a gate's counts", () => {
  const base = baseMeats();
  it("are samples: replicates change nothing", async () => {
    const twice = subset(base, [...base.rows.id.keys(), ...base.rows.id.keys()]);
    const fresh = { ...twice, rows: { ...twice.rows, duplicateOf: twice.rows.duplicateOf.map(() => null) } };
    expect(reportOf(await dataGate(fresh)).checks.min_samples_per_class?.value).toBe(65);
  });
  it("leave external samples out", async () => {
    const isFirst = (i: number) => i < 100;
    const half = { ...base, rows: { ...base.rows, external: base.rows.id.map((_, i) => isFirst(i)) } };
    const alone = subset(
      base,
      [...base.rows.id.keys()].filter((i) => !isFirst(i)),
    );
    const count = async (of: DatasetParts) => reportOf(await dataGate(of)).checks.min_samples_per_class?.value;
    expect(await count(half)).toBe(await count(alone));
    const health = async (of: DatasetParts) => reportOf(await spectralGate(of, derived)).checks.health_score?.value;
    expect(await health(half)).toBe(await health(alone));
  });
});

describe("the classes of a dataset", () => {
  const spectra = matrix(3, 2, Float64Array.from([1, 2, 3, 4, 5, 6]));
  it("that are as small as one another stand by name", async () => {
    const made = dataset(spectra, [1, 2], "NIR", { sample: ["a", "b", "c"], label: ["x", "y", "z"] });
    const label = { ...(made.outcome.label as NonNullable<typeof made.outcome.label>), classes: ["z", "y", "x"] };
    const { checks } = reportOf(await dataGate({ ...made, outcome: { label, target: null } }));
    expect(checks.min_samples_per_class?.worst.map(({ class: name }) => name)).toEqual(["x", "y", "z"]);
  });
  it("are not judged where there is no outcome", async () => {
    const made = dataset(spectra, [1, 2], "NIR", { sample: ["a", "b", "c"] });
    const { checks } = reportOf(await dataGate(made));
    expect(checks.min_samples_per_class).toMatchObject({ pass: null, na: "no_label", threshold: 20 });
  });
});

describe("regression", () => {
  const { column } = realSpectra("meats-nir");
  const all = publishedMeats();
  const fat = column("fat").map(Number);
  const kept = all.rows.duplicateOf.flatMap((first, i) => (first === null ? [i] : []));
  const base = baseMeats();
  const of: DatasetParts = {
    ...base,
    outcome: { label: null, target: { name: "fat", unit: "%", values: kept.map((i) => fat[i]) } },
  };
  const fitPls = async () => {
    const prep = await runBlock(preprocess, { steps: derived }, [value("dataset", of)]);
    const ran = await runBlock(
      model,
      { estimator: { "pls-regression": { components: 8 } } },
      [value("variables", prep.gives), value("dataset", of)],
      {
        scheme: { name: "lobo", options: {} },
      },
    );
    return ran;
  };
  it("has no class checks in the data gate", async () => {
    const { checks, status } = reportOf(await dataGate(of));
    expect(checks.imbalance_ratio).toMatchObject({ value: null, pass: null, na: "regression" });
    expect(status).toBe("pass");
  });
  it("is judged by r2, rmsecv and the size of the bias, in the target's unit", async () => {
    const ran = await fitPls();
    const { rmsecv, r2, bias } = ran.results as { rmsecv: number; r2: number; bias: number };
    const gate = await runBlock(
      qc,
      { gate: "model", min_r2: 0.9, max_rmsecv: rmsecv, max_abs_bias: 5 },
      [value("model", ran.gives, "pls"), value("dataset", of)],
      regulatory,
    );
    const { checks, status } = reportOf(gate);
    expect(checks.rmsecv).toMatchObject({ value: rmsecv, unit: "%", pass: true });
    expect(checks.r2).toMatchObject({ value: r2, pass: true });
    expect(checks.bias).toMatchObject({ value: Math.abs(bias), pass: true });
    expect(checks.min_accuracy).toMatchObject({ pass: null, na: "regression" });
    expect(status).toBe("pass");
    const strict = await runBlock(
      qc,
      { gate: "model", max_rmsecv: rmsecv * 0.999 },
      [value("model", ran.gives, "pls"), value("dataset", of)],
      research,
    );
    expect(failedOf(strict)).toEqual(["rmsecv"]);
    const level = await runBlock(
      qc,
      { gate: "model", max_abs_bias: Math.abs(bias) / 2 },
      [value("model", ran.gives, "pls"), value("dataset", of)],
      research,
    );
    // A bias is of all samples together: no name stands in its warning.
    const warned = level.remarks.find(({ code }) => code === "FS7126");
    expect(warned?.facts).toMatchObject({ check: "bias", bound: "max", unit: "%" });
    expect(warned?.facts).not.toHaveProperty("worst");
  });
  it("without thresholds judges nothing and says so", async () => {
    const ran = await fitPls();
    const gate = await runBlock(
      qc,
      { gate: "model" },
      [value("model", ran.gives, "pls"), value("dataset", of)],
      research,
    );
    expect(gate.na).toMatchObject({ reason: "no_threshold" });
    expect(gate.remarks).toMatchObject([{ code: "FS7127", facts: { checks: ["r2", "rmsecv"] } }]);
  });
});

describe("what a gate says", () => {
  it("is in words which side of a threshold is wanted, and why nothing was judged", () => {
    expect(qc.told?.("FS7104", { check: "duplicates", bound: "max", of: "meat", value: 0.1023, threshold: 0 })).toEqual(
      {
        bound: "≤",
        value: "10.2\u00a0%",
        threshold: "0.0\u00a0%",
      },
    );
    expect(qc.told?.("FS7302", { reason: "no_label" })).toEqual({ reason: "the data have no label" });
    expect(qc.nothing?.("no_label", null)).toBe("Nothing could be judged: the data have no label.");
  });
  it.each([
    ["qc_gate_1_failed", { gate: "data" }, "the data gate failed"],
    ["qc_gate_1_passed", { gate: "data" }, "the data gate passed"],
    [
      "qc_check_rmsecv",
      { of: "pls", value: null, threshold: null, limit: "max", pass: null, na: "classification" },
      "pls: Error of prediction (RMSECV): Not applicable: the task is a classification: there is no target",
    ],
    [
      "qc_check_min_accuracy",
      { of: "pls", value: 0.8, threshold: 0.85, limit: "min", pass: false, na: null },
      "pls: Accuracy 80.0\u00a0%, criterion ≥ 85.0\u00a0%: Fail",
    ],
  ])("is a line of the log: %s %j", (event, facts, line) => expect(qc.said?.(event, facts)).toBe(line));

  it.each([
    ["qc_gate_1_failed", { gate: "data" }, true],
    ["qc_gate_1_passed", { gate: "data" }, false],
    ["qc_check_min_accuracy", { pass: false }, true],
    ["qc_check_min_accuracy", { pass: true }, false],
    ["qc_check_rmsecv", { pass: null }, false],
  ])("and tells of a failure or not: %s %j %s", (event, facts, isFailure) =>
    expect(qc.failed?.(event, facts)).toBe(isFailure),
  );

  it("in research: a warning for each failed check, with value, threshold and names", async () => {
    const ran = await spectralGate(spikedMeats(), derived, research);
    expect(ran.remarks.map(({ code }) => code)).toEqual([
      "FS7111",
      "FS7112",
      ...ran.remarks.slice(2).map(({ code }) => code),
    ]);
    expect(ran.remarks[1].facts).toMatchObject({ of: "prep", threshold: 0.01, bound: "max", unit: "fraction" });
    expect(ran.remarks[1].facts.worst).not.toHaveLength(0);
    expect(ran.logged).toMatchObject({
      gate_name: "spectral",
      checks_failed: ["health_score", "spike_fraction"],
      action: "warn",
    });
    expect(verdictOf(ran).passed).toBe(false);
  });
  it("in the log: every check, then the gate by its number", async () => {
    const ran = await dataGate(publishedMeats());
    expect(ran.events).toEqual([
      "qc_check_min_samples_per_class",
      "qc_check_imbalance_ratio",
      "qc_check_excluded_fraction",
      "qc_check_missing_data",
      "qc_check_duplicates",
      "qc_check_contradicting_duplicates",
      "qc_check_duplicates_across_samples",
      "qc_check_upstream",
      "qc_check_undeclared_replicates",
      "qc_check_reused_sample_names",
      "qc_check_confounding",
      "qc_check_near_duplicates",
      "qc_gate_1_failed",
    ]);
    expect(ran.logged).toMatchObject({ action: "fail" });
  });
  it("in its report: the code of each failed check; in words what to do, one sentence each", async () => {
    const report = reportOf(await dataGate(publishedMeats()));
    expect(report.failed_checks).toEqual(["duplicates"]);
    expect(report.recommended_actions).toEqual(["FS7104"]);
    expect(qc.checkWords?.(report)).toMatchObject(checkWords);
    expect(new Set(Object.values(checkWords).map(({ action }) => action)).size).toBe(checks.length);
    expect(new Set(checks.map(({ code }) => code)).size).toBe(checks.length);
  });
  it("in a file at the root of the run, which its schema takes as it is", async () => {
    for (const ran of [await dataGate(publishedMeats()), await spectralGate(spikedMeats(), derived)]) {
      const [file] = ran.artifacts;
      expect(file.path).toBe(`${reportOf(ran).gate}_qc_report.json`);
      expect(Object.keys(qc.artifacts)).toContain(file.path);
      expect(JSON.parse(JSON.stringify(gateReportSchema.parse((file as { json: Json }).json)))).toEqual(
        (file as { json: Json }).json,
      );
    }
    expect(z.toJSONSchema(gateReportSchema)).toHaveProperty("properties.failed_checks");
  });
  it("in a table: one line a check and one a lower limit, each number with its place in the report", async () => {
    const base = declared(baseMeats());
    const { parts } = await fitted(base, ["snv"], 1);
    const results = (await modelGate(parts, base)).results;
    const made = await qc.views.checks.make(
      { block: "gate", options: {}, results, own: async () => null, input: async () => null },
      {},
    );
    if ("na" in made) throw new Error(made.na);
    const { rows, origins } = made.data as TableView;
    expect(rows.map(({ check, verdict }) => [check, verdict]).slice(0, 2)).toEqual([
      ["Accuracy", "Fail"],
      ["Accuracy: lower 95\u00a0% limit", "Fail"],
    ]);
    const loose = await modelGate(parts, base, {
      ...regulatory,
      qc_policy: { min_accuracy: 0.75, min_recall_lower: 0.5 },
    });
    const second = await qc.views.checks.make(
      { block: "gate", options: {}, results: loose.results, own: async () => null, input: async () => null },
      {},
    );
    const verdicts = "na" in second ? [] : (second.data as TableView).rows.map(({ verdict }) => String(verdict));
    expect(
      verdicts.filter((verdict) => verdict.includes("looser")).map((verdict) => verdict.replace(/^\w+ /, "")),
    ).toEqual(["(criterion looser than the default 85.0\u00a0%)", "(criterion looser than the default 70.0\u00a0%)"]);
    expect(rows.find(({ check }) => check === "Bias")).toBeUndefined();
    expect(made.caption).toMatch(/Not applicable: .*Bias.* \(the task is a classification: there is no target\)\./);
    for (const [cell, { pointer }] of Object.entries(origins ?? {})) {
      const found = pointer
        .split("/")
        .slice(1)
        .reduce((at, key) => (at as Record<string, unknown>)[key], results as unknown);
      const [row, key] = cell.split(":");
      expect(found).toBe(rows[Number(row)][key]);
    }
  });
});

describe("the health figure", () => {
  it("counts every spectrum once, from the parts the gate started from", async () => {
    const of = spikedMeats();
    const { gives } = await runBlock(preprocess, { steps: derived }, [value("dataset", of)]);
    const parts: Record<string, unknown> = { ...(gives as object), ...of };
    const options = { gate: "spectral" };
    expect(["data", "spectral"].map((gate) => qc.views.health.exists({ options: { gate }, shape: null }))).toEqual([
      false,
      true,
    ]);
    const made = await qc.views.health.make(
      { block: "gate", options, results: null, own: async () => null, input: async (_, part) => parts[part] },
      {},
    );
    if ("na" in made) throw new Error(made.na);
    const { rows } = (made.data as ChartView).data;
    expect(rows.reduce((sum, { value: count }) => sum + Number(count), 0)).toBe(193);
    expect(Number(rows.at(-1)?.value)).toBeGreaterThanOrEqual(39);
  });
});

describe("advice", () => {
  it("names outliers and does not fail the gate", async () => {
    const report = reportOf(await spectralGate(baseMeats(), derived));
    const { status } = report;
    const advice = asideOf(report);
    expect(status).toBe("pass");
    expect(advice.outliers).toMatchObject({ threshold: 0.1, unit: "fraction", pass: true });
    expect(advice.outliers?.worst[0].value).toBeGreaterThan(1);
    expect(advice).not.toHaveProperty("zero_variance");
  });
  it("after features finds those that never vary, pairs that say the same, and too many", async () => {
    const base = subset(baseMeats(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
    const names = ["a", "twice a", "constant", "other"];
    const columns = { kind: "names", names } as const;
    const data = Float64Array.from({ length: 40 }, (_, k) => {
      const i = Math.floor(k / 4);
      return [i, 2 * i + 1, 7, (i * 7) % 10][k % 4];
    });
    const gate = (values: Float64Array) => {
      const pipeline = { input: base.columns, steps: [], done: 0, readyColumns: columns, columns };
      const variables = { ready: matrix(10, 4, values), pipeline, display: { display: matrix(10, 4, values) } };
      return runBlock(
        qc,
        { gate: "spectral" },
        [value("variables", variables, "feat"), value("dataset", base)],
        regulatory,
      );
    };
    const report = reportOf(await gate(data));
    const { checks } = report;
    const advice = asideOf(report);
    expect(advice.zero_variance).toMatchObject({ value: 1, pass: false, worst: [{ feature: "constant" }] });
    expect(advice.collinear_features).toMatchObject({ value: 1, pass: false, worst: [{ feature: "a, twice a" }] });
    expect(advice.features_per_sample).toMatchObject({ value: 4 / new Set(base.rows.sample).size, pass: false });
    expect(checks.finite_values).toMatchObject({ value: 0, pass: true });
    const nearly = data.map((at, k) => (k % 4 === 1 ? at + 0.15 * ((k * 5) % 3) : at));
    expect(asideOf(reportOf(await gate(nearly))).collinear_features).toMatchObject({ value: 1 });
    const apart = data.map((at, k) => (k % 4 === 1 ? at + 3 * ((k * 5) % 3) : at));
    expect(asideOf(reportOf(await gate(apart))).collinear_features).toMatchObject({ value: 0, pass: true });
    const broken = data.slice();
    broken[3] = Number.NaN;
    broken[7] = Number.POSITIVE_INFINITY;
    expect(reportOf(await gate(broken)).checks.finite_values).toMatchObject({
      value: 2,
      pass: false,
      worst: [{ feature: "other", value: 2 }],
    });
    broken[1] = Number.NaN;
    broken[7] = 1;
    broken[11] = Number.NaN;
    expect(reportOf(await gate(broken)).checks.finite_values?.worst).toEqual([
      { feature: "other", value: 2 },
      { feature: "twice a", value: 1 },
    ]);
    // Three features that say the same: the pair that is nearest stands first.
    const three = data.map((at, k) => (k % 4 === 3 ? 10 + Math.floor(k / 4) + 0.05 * ((k * 5) % 3) : at));
    const { worst = [] } = asideOf(reportOf(await gate(three))).collinear_features ?? {};
    expect(worst.map(({ feature }) => feature)).toEqual(["a, twice a", "a, other", "twice a, other"]);
  });
});

describe("a gate as advice", () => {
  const few = () => subset(baseMeats(), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  it("says all it finds under `checks`, marks its report, and passes no sentence on a gate", async () => {
    const ran = await dataGate(few(), research, { advice: true });
    expect(reportOf(ran)).toMatchObject({ advice: true, status: "fail" });
    expect(failedOf(ran)).toContain("min_samples_per_class");
    expect(ran.remarks.map(({ code }) => code)).toContain("FS7101");
    expect(verdictOf(ran)).toEqual({ gate: "data", passed: false, judged: ["meat"], advice: true });
    expect(ran.events.filter((event) => event.startsWith("qc_gate"))).toEqual([]);
    expect(gateReportSchema.safeParse(ran.results).success).toBe(true);
  });
  it("measures what the gate measures", async () => {
    const own = reportOf(await dataGate(few(), research));
    const advised = reportOf(await dataGate(few(), research, { advice: true }));
    expect(advised.checks).toEqual({ ...own.checks, ...asideOf(own) });
  });
  it.each([
    ["regulatory mode", regulatory],
    ["research mode with `required: true`", { mode: "research", qc_policy: { required: true } } as const],
  ])("is refused in %s, where gates block", (_, settings) => {
    const known = { shapes: {}, settings };
    expect(qc.infer(known, { gate: "data", advice: true }, {}).remarks).toEqual([
      { code: "FS7210", facts: {}, option: ["advice"] },
    ]);
    expect(qc.infer(known, { gate: "data" }, {}).remarks).toEqual([]);
  });
});

describe("advice on very many features", () => {
  it("compares no pairs, and says so", () => {
    const { rows } = baseMeats();
    const names = Array.from({ length: 501 }, (_, j) => `f${j}`);
    const x = matrix(
      3,
      501,
      Float64Array.from({ length: 1503 }, (_, k) => (k * 7) % 11),
    );
    const advice = (variables: Matrix, features: readonly string[]) =>
      judge(
        "spectral",
        { rows, index: [0, 1, 2], health: () => ({ na: "too_few_points" }), variables: () => variables, features },
        effectivePolicy("research", {}),
        [collinear],
      ).advice[collinear.id];
    expect(advice(x, names)).toMatchObject({ pass: null, na: "too_large" });
    const fewer = { ...x, cols: 500, data: x.data.slice(0, 1500) };
    expect(advice(fewer, names.slice(1))?.na).toBe(null);
  });
});

describe("a gate without data", () => {
  const shapes = (model: Partial<Shapes["model"]>): { readonly model: Shapes["model"] } => ({
    model: { task: "classification", scheme: { name: "loso", options: {} }, classes: null, ...model },
  });
  const infer = (options: object, settings: Partial<Settings>, known: object = {}) =>
    qc.infer({ shapes: known, settings }, qc.options.parse(options) as Json, {}).remarks.map(({ code }) => code);
  it("needs thresholds for a regression where it is required", () => {
    const known = shapes({ task: "regression" });
    expect(infer({ gate: "model" }, regulatory, known)).toEqual(["FS7206"]);
    expect(infer({ gate: "model", min_r2: 0.9, max_rmsecv: 1 }, regulatory, known)).toEqual([]);
    expect(infer({ gate: "model" }, { mode: "regulatory", qc_policy: { min_r2: 0.9, max_rmsecv: 1 } }, known)).toEqual(
      [],
    );
    // Nothing is known yet of what it will judge.
    expect(infer({ gate: "model" }, regulatory)).toEqual([]);
    expect(infer({ gate: "model" }, research, known)).toEqual([]);
  });
  it("needs thresholds for every target", () => {
    const model = (targetName: string) => ({
      value: "model" as const,
      shape: { ...shapes({ task: "regression" }).model, targetName },
    });
    const said = (qc_policy: Settings["qc_policy"]) =>
      qc.infer(
        { shapes: {}, given: [model("fat"), model("water")], settings: { mode: "regulatory", qc_policy } },
        qc.options.parse({ gate: "model" }) as Json,
        {},
      ).remarks;
    expect(said({ min_r2: 0.9, max_rmsecv: { fat: 1, water: 2 } })).toEqual([]);
    expect(said({ min_r2: 0.9, max_rmsecv: { fat: 1 } })).toEqual([
      { code: "FS7206", facts: { missing: ["max_rmsecv: {water}"] }, option: ["gate"] },
    ]);
  });
  it("needs a positive class for two classes in regulatory mode", () => {
    const known = (positive: boolean) => ({ ...shapes({ classes: ["a", "b"] }), dataset: { positive } });
    expect(infer({ gate: "model" }, regulatory, known(false))).toEqual(["FS7209"]);
    expect(infer({ gate: "model" }, regulatory, known(true))).toEqual([]);
    expect(infer({ gate: "model" }, research, known(false))).toEqual([]);
    expect(infer({ gate: "model" }, regulatory, shapes({ classes: ["a", "b"] }))).toEqual([]);
  });
  it("refuses what would loosen the policy", () => {
    expect(infer({ gate: "data", max_imbalance_ratio: 6 }, regulatory)).toEqual(["FS7207"]);
    expect(infer({ gate: "data", max_imbalance_ratio: 4 }, regulatory)).toEqual([]);
  });
  it("needs what it judges first, so that what descends from that waits for it", () => {
    const firstNeed = (gate: string) => qc.needs(qc.options.parse({ gate }) as Json)[0].accepts[0].value;
    expect(["data", "spectral", "model"].map(firstNeed)).toEqual(["dataset", "variables", "model"]);
  });
  it("knows its options and no others", () => {
    expect(qc.options.safeParse({ gate: "data", min_acuracy: 0.9 }).success).toBe(false);
    expect(qc.options.safeParse({ gate: "trust" }).success).toBe(false);
  });
});

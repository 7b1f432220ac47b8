/** The model gate on made-up predictions: who is named first, what is not judged, and what it refuses to judge. */
import { describe, expect, it } from "vitest";
import type { DatasetParts } from "../../../../blocks/contract/dataset.ts";
import { matrix } from "../../../../blocks/contract/matrix.ts";
import { metrics } from "../../../../blocks/methods/metrics/metrics.ts";
import type { Metrics } from "../../../../blocks/methods/metrics/schema.ts";
import { judge as judgeGate } from "../../../../blocks/methods/qc/judge.ts";
import { type JudgedModel, type Merit, modelMaterial } from "../../../../blocks/methods/qc/model/material.ts";
import { measuredChange } from "../../../../blocks/methods/qc/model/measured-change.ts";
import { effectivePolicy } from "../../../../blocks/methods/qc/policy.ts";
import { dataset } from "../../qc/sets.ts";

const policy = effectivePolicy("research", { min_r2: 0.9, max_rmsecv: 1, max_abs_bias: 1 });

/** One spectrum a sample; only names and outcomes are looked at. */
const setOf = (sample: readonly string[], label?: readonly string[]): DatasetParts =>
  dataset(matrix(sample.length, 1), [900], "NIR", { sample, label });

const predicted = (task: "classification" | "regression", rows: readonly (readonly number[])[]): JudgedModel => ({
  recipe: { task } as JudgedModel["recipe"],
  split: { scheme: { name: "loso", options: {} }, unit: "sample", folds: [] },
  scores: matrix(rows.length, rows[0].length, Float64Array.from(rows.flat())),
});

const judge = (model: JudgedModel, { rows, outcome }: DatasetParts) =>
  judgeGate("model", modelMaterial(model, rows, outcome), policy).checks;

describe("samples of the model gate", () => {
  const labelled = setOf(["b", "a", "c", "d"], ["x", "x", "x", "y"]);

  it("that are wrong stand by how sure the error was, equals by name", () => {
    const { min_accuracy } = judge(
      predicted("classification", [
        [0.25, 0.75],
        [0.25, 0.75],
        [0.25, 0.75],
        [1, 0],
      ]),
      labelled,
    );
    expect(min_accuracy?.worst.map(({ sample, value }) => [sample, value])).toEqual([
      ["d", 1],
      ["a", 0.5],
      ["b", 0.5],
      ["c", 0.5],
    ]);
  });

  it("that are external count for nothing", () => {
    const { rows } = labelled;
    const outside = { ...labelled, rows: { ...rows, external: [false, true, false, false] } };
    const scores = predicted("classification", [
      [1, 0],
      [0, 1],
      [1, 0],
      [0, 1],
    ]);
    expect(judge(scores, labelled).min_accuracy).toMatchObject({ value: 0.75, pass: false });
    expect(judge(scores, outside).min_accuracy).toMatchObject({ value: 1, worst: [] });
  });

  it("that are predicted too high and too low by as much stand by name, with the sign of the error", () => {
    const of = setOf(["b", "a", "c"]);
    const outcome = { label: null, target: { name: "fat", unit: null, values: [1, 2, 3] } };
    const { r2, rmsecv, bias } = judge(predicted("regression", [[2], [1], [4]]), { ...of, outcome });
    expect(r2?.worst).toEqual([
      { sample: "a", value: -1, about: "predicted_less_measured" },
      { sample: "b", value: 1, about: "predicted_less_measured" },
      { sample: "c", value: 1, about: "predicted_less_measured" },
    ]);
    expect([rmsecv, bias].map((one) => one?.unit)).toEqual(["target", "target"]);
  });
});

describe("a validation that was changed", () => {
  const never = () => {
    throw new Error("nothing was made");
  };
  it.each(["too_many_samples", "not_finite", "nothing_left"] as const)(
    "and could not be made (%s) has no number, which fails",
    (na) => expect(measuredChange({ na }, "classification", 1.4, never)).toEqual({ value: Number.NaN }),
  );
  it.each(["not_requested", "not_validated"] as const)("and is not there (%s) is not judged", (na) =>
    expect(measuredChange({ na }, "classification", 1.4, never)).toEqual({ na }),
  );
});

describe("figures of merit in the model gate", () => {
  const target = [10, 12, 14, 16, 18, 20, 22, 24, 26, 28];
  const off = [0.4, -0.3, 0.5, -0.2, 0.1, -0.5, 0.3, -0.4, 0.2, 0.4];
  const set = setOf(target.map((_, i) => `s${i}`));
  const outcome = { label: null, target: { name: "fat", unit: "%", values: target } };
  const model = (bias: number): JudgedModel => ({
    ...predicted(
      "regression",
      target.map((value, i) => [value + off[i] + bias]),
    ),
    fitted: matrix(
      10,
      1,
      Float64Array.from(target, (value, i) => value + off[i] / 2),
    ),
    final: { predictor: { state: { used: 2 } } },
  });
  const asked = {
    ...{ max_sep: 0.5, max_sep_sel: 2, min_rpd: 5, min_rpiq: 5, min_rer: 20, max_rmsep_sec: 3 },
    ...{ bias_test: true, slope_test: true },
  };
  const checksOf = (bias: number, given: { readonly [field: string]: number | boolean }, of = set, sel?: number) => {
    const { rows } = of;
    const known = sel === undefined ? outcome : { ...outcome, target: { ...outcome.target, sel } };
    return judgeGate("model", modelMaterial(model(bias), rows, known), effectivePolicy("research", given)).checks;
  };
  const names = ["sep", "sep_sel", "rpd", "rpiq", "rer", "rmsep_sec", "bias_test", "slope_test"];

  it("stand there only where they are asked for; off is not asked", () => {
    const found = Object.keys(checksOf(0, { bias_test: false, max_rmsecv: 1 }));
    expect(found.filter((id) => names.includes(id))).toEqual([]);
    expect(Object.keys(checksOf(0, asked)).filter((id) => names.includes(id))).toEqual(names);
  });
  it("pass where they are met, and fail by what is not known", () => {
    const without = checksOf(0, asked);
    expect(without.sep_sel).toMatchObject({ value: null, pass: false, threshold: 2 });
    for (const [id, check] of Object.entries(checksOf(0, asked, set, 0.3)))
      if (names.includes(id)) expect([id, check?.pass]).toEqual([id, true]);
  });
  it("test the bias by the limit that its own scatter gives, and the slope by p", () => {
    const { bias_test, slope_test } = checksOf(1, asked);
    expect(bias_test).toMatchObject({ value: expect.closeTo(1.05, 9), pass: false, unit: "%", limit: "max" });
    // R: diff(t.test(off)$conf.int)/2.
    expect(bias_test?.threshold).toBeCloseTo(0.2639183357, 9);
    expect(slope_test).toMatchObject({ threshold: 0.05, limit: "min", pass: true });
  });
  it("are those of the external samples where there are any", () => {
    const { rows } = set;
    const outside = { ...set, rows: { ...rows, external: target.map((_, i) => i > 4) } };
    const judged = modelMaterial(
      {
        ...model(0),
        externalScores: matrix(
          5,
          1,
          Float64Array.from(target.slice(5), (value) => value + 3),
        ),
      },
      outside.rows,
      outcome,
    );
    const { checks } = judgeGate("model", judged, effectivePolicy("research", { max_sep: 0.1, bias_test: true }));
    expect(checks.sep).toMatchObject({ value: 0, pass: true });
    expect(checks.bias_test).toMatchObject({ value: 3, threshold: 0, pass: false });
  });
  it("are of no classes: said where one is asked for", () => {
    const labelled = setOf(["1", "2"], ["x", "y"]);
    const scores = predicted("classification", [
      [1, 0],
      [0, 1],
    ]);
    const { checks } = judgeGate(
      "model",
      modelMaterial(scores, labelled.rows, labelled.outcome),
      effectivePolicy("research", asked),
    );
    for (const id of names) expect(checks[id]).toMatchObject({ na: "classification", pass: null });
  });
});

describe("classes of the model gate", () => {
  const three = setOf(["1", "2", "3"], ["x", "y", "z"]);

  it("that are recalled alike stand by name", () => {
    const { outcome } = three;
    const label = {
      ...(outcome.label as NonNullable<typeof outcome.label>),
      classes: ["y", "x", "z"],
      codes: [1, 0, 2],
    };
    const { min_class_recall } = judge(
      predicted("classification", [
        [0, 1, 0],
        [1, 0, 0],
        [0, 0, 1],
      ]),
      { ...three, outcome: { label, target: null } },
    );
    expect(min_class_recall?.worst.map(({ class: name }) => name)).toEqual(["x", "y", "z"]);
  });

  it("are more than two: there is no specificity to judge", () => {
    const { specificity, min_accuracy } = judge(
      predicted("classification", [
        [1, 0, 0],
        [0, 1, 0],
        [0, 0, 1],
      ]),
      three,
    );
    expect(specificity).toMatchObject({ pass: null, na: "more_than_two_classes" });
    expect(min_accuracy).toMatchObject({ value: 1 });
  });
});

describe("a model whose outcome is not there", () => {
  const none = setOf(["1", "2"]);
  it.each(["regression", "classification"] as const)("is not judged but refused: %s", (task) =>
    expect(() => judge(predicted(task, [[1], [2]]), none)).toThrow(/without a (target|label)/),
  );
});

describe("a regression without a unit whose predictions say nothing", () => {
  it("has figures that are no numbers, so that nothing passes by them", () => {
    const none = setOf(["1", "2", "3"]);
    const target = { name: "fat", unit: null, values: [1, 2, 3] };
    const outcome = { ...none.outcome, target } as unknown as DatasetParts["outcome"];
    const merit = (scores: readonly number[]) =>
      modelMaterial(
        predicted(
          "regression",
          scores.map((one) => [one]),
        ),
        none.rows,
        outcome,
      ).merit() as Merit;
    expect(merit([1, 2.5, 3]).unit).toBeUndefined();
    expect(merit([1, 2.5, 3]).figure("bias")).toBeCloseTo(0.5 / 3, 12);
    expect(merit([Number.NaN, Number.NaN, Number.NaN]).figure("bias")).toBeNaN();
    expect(merit([1, 2.5, 3]).figure("rmsep_sec")).toBeNaN();
  });
});

describe("limits of the model gate", () => {
  const codes = Array.from({ length: 40 }, (_, i) => i % 2);
  const names = codes.map((_, i) => `s${String(i).padStart(2, "0")}`);
  const of = setOf(
    names,
    codes.map((code) => "xy"[code]),
  );
  const scores = codes.map((code, i) => ((code === 0) === i % 10 < 9 ? [1, 0] : [0, 1]));
  const judged = (batches: number) => {
    const { outcome } = of;
    const rows = { ...of.rows, batch: names.map((_, i) => `b${Math.floor((i * batches) / 40)}`) };
    const split = { scheme: { name: "lobo", options: {} }, unit: "batch", folds: [] } as const;
    const model = { ...predicted("classification", scores), split };
    const { pooled } = metrics(
      {
        ...model,
        task: "classification",
        rows,
        outcome,
        externalScores: matrix(0, 2),
        fitted: null,
        probabilities: null,
      },
      [1],
    ) as Extract<Metrics, { task: "classification" }>;
    return { checks: judge(model, { ...of, rows }), pooled };
  };
  it("judge the number that is reported, by the lower end of its interval of 90 %", () => {
    const { checks, pooled } = judged(8);
    const { min_accuracy, min_class_recall } = checks;
    expect(min_accuracy?.value).toBe(pooled?.accuracy);
    expect(min_class_recall?.value).toBe(
      Math.min(...Object.values(pooled?.by_class ?? {}).map(({ recall }) => recall ?? 1)),
    );
    // Between the lower end of 95 % and the estimate.
    expect(min_accuracy?.lower?.value).toBeGreaterThan(pooled?.accuracy_ci?.[0] ?? 1);
    expect(min_accuracy?.lower?.value).toBeLessThan(pooled?.accuracy ?? 0);
  });
  it("that are not available fail their check", () => {
    const { checks, pooled } = judged(4);
    expect(pooled).toMatchObject({ accuracy: 0.9, accuracy_na: "few_batches" });
    expect(checks.min_accuracy).toMatchObject({ value: 0.9, pass: false, lower: { value: null, pass: false } });
  });
});

/** The model gate on made-up predictions: who is named first, what is not judged, and what it refuses to judge. */
import { describe, expect, it } from "vitest";
import { matrix } from "../../../../blocks/contract/matrix.ts";
import type { DatasetParts } from "../../../../blocks/contract/values.ts";
import { metrics } from "../../../../blocks/methods/metrics/metrics.ts";
import type { Metrics } from "../../../../blocks/methods/metrics/schema.ts";
import { judge as judgeGate } from "../../../../blocks/methods/qc/judge.ts";
import { type JudgedModel, modelMaterial } from "../../../../blocks/methods/qc/model/material.ts";
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

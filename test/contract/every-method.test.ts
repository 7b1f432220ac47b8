/** Every estimator, check and kind there is keeps its contract; steps do where their uses are listed (every-step.test.ts). */

import { describe, expect, it } from "vitest";
import type { OptionValues } from "../../blocks/contract/estimator.ts";
import { matrix } from "../../blocks/contract/matrix.ts";
import { estimators } from "../../blocks/methods/estimators/table.ts";
import { methods } from "../../blocks/methods/methods.ts";
import type { CheckDeclaration, Materials } from "../../blocks/methods/qc/check.ts";
import { dataMaterial } from "../../blocks/methods/qc/data/material.ts";
import { modelMaterial } from "../../blocks/methods/qc/model/material.ts";
import { spectralMaterial } from "../../blocks/methods/qc/spectral/material.ts";
import { checks, checkWords } from "../../blocks/methods/qc/table.ts";
import type { SegmentsSummary } from "../../blocks/methods/segments/schema.ts";
import type { Validation } from "../../blocks/methods/validation/schema.ts";
import { registry } from "../../blocks/registry.ts";
import type { Gate } from "../../schemas/gate-report.ts";
import { baseMeats, spikedMeats } from "../blocks/qc/sets.ts";
import { keepsTheContractOfChecks } from "./every-check.ts";
import { defaultGrid, keepsTheContractOfEstimators } from "./every-estimator.ts";
import { keepsTheContractOfKinds } from "./every-kind.ts";

/** Choices of options of those whose defaults are no grid of few values. */
const paths: { readonly [estimator: string]: readonly OptionValues[] } = {
  "pls-da": [{ components: 1 }, { components: 2 }, { components: 4 }],
  "pls-regression": [{ components: 1 }, { components: 2 }, { components: 4 }],
  "logistic-regression": [0.1, 1, 10].map((C) => ({ C, penalty: "l2", max_iterations: 100 })),
  "linear-svc": [{ C: 0.1 }, { C: 1 }],
};
describe.each(Object.entries(estimators))("the estimator %s", (name, one) => {
  const path = paths[name] ?? defaultGrid(one);
  it("stands under its own name, with choices of its options by default or above", () => {
    expect(one.name).toBe(name);
    expect(path.length).toBeGreaterThan(1);
  });
  keepsTheContractOfEstimators(one, path);
});

const meats = baseMeats();
const n = meats.rows.id.length;
const scores = (cols: number) =>
  matrix(
    n,
    cols,
    Float64Array.from({ length: n * cols }, (_, k) => ((k * 7919) % 101) / 101),
  );
/** The first ten rows are external. */
const partlyOutside = { ...meats.rows, external: meats.rows.external.map((_, i) => i < 10) };
const few = (cols: number) => matrix(10, cols, scores(cols).data.slice(0, 10 * cols));
const fat = { label: null, target: { name: "fat", unit: "%", values: meats.rows.id.map((_, i) => (i * 31) % 47) } };
const classes = { label: { ...(meats.outcome.label as NonNullable<typeof meats.outcome.label>) }, target: null };
const classified = {
  ...classes,
  label: { ...classes.label, positive: classes.label.classes[0] },
};
/** Four features of the meats, one of them constant. */
const features = {
  pipeline: {
    input: meats.columns,
    steps: [],
    done: 0,
    readyColumns: meats.columns,
    columns: { kind: "names" as const, names: ["a", "b", "c", "d"] },
  },
  display: {
    display: matrix(
      n,
      4,
      Float64Array.from({ length: n * 4 }, (_, k) => (k % 4 === 3 ? 1 : ((k * 31) % 17) + (k % 4))),
    ),
  },
};
/** The meats with all that a design says: repeats in their names, batches, times. */
const laidOut = {
  ...meats,
  rows: { ...meats.rows, sample: meats.rows.id.map((_, i) => `oil ${i >> 1}-${i % 2}`) },
  design: {
    ...meats.design,
    columns: [{ name: "day", role: null, values: meats.rows.id.map((_, i) => `day ${i % 5}`) }],
    time: { column: "at", values: meats.rows.id.map((_, i) => (i * 37) % 101) },
  },
};
const loso = { scheme: { name: "loso", options: {} }, unit: "sample", folds: [] } as const;
const fallen: Validation = {
  schema_version: 1,
  similarity: {
    cut: 0.2,
    samples: 60,
    clusters: 20,
    largest: 3,
    moved: 40,
    lists: [["s1", "s2", "s3"]],
    ordinary: 0.9,
    blocked: 0.6,
    lost: 18,
    won: 0,
    p: 1e-5,
  },
  channel: {
    channels: [{ axis: 1300, explained: 1 }],
    ordinary: 1,
    patched: 0.5,
    lost: 30,
    won: 0,
    p: 1e-9,
  },
  permutation: {
    n: 4,
    metric: "balanced_accuracy",
    observed: 0.9,
    values: [0.5, 0.4, 0.6, 0.5],
    p: 0.2,
    exchanged: "samples",
    folds: 10,
  },
  learning_curve: { na: "not_requested" },
};
const uneven: SegmentsSummary = {
  schema_version: 1,
  model: "pls-da",
  by: "month",
  metric: "accuracy",
  segments: ["2026-01", "2026-02"].map((name, k) => ({
    id: name,
    name,
    kind: "slice",
    from: null,
    to: null,
    n_samples: 30,
    n_spectra: 30,
    value: 0.9 - k * 0.4,
    low: null,
    high: null,
  })),
  trend: null,
  worst: { id: "2026-02", value: 0.5, low: null, high: null },
  spread: 0.4,
};
const materials = (id: string): Materials[Gate] => {
  const gate = checks.find((one) => one.id === id)?.gate;
  if (gate === "data") return dataMaterial(laidOut);
  if (gate === "spectral")
    return spectralMaterial(methods, spikedMeats(), /finite|variance|features/.test(id) ? features : null);
  if (["similarity_blocked", "one_channel", "permutation", "segment_accuracy"].includes(id))
    return modelMaterial(
      {
        recipe: { task: "classification" } as never,
        split: loso,
        scores: scores(2),
        validation: fallen,
        segments: uneven,
      },
      meats.rows,
      classified,
    );
  return checks.some((one) => one.id === id && one.isAsked === true) ||
    ["r2", "rmsecv", "bias", "external_rmsep"].includes(id)
    ? modelMaterial(
        { recipe: { task: "regression" } as never, split: loso, scores: scores(1), externalScores: few(1) },
        partlyOutside,
        fat,
      )
    : modelMaterial(
        { recipe: { task: "classification" } as never, split: loso, scores: scores(2), externalScores: few(2) },
        partlyOutside,
        classified,
      );
};
describe.each(checks.map((one) => [one.id, one] as const))("the check %s", (id, one) =>
  keepsTheContractOfChecks(one as CheckDeclaration<Gate>, checkWords[id as keyof typeof checkWords], () =>
    materials(id),
  ),
);
it("each check has an id and a finding of its own", () => {
  expect(Object.keys(checkWords)).toEqual(checks.map(({ id }) => id));
  expect(new Set(checks.map(({ code }) => code)).size).toBe(checks.length);
});

describe.each(registry.all.map((kind) => [kind.kind, kind] as const))("the kind %s", (_, kind) =>
  keepsTheContractOfKinds(kind),
);

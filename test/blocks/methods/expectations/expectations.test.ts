/** Expectations: each oddity that can be planted is told with its numbers, and of good data nothing is. */
import { describe, expect, it } from "vitest";
import type { Outcome, Rows } from "../../../../blocks/contract/dataset.ts";
import type { Applicability, Standing } from "../../../../blocks/methods/applicability/applicability.ts";
import { fittedOutside } from "../../../../blocks/methods/expectations/outside.ts";
import type { ExpectationCode } from "../../../../blocks/methods/expectations/schema.ts";
import { realSpectra } from "../../../fixtures/real-data.ts";
import { type Given, type ModelRun, runModel } from "../../model/views/run-model.ts";
import { baseMeats } from "../../qc/sets.ts";
import { goodData, goodModel } from "./good-data.ts";

const beyond = (run: ModelRun, code?: ExpectationCode) =>
  run.results.expectations.filter((one) => one.beyond && (code === undefined || one.code === code));
const told = (run: ModelRun, code: ExpectationCode) =>
  run.remarks.filter(([one]) => one === code).map(([, facts]) => facts);

/** The meats of the protocol, with lot l09 external and its spectra shifted by so many points. */
function meats(task: "regression" | "classification", shift = 0): Given {
  const { spectra, columns, rows, outcome } = baseMeats();
  const fat = realSpectra("meats-nir").column("fat");
  const values = rows.id.map((id) => Number(fat[Number(id.split(" ")[1]) - 1]));
  const external = (rows.batch ?? []).map((lot) => lot === "l09");
  const x = { ...spectra, data: spectra.data.slice() };
  const p = x.cols;
  for (const [i, is] of external.entries()) {
    for (let j = p - 1; is && j >= shift; j--) x.data[i * p + j] = spectra.data[i * p + j - shift];
  }
  const regression: Outcome = { label: null, target: { name: "fat", unit: "%", values } };
  const { id, sample, batch } = rows;
  return {
    x,
    columns,
    outcome: task === "regression" ? regression : outcome,
    rows: { id, sample, batch, external },
    steps: [
      { name: "savgol", options: { window: 11, order: 2, deriv: 1 } },
      { name: "snv", options: {} },
    ],
  };
}
const five = (estimator: string) => ({ estimator: { [estimator]: { components: 5 } }, scheme: "lobo" });

/** The study with other reference values, or other spectra. */
function changed(of: Given, value: (old: number, i: number) => number): Given {
  const { target } = of.outcome;
  if (target === null) throw new Error("no target");
  return { ...of, outcome: { ...of.outcome, target: { ...target, values: target.values.map(value) } } };
}

describe("the meats", () => {
  it("have one sample 4.6 RMSECV off, and nothing else", async () => {
    const run = await runModel(meats("regression"), five("pls-regression"));
    expect(beyond(run).map(({ code }) => code)).toEqual(["FS5304"]);
    expect(told(run, "FS5304")).toEqual([
      { count: 1, of: 161, rows: "validated", rmsecv: "1.48\u00a0%", samples: "M044 (−6.78\u00a0%, 4.6 RMSECV)" },
    ]);
    expect(beyond(await runModel(meats("classification"), five("pls-da")))).toEqual([]);
  });
  it("with the external lot shifted by one point along the axis are told of an external test set outside the model", async () => {
    for (const [task, estimator] of [
      ["regression", "pls-regression"],
      ["classification", "pls-da"],
    ] as const) {
      const alien = beyond(await runModel(meats(task, 1), five(estimator)), "FS5301");
      expect(alien.map(({ measure, rows, n }) => [measure, rows, n])).toEqual([
        ["t2", "external", 17],
        ["q", "external", 17],
      ]);
      for (const { observed, expected, p, worst } of alien) {
        expect(observed).toBeGreaterThanOrEqual(7);
        expect(expected).toBeCloseTo((17 * 9) / 162, 12);
        expect(p).toBeLessThan(1e-3);
        expect(worst).toHaveLength(Math.min(8, observed));
      }
    }
  });
  it("hold external samples against those left out, of which one of twenty lies beyond", async () => {
    const run = await runModel(meats("regression"), five("pls-regression"));
    const [t2, q] = run.results.expectations.filter(({ code }) => code === "FS5301");
    expect([t2.observed, q.observed]).toEqual([1, 0]);
    expect(t2.limit).toBeGreaterThan(run.results.applicability.limits?.t2_fitted ?? Number.POSITIVE_INFINITY);
  });
});

describe("planted", () => {
  const good = goodData({ seed: 3, task: "regression" });
  const ask = goodModel("regression");
  it("good data are told of nothing", async () => {
    for (const seed of [3, 4, 5]) {
      for (const task of ["regression", "classification"] as const) {
        expect(beyond(await runModel(goodData({ seed, task }), goodModel(task)))).toEqual([]);
      }
    }
  });
  it.each([
    ["validated", 0],
    ["external", 6],
  ])("one %s sample far off is named with its residual in RMSECV", async (rows, at) => {
    expect(good.rows?.external?.[at]).toBe(rows === "external");
    const plain = await runModel(good, ask);
    const off = 6 * (plain.results.rmsecv ?? 0);
    const run = await runModel(
      changed(good, (value, i) => (i === at ? value - off : value)),
      ask,
    );
    const facts = told(run, "FS5304");
    expect(facts).toMatchObject([{ count: 1, rows }]);
    expect(facts[0].samples).toMatch(new RegExp(`^s00${at + 1} \\(`));
  });
  it("a bias of the external samples is told, and their error beside that of validation", async () => {
    const { external = [] } = good.rows ?? {};
    const run = await runModel(
      changed(good, (value, i) => (external[i] ? value + 4 : value)),
      ask,
    );
    expect(beyond(run, "FS5306").map(({ measure, rows }) => [measure, rows])).toContainEqual(["bias", "external"]);
    expect(told(run, "FS5303")).toMatchObject([{ metric: "RMSEP", other: "RMSECV", way: "above", n: 20 }]);
  });
  it("external samples of another slope are told", async () => {
    const { external = [] } = good.rows ?? {};
    const run = await runModel(
      changed(good, (value, i) => (external[i] ? 5 + 2 * (value - 5) : value)),
      ask,
    );
    expect(beyond(run, "FS5306").map(({ measure, rows }) => [measure, rows])).toContainEqual(["slope", "external"]);
  });
  it.each(["regression", "classification"] as const)(
    "a %s of nothing is no better than the reference",
    async (task) => {
      const of = goodData({ seed: 8, task });
      const { label, target } = of.outcome;
      const turned = <T>(values: readonly T[]): T[] => values.map((_, i) => values[(i * 37 + 11) % values.length]);
      const outcome: Outcome = {
        label: label && { ...label, codes: label.codes.map((_, i) => Math.floor(i / 2) % 2) },
        target: target && { ...target, values: turned(target.values) },
      };
      const run = await runModel({ ...of, outcome }, goodModel(task));
      expect(beyond(run)[0]).toMatchObject({ code: "FS5305", measure: task === "regression" ? "rmse" : "accuracy" });
      expect(told(run, "FS5305")[0]).toMatchObject({
        reference: task === "regression" ? "standard deviation of the reference values" : "no-information rate",
      });
    },
  );
  it("a classifier that fails on external samples is told", async () => {
    const of = goodData({ seed: 8, task: "classification" });
    const { label } = of.outcome;
    const external = of.rows?.external ?? [];
    const outcome: Outcome = {
      label: label && { ...label, codes: label.codes.map((code, i) => (external[i] ? 1 - code : code)) },
      target: null,
    };
    const run = await runModel({ ...of, outcome }, goodModel("classification"));
    expect(told(run, "FS5303")).toMatchObject([{ metric: "accuracy", way: "below" }]);
  });
});

describe("samples that were fitted", () => {
  /** So many of n lie beyond the limit of T²; two spectra a sample, whose mean counts. */
  const placed = (n: number, outside: number) => {
    const standing = (t2: number): Standing => ({ t2, q: 0, leverage: 0, nearest: null, outside: [] });
    const fitted = new Map(
      Array.from({ length: 2 * n }, (_, i) => [i, standing((i < 2 * outside ? 11 : 5) + (i % 2 === 0 ? 4 : -4))]),
    );
    const limits = { t2_fitted: 10, q_fitted: 1 };
    const sample = Array.from({ length: 2 * n }, (_, i) => `s${String(Math.floor(i / 2)).padStart(4, "0")}`);
    return fittedOutside({ fitted, limits } as unknown as Applicability, { sample } as unknown as Rows);
  };
  // p: the sum of C(n, i) 0.05^i 0.95^(n − i) from k on, in Python's integers and floats; told above one in ten and below 0.005.
  it.each([
    [100, 11, 0.011472410067484659, false],
    [100, 12, 0.004274182466365898, true],
    [1000, 90, 9.743965305003579e-8, false],
    [20, 4, 0.015901526019763555, false],
    [20, 5, 0.0025739403346522805, true],
  ])("%i of which %i lie beyond a limit: p = %s, told: %s", (n, outside, p, isTold) => {
    const [t2, q] = placed(n, outside);
    expect(t2).toMatchObject({ code: "FS5302", measure: "t2", observed: outside, n, limit: 10, beyond: isTold });
    expect(t2.expected).toBeCloseTo(0.05 * n, 12);
    expect(Math.abs((t2.p ?? 1) - p)).toBeLessThan(1e-9 * p);
    expect(t2.worst[0]).toEqual({ sample: "s0000", value: 11 });
    expect(q).toMatchObject({ observed: 0, p: 1, beyond: false, worst: [] });
  });
});

describe("what cannot be compared", () => {
  it("is not there: without folds no validation, without external samples none of these", async () => {
    const alone = await runModel(goodData({ seed: 3, task: "regression", every: 0 }), goodModel("regression", "none"));
    expect(alone.results.expectations.map(({ code }) => code)).toEqual(["FS5302", "FS5302"]);
  });
  it("is none of the words: a code that is beyond is a remark, each of them once a line", async () => {
    const run = await runModel(meats("regression", 1), five("pls-regression"));
    expect(run.remarks.map(([code]) => code).filter((code) => code !== "FS5309")).toEqual(
      beyond(run).map(({ code }) => code),
    );
    expect(run.artifacts["model/expectations.json"]).toMatchObject({ expectations: run.results.expectations });
  });
});

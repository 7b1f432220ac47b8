/** Latent variables of a model: RMSEC and RMSECV over their number against R's pls, and files that agree with the model. */
import { describe, expect, it } from "vitest";
import type { Outcome } from "../../../blocks/contract/dataset.ts";
import type { ChartView } from "../../../blocks/contract/view.ts";
import { golden, realSpectra } from "../../fixtures/real-data.ts";
import { type Given, type ModelRun, missing, runModel, shown } from "./views/run-model.ts";

const { spectra, axis, column } = realSpectra("meats-nir");
const reference = golden("meats");
const fold = column("fold");
const fat = column("fat").map(Number);
const classes = [...new Set(column("fat_label"))].sort();
const label = { name: "fat", classes, codes: column("fat_label").map((one) => classes.indexOf(one)), positive: null };

const meats = (outcome: Outcome, external: readonly boolean[] = fold.map(() => false)): Given => ({
  x: spectra,
  columns: { kind: "axis", unit: "nm", technique: "NIR", values: [...axis] },
  outcome,
  rows: { batch: fold, group: fold, external },
  steps: [{ name: "snv", options: {} }],
});
const regression: Outcome = { label: null, target: { name: "fat", unit: "%", values: fat } };

interface File {
  readonly components: readonly number[];
  readonly fitted: readonly number[];
  readonly cross_validated: readonly number[] | null;
  readonly x_variance: readonly number[];
  readonly y_variance: readonly number[];
  readonly chosen: number;
}
const fileOf = (run: ModelRun): File => run.artifacts["model/latent_variables.json"] as unknown as File;
const scoresOf = (run: ModelRun) => {
  const [head, ...lines] = run.texts["model/scores.csv"]
    .trim()
    .split("\n")
    .map((line) => line.split(","));
  return lines.map((line) => Object.fromEntries(line.map((cell, k) => [head[k], cell])));
};
const pls = (components: unknown, scheme: unknown = "lobo") => ({
  estimator: { "pls-regression": { components } },
  scheme,
});

describe("RMSEC and RMSECV over 1 … 10 latent variables", () => {
  it("are those of R's pls on the meats with SNV, one fold left out at a time", async () => {
    const run = await runModel(meats(regression), pls(10));
    const { rmsecv_by_components: expected } = reference.pls_regression_on_snv;
    const file = fileOf(run);
    expect(file.components).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    file.cross_validated?.forEach((value, c) => {
      expect(Math.abs(value - expected[c])).toBeLessThan(1e-6 * expected[c]);
    });
    expect(file.cross_validated?.[9]).toBeCloseTo(run.results.rmsecv ?? 0, 9);
    expect(file.fitted[9]).toBeCloseTo(run.results.rmsec ?? 0, 9);
    expect(file.fitted.every((value, c) => c === 0 || value <= file.fitted[c - 1])).toBe(true);
  });
  it("reach to the most that was tried, whatever each fold chose, and change nothing of the model", {
    tags: "slow",
  }, async () => {
    const tuned = { ...pls([1, 2, 3, 4, 5, 6, 7, 8]), tune: { inner: "group_kfold", rule: "one-standard-error" } };
    const run = await runModel(meats(regression), tuned);
    const { chosen, components, cross_validated } = fileOf(run);
    expect(components).toHaveLength(8);
    expect(chosen).toBe(run.results.best_params.components);
    const all = fileOf(await runModel(meats(regression), pls(8)));
    expect(cross_validated).toEqual(all.cross_validated);
    const plain = await runModel(meats(regression), pls(chosen));
    expect(run.artifacts["model/model.json"]).toEqual(plain.artifacts["model/model.json"]);
  });
  it("of classes are 1 − balanced accuracy", async () => {
    const run = await runModel(meats({ label, target: null }), {
      estimator: { "pls-da": { components: 4 } },
      scheme: "lobo",
    });
    expect(fileOf(run).cross_validated?.[3]).toBeCloseTo(1 - (run.results.balanced_accuracy ?? 0), 12);
    expect(fileOf(run)).toMatchObject({ metric: "one_minus_balanced_accuracy", chosen: 4 });
  });
  it("without validation are those of the fit alone", async () => {
    expect(fileOf(await runModel(meats(regression), pls(3, "none"))).cross_validated).toBeNull();
  });
});

describe("variance and scores", () => {
  it("leave of the spectra what Q adds up to, and of the target what R² of the fit leaves", async () => {
    const external = fold.map((one) => one === "f09");
    const run = await runModel(meats(regression, external), pls(5));
    const rows = scoresOf(run).filter((one) => one.external === "false");
    const lengths = rows.map((one) =>
      [1, 2, 3, 4, 5].reduce((sum, c) => sum + Number(one[`LV${c}`]) * Number(one[`LV${c}`]), 0),
    );
    const { x_variance, y_variance } = fileOf(run);
    const sum = (of: readonly number[]) => of.reduce((all, one) => all + one, 0);
    expect(lengths).toHaveLength(external.filter((is) => !is).length);
    expect(sum(y_variance)).toBeCloseTo(run.results.fitted?.r2 ?? 0, 9);
    // Q is what is left of the sum of squares: left = (1 − share) · whole, and whole is left over what is not explained.
    const q = sum(rows.map((one) => Number(one.q)));
    const whole = wholeSquares(run);
    expect(1 - q / whole).toBeCloseTo(sum(x_variance), 9);
  });
  it("have T² and Q of applicability, external rows too, and are turned so that the largest loading is positive", async () => {
    const external = fold.map((one) => one === "f09");
    const run = await runModel(meats(regression, external), pls(5));
    const [head, ...lines] = run.texts["model/test_predictions.csv"]
      .trim()
      .split("\n")
      .map((line) => line.split(","));
    const outside = scoresOf(run).filter((one) => one.external === "true");
    expect(outside.map(({ id }) => id)).toEqual(lines.map((line) => line[head.indexOf("id")]));
    outside.forEach((one, i) => {
      expect(Number(one.t2)).toBeCloseTo(Number(lines[i][head.indexOf("t2")]), 9);
      expect(Number(one.q)).toBeCloseTo(Number(lines[i][head.indexOf("q")]), 9);
    });
    const state = (
      run.artifacts["model/model.json"] as { state: { loadings: number[][]; xMean: number[]; weights: number[][] } }
    ).state;
    const first = state.loadings[0];
    const sign = Math.sign(first.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0));
    const x = snv(0).map((value, j) => value - state.xMean[j]);
    const score = x.reduce((sum, value, j) => sum + value * state.weights[0][j], 0);
    expect(Number(scoresOf(run)[0].LV1)).toBeCloseTo(sign * score, 9);
  });
});

describe("figures", () => {
  it("show errors with the chosen number, scores with shares in their titles, loadings and variance", async () => {
    const external = fold.map((one) => one === "f09");
    const run = await runModel(meats(regression, external), pls(5));
    const errors = await shown<ChartView>(run, "latent-variables");
    expect(errors.data.data.columns.map(({ title }) => title)).toEqual([
      "Latent variables",
      "RMSEC",
      "RMSECV",
      "Chosen",
    ]);
    expect(errors.data.data.rows.map(({ chosen }) => chosen)).toEqual(["", "", "", "", "chosen"]);
    expect(errors.data.data.rows[4].line1).toBe(fileOf(run).cross_validated?.[4]);
    const { data, caption } = await shown<ChartView>(run, "scores");
    expect(data.data.rows[7].x).toBeCloseTo(Number(scoresOf(run)[7].LV1), 9);
    const [, first] = data.data.columns;
    expect(first.title).toBe(`LV1 (${(100 * fileOf(run).x_variance[0]).toFixed(1)}\u00a0%)`);
    expect(caption).toContain(`${external.filter((is) => is).length} external spectra`);
    const loadings = await shown<ChartView>(run, "loadings");
    for (const key of ["line0", "line1", "line2"]) {
      const values = loadings.data.data.rows.map((row) => Number(row[key]));
      expect(Math.max(...values)).toBe(Math.max(...values.map(Math.abs)));
    }
    const variance = await shown<ChartView>(run, "explained-variance");
    expect(variance.data.data.rows[4].line1).toBeCloseTo(100 * (run.results.fitted?.r2 ?? 0), 7);
  });
  it("of one latent variable have no scores to draw, and of a regression without PLS do not exist", {
    tags: "slow",
  }, async () => {
    const run = await runModel(meats(regression), pls(1));
    expect(await missing(run, "scores")).toBe("There is one latent variable only.");
    const svc = await runModel(meats({ label, target: null }), {
      estimator: { "linear-svc": { C: 1 } },
      scheme: "lobo",
    });
    expect(svc.results.latent_variables).toBeUndefined();
    expect(Object.keys(svc.texts)).not.toContain("model/scores.csv");
  });
});

/** Sum of squares of the fitted spectra about their mean, after SNV. */
function wholeSquares(run: ModelRun): number {
  const { xMean } = (run.artifacts["model/model.json"] as { state: { xMean: number[] } }).state;
  const own = scoresOf(run).flatMap((one, i) => (one.external === "false" ? [i] : []));
  return own.reduce(
    (all, i) => all + snv(i).reduce((sum, value, j) => sum + (value - xMean[j]) * (value - xMean[j]), 0),
    0,
  );
}

function snv(i: number): number[] {
  const x = Array.from(spectra.data.subarray(i * 100, (i + 1) * 100));
  const mean = x.reduce((sum, value) => sum + value, 0) / 100;
  const sd = Math.sqrt(x.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / 99);
  return x.map((value) => (value - mean) / sd);
}

/** Views of a model: their numbers are those of its results and of the references, and they say what they leave out. */
import { beforeAll, describe, expect, it } from "vitest";
import type { Columns, Outcome } from "../../../../blocks/contract/dataset.ts";
import { fromRows, matrix } from "../../../../blocks/contract/matrix.ts";
import type { ChartView, TableView } from "../../../../blocks/contract/view.ts";
import { linearSvc } from "../../../../blocks/methods/estimators/linear-svc.ts";
import { logisticRegression } from "../../../../blocks/methods/estimators/logistic-regression.ts";
import { qLimit, t2FittedLimit } from "../../../../blocks/methods/numeric/multivariate-limits.ts";
import { rocCurve } from "../../../../blocks/model/views/roc-curve.ts";
import { chartSvg } from "../../../../compiler/draw/chart-svg.ts";
import type { Json } from "../../../../schemas/plain-json.ts";
import { golden, realSpectra, relativeError } from "../../../fixtures/real-data.ts";
import { groups, line } from "../../methods/estimators/examples.ts";
import { column, type Given, type ModelRun, missing, runModel, shown, viewNames } from "./run-model.ts";

const meats = realSpectra("meats-nir");
const fat = meats.column("fat").map(Number);
const reference = golden("meats");
const snv = [{ name: "snv", options: {} }];
const nm: Columns = { kind: "axis", unit: "nm", technique: "NIR", values: meats.axis };

const labelled = (classes: readonly string[], codes: readonly number[], positive: string | null = null): Outcome => ({
  label: { name: "class", classes, codes, positive },
  target: null,
});

const named = (p: number): Columns => ({ kind: "names", names: Array.from({ length: p }, (_, j) => `band ${j + 1}`) });

const meatRows: Given = {
  x: meats.spectra,
  columns: nm,
  outcome: {
    label: {
      name: "fat_label",
      classes: reference.classes,
      codes: meats.column("fat_label").map((name) => reference.classes.indexOf(name)),
      positive: null,
    },
    target: { name: "fat", unit: "%", values: fat },
  },
  rows: { id: meats.column("sample_id"), sample: meats.column("sample"), group: meats.column("lot") },
  steps: snv,
};
const folds = { group_kfold: { folds: 5 } };
const grouped = (seed: number, n: number, p: number, k: number, distance = 0.6): Given => {
  const { x, y } = groups(seed, n, p, k, distance);
  const codes = Array.from((y as { codes: Int32Array }).codes);
  return { x, columns: named(p), outcome: labelled(["a", "b", "c", "d"].slice(0, k), codes) };
};

/** Area under straight lines between the points, by the trapezoidal rule. */
function area(rows: readonly { readonly [key: string]: Json }[]): number {
  const [x, y] = [column(rows, "others"), column(rows, "recognised")];
  return x.slice(1).reduce((sum, value, k) => sum + ((value - x[k]) * (y[k + 1] + y[k])) / 2, 0);
}

let fatModel: ModelRun;
let leanModel: ModelRun;
beforeAll(async () => {
  const estimator = (name: string) => ({ estimator: { [name]: { components: 10 } }, scheme: folds });
  fatModel = await runModel(meatRows, estimator("pls-regression"));
  leanModel = await runModel(meatRows, estimator("pls-da"));
});

describe("VIP and coefficients of the meats", () => {
  it("agree with R for PLS-DA, point by point over the axis", async () => {
    const { data: vip } = await shown<ChartView>(leanModel, "vip");
    expect(relativeError(column(vip.data.rows, "line0"), reference.plsda_on_snv.vip_full_fit)).toBeLessThan(1e-9);
    expect(column(vip.data.rows, "at")).toEqual(meats.axis);
    const { data: drawn } = await shown<ChartView>(leanModel, "coefficients");
    const second = reference.plsda_on_snv.coefficients_full_fit.map((row: number[]) => row[1]);
    expect(relativeError(column(drawn.data.rows, "line0"), second)).toBeLessThan(1e-9);
  });
  it("agree with R for PLS regression", async () => {
    const { data: vip } = await shown<ChartView>(fatModel, "vip");
    const expected = reference.pls_regression_on_snv;
    expect(relativeError(column(vip.data.rows, "line0"), expected.vip_full_fit)).toBeLessThan(1e-9);
    const { data: drawn } = await shown<ChartView>(fatModel, "coefficients");
    expect(relativeError(column(drawn.data.rows, "line0"), expected.coefficients_full_fit)).toBeLessThan(1e-9);
  });
  it("say where VIP is largest and where it is above 1", async () => {
    const { data, alt } = await shown<ChartView>(fatModel, "vip");
    const values = column(data.data.rows, "line0");
    const most = Math.max(...values);
    const at = meats.axis[values.indexOf(most)];
    expect(alt).toContain(`largest ${Number(most.toPrecision(3))} at ${Number(at.toFixed(1))} nm`);
    const [, from, to] = /above 1 from ([\d.]+) to ([\d.]+)/.exec(alt) ?? [];
    const first = values.findIndex((value) => value > 1);
    const end = values.findIndex((value, j) => j > first && !(value > 1)) - 1;
    expect([Number(from), Number(to)]).toEqual([first, end].map((j) => Number(meats.axis[j].toFixed(1))));
  });
  it("show the mean of the spectra as the model sees them below the VIP", async () => {
    const { data } = await shown<ChartView>(leanModel, "vip");
    const means = column(data.data.rows, "mean");
    // SNV leaves every spectrum with mean 0, so their mean has it too.
    expect(means.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 9);
    expect(data.spec.vconcat).toHaveLength(2);
  });
  it("show that mean over the fitted rows, without external ones", async () => {
    const external = fat.map((_, i) => i >= 3);
    const given = { ...meatRows, steps: [], rows: { ...meatRows.rows, external, sample: meatRows.rows?.id } };
    const run = await runModel(given, { estimator: { "pls-regression": { components: 1 } }, scheme: "none" });
    const { data } = await shown<ChartView>(run, "vip");
    const at = (i: number) => meats.spectra.data[i * 100 + 40];
    expect(column(data.data.rows, "mean")[40]).toBeCloseTo((at(0) + at(1) + at(2)) / 3, 12);
  });
  it("are narrowed to a range of the axis", async () => {
    const { data } = await shown<ChartView>(leanModel, "vip", { range: [900, 950] });
    const within = meats.axis.filter((at) => at >= 900 && at <= 950);
    expect(column(data.data.rows, "at")).toEqual(within);
    expect(column(data.data.rows, "line0")[0]).toBeCloseTo(
      reference.plsda_on_snv.vip_full_fit[meats.axis.indexOf(within[0])],
      9,
    );
    for (const name of ["vip", "coefficients"])
      expect(await missing(leanModel, name, { range: [2000, 3000] })).toMatch(/range/);
  });
});

describe("ROC curves", () => {
  it("of two classes are that of the second class, with the area of the results", async () => {
    const { data, alt, caption } = await shown<ChartView>(leanModel, "roc");
    expect(new Set(data.data.rows.map((row) => row.class))).toEqual(new Set([reference.classes[1]]));
    expect(area(data.data.rows)).toBeCloseTo(leanModel.results.roc_auc ?? Number.NaN, 12);
    expect(alt).toContain(`AUC ${leanModel.results.roc_auc?.toFixed(3)}`);
    expect(caption).toContain(`${leanModel.results.roc_auc_n} samples`);
  });
  it("of two classes are that of the positive class where one is declared", async () => {
    const { label } = meatRows.outcome;
    if (label === null) throw new Error("the meats have a label");
    const positive = { ...label, positive: label.classes[0] };
    const run = await runModel(
      { ...meatRows, outcome: { label: positive, target: null } },
      { estimator: { "pls-da": { components: 2 } }, scheme: folds },
    );
    const { data } = await shown<ChartView>(run, "roc");
    expect(new Set(data.data.rows.map((row) => row.class))).toEqual(new Set([label.classes[0]]));
    expect(area(data.data.rows)).toBeCloseTo(run.results.by_class?.[label.classes[0]].roc_auc ?? Number.NaN, 12);
    const { data: drawn } = await shown<ChartView>(run, "coefficients");
    expect(drawn.data.columns[1].title).toBe(`Coefficient for ${label.classes[0]}`);
  });
  it("mark the decision the confusion matrix counts, on the curve", async () => {
    const { data } = await shown<ChartView>(leanModel, "roc");
    const layers = data.spec.layer as { readonly data: { readonly values: readonly { [key: string]: number }[] } }[];
    const [used] = layers[2].data.values;
    const counts = leanModel.results.confusion?.counts as number[][];
    expect(used.recognised).toBe(counts[1][1] / (counts[1][0] + counts[1][1]));
    expect(used.others).toBe(counts[0][1] / (counts[0][0] + counts[0][1]));
    const distance = data.data.rows.map((row, k) => {
      const next = data.data.rows[Math.min(k + 1, data.data.rows.length - 1)];
      const [x, y] = [column([row, next], "others"), column([row, next], "recognised")];
      const inside = used.others >= x[0] - 1e-12 && used.others <= x[1] + 1e-12;
      const on = x[0] === x[1] ? used.recognised >= y[0] && used.recognised <= y[1] : used.recognised === y[0];
      return inside && on;
    });
    expect(distance).toContain(true);
  });
  it("of three classes are one a class, each with its own area; their mean is the results'", async () => {
    const given = grouped(11, 60, 6, 3, 0.3);
    const run = await runModel(given, { estimator: { "pls-da": { components: 3 } }, scheme: folds });
    const { data } = await shown<ChartView>(run, "roc");
    const areas = ["a", "b", "c"].map((name) => area(data.data.rows.filter((row) => row.class === name)));
    for (const [k, name] of ["a", "b", "c"].entries())
      expect(areas[k]).toBeCloseTo(run.results.by_class?.[name].roc_auc ?? Number.NaN, 12);
    expect((areas[0] + areas[1] + areas[2]) / 3).toBeCloseTo(run.results.roc_auc ?? Number.NaN, 12);
    expect(Math.min(...areas)).toBeLessThan(1);
    const { data: one } = await shown<ChartView>(run, "roc", { classes: ["b"] });
    expect(one.data.rows).toEqual(data.data.rows.filter((row) => row.class === "b"));
  });
  it("take equal scores as one step and leave out points on a straight line", () => {
    const scores = fromRows([[0.9], [0.8], [0.8], [0.7], [0.6], [0.1]]);
    expect(rocCurve(scores, [0, 0, 1, 0, 1, 1], 0)).toEqual([
      { others: 0, recognised: 0, threshold: null },
      { others: 0, recognised: 1 / 3, threshold: 0.9 },
      { others: 1 / 3, recognised: 2 / 3, threshold: 0.8 },
      { others: 1 / 3, recognised: 1, threshold: 0.7 },
      { others: 1, recognised: 1, threshold: 0.1 },
    ]);
    expect(rocCurve(scores, [0, 0, 0, 0, 0, 0], 0)).toEqual([]);
  });
});

describe("residuals", () => {
  it("hold every sample's predicted minus measured, whose root mean square is RMSECV", async () => {
    const { data } = await shown<ChartView>(fatModel, "residuals");
    const rows = data.data.rows;
    const residuals = column(rows, "residual");
    expect(rows).toHaveLength(fatModel.results.rmsecv_n ?? 0);
    const square = residuals.reduce((sum, value) => sum + value * value, 0) / rows.length;
    expect(Math.sqrt(square)).toBeCloseTo(fatModel.results.rmsecv ?? Number.NaN, 12);
    expect(residuals[3]).toBe(column(rows, "predicted")[3] - column(rows, "measured")[3]);
    expect(residuals.reduce((sum, value) => sum + value, 0) / rows.length).toBeCloseTo(
      fatModel.results.bias ?? Number.NaN,
      12,
    );
  });
  it("name the samples beyond three RMSECV and no other", { tags: "slow" }, async () => {
    const { data, alt, caption } = await shown<ChartView>(fatModel, "residuals");
    const limit = 3 * (fatModel.results.rmsecv ?? Number.NaN);
    const beyond = data.data.rows.filter((row) => Math.abs(Number(row.residual)) > limit).map((row) => String(row.id));
    expect(beyond.length).toBeGreaterThan(0);
    for (const name of beyond) expect(alt).toContain(name);
    const texts = [...(await chartSvg(data, "r")).matchAll(/>(M\d+)<\/text>/g)].map(([, text]) => text);
    expect(texts.sort()).toEqual(beyond.sort());
    const inside = data.data.rows.filter((row) => Math.abs(Number(row.residual)) <= limit / 3).length;
    expect(caption).toContain(`holds ${inside} of ${data.data.rows.length}`);
  });
  it("show external samples apart and leave them out of the band's counts", async () => {
    const external = fat.map((_, i) => i % 10 === 0);
    const rows = { ...meatRows.rows, external, sample: meatRows.rows?.id };
    const run = await runModel(
      { ...meatRows, rows },
      { estimator: { "pls-regression": { components: 4 } }, scheme: folds },
    );
    const { data, alt } = await shown<ChartView>(run, "residuals");
    expect(data.data.rows.filter((row) => row.rows === "external")).toHaveLength(22);
    expect(alt).toContain("Residuals of 193 samples");
    const { data: distances, caption } = await shown<ChartView>(run, "outliers");
    expect(distances.data.rows.filter((row) => row.rows === "external").map((row) => row.id)).toEqual(
      meats.column("sample_id").filter((_, i) => external[i]),
    );
    expect(caption).toContain("Of 22 external spectra");
  });
});

describe("outliers", () => {
  it("of a model without latent variables have T² and limit of PCA on its variables, as the reference has them", async () => {
    // The reference's first six scores in their own spread: PCA of six variables keeps five, those of the reference.
    const { explained_variance_ratio: share, hotelling_t2 } = reference.pca_on_snv;
    const scaled: number[][] = reference.logistic_on_pca10.scores;
    const scores = fromRows(scaled.map((row) => row.slice(0, 6).map((value, k) => value * Math.sqrt(share[k]))));
    const run = await runModel(
      { ...meatRows, x: scores, columns: named(6), steps: [] },
      { estimator: { "linear-svc": { C: 1 } }, scheme: folds },
    );
    const { data, alt } = await shown<ChartView>(run, "outliers");
    expect(relativeError(column(data.data.rows, "t2"), hotelling_t2)).toBeLessThan(1e-9);
    const sixth = scaled.map((row) => row[5] * row[5] * share[5]);
    expect(relativeError(column(data.data.rows, "q"), sixth)).toBeLessThan(1e-9);
    expect(alt).toContain(`beyond that of Q (${Number(qLimit(Float64Array.from(sixth), 0.95).toPrecision(3))})`);
    // (n − 1)²/n · qbeta(0.95, 5/2, (215 − 6)/2) by R.
    const limit = 10.91329;
    const n = hotelling_t2.filter((value: number) => value > limit).length;
    expect(alt).toContain(`: ${n} lie beyond the limit of T² (10.9)`);
  });
  it("of PLS have T² that sum to a(n − 1) and leverages that sum to a + 1, over the limit of fitted rows", async () => {
    const { data, alt } = await shown<ChartView>(leanModel, "outliers");
    const sum = (key: string) => column(data.data.rows, key).reduce((total, value) => total + value, 0);
    expect(sum("t2")).toBeCloseTo(10 * 214, 7);
    expect(sum("leverage")).toBeCloseTo(11, 9);
    const limit = t2FittedLimit(215, 10, 0.95) ?? 0;
    const beyond = data.data.rows.filter((row) => Number(row.t2) > limit);
    expect(alt).toContain(`: ${beyond.length} lie beyond the limit of T² (${limit.toPrecision(3)})`);
    expect(data.data.rows.filter((row) => String(row.beyond).includes("T²"))).toEqual(beyond);
  });
  it("say why there are none where there are no more spectra than components and one", async () => {
    const run = await runModel(grouped(4, 8, 9, 2), { estimator: { "pls-da": { components: 7 } }, scheme: "none" });
    expect(await missing(run, "outliers")).toMatch(/7 components and 8 spectra/);
    expect(await missing(run, "applicability")).toMatch(/no more training spectra than components and one/);
  });
  it("name a spectrum that is unlike the others", async () => {
    const given = grouped(3, 120, 12, 2);
    for (let j = 0; j < 12; j++) given.x.data[7 * 12 + j] += j % 3 === 0 ? 40 : -5;
    const run = await runModel(given, { estimator: { "logistic-regression": { C: 1 } }, scheme: folds });
    const { data, alt } = await shown<ChartView>(run, "outliers");
    expect(alt).toMatch(/farthest: s8/);
    expect(await chartSvg(data, "o")).toMatch(/>s8<\/text>/);
  });
  it("show T² alone where the model leaves nothing", async () => {
    const run = await runModel(grouped(4, 40, 3, 3), { estimator: { "pls-da": { components: 3 } }, scheme: folds });
    const { data, caption } = await shown<ChartView>(run, "outliers");
    expect(data.data.rows.every((row) => row.q === null)).toBe(true);
    expect(caption).toContain("nothing is left for Q");
    expect(await chartSvg(data, "o")).not.toMatch(/NaN|Infinity/);
  });
  it("say why there are none for a single variable", async () => {
    const given = grouped(5, 30, 1, 2);
    const run = await runModel(given, { estimator: { "linear-svc": { C: 1 } }, scheme: folds });
    expect(await missing(run, "outliers")).toMatch(/at least two/);
  });
});

describe("contributions", () => {
  it("are of the three farthest, and add up to the distances that the outliers have", async () => {
    const { data: distances } = await shown<ChartView>(fatModel, "outliers");
    const { data, caption } = await shown<ChartView>(fatModel, "contributions");
    const { data: listed } = await shown<TableView>(fatModel, "largest-contributions");
    expect(listed.rows).toHaveLength(3);
    for (const [k, { id, t2, q, t2At }] of listed.rows.entries()) {
      const far = distances.data.rows.find((one) => one.id === id);
      expect(caption).toContain(String(id));
      expect(Number(t2)).toBeCloseTo(Number(far?.t2), 8);
      expect(Number(q)).toBeCloseTo(Number(far?.q), 10);
      const own = column(data.data.rows, `t2${k}`);
      expect(own.reduce((sum, value) => sum + value, 0)).toBeCloseTo(Number(far?.t2), 8);
      const most = own.reduce((best, value, j) => (Math.abs(value) > Math.abs(own[best]) ? j : best), 0);
      expect(String(t2At)).toMatch(new RegExp(`^${meats.axis[most].toFixed(1)}, .* nm$`));
    }
  });
  it("of named variables are drawn by name, the largest first", async () => {
    const run = await runModel(grouped(7, 45, 50, 3), { estimator: { "linear-svc": { C: 1 } }, scheme: folds });
    const { data } = await shown<ChartView>(run, "contributions");
    const svg = await chartSvg(data, "c");
    expect(svg).toContain(`>${String(data.data.rows[0].variable)}</text>`);
    expect(svg).not.toContain(`>${String(data.data.rows[12].variable)}</text>`);
    const { data: listed } = await shown<TableView>(run, "largest-contributions");
    expect(String(listed.rows[0].qAt)).toMatch(/^band \d+, band \d+, band \d+$/);
  });
});

describe("predicted against measured", () => {
  it("says its figures inside, those of the external test set too, and names what is drawn", async () => {
    const external = fat.map((_, i) => i % 10 === 0);
    const rows = { ...meatRows.rows, external, sample: meatRows.rows?.id };
    const run = await runModel(
      { ...meatRows, rows },
      { estimator: { "pls-regression": { components: 4 } }, scheme: folds },
    );
    const { data } = await shown<ChartView>(run, "predicted-measured");
    for (const spec of [data.spec, data.narrow ?? {}]) {
      const texts = [...(await chartSvg({ ...data, spec }, "p")).matchAll(/>([^<>]+)<\/text>/g)].map(
        ([, text]) => text,
      );
      for (const start of ["n = 193", "4 latent variables", "RMSECV ", "R² 0.", "Bias ", "Slope ", "RPD ", "RMSEP "])
        expect(
          texts.filter((text) => text.startsWith(start)),
          start,
        ).toHaveLength(1);
      expect(texts.find((text) => text.startsWith("RMSEP "))).toMatch(/^RMSEP \d\.\d+\u00a0% fat$/);
      expect(texts).toContain("(external, n = 22)");
    }
  });
});

describe("coefficients without PLS", () => {
  it("give the scores of a linear SVC and the log odds of a logistic regression", () => {
    const { x, y } = groups(6, 30, 5, 2, 0.5);
    const two = matrix(2, 5, x.data.slice(0, 10));
    const [svc] = linearSvc.fitPath(x, y, [{ C: 1 }]);
    const [logistic] = logisticRegression.fitPath(x, y, [{ C: 1, max_iterations: 100 }]);
    const step = (values: Float64Array, k: number, f = (v: number) => v) => f(values[2 + k]) - f(values[k]);
    const along = (coefficients: Float64Array, k: number) =>
      [0, 1, 2, 3, 4].reduce((sum, j) => sum + coefficients[2 * j + k] * (two.data[5 + j] - two.data[j]), 0);
    const of = (state: Json, model: typeof linearSvc) => model.importance?.(state).coefficients.data as Float64Array;
    for (const k of [0, 1])
      expect(along(of(svc, linearSvc), k)).toBeCloseTo(step(linearSvc.predict(two, svc).data, k), 10);
    const p = logisticRegression.predict(two, logistic).data;
    const odds = Math.log(p[3] / p[2]) - Math.log(p[1] / p[0]);
    const b = of(logistic, logisticRegression);
    expect(along(b, 1) - along(b, 0)).toBeCloseTo(odds, 10);
  });
  it.each(["linear-svc", "logistic-regression"])(
    "of %s are shown by name, the largest first; VIP is not",
    async (name) => {
      const run = await runModel(grouped(7, 45, 50, 3), { estimator: name, scheme: folds });
      expect(viewNames(run)).toContain("coefficients");
      expect(viewNames(run)).not.toContain("vip");
      const { data, caption } = await shown<ChartView>(run, "coefficients");
      expect(data.data.rows).toHaveLength(50);
      expect(caption).toContain("30 of 50 variables");
      const largest = data.data.rows.map((row) => Math.max(...[0, 1, 2].map((k) => Math.abs(Number(row[`line${k}`])))));
      expect(largest).toEqual([...largest].sort((a, b) => b - a));
      const svg = await chartSvg(data, "c");
      expect(svg).toContain(`>${String(data.data.rows[0].variable)}</text>`);
      expect(svg).not.toContain(`>${String(data.data.rows[30].variable)}</text>`);
    },
  );
});

describe("the tables", () => {
  const at = (json: Json, pointer: string): unknown =>
    pointer
      .split("/")
      .slice(1)
      .reduce<unknown>((value, token) => (value as { [key: string]: unknown })[token], json);

  it.each(["summary", "metrics"])("%s: every number with an origin is the one that stands there", async (name) => {
    for (const run of [fatModel, leanModel]) {
      const { data } = await shown<TableView>(run, name);
      const origins = Object.entries(data.origins ?? {});
      expect(origins.length).toBeGreaterThan(3);
      for (const [cell, { artifact, pointer }] of origins) {
        const [row, key] = cell.split(":");
        const value = data.rows[Number(row)][key];
        const place = pointer.endsWith("_ci/0") || pointer.endsWith("_ci/1") ? pointer.slice(0, -2) : pointer;
        const file =
          artifact === "report.json" ? { results: { plsda: { values: run.results } } } : run.artifacts[artifact];
        const found = at(file, place);
        expect(found, pointer).not.toBeUndefined();
        if (found === null) expect(value, pointer).toBeNull();
        else expect(value, pointer).toEqual(at(file, pointer));
      }
    }
  });
  it("summary: says estimator, validation, parameters and the headline with its interval", async () => {
    const { data } = await shown<TableView>(leanModel, "summary");
    expect(data.rows).toContainEqual({ quantity: "Estimator", value: "PLS-DA" });
    expect(data.rows).toContainEqual({ quantity: "Latent variables", value: 10 });
    expect(data.rows).toContainEqual({ quantity: "Variables", value: 100 });
    expect(data.rows).toContainEqual({ quantity: "Validation", value: "cross-validation by whole groups, 5 folds" });
    expect(data.rows).toContainEqual({ quantity: "Accuracy", value: leanModel.results.accuracy });
    expect(data.rows).toContainEqual({
      quantity: "Accuracy, 95\u00a0% interval",
      value: leanModel.results.accuracy_ci,
    });
    const { data: regression } = await shown<TableView>(fatModel, "summary");
    expect(regression.rows).toContainEqual({ quantity: "RMSECV (% fat)", value: fatModel.results.rmsecv });
  });
  it("worst: names the samples the confusion matrix counts as wrong", async () => {
    const { data, caption } = await shown<TableView>(leanModel, "worst");
    const counts = leanModel.results.confusion?.counts as number[][];
    const wrong = counts[0][1] + counts[1][0];
    expect(data.rows).toHaveLength(Math.min(10, wrong));
    expect(caption).toContain(`${wrong} of ${leanModel.results.confusion?.n} samples`);
  });
});

describe("figures of merit", () => {
  it("stand with their tests, and say why those are missing that are", async () => {
    const { data, caption } = await shown<TableView>(fatModel, "figures-of-merit");
    const { results } = fatModel;
    const line = (figure: string) => data.rows.find((row) => row.figure === figure);
    expect(data.rows.map(({ figure }) => figure)).toEqual([
      ...["Bias (% fat)", "SEP (% fat)", "Slope", "Offset (% fat)", "RPD", "RPIQ", "RER", "RMSECV/SEC", "SEC (% fat)"],
    ]);
    expect(line("Bias (% fat)")).toMatchObject({ value: results.bias, limit: results.bias_limit, p: results.bias_p });
    expect(line("Slope")).toMatchObject({ value: results.slope, t: results.slope_t, low: results.slope_ci?.[0] });
    expect(line("SEP (% fat)")).toMatchObject({ value: results.sep, limit: results.sep_limit, t: null });
    expect(line("SEC (% fat)")).toMatchObject({ value: results.sec, on: "fitted rows", low: null });
    expect(data.origins?.["0:limit"]).toEqual({ artifact: "model/metrics.json", pointer: "/pooled/bias_limit" });
    expect(caption).toContain("No SEL: the reference values have no replicates.");
  });
});

describe("results by class", () => {
  it("are those of metrics.json, each number at its place, with its interval", async () => {
    const { data, caption } = await shown<TableView>(leanModel, "by-class");
    const { by_class } = leanModel.results as {
      readonly by_class: { readonly [name: string]: { readonly [field: string]: unknown } };
    };
    expect(data.rows.map((row) => row.class)).toEqual(Object.keys(by_class));
    for (const [i, [name, own]] of Object.entries(by_class).entries())
      for (const field of ["n", "recall", "recall_ci", "specificity", "specificity_ci", "precision", "precision_ci"]) {
        expect(data.rows[i][field]).toEqual(own[field]);
        expect(data.origins?.[`${i}:${field}`]).toEqual({
          artifact: "model/metrics.json",
          pointer: `/pooled/by_class/${name}/${field}`,
        });
      }
    expect(data.columns.map(({ title }) => title).slice(0, 3)).toEqual(["Class", "Samples", "Sensitivity"]);
    expect(caption).toContain("each predicted by a model that had not seen it");
  });
});

describe("every view", () => {
  const latent = ["latent-variables", "scores", "loadings", "explained-variance"];
  it("stands in the order main result, sureness, what it rests on", () => {
    expect(viewNames(leanModel)).toEqual([
      ...[
        "summary",
        "by-class",
        "confusion",
        "metrics",
        "roc",
        "worst",
        "validation",
        ...latent,
        "vip",
        "coefficients",
        "outliers",
      ],
      "contributions",
      "largest-contributions",
      "applicability",
    ]);
    expect(viewNames(fatModel)).toEqual([
      ...[
        "summary",
        "predicted-measured",
        "metrics",
        "figures-of-merit",
        "residuals",
        "worst",
        "validation",
        ...latent,
        "vip",
        "coefficients",
        "outliers",
        "contributions",
        "largest-contributions",
        "applicability",
      ],
    ]);
  });
  it.each([
    "summary",
    "by-class",
    "confusion",
    "metrics",
    "roc",
    "worst",
    "validation",
    ...latent,
    "vip",
    "coefficients",
    "outliers",
    "contributions",
    "largest-contributions",
  ])("%s: has an alternative that is a sentence, a caption, and the same bytes twice", async (name) => {
    const [first, again] = [await shown<ChartView | TableView>(leanModel, name), await shown(leanModel, name)];
    expect(first.alt).toMatch(/^[A-Z0-9].*\.$/s);
    expect(first.alt + first.caption).not.toMatch(/NaN|undefined|null|[1-9]\.\d{5}/);
    expect(first.caption).toMatch(/\.$/);
    expect(JSON.stringify(again)).toBe(JSON.stringify(first));
    if (first.data.type === "chart") expect(await chartSvg(first.data, "v")).not.toMatch(/NaN|Infinity|undefined/);
  });
  it("of predictions says why it is missing where nothing was left out", async () => {
    const run = await runModel(grouped(8, 30, 4, 2), { estimator: { "pls-da": { components: 2 } }, scheme: "none" });
    for (const name of ["by-class", "confusion", "roc", "worst"]) expect(await missing(run, name)).toMatch(/left out/);
    expect(await missing(run, "metrics")).toMatch(/validation/i);
    for (const name of ["summary", "vip", "coefficients", "outliers"])
      expect((await shown(run, name)).alt).toMatch(/\.$/);
    const target: Outcome = { label: null, target: { name: "y", unit: null, values: fat.slice(0, 30) } };
    const { x } = line(9, 30, 4);
    const regression = await runModel(
      { x, columns: named(4), outcome: target },
      { estimator: { "pls-regression": { components: 2 } }, scheme: "none" },
    );
    for (const name of ["residuals", "predicted-measured"]) expect(await missing(regression, name)).toMatch(/left out/);
    expect(await missing(regression, "figures-of-merit")).toMatch(/validation/i);
  });
});

describe("a model on 2500 spectra", () => {
  it("draws fewer points, says so, keeps all of them in its data, and each figure under 200 kB", {
    tags: "slow",
  }, async () => {
    const { x, y } = line(10, 2500, 5);
    const values = Array.from((y as { target: Float64Array }).target);
    const run = await runModel(
      { x, columns: named(5), outcome: { label: null, target: { name: "y", unit: null, values } } },
      { estimator: { "pls-regression": { components: 2 } }, scheme: { group_kfold: { folds: 2 } } },
    );
    for (const name of ["predicted-measured", "residuals", "outliers"]) {
      const { data, caption } = await shown<ChartView>(run, name);
      expect(data.data.rows).toHaveLength(2500);
      expect(caption).toContain("900 of 2500 points are drawn");
      expect((await chartSvg(data, "v")).length).toBeLessThan(200_000);
    }
  });
});

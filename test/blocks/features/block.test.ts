import { describe, expect, it } from "vitest";
import type { DatasetParts } from "../../../blocks/contract/dataset.ts";
import type { Known, Shapes } from "../../../blocks/contract/kind.ts";
import { matrix, takeRows } from "../../../blocks/contract/matrix.ts";
import type { ModelParts } from "../../../blocks/contract/model.ts";
import { Refusal } from "../../../blocks/contract/refusal.ts";
import type { VariablesParts } from "../../../blocks/contract/variables.ts";
import type { ChartView, TableView, ViewSource } from "../../../blocks/contract/view.ts";
import { features } from "../../../blocks/features/block.ts";
import type { FeaturesResults } from "../../../blocks/features/results.ts";
import { model } from "../../../blocks/model/block.ts";
import { preprocess } from "../../../blocks/preprocess/block.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import { relativeError } from "../../fixtures/real-data.ts";
import { publishedMeats, type Ran, runBlock, value } from "../qc/sets.ts";

const meats = publishedMeats();
const optionsOf = (columns: object): Json => features.options.parse({ columns }) as Json;

/** The parts the kind declares, and no other. */
function declared(columns: object, of: DatasetParts): DatasetParts {
  const parts = features
    .needs(optionsOf(columns))
    .flatMap(({ accepts }) => accepts.flatMap(({ value, parts }) => (value === "dataset" ? parts : [])));
  return Object.fromEntries(Object.entries(of).filter(([part]) => parts.includes(part))) as unknown as DatasetParts;
}

const fromData = (columns: object, of = meats): Promise<Ran> =>
  runBlock(features, { columns } as Json, [value("dataset", declared(columns, of))]);
async function behind(steps: Json, columns: object, of = meats): Promise<Ran> {
  const prep = await runBlock(preprocess, { steps }, [value("dataset", of)]);
  return runBlock(features, { columns } as Json, [
    value("variables", prep.gives),
    value("dataset", declared(columns, of)),
  ]);
}
const variablesOf = (ran: Ran) => ran.gives as unknown as VariablesParts;
const resultsOf = (ran: Ran) => features.results.parse(ran.results) as FeaturesResults;
const bands = { bands: { low: [860, 900], high: [920, 960] }, ratios: { r: ["high", "low"] } };

describe("the features block", () => {
  it("runs what learns nothing once, on all rows", async () => {
    const ran = await behind(["snv"], bands);
    const { ready, pipeline, display } = variablesOf(ran);
    expect([ready.rows, ready.cols]).toEqual([215, 3]);
    expect(pipeline).toMatchObject({ done: 2, readyColumns: { kind: "names", names: ["high", "low", "r"] } });
    expect(display.display.data).toEqual(ready.data);
    expect(resultsOf(ran)).toMatchObject({
      fitted: "once",
      learns: null,
      outcome: null,
      n_features_input: 100,
      n_features_output: 3,
    });
    expect(ran.events).not.toContain("step_learns");
  });
  it("leaves to the folds what learns, and what stands behind a step that learns", async () => {
    for (const [steps, columns] of [
      [["snv"], { pca: { components: 2 } }],
      [["msc"], bands],
    ] as const) {
      const { ready, pipeline } = variablesOf(await behind(steps, columns));
      expect(ready.cols).toBe(100);
      expect(pipeline.steps.map(({ name }) => name)).toEqual([...steps, "features"]);
      expect(pipeline.done).toBe(steps[0] === "snv" ? 1 : 0);
      expect(pipeline.columns.kind).toBe("names");
    }
    expect((await behind(["snv"], { pca: { components: 2 } })).events).toContain("step_learns");
  });
  it("works on raw spectra too", async () => {
    const { pipeline, ready } = variablesOf(await fromData(bands));
    expect(pipeline).toMatchObject({ done: 1, input: { kind: "axis" } });
    expect(ready.cols).toBe(3);
  });
  it("shows what fitting every step on all non-external rows would give", async () => {
    const external = meats.rows.id.map((_, i) => i % 5 === 0);
    const of = { ...meats, rows: { ...meats.rows, external } };
    const own = external.flatMap((is, i) => (is ? [] : [i]));
    const { x } = {
      x: variablesOf(await behind(["msc"], { pca: { components: 3 }, select: { k: 2 } }, of)).display.display,
    };
    const only = { ...meats, spectra: takeRows(meats.spectra, own), rows: rowsOf(own), outcome: outcomeOf(own) };
    const alone = variablesOf(await behind(["msc"], { pca: { components: 3 }, select: { k: 2 } }, only)).display
      .display;
    expect(takeRows(x, own).data).toEqual(alone.data);
  });
  it("loads the outcome where it is learnt from, and nowhere else", () => {
    const parts = (columns: object) => features.needs(optionsOf(columns))[1].accepts[0].parts;
    expect(parts(bands)).toEqual(["rows"]);
    expect(parts({ pca: { components: 2 } })).toEqual(["rows"]);
    expect(parts({ pls: { components: 2 } })).toEqual(["rows", "outcome"]);
    expect(parts({ ...bands, select: { k: 2 } })).toEqual(["rows", "outcome"]);
  });
  it("says what was kept, by its own names, and what each column tells", async () => {
    const ran = await behind(["snv"], {
      pca: { components: [2, 4] },
      bands: bands.bands,
      select: { method: "k_best", k: 3 },
    });
    const { names, importance, feature_selection_method, tunable, explained_variance } = resultsOf(ran);
    expect(names).toHaveLength(3);
    expect(feature_selection_method).toBe("k_best");
    expect(tunable).toEqual({ "pca.components": [2, 4] });
    expect(explained_variance).toHaveLength(4);
    expect(importance.method).toBe("anova_f");
    expect(importance.features.map(({ name }) => name)).toEqual(["high", "low", "PC1", "PC2", "PC3", "PC4"]);
    const kept = importance.features.filter((one) => one.kept);
    expect(kept.map(({ name }) => name)).toEqual(names);
    const worst = Math.min(...kept.map((one) => one.importance ?? 0));
    expect(importance.features.every((one) => one.kept || (one.importance ?? 0) <= worst)).toBe(true);
    expect(variablesOf(ran).pipeline.columns).toEqual({
      kind: "names",
      names,
    });
  });
  it("writes its files, which fit their schemas, and logs what the contract asks for", async () => {
    const ran = await behind(["snv"], { pca: { components: 3 } });
    expect(ran.artifacts.map(({ path }) => path)).toEqual([
      "features/X_features.npy",
      "features/feature_names.json",
      "features/feature_importance.json",
    ]);
    for (const artifact of ran.artifacts) {
      if ("json" in artifact) expect(() => features.artifacts[artifact.path].parse(artifact.json)).not.toThrow();
    }
    expect(ran.logged).toEqual({ n_features_input: 100, n_features_output: 3, feature_selection_method: null });
    expect(resultsOf(ran).importance.method).toBe("explained_variance");
  });
  it("warns of ratios that divide by 0 and of components that are not there", async () => {
    const spectra = matrix(215, 100, meats.spectra.data.slice());
    spectra.data.fill(0, 0, 100);
    const ran = await fromData({ ...bands, pca: { components: [2, 150] } }, { ...meats, spectra });
    expect(ran.remarks.map(({ code, facts }) => [code, facts.names ?? facts.asked])).toEqual([
      ["FS5513", 150],
      ["FS3514", ["r"]],
    ]);
  });
  it("says in which option it could not go on", async () => {
    const refused = await fromData({ pca: { components: 101 } }).catch((error) => error);
    expect(refused).toBeInstanceOf(Refusal);
    expect(refused.remarks[0]).toMatchObject({ code: "FS5101", option: ["columns"] });
  });
  it("gives a model what it tunes, which the model names in its parameters", async () => {
    const made = await behind(["snv"], { pca: { components: [2, 6], scale: true } });
    const ran = await runBlock(
      model,
      { estimator: "logistic-regression" },
      [value("variables", made.gives), value("dataset", meats)],
      { scheme: { name: "lobo", options: {} } },
    );
    const { final, fits } = ran.gives as unknown as ModelParts;
    const chosen = final.predictor.options["features.pca.components"];
    expect([2, 6]).toContain(chosen);
    expect(ran.results).toMatchObject({
      tuned: true,
      n_features: chosen,
      best_params: { "features.pca.components": chosen },
    });
    expect(fits).toHaveLength(10);
  });
});

describe("features of features, and preprocessing behind them", () => {
  it("agree with one list of steps", async () => {
    const pcs = await behind(["snv"], { pca: { components: 5 } });
    const scaled = await runBlock(preprocess, { steps: ["autoscale"] }, [
      value("variables", pcs.gives),
      value("dataset", meats),
    ]);
    const columns = { select: { k: 2 } };
    const ran = await runBlock(features, { columns }, [value("variables", scaled.gives), value("dataset", meats)]);
    expect(variablesOf(ran).pipeline.steps.map(({ name }) => name)).toEqual([
      "snv",
      "features",
      "autoscale",
      "features",
    ]);
    expect(variablesOf(ran).pipeline.done).toBe(1);
    const together = await behind(["snv"], { pca: { components: 5 }, select: { k: 2 } });
    expect(resultsOf(ran).names).toEqual(resultsOf(together).names);
    const [a, b] = [ran, together].map((one) => variablesOf(one).display.display);
    const ratio = (x: typeof a, j: number) => x.data[2 * 50 + j] / x.data[2 * 9 + j];
    for (const j of [0, 1]) expect(relativeError([ratio(a, j)], [ratio(b, j)])).toBeLessThan(1e-9);
  });
  it("are refused where preprocessing follows features that learn from the outcome", async () => {
    const made = await behind(["snv"], { pls: { components: 2 } });
    const refused = await runBlock(preprocess, { steps: ["autoscale"] }, [
      value("variables", made.gives),
      value("dataset", meats),
    ]).catch((error) => error);
    expect(refused.code).toBe("FS5512");
  });
});

describe("checking without data", () => {
  const dataset: Shapes["dataset"] = {
    label: true,
    positive: false,
    classes: null,
    target: false,
    batch: true,
    group: false,
    time: false,
    columns: null,
  };
  const infer = (columns: object, shapes: Known["shapes"] = { dataset }) =>
    features.infer({ shapes, settings: {} }, optionsOf(columns), {});
  const codes = (columns: object, shapes?: Known["shapes"]) => infer(columns, shapes).remarks.map(({ code }) => code);
  it("knows the columns", () => {
    expect(infer({ ...bands, pca: { components: [1, 2] } })).toEqual({
      shape: {
        columns: { kind: "names", names: ["high", "low", "r", "PC1", "PC2"] },
        features: true,
        grid: { "features-0.pca.components": [1, 2] },
      },
      remarks: [],
    });
  });
  it("finds every mistake at once", () => {
    const wrong = { bands: { b: [1, 2] }, ratios: { r: ["b", "bb"], b: ["b", "b"] }, pca: { components: [2, 2] } };
    expect(codes(wrong)).toEqual(["FS2501", "FS2502", "FS2806"]);
    expect(infer(wrong).remarks[0]).toMatchObject({
      option: ["columns", "ratios", "r", 1],
      facts: { member: "bb", suggestion: "b" },
    });
  });
  it("asks for an outcome where one is learnt from", () => {
    const none = { dataset: { ...dataset, label: false } };
    const number = { dataset: { ...dataset, label: false, target: true } };
    expect(codes({ pls: { components: 1 } }, none)).toEqual(["FS2505"]);
    expect(codes({ pls: { components: 1 } }, number)).toEqual([]);
    expect(codes({ select: { k: 1 } }, number)).toEqual(["FS2506"]);
    expect(codes({ select: { method: "k_best", k: 1 } }, number)).toEqual([]);
    expect(codes({ pca: { components: 1 } }, none)).toEqual([]);
  });
  it("looks at the axis where it is known", () => {
    const columns = { kind: "axis", unit: "nm", technique: null, values: [850, 900, 950] } as const;
    const known = { dataset, variables: { columns, features: false } };
    expect(codes({ bands: { b: [1200, 1300] } }, known)).toEqual(["FS2503"]);
    expect(codes({ bands: { b: [850, 950] } }, known)).toEqual([]);
    const named = { dataset, variables: { columns: { kind: "names", names: ["a"] } as const, features: true } };
    expect(codes({ bands: { b: [850, 950] } }, named)).toEqual(["FS2301"]);
  });
  it("lets a model tune features alone, and has it tune them under a nested scheme", () => {
    const { shape } = infer({ pca: { components: [1, 2] } });
    const options = model.options.parse({ estimator: { "pls-da": { components: 1 } }, tune: {} }) as Json;
    const settings = { scheme: { name: "nested", options: { outer: "lobo" } } };
    const inferred = (variables: unknown, chosen: Known["settings"]) =>
      model.infer({ shapes: { dataset, variables: variables as Shapes["variables"] }, settings: chosen }, options, {});
    expect(inferred(shape, {}).remarks).toEqual([]);
    expect(inferred(shape, {}).shape).toMatchObject({ tuned: true });
    expect(inferred(infer({ pca: { components: 1 } }).shape, {}).remarks.map(({ code }) => code)).toEqual(["FS2804"]);
    expect(inferred(shape, settings).remarks).toEqual([]);
  });
});

describe("views of features", () => {
  const source = (ran: Ran, columns: object, of = meats): ViewSource => ({
    block: "features",
    options: optionsOf(columns),
    results: ran.results,
    own: async (part) => (ran.gives as { readonly [part: string]: unknown })[part],
    input: async (_, part) => (of as unknown as { readonly [part: string]: unknown })[part],
  });
  const make = async (name: string, columns: object, selection = {}, of = meats) =>
    features.views[name].make(source(await behind(["snv"], columns, of), columns, of), selection);
  const exists = (name: string, columns: object) =>
    features.views[name].exists({ options: optionsOf(columns), shape: null });

  it("are there where there is something to show", () => {
    expect(exists("pca-scores", { pca: { components: 2 } })).toBe(true);
    expect(exists("pca-scores", bands)).toBe(false);
    expect(exists("explained-variance", bands)).toBe(false);
    expect(exists("importance", bands)).toBe(true);
  });
  it("draw scores by class, with the share of the variance and the ellipse that holds about 95 % of the spectra", async () => {
    const made = await make("pca-scores", { pca: { components: 3 } });
    if ("na" in made) throw new Error(made.na);
    const { spec, data } = made.data as ChartView;
    expect(data.rows).toHaveLength(215);
    expect(data.columns[1].title).toMatch(/^PC1 \(\d+\.\d\u00a0%\)$/);
    const [{ data: outline }] = spec.layer as { data: { values: { x: number; y: number }[] } }[];
    const across = Math.max(...outline.values.map(({ x }) => x));
    const up = Math.max(...outline.values.map(({ y }) => y));
    expect(outline.values[0]).toMatchObject({ x: outline.values[96].x, y: outline.values[96].y });
    const rows = data.rows as { x: number; y: number }[];
    const inside = rows.filter(({ x, y }) => (x / across) * (x / across) + (y / up) * (y / up) <= 1).length;
    expect(inside / 215).toBeGreaterThan(0.9);
    expect(inside / 215).toBeLessThan(0.99);
    expect(new Set(data.rows.map((row) => row.class)).size).toBe(2);
  });
  it("narrow scores to classes, and draw external rows apart", async () => {
    const external = meats.rows.id.map((_, i) => i < 15);
    const of = { ...meats, rows: { ...meats.rows, external } };
    const made = await make("pca-scores", { pca: { components: 2 } }, { classes: ["over 20 %"] }, of);
    if ("na" in made) throw new Error(made.na);
    const { rows } = (made.data as ChartView).data;
    expect(new Set(rows.map((row) => row.class))).toEqual(new Set(["over 20 %"]));
    expect(new Set(rows.map((row) => row.rows))).toEqual(new Set(["external", "fitted"]));
    const { layer } = (made.data as ChartView).spec as {
      layer: { data: { values: { rows?: string }[] }; mark: { filled?: boolean } }[];
    };
    expect(
      layer.slice(2).map(({ data, mark }) => [mark.filled, ...new Set(data.values.map((one) => one.rows))]),
    ).toEqual([
      [true, "fitted"],
      [false, "external"],
    ]);
  });
  it("say why there are no scores to draw", async () => {
    expect(await make("pca-scores", { pca: { components: 1 } })).toEqual({ na: "There is one component only." });
    const none = { bands: bands.bands, pca: { components: 2 }, select: { k: 1 } };
    expect(await make("pca-scores", none)).toHaveProperty("na");
  });
  it("list explained variance, each number where it stands in the file", async () => {
    const columns = { bands: bands.bands, pca: { components: 3 } };
    const ran = await behind(["snv"], columns);
    const made = await features.views["explained-variance"].make(source(ran, columns), {});
    if ("na" in made) throw new Error(made.na);
    const { rows, origins } = made.data as TableView;
    const file = resultsOf(ran).importance;
    rows.forEach((row, c) => {
      const pointer = origins?.[`${c}:share`].pointer.split("/").slice(1) ?? [];
      expect(row.share).toBe(pointer.reduce((at: unknown, key) => (at as { [key: string]: unknown })[key], file));
    });
    expect(rows[2].cumulative).toBeCloseTo(
      rows.reduce((sum, row) => sum + Number(row.share), 0),
      12,
    );
  });
  it("rank features, also those that look at no outcome themselves", async () => {
    const made = await make("importance", bands);
    if ("na" in made) throw new Error(made.na);
    const { rows, columns } = made.data as TableView;
    expect(columns[2].title).toBe("F between classes");
    const values = rows.map((row) => Number(row.importance));
    expect(values).toEqual([...values].sort((a, b) => b - a));
    expect(values.every((one) => one > 0)).toBe(true);
  });
  it("say that nothing can be told without an outcome", async () => {
    const of = { ...meats, outcome: { label: null, target: null } };
    expect(await make("importance", bands, {}, of)).toHaveProperty("na");
  });
});

function rowsOf(own: readonly number[]): DatasetParts["rows"] {
  const take = <T>(values: readonly T[]) => own.map((i) => values[i]);
  const { id, sample, group, batch } = meats.rows;
  const [external, duplicateOf] = [own.map(() => false), own.map(() => null)];
  return {
    id: take(id),
    sample: take(sample),
    group: take(group),
    batch: batch && take(batch),
    instrument: null,
    external,
    duplicateOf,
  };
}

function outcomeOf(own: readonly number[]): DatasetParts["outcome"] {
  const { label } = meats.outcome;
  return { label: label && { ...label, codes: own.map((i) => label.codes[i]) }, target: null };
}

import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { build } from "esbuild";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Columns } from "../../../../blocks/contract/dataset.ts";
import { type Matrix, matrix } from "../../../../blocks/contract/matrix.ts";
import type { Predictor, Recipe } from "../../../../blocks/contract/model.ts";
import type { StepSpec } from "../../../../blocks/contract/variables.ts";
import { methods } from "../../../../blocks/methods/methods.ts";
import { fitRecipe } from "../../../../blocks/methods/recipe/fit-recipe.ts";
import { runRowWise } from "../../../../blocks/methods/recipe/pipeline.ts";
import { predictRaw, readPredictor } from "../../../../blocks/methods/recipe/predict.ts";
import { predictorFile } from "../../../../blocks/methods/recipe/predictor-file.ts";
import { digestOf } from "../../../../compiler/store/digest.ts";
import { jsonText } from "../../../../compiler/store/json-text.ts";
import { encodeNpy } from "../../../../compiler/store/npy.ts";
import { realSpectra } from "../../../fixtures/real-data.ts";
import { recipeOn } from "../../../fixtures/recipe.ts";

const meats = realSpectra("meats-nir");
const columns: Columns = { kind: "axis", unit: "nm", technique: "NIR", values: meats.axis };

/** A predictor of fat on the first 150 meats, with a step that learns among those that do not. */
function fitted(steps: readonly StepSpec[], estimator: string, options: Recipe["grid"]): Predictor {
  const recipe = recipeOn(columns)(estimator, options, steps);
  const ids = meats.column("sample_id");
  const fat = meats.column("fat").map(Number);
  const classes = ["lean", "fat"];
  const data = {
    ready: runRowWise(methods, meats.spectra, columns, steps, recipe.pipeline.done),
    rows: {
      id: ids,
      sample: ids,
      group: meats.column("lot"),
      batch: null,
      instrument: null,
      external: ids.map(() => false),
      duplicateOf: ids.map(() => null),
    },
    outcome: {
      label: { name: "label", classes, codes: fat.map((value) => (value > 20 ? 1 : 0)), positive: null },
      target: { name: "fat", unit: "%", values: fat },
    },
  };
  const training = Array.from({ length: 150 }, (_, i) => i);
  return fitRecipe(methods, recipe, data, training, [0]).predictor;
}

const savgol = { name: "savgol", options: { window: 11, order: 2, deriv: 1, per: "point" } };
const snv = { name: "snv", options: {} };
const msc = { name: "msc", options: { reference: "mean" } };
const autoscale = { name: "autoscale", options: {} };

const cases: readonly (readonly [string, readonly StepSpec[], string, Recipe["grid"]])[] = [
  ["PLS regression after SNV", [savgol, snv], "pls-regression", { components: [5] }],
  ["PLS-DA after MSC, which learns", [msc, savgol], "pls-da", { components: [4] }],
  [
    "logistic regression after autoscaling",
    [snv, autoscale],
    "logistic-regression",
    { C: [1], penalty: ["l2"], max_iterations: [100] },
  ],
  ["a linear SVC on raw spectra", [], "linear-svc", { C: [1] }],
];

let folder: string;
let script: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "foodspec-predict-"));
  script = join(folder, "predict.mjs");
  const root = resolve(import.meta.dirname, "../../../..");
  const contents = `
    import { readFileSync } from "node:fs";
    import { methods } from "${root}/blocks/methods/methods.ts";
    import { predictRaw, readPredictor } from "${root}/blocks/methods/recipe/predict.ts";
    import { decodeNpy, encodeNpy } from "${root}/compiler/store/npy.ts";
    import { digestOf } from "${root}/compiler/store/digest.ts";
    const [model, spectra, columns] = process.argv.slice(2).map((path) => readFileSync(path));
    process.stdout.write(digestOf(encodeNpy(predictRaw(methods, readPredictor(model.toString("utf8")), decodeNpy(spectra), JSON.parse(columns)))));
  `;
  await build({
    stdin: { contents, resolveDir: root, loader: "ts" },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile: script,
    // A package of quantiles asks for modules of Node as CommonJS does.
    banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
    logLevel: "error",
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function inNewProcess(predictor: Predictor, spectra: Matrix): string {
  const [model, raw, axis] = ["model.json", "spectra.npy", "axis.json"].map((name) => join(folder, name));
  writeFileSync(model, jsonText(predictorFile(predictor)));
  writeFileSync(raw, encodeNpy(spectra));
  writeFileSync(axis, JSON.stringify(columns));
  const { stdout, stderr } = spawnSync(process.execPath, [script, model, raw, axis], { encoding: "utf8" });
  return stdout || stderr;
}

describe("a predictor that was saved", () => {
  it.each(cases)("of %s predicts the same bytes from raw spectra in a new process", (_, steps, estimator, options) => {
    const predictor = fitted(steps, estimator, options);
    const here = predictRaw(methods, predictor, meats.spectra, columns);
    expect(here.data.every(Number.isFinite)).toBe(true);
    expect(inNewProcess(predictor, meats.spectra)).toBe(digestOf(encodeNpy(here)));
  });

  it("predicts a spectrum the same alone as among others", () => {
    const predictor = fitted([msc, savgol], "pls-da", { components: [4] });
    const together = predictRaw(methods, predictor, meats.spectra, columns);
    const alone = predictRaw(methods, predictor, matrix(1, 100, meats.spectra.data.slice(700, 800)), columns);
    expect([...alone.data]).toEqual([...together.data.slice(14, 16)]);
  });

  it.each([
    ["of other points", { ...columns, values: meats.axis.map((value) => value + 1) }],
    ["of another unit", { ...columns, unit: "cm-1" as const }],
    ["of fewer points", { ...columns, values: meats.axis.slice(1) }],
    ["of more points behind its own", { ...columns, values: [...meats.axis, 1052] }],
  ])("refuses spectra %s", (_, other) => {
    const predictor = fitted([snv], "pls-regression", { components: [2] });
    expect(() => predictRaw(methods, predictor, meats.spectra, other)).toThrow(/FS3501/);
  });

  it("refuses a feature that is no finite number, naming the spectrum's row and the feature", () => {
    const ratio = {
      name: "features",
      options: { bands: { a: [860, 880], b: [900, 920] }, ratios: { share: ["a", "b"] } },
    };
    const predictor = fitted([ratio], "pls-regression", { components: [2] });
    const spoilt = matrix(3, 100, meats.spectra.data.slice(0, 300));
    meats.axis.forEach((at, j) => {
      if (at >= 900 && at <= 920) spoilt.data[100 + j] = 0;
    });
    const refused = () => predictRaw(methods, predictor, spoilt, columns);
    expect(refused).toThrow(/FS3513/);
    expect(refused).toThrow(/"row":2,"variable":"share","value":"Infinity"/);
  });

  it("is refused where the file is no predictor", () => {
    expect(() => readPredictor('{"schema_version": 1}')).toThrow();
    expect(() => readPredictor("{")).toThrow();
  });
});

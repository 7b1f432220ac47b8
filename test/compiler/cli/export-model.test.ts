/** `foodspec export --onnx` and `--mlflow-model`: what is exported answers as `score` does, and says what must be answered. */
import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { runtimes } from "../../../compiler/exchange/model-folder.ts";
import { evaluated, readModel } from "../../fixtures/onnx.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { seasonCsv, seasonProtocol } from "../../fixtures/season.ts";

const trust = "\n```foodspec trust\nconformal: {alpha: 0.2, by: none}\n```\n";
const external = (model: string, more = trust) =>
  seasonProtocol({
    data: "test: {column: batch, is: 05b}\n",
    model: `${model}\nscheme: {group_kfold: {folds: 4}}\n`,
    more,
  }).replace("batch: batch\n", "");
const classes = external("estimator: {pls-da: {components: 2}}");
const documents = {
  classes,
  values: external("estimator: {pls-regression: {components: 2}}"),
  bare: external("estimator: {pls-da: {components: 2}}", ""),
  iterated: classes.replace("steps:\n", "steps:\n  - baseline: {method: asls, lambda: 1000}\n"),
};
const csv = seasonCsv({ months: 5, samples: 40 });
const [head, ...lines] = csv.trimEnd().split("\n");
const outside = lines.filter((line) => line.split(",")[2] === "05b");
const points = head.split(",").length - 6;

describe("foodspec export of a model", () => {
  let place: Project;
  beforeAll(async () => {
    place = project({ "season.csv": csv, "new.csv": `${[head, ...outside].join("\n")}\n` });
    for (const [name, document] of Object.entries(documents)) {
      place.write(`${name}.md`, document);
      expect((await place.compile({ documents: [`${name}.md`], outputDir: name })).exitCode).toBe(0);
    }
  }, 120_000);
  afterAll(() => place.remove());
  const bytes = (path: string) => readFileSync(join(place.folder, path));
  const json = (path: string) => JSON.parse(place.read(path));
  const exported = (run: string, ...options: string[]) => place.type(["export", `${run}/latest`, ...options]);

  it.each(["classes", "values"] as const)("answers as `score` does: %s", async (name) => {
    const { status, out } = await exported(name, "--onnx", `${name}.onnx`);
    expect([status, out]).toEqual([
      0,
      `${createHash("sha256")
        .update(bytes(`${name}.onnx`))
        .digest("hex")}  ${name}.onnx\n`,
    ]);
    const data = outside.flatMap((line) => line.split(",").slice(6).map(Number));
    const found = evaluated(readModel(bytes(`${name}.onnx`)), { shape: [outside.length, points], data });
    await exported(name, "--predictor", `${name}.json`);
    const { certified, serving } = json(`${name}.json`).content;
    const { unit, technique, values } = certified.predictor.pipeline.input;
    expect(serving).toEqual({ columns: [], axis: { unit, technique, points: values }, id: "id", sample: "sample" });
    const scored = (await place.type(["score", `${name}.json`, "-i", "new.csv", "--id", "id"])).out;
    const [columns, ...rows] = scored
      .trimEnd()
      .split("\n")
      .map((line) => line.split(","));
    const column = (title: string) => rows.map((row) => row[columns.indexOf(title)]);
    const numbers = (title: string) => column(title).map(Number);
    expect(found.answered.data.map(String)).toEqual(column("answered"));
    if (name === "classes") {
      expect(found.label.data).toEqual(column("predicted"));
      numbers("p:b").forEach((p, i) => void expect(found.probability.data[2 * i + 1]).toBeCloseTo(p, 9));
      const sets = outside.map((_, i) => ["a", "b"].filter((__, c) => found.in_set.data[2 * i + c]).join("|"));
      expect(sets).toEqual(column("set"));
    } else
      for (const title of ["predicted", "low", "high"])
        numbers(title).forEach((value, i) => void expect(found[title].data[i]).toBeCloseTo(value, 8));
  });

  it("says of which run it is, on which axis, and what its classes are; the same bytes each time", async () => {
    await exported("classes", "--onnx", "again.onnx");
    expect(bytes("again.onnx").equals(bytes("classes.onnx"))).toBe(true);
    const { metadata, producer } = readModel(bytes("again.onnx"));
    const manifest = JSON.parse(place.read("classes/latest/manifest.json"));
    expect(producer).toBe("foodspec");
    expect(metadata).toMatchObject({ content_digest: manifest.content_digest, unit: "nm", classes: '["a","b"]' });
    expect(JSON.parse(metadata.axis)).toHaveLength(points);
  });

  it("is a folder of MLflow whose example is answered as it says", async () => {
    const { status } = await exported("classes", "--mlflow-model", "model");
    expect(status).toBe(0);
    expect(readdirSync(join(place.folder, "model")).sort()).toEqual([
      "MLmodel",
      "expected.json",
      "model.onnx",
      "python_env.yaml",
      "requirements.txt",
      "saved_predictor.json",
      "serving_input_example.json",
    ]);
    expect(bytes("model/model.onnx").equals(bytes("classes.onnx"))).toBe(true);
    const { spectra } = json("model/serving_input_example.json").inputs as { spectra: number[][] };
    expect([spectra.length, spectra[0].length]).toEqual([2, points]);
    const { predictions } = json("model/expected.json");
    const found = evaluated(readModel(bytes("model/model.onnx")), { shape: [2, points], data: spectra.flat() });
    expect(Object.keys(predictions)).toEqual(Object.keys(found).sort());
    expect(predictions.label).toEqual(found.label.data);
    // The mean spectrum of a class is of that class.
    expect(predictions.label).toEqual(["a", "b"]);
    predictions.scores.flat().forEach((value: number, k: number) => {
      expect(found.scores.data[k]).toBeCloseTo(value, 9);
    });
    const written = parse(place.read("model/MLmodel"));
    expect(Object.keys(written.flavors)).toEqual(["foodspec", "onnx", "python_function"]);
    expect(JSON.parse(written.signature.inputs)).toEqual([
      { type: "tensor", "tensor-spec": { dtype: "float64", shape: [-1, points] }, name: "spectra" },
    ]);
    expect(JSON.parse(written.signature.outputs).map(({ name }: { name: string }) => name)).toEqual(Object.keys(found));
  });

  it("means the mean of the training spectra alone: none that is external", async () => {
    await exported("bare", "--mlflow-model", "bare-model");
    const { spectra } = json("bare-model/serving_input_example.json").inputs as { spectra: number[][] };
    const own = lines.map((line) => line.split(",")).filter((cells) => cells[2] !== "05b" && cells[4] === "a");
    const mean = own.reduce((sum, cells) => sum + Number(cells[6]), 0) / own.length;
    expect(spectra[0][0]).toBeCloseTo(mean, 12);
    expect(readdirSync(join(place.folder, "bare-model"))).toContain("model.json");
    expect(Object.keys(json("bare-model/expected.json").predictions)).toEqual(["label", "scores"]);
  });

  it("is refused by the name of a step that has no such form, and no file is left; its folder says `score`", async () => {
    const onnx = await exported("iterated", "--onnx", "none.onnx");
    expect([onnx.status, onnx.err]).toEqual([8, expect.stringMatching(/FS8404.*the step `baseline` \(method: asls\)/)]);
    expect(existsSync(join(place.folder, "none.onnx"))).toBe(false);
    const folder = await exported("iterated", "--mlflow-model", "scored");
    expect([folder.status, folder.err]).toEqual([0, expect.stringContaining("`foodspec score` carries the model out")]);
    const { flavors, signature } = parse(place.read("scored/MLmodel"));
    expect([Object.keys(flavors), signature]).toEqual([["foodspec"], undefined]);
    expect(flavors.foodspec.score).toBe("foodspec score saved_predictor.json -i spectra.csv");
    expect(readdirSync(join(place.folder, "scored"))).not.toContain("model.onnx");
  });

  it.each([
    ["another block than there is", ["--block", "nothing", "--onnx", "x.onnx"], 9, /FS9145.*`nothing`/],
    ["two formats at once", ["--onnx", "x.onnx", "--predictor", "y.json"], 2, /FS11/],
    ["a folder that cannot be", ["--onnx", "new.csv/x.onnx"], 2, /FS9144/],
    ["another file than the run read", ["--mlflow-model", "m", "-i", "season=new.csv"], 3, /FS3909/],
  ])("refuses %s", async (_, options, exit, says) => {
    const { status, err } = await exported("classes", ...options);
    expect([status, err]).toEqual([exit, expect.stringMatching(says)]);
  });

  it("names the versions that it was held against", () => {
    const services = readFileSync(join(import.meta.dirname, "../../../.ci/services"), "utf8");
    for (const name of ["mlflow", "onnx", "onnxruntime"] as const)
      expect(services).toContain(`${name}==${runtimes[name]}`);
  });
});

/** ONNX by judges of its own: onnx's checker and onnxruntime, on every step, estimator and trust option, and on every analysis. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { CertifiedPredictor } from "../../blocks/contract/certified.ts";
import type { Matrix } from "../../blocks/contract/matrix.ts";
import type { Predictor } from "../../blocks/contract/model.ts";
import { readSpectra } from "../../blocks/data/inspect/spectra.ts";
import type { Graph } from "../../blocks/methods/graph/graph.ts";
import { predictorGraph } from "../../blocks/methods/graph/predictor-graph.ts";
import { methods } from "../../blocks/methods/methods.ts";
import { readPredictor } from "../../blocks/methods/recipe/predict.ts";
import { readCertified } from "../../blocks/methods/trust/certified.ts";
import { pointsFor } from "../../blocks/monitor/axis.ts";
import { modelBytes } from "../../compiler/exchange/onnx/model-bytes.ts";
import { expectOurs } from "../compiler/exchange/answers.ts";
import { certifiedOf, estimatorUses, plain, predictorOf, spectra, stepUses, trustUses } from "../fixtures/exported.ts";
import { type Analyses, type Compiled, compiledAnalyses } from "./analyses.ts";
import { judged } from "./onnx-judge.ts";
import { withService } from "./services.ts";

const words = { name: "foodspec", producer: "foodspec", version: "0", doc: "", metadata: [] };
const modelOf = (predictor: Predictor, certified: CertifiedPredictor | null) =>
  modelBytes(predictorGraph(methods, predictor, certified) as Graph, words);

interface Case {
  readonly name: string;
  readonly predictor: Predictor;
  readonly certified: CertifiedPredictor | null;
}

const ofMethods: readonly Case[] = [
  ...stepUses.map((steps) => ({
    name: JSON.stringify(steps),
    predictor: predictorOf({ ...plain, steps, options: { components: 2 } }).predictor,
    certified: null,
  })),
  ...estimatorUses.map((use) => ({ name: use.estimator, predictor: predictorOf(use).predictor, certified: null })),
  ...estimatorUses.flatMap((use) =>
    trustUses.map((trust): Case => {
      const certified = certifiedOf(use, use.estimator === "pls-regression" ? { density: true } : trust);
      return { name: `${use.estimator} ${JSON.stringify(trust)}`, predictor: certified.predictor, certified };
    }),
  ),
];

withService("onnx", "onnxruntime", () => {
  it("answers what we answer, of every step, estimator and trust option, by models that the checker lets pass", () => {
    const told = judged(
      ofMethods.map(({ predictor, certified }) => ({ model: modelOf(predictor, certified), spectra })),
    );
    const worst = ofMethods
      .map(({ name, predictor, certified }, k) => ({ name, by: expectOurs(told[k], predictor, certified, spectra) }))
      .sort((a, b) => b.by - a.by);
    process.stdout.write(`onnxruntime differs most, as a share of the range: ${JSON.stringify(worst.slice(0, 5))}\n`);
    expect(worst).toHaveLength(ofMethods.length);
  });
});

withService("onnx", "onnxruntime on the analyses", () => {
  let analyses: Analyses;
  beforeAll(() => {
    analyses = compiledAnalyses();
  });
  afterAll(() => analyses.remove());

  /** Models and certified predictors of a run, each with the spectra of the file it learnt from. */
  const casesOf = ({ document, run, inputs }: Compiled): readonly (Case & { readonly spectra: Matrix })[] =>
    readdirSync(run, { recursive: true, encoding: "utf8" })
      .filter((path) => /(^|\/)(model|certified_predictor)\.json$/.test(path))
      .sort()
      .map((path) => {
        const text = readFileSync(join(run, path), "utf8");
        const certified = path.endsWith("certified_predictor.json") ? readCertified(text) : null;
        const predictor = certified?.predictor ?? readPredictor(text);
        const { input } = predictor.pipeline;
        const bytes = readFileSync(inputs[0]);
        const read = readSpectra({ path: inputs[0], bytes, digest: "" }, input, {});
        const spectra = pointsFor(input, read.spectra, read.columns);
        return { name: `${document} ${path}`, predictor, certified, spectra };
      });

  it("answers what we answer of all spectra of each, or refuses by name", () => {
    const all = analyses.compiled.flatMap(casesOf);
    const graphs = all.map((one) => ({ ...one, graph: predictorGraph(methods, one.predictor, one.certified) }));
    const written = graphs.filter(({ graph }) => !("what" in graph));
    const told = judged(
      written.map(({ graph, spectra: own }) => ({ model: modelBytes(graph as Graph, words), spectra: own })),
    );
    const lines = graphs.map(({ name, graph, predictor, certified, spectra: own }) => {
      if ("what" in graph) return `${name}: refused for ${graph.what} ${graph.name} (${graph.by})`;
      const k = written.findIndex((one) => one.name === name);
      return `${name}: ${own.rows} spectra, ${expectOurs(told[k], predictor, certified, own).toExponential(1)}`;
    });
    process.stdout.write(`${lines.join("\n")}\n`);
    expect(written.length).toBeGreaterThan(2);
    expect(analyses.compiled.length).toBeGreaterThan(3);
  });
});

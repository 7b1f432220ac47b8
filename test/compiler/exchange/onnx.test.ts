/** ONNX: what is exported answers what the predictor answers, read back from its own bytes; what cannot be is refused by name. */
import { describe, expect, it } from "vitest";
import type { ConformalRule } from "../../../blocks/contract/certified.ts";
import { fromRows, type Matrix, row } from "../../../blocks/contract/matrix.ts";
import { estimators } from "../../../blocks/methods/estimators/table.ts";
import { estimatorForm } from "../../../blocks/methods/graph/estimator-forms.ts";
import type { Graph } from "../../../blocks/methods/graph/graph.ts";
import { predictorGraph } from "../../../blocks/methods/graph/predictor-graph.ts";
import { formOf } from "../../../blocks/methods/graph/step-forms.ts";
import { methods } from "../../../blocks/methods/methods.ts";
import { steps } from "../../../blocks/methods/steps/table.ts";
import { modelBytes } from "../../../compiler/exchange/onnx/model-bytes.ts";
import {
  certifiedOf,
  estimatorUses,
  plain,
  points,
  predictorOf,
  refusedUses,
  spectra,
  stepUses,
  trustUses,
} from "../../fixtures/exported.ts";
import { evaluated, readModel, type Tensor } from "../../fixtures/onnx.ts";
import { expectOurs, perSpectrum } from "./answers.ts";

const words = { name: "foodspec", producer: "foodspec", version: "0", doc: "", metadata: [["a", "b"]] as const };
const bytesOf = (graph: ReturnType<typeof predictorGraph>) => modelBytes(graph as Graph, words);
const tensor = (x: Matrix): Tensor => ({ shape: [x.rows, x.cols], data: [...x.data] });
const answers = (graph: ReturnType<typeof predictorGraph>, x: Matrix = spectra) =>
  evaluated(readModel(bytesOf(graph)), tensor(x));

describe("an exported step", () => {
  it.each(stepUses.map((use) => [JSON.stringify(use), use] as const))("answers as the predictor does: %s", (_, use) => {
    const { predictor } = predictorOf({ ...plain, steps: use, options: { components: 2 } });
    expectOurs(answers(predictorGraph(methods, predictor, null)), predictor, null, spectra);
  });
  it("is one matrix with those beside it", () => {
    const use = [
      ["savgol", { window: 7, order: 2 }],
      ["crop", [910, 990]],
      ["smooth", { lambda: 5 }],
    ] as const;
    const { predictor } = predictorOf({ ...plain, steps: use });
    const { nodes } = readModel(bytesOf(predictorGraph(methods, predictor, null)));
    expect(nodes.filter(({ op }) => op === "MatMul")).toHaveLength(2);
  });
  it.each(refusedUses)("that has no form is refused by its name: %s %j", (name, options, by) => {
    const { predictor } = predictorOf({ ...plain, steps: [[name, options]], options: { components: 1 } });
    expect(predictorGraph(methods, predictor, null)).toEqual({ what: "step", name, by });
  });
  it("is looked at above, or the step has no form with any options", () => {
    const known = [...stepUses.flat(), ...refusedUses].map(([name]) => name);
    const others = Object.values(steps).filter(({ name }) => !known.includes(name));
    const standing = { options: {}, state: null, columns: predictorOf(plain).predictor.pipeline.input };
    expect(others.filter((step) => formOf({ ...standing, step }) !== null).map(({ name }) => name)).toEqual([]);
  });
});

describe("an exported estimator", () => {
  it.each(estimatorUses.map((use) => [use.estimator, use] as const))("answers as the predictor does: %s", (_, use) => {
    const { predictor } = predictorOf(use);
    expectOurs(answers(predictorGraph(methods, predictor, null)), predictor, null, spectra);
  });
  it("is looked at above, or the estimator has no form", () => {
    const known = estimatorUses.map(({ estimator }) => estimator);
    const others = Object.keys(estimators).filter((name) => !known.includes(name));
    expect(known.length).toBeGreaterThan(3);
    expect(others.filter((name) => estimatorForm(name) !== null)).toEqual([]);
  });
  it("of two classes by one column has a score for each", () => {
    const { predictor } = predictorOf({ ...plain, estimator: "linear-svc", options: { C: 1 } });
    const state = predictor.state as { coefficients: number[]; intercepts: number[]; classes: number };
    const one = state.coefficients.filter((__, k) => k % 3 === 0);
    const two = {
      ...predictor,
      classes: ["no", "yes"],
      state: { ...state, classes: 2, coefficients: one, intercepts: [0.25] },
    } as typeof predictor;
    expectOurs(answers(predictorGraph(methods, two, null)), two, null, spectra);
  });
  it("that has no form is refused by its name", () => {
    const { predictor } = predictorOf(plain);
    expect(predictorGraph(methods, { ...predictor, estimator: "knn" }, null)).toEqual({
      what: "estimator",
      name: "knn",
      by: null,
    });
  });
});

describe("exported trust", () => {
  const cases = estimatorUses.flatMap((use) =>
    use.estimator === "pls-regression"
      ? []
      : trustUses.map((trust) => [`${use.estimator} ${JSON.stringify(trust)}`, use, trust] as const),
  );
  it.each(cases)("answers, sets and probabilities are ours: %s", (_, use, trust) => {
    const certified = certifiedOf(use, trust);
    expectOurs(
      answers(predictorGraph(methods, certified.predictor, certified)),
      certified.predictor,
      certified,
      spectra,
    );
  });
  it.each([
    [1, true],
    [2, false],
  ])("intervals and answers of a regression are ours: %i replicates", (replicates, density) => {
    const certified = certifiedOf(estimatorUses[1], { replicates, density });
    expectOurs(
      answers(predictorGraph(methods, certified.predictor, certified)),
      certified.predictor,
      certified,
      spectra,
    );
  });
  it("has on its limit the sample that the limit was taken from, however another program rounds", () => {
    const certified = certifiedOf(estimatorUses[0], {
      calibrator: "temperature",
      conformal: { score: "lac", by: "none" },
    });
    const probabilities = perSpectrum(certified, spectra).probabilities as Matrix;
    // The limit is the score of the second most likely class of a spectrum, less what rounding may take.
    const [, second] = [...row(probabilities, 16)].sort((a, b) => b - a);
    const limited = {
      ...certified,
      conformal: {
        ...(certified.conformal as ConformalRule),
        thresholds: [{ category: null, n: 19, k: 18, qhat: 1 - second - 2e-16 }],
      },
    };
    const found = answers(predictorGraph(methods, limited.predictor, limited));
    expect(found.in_set.data.slice(48, 51).filter((is) => is === true)).toHaveLength(2);
  });
  it("covers what is in the set and what is not, what is answered and what is not", () => {
    const all = cases.map(([, use, trust]) => perSpectrum(certifiedOf(use, trust), spectra));
    const sizes = new Set(all.flatMap(({ issued }) => issued ?? []).map((set) => set.length));
    expect([...sizes].sort()).toEqual([1, 2]);
    expect(new Set(all.flatMap(({ answered }) => answered))).toEqual(new Set([true, false]));
  });
});

describe("a spectrum that is refused here", () => {
  const certified = certifiedOf(estimatorUses[0], { tau: 0.1 });
  const level = row(spectra, 0).map(() => 0.7);
  const broken = row(spectra, 1).map((value, j) => (j === 3 ? Number.NaN : value));
  const rows = fromRows([row(spectra, 2), level, broken]);
  const found = answers(predictorGraph(methods, certified.predictor, certified), rows);
  it("has no scores, no label, no set and no answer there, and those beside it have theirs", () => {
    expect(found.label.data.slice(1)).toEqual(["", ""]);
    expect(found.label.data[0]).not.toBe("");
    expect(found.scores.data.map((value) => Number.isNaN(value))).toEqual([
      ...[false, false, false],
      ...new Array<boolean>(6).fill(true),
    ]);
    expect(found.in_set.data.slice(3)).toEqual(new Array(6).fill(false));
    expect(found.answered.data.slice(1)).toEqual([false, false]);
    expect(() => perSpectrum(certified, fromRows([level]))).toThrow(/constant|FS3301/);
  });
});

describe("the bytes", () => {
  it("have no factor of one number beside a product, which onnxruntime would round to 32 bits", () => {
    const all = [
      ...stepUses.map((steps) =>
        predictorGraph(methods, predictorOf({ ...plain, steps, options: { components: 2 } }).predictor, null),
      ),
      ...estimatorUses.flatMap((use) =>
        trustUses.map((trust) => {
          const certified = certifiedOf(use, use.estimator === "pls-regression" ? { density: true } : trust);
          return predictorGraph(methods, certified.predictor, certified);
        }),
      ),
    ];
    const beside = all.flatMap((graph) => {
      const { nodes, constants } = readModel(bytesOf(graph));
      const products = nodes.filter(({ op }) => op === "MatMul");
      const factors = nodes.filter(
        ({ op, inputs }) => /^(Mul|Div)$/.test(op) && inputs.some((name) => constants.get(name)?.data.length === 1),
      );
      return factors.filter(({ inputs, outputs }) =>
        products.some((one) => inputs.includes(one.outputs[0]) || one.inputs.includes(outputs[0])),
      );
    });
    expect(all.length).toBeGreaterThan(50);
    expect(beside).toEqual([]);
  });
  const graph = () => predictorGraph(methods, predictorOf(plain).predictor, null);
  it("are the same each time", () => expect(bytesOf(graph())).toEqual(bytesOf(graph())));
  it("say operator set 17, the input and its points, and what they were given to say", () => {
    const model = readModel(bytesOf(graph()));
    expect([model.format, model.operators, model.inputs, model.outputs]).toEqual([
      ...[8, 17],
      ["spectra"],
      ["scores", "label"],
    ]);
    expect(model.metadata).toEqual({ a: "b" });
    expect(points).toBe(spectra.cols);
  });
});

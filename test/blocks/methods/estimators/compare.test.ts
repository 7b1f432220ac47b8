import { describe, expect, it } from "vitest";
import type { Response } from "../../../../blocks/contract/estimator.ts";
import { takeColumns } from "../../../../blocks/contract/matrix.ts";
import { methods } from "../../../../blocks/methods/methods.ts";
import { subset } from "../../../../blocks/methods/numeric/row-subset.ts";
import { realSpectra, relativeError } from "../../../fixtures/real-data.ts";

const meats = realSpectra("meats-nir");
const fat = meats.column("fat").map(Number);
const training = Array.from({ length: 60 }, (_, i) => 3 * i);
const test = Array.from({ length: 60 }, (_, i) => 3 * i + 1);
const classes: Response = {
  task: "classification",
  codes: Int32Array.from(training, (i) => (fat[i] > 20 ? 1 : 0)),
  classes: 2,
};
const target: Response = { task: "regression", target: Float64Array.from(training, (i) => fat[i]) };
const components = [8, 1, 3, 5].map((count) => ({ components: count }));

// With more rows than columns the rows themselves are used, with fewer the products between them.
const narrow = takeColumns(
  meats.spectra,
  Array.from({ length: 20 }, (_, j) => 5 * j),
);
const wide = subset(
  meats.spectra,
  Array.from({ length: 90 }, (_, i) => 2 * i),
);
const wideTraining = Array.from({ length: 60 }, (_, i) => i);
const wideClasses: Response = { ...classes, codes: Int32Array.from(wideTraining, (i) => (fat[2 * i] > 20 ? 1 : 0)) };

describe("comparing the candidates of a path", () => {
  it.each([
    ["pls-da", narrow, training, test, classes, components],
    ["pls-regression", narrow, training, test, target, components],
    ["pls-da", wide, wideTraining, Array.from({ length: 30 }, (_, i) => 60 + i), wideClasses, components],
    [
      "logistic-regression",
      narrow,
      training,
      test,
      classes,
      [10, 0.01, 1].map((C) => ({ C, penalty: "l2", max_iterations: 100 })),
    ],
  ] as const)("by %s gives what fitting and predicting gives", (name, x, fitted, others, response, path) => {
    const estimator = methods.estimator(name);
    const rows = subset(x, fitted);
    const unseen = subset(x, others);
    const states = estimator.fitPath(rows, response, path);
    const compared = estimator.compare?.(rows, response, path, unseen) ?? [];
    expect(compared).toHaveLength(path.length);
    compared.forEach((scores, k) => {
      expect(relativeError(scores.data, estimator.predict(unseen, states[k]).data)).toBeLessThan(1e-6);
    });
  });
});

/** Contributions to T² and Q: those of scikit-learn's models, and parts of a whole whatever the rows. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fromRows, row } from "../../../../blocks/contract/matrix.ts";
import type { Predictor } from "../../../../blocks/contract/model.ts";
import { contributions, linearOf, ofComponents } from "../../../../blocks/methods/applicability/contributions.ts";
import { spaceOf } from "../../../../blocks/methods/applicability/space.ts";
import { plsRegression } from "../../../../blocks/methods/estimators/pls-regression.ts";
import { methods } from "../../../../blocks/methods/methods.ts";
import { pca } from "../../../../blocks/methods/numeric/pca.ts";
import { snv } from "../../../../blocks/methods/steps/snv.ts";
import { fc, it as property } from "../../../fixtures/property.ts";
import { realSpectra, relativeError } from "../../../fixtures/real-data.ts";

// Made by contributions.py beside it.
const reference = JSON.parse(
  readFileSync(join(import.meta.dirname, "../../../fixtures/golden/contributions.json"), "utf8"),
);
const meats = realSpectra("meats-nir");
const axis = { kind: "axis", unit: "nm", technique: "NIR", values: meats.axis } as const;
const x = snv.apply(meats.spectra, {}, axis, null);
const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);

/** A predictor as far as its space goes. */
const predictorOf = (estimator: string, state: unknown): Predictor => ({ estimator, state }) as unknown as Predictor;

describe("contributions", () => {
  it("of the meats to a PLS model are those of scikit-learn", () => {
    const y = { task: "regression", target: Float64Array.from(meats.column("fat"), Number) } as const;
    const [state] = plsRegression.fitPath(x, y, [{ components: 6 }]);
    const linear = linearOf(methods, predictorOf("pls-regression", state), x);
    if (linear === null) throw new Error("PLS has a space");
    const { row: i, t2, q } = reference.pls;
    const found = contributions(row(x, i), linear);
    expect(relativeError(found.t2, t2)).toBeLessThan(1e-8);
    expect(relativeError(found.q, q)).toBeLessThan(1e-8);
  });
  it("of the meats to principal components are those of scikit-learn", () => {
    const { components, row: i, t2, q } = reference.pca;
    const found = contributions(row(x, i), ofComponents(pca(x, components)));
    expect(relativeError(found.t2, t2)).toBeLessThan(1e-8);
    expect(relativeError(found.q, q)).toBeLessThan(1e-8);
  });

  const rows = fc.array(fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 5, maxLength: 5 }), {
    minLength: 14,
    maxLength: 20,
  });
  property.prop([rows, fc.constantFrom("pls-regression", "linear-svc")], { numRuns: 60 })(
    "add up to the T² and the Q by which rows are judged, of any rows and in either space",
    (values, estimator) => {
      const spectra = fromRows(values.map((one, i) => one.map((value, j) => value + ((i * (j + 3) * 7) % 11))));
      const y = { task: "regression", target: Float64Array.from(values, ([first], i) => first + i) } as const;
      const state = estimator === "linear-svc" ? {} : plsRegression.fitPath(spectra, y, [{ components: 2 }])[0];
      const predictor = predictorOf(estimator, state);
      const [linear, space] = [linearOf(methods, predictor, spectra), spaceOf(methods, predictor, spectra)];
      if (linear === null || space === null) throw new Error("these rows vary");
      const { t2, q } = space.place(spectra);
      for (let i = 0; i < spectra.rows; i++) {
        const found = contributions(row(spectra, i), linear);
        expect(sum(found.t2)).toBeCloseTo(t2[i], 7);
        expect(sum(found.q.map(Math.abs))).toBeCloseTo(q[i], 7);
      }
    },
  );
});

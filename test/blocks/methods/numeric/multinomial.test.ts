/** Multinomial: the direct way for few parameters and the iterated one for many go to the same minimum. */
import { describe, expect, it } from "vitest";
import { type Matrix, matrix } from "../../../../blocks/contract/matrix.ts";
import { stream } from "../../../../blocks/contract/stream.ts";
import { multinomial } from "../../../../blocks/methods/numeric/multinomial.ts";
import { isDirect } from "../../../../blocks/methods/numeric/multinomial-newton.ts";
import { contrastsOf, ofClasses, ofContrasts } from "../../../../blocks/methods/numeric/multinomial-problem.ts";

const n = 90;
const r = 6;

function rowsOf(classes: number): { z: Matrix; codes: Int32Array } {
  const draw = stream("multinomial", classes);
  const codes = Int32Array.from({ length: n }, (_, i) => i % classes);
  const z = matrix(n, r);
  for (let i = 0; i < n; i++)
    for (let j = 0; j < r; j++) z.data[i * r + j] = draw.uniform() - 0.5 + (codes[i] === j ? 0.6 : 0);
  return { z, codes };
}

/** Columns of zeros change nothing but the way that is taken. */
function padded(z: Matrix): Matrix {
  const result = matrix(n, 40);
  for (let i = 0; i < n; i++) result.data.set(z.data.subarray(i * r, (i + 1) * r), i * 40);
  return result;
}

describe.each([2, 3, 5])("the penalised logistic objective of %i classes", (classes) => {
  const { z, codes } = rowsOf(classes);
  const contrasts = contrastsOf(classes);

  it.each([0.01, 1, 1000])("has one minimum by either way, C %d", (c) => {
    expect([isDirect({ contrasts, z }), isDirect({ contrasts, z: padded(z) })]).toEqual([true, false]);
    const direct = multinomial(z, codes, classes).fit(c, 100);
    const iterated = multinomial(padded(z), codes, classes).fit(c, 100);
    expect([direct.converged, iterated.converged]).toEqual([true, true]);
    expect(direct.objective).toBeCloseTo(iterated.objective, 9);
    direct.parameters.forEach((vector, k) => {
      const other = iterated.parameters[k];
      for (let j = 0; j < r; j++) expect(Math.abs(vector[j] - other[j])).toBeLessThan(1e-5);
      expect(Math.abs(vector[r] - other[40])).toBeLessThan(1e-5);
    });
  });

  it("has that minimum from wherever it begins", () => {
    const problem = multinomial(z, codes, classes);
    const wanted = problem.fit(10, 100);
    const far = wanted.parameters.map((vector, k) => vector.map((value, j) => value + Math.sin(j + 3 * k)));
    const from = [problem.fit(1, 100).parameters, far];
    for (const one of [from, [from[0]], [far]]) {
      const { parameters, converged } = problem.fit(10, 100, one);
      expect(converged).toBe(true);
      parameters.forEach((vector, k) => {
        vector.forEach((value, j) => {
          expect(Math.abs(value - wanted.parameters[k][j])).toBeLessThan(1e-8);
        });
      });
    }
  });

  it("is stationary: no finite difference of it along a class's weight is more than rounding", () => {
    const problem = multinomial(z, codes, classes);
    const vectors = ofClasses(contrasts, problem.fit(1, 100).parameters);
    const objective = (of: readonly Float64Array[]) => {
      let sum = 0;
      for (let i = 0; i < n; i++) {
        const odds = of.map((vector) => {
          let at = vector[r];
          for (let j = 0; j < r; j++) at += vector[j] * z.data[i * r + j];
          return Math.exp(at);
        });
        sum -= Math.log(odds[codes[i]] / odds.reduce((total, value) => total + value, 0));
      }
      for (const vector of of) for (let j = 0; j < r; j++) sum += (vector[j] * vector[j]) / 2;
      return sum;
    };
    const step = 1e-5;
    vectors.forEach((vector, k) => {
      vector.forEach((_, j) => {
        const moved = (by: number) =>
          objective(vectors.map((one, at) => (at === k ? one.map((value, a) => (a === j ? value + by : value)) : one)));
        expect(Math.abs(moved(step) - moved(-step)) / (2 * step)).toBeLessThan(1e-6);
      });
    });
  });

  it("is written in contrasts that keep lengths and add up to 0 over classes", () => {
    const vectors = Array.from({ length: classes - 1 }, (_, k) => Float64Array.of(k + 1, -0.5 * k, 2));
    const spread = ofClasses(contrasts, vectors);
    const square = (of: readonly Float64Array[]) =>
      of.reduce((sum, vector) => sum + vector.reduce((own, value) => own + value * value, 0), 0);
    expect(square(spread)).toBeCloseTo(square(vectors), 12);
    for (let j = 0; j < 3; j++) expect(spread.reduce((sum, vector) => sum + vector[j], 0)).toBeCloseTo(0, 12);
    ofContrasts(contrasts, spread).forEach((vector, k) => {
      vector.forEach((value, j) => {
        expect(value).toBeCloseTo(vectors[k][j], 12);
      });
    });
  });

  it("is minimised in few steps: the direction is Newton's", () => {
    expect(multinomial(z, codes, classes).fit(1, 100).iterations).toBeLessThan(8);
  });
});

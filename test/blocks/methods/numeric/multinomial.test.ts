/** Multinomial: the direct way for few parameters and the iterated one for many go to the same minimum. */
import { describe, expect, it } from "vitest";
import { type Matrix, matrix } from "../../../../blocks/contract/matrix.ts";
import { stream } from "../../../../blocks/contract/stream.ts";
import { fitMultinomial, type MultinomialFit } from "../../../../blocks/methods/numeric/multinomial.ts";
import { isDirect } from "../../../../blocks/methods/numeric/multinomial-newton.ts";

const n = 90;
const r = 6;

function problem(classes: number): { z: Matrix; codes: Int32Array } {
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
  const { z, codes } = problem(classes);
  const shape = { codes, free: classes === 2 ? 1 : classes, hasReference: classes === 2, penalty: 1 };

  /** Without a reference a number may be added to all intercepts. */
  const origin = ({ parameters }: MultinomialFit, at: number) => (classes === 2 ? 0 : parameters[0][at]);

  it.each([0.01, 1, 1000])("has one minimum by either way, C %d", (c) => {
    expect([isDirect({ ...shape, z }), isDirect({ ...shape, z: padded(z) })]).toEqual([true, false]);
    const direct = fitMultinomial(z, codes, classes, c, 100);
    const iterated = fitMultinomial(padded(z), codes, classes, c, 100);
    expect([direct.converged, iterated.converged]).toEqual([true, true]);
    expect(direct.objective).toBeCloseTo(iterated.objective, 9);
    direct.parameters.forEach((vector, k) => {
      const other = iterated.parameters[k];
      for (let j = 0; j < r; j++) expect(Math.abs(vector[j] - other[j])).toBeLessThan(1e-5);
      expect(Math.abs(vector[r] - origin(direct, r) - other[40] + origin(iterated, 40))).toBeLessThan(1e-5);
    });
  });

  it("is minimised in few steps: the direction is Newton's", () => {
    expect(fitMultinomial(z, codes, classes, 1, 100).iterations).toBeLessThan(8);
  });
});

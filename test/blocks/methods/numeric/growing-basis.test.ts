import { describe, expect, it } from "vitest";
import { stream } from "../../../../blocks/contract/stream.ts";
import { growingBasis } from "../../../../blocks/methods/numeric/growing-basis.ts";
import { dot, norm } from "../../../../blocks/methods/numeric/vectors.ts";

function vector(length: number, seed: number): Float64Array {
  const draw = stream("basis", seed);
  return Float64Array.from({ length }, () => draw.uniform() - 0.5);
}
const unit = (v: Float64Array) => v.map((value) => value / norm(v));

/** Vectors made orthonormal one after the other, and one more less what it shares with them. */
function grown(length: number, count: number, simd?: null) {
  const basis = simd === null ? growingBasis(count, length, null) : growingBasis(count, length);
  const units: Float64Array[] = [];
  for (let k = 0; k < count; k++) {
    const next = vector(length, k);
    for (let pass = 0; pass < 2; pass++) basis.takeFrom(next);
    units.push(unit(next));
    basis.add(units[k]);
  }
  const rest = vector(length, 99);
  basis.takeFrom(rest);
  return { units, rest };
}

describe.each([
  [3, 1],
  [8, 5],
  [65, 20],
  [240, 77],
])("a basis of vectors of %i numbers, %i of them", (length, count) => {
  it("takes from a vector all that it shares with them", () => {
    const { units, rest } = grown(length, count);
    for (const [k, one] of units.entries()) {
      expect(Math.abs(dot(one, rest))).toBeLessThan(1e-14);
      for (const other of units.slice(0, k)) expect(Math.abs(dot(one, other))).toBeLessThan(1e-14);
    }
    const whole = vector(length, 99);
    const shared = units.reduce((sum, one) => sum + dot(one, whole) * dot(one, whole), 0);
    expect(dot(rest, rest) + shared).toBeCloseTo(dot(whole, whole), 12);
  });
  it("has the same bits by SIMD as without", () => {
    expect(grown(length, count)).toEqual(grown(length, count, null));
  });
});

describe("a basis", () => {
  it("of no vectors takes nothing", () => {
    const v = vector(9, 1);
    growingBasis(4, 9).takeFrom(v);
    expect(v).toEqual(vector(9, 1));
  });
  it("copies what it is given", () => {
    const basis = growingBasis(1, 2);
    const e = Float64Array.of(1, 0);
    basis.add(e);
    e[0] = 5;
    const v = Float64Array.of(3, 4);
    basis.takeFrom(v);
    expect([...v]).toEqual([0, 4]);
  });
  it("refuses to work once another one stands in its memory", () => {
    const first = growingBasis(1, 2);
    growingBasis(1, 2);
    expect(() => first.add(Float64Array.of(1, 0))).toThrow("after another one was made");
  });
});

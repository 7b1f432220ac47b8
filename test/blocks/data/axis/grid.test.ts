/** A grid gives what `resample` gives, and what an even axis has already; missing values spread to their neighbours and no farther. */

import { describe, expect } from "vitest";
import { gridOf, ontoGrid } from "../../../../blocks/data/axis/grid.ts";
import { meet } from "../../../../blocks/data/axis/meet.ts";
import { methods } from "../../../../blocks/methods/methods.ts";
import { fc, it } from "../../../fixtures/property.ts";

const source = { name: "a", data: { input: "a" } };
const written = (axis: readonly number[], values: readonly number[], grid: Parameters<typeof gridOf>[0]) => {
  const points = gridOf(grid);
  const out = new Float64Array(points.length);
  ontoGrid(axis, points, grid, source)(values, out);
  return [...out];
};
const uneven = fc
  .tuple(
    fc.array(fc.double({ min: 0.2, max: 3, noNaN: true }), { minLength: 12, maxLength: 30 }),
    fc.integer({ min: 400, max: 900 }),
  )
  .map(([steps, start]) => {
    let at = start;
    return steps.map((step) => {
      at += step;
      return at;
    });
  });

describe("a grid", () => {
  it.prop([uneven, fc.constantFrom("linear" as const, "cubic" as const)])(
    "gives the numbers of `resample`",
    (axis, method) => {
      const values = axis.map((at, j) => Math.sin(at) + j);
      const grid = { from: axis[0], to: axis[axis.length - 1], step: 0.7, method };
      const columns = { kind: "axis", unit: "nm", technique: null, values: axis } as const;
      const resampled = methods
        .step("resample")
        .apply({ rows: 1, cols: axis.length, data: Float64Array.from(values) }, grid, columns, null);
      const own = written(axis, values, grid);
      expect(own).toHaveLength(resampled.cols);
      for (const [k, value] of own.entries()) expect(value).toBeCloseTo(resampled.data[k], 10);
    },
  );

  it.prop([uneven, fc.nat(), fc.constantFrom("linear" as const, "cubic" as const)])(
    "is missing beside a missing value alone",
    (axis, pick, method) => {
      const lost = 1 + (pick % (axis.length - 2));
      const values = axis.map((at, j) => (j === lost ? Number.NaN : at));
      const grid = { from: axis[0], to: axis[axis.length - 1], step: 0.31, method };
      const out = written(axis, values, grid);
      gridOf(grid).forEach((at, k) => {
        const isBeside = at > axis[lost - 1] && at < axis[lost + 1];
        expect(Number.isNaN(out[k])).toBe(isBeside);
        // A straight line stays one, whatever is missing.
        if (!isBeside) expect(out[k]).toBeCloseTo(at, 6);
      });
    },
  );
});

describe("axes that meet", () => {
  it.prop([uneven, fc.double({ min: 1e-6, max: 0.08, noNaN: true })])(
    "within `match` keep every value, beyond it none",
    (axis, apart) => {
      const other = axis.map((at, j) => at + (j % 2 === 0 ? apart : -apart));
      const refuse = () => new Error("unlike") as never;
      const { axis: common, writers } = meet([axis, other], { match: apart * 1.001 }, refuse, () => source);
      const out = new Float64Array(axis.length);
      writers[1](other, out);
      expect(common).toBe(axis);
      expect([...out]).toEqual(other);
      expect(() => meet([axis, other], { match: apart * 0.99 }, refuse, () => source)).toThrow("unlike");
    },
  );
});

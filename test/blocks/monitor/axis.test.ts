/** Points a saved predictor needs, taken from those that were measured. */
import { describe, expect, it } from "vitest";
import type { AxisUnit, Columns, Quantity } from "../../../blocks/contract/dataset.ts";
import { fromRows } from "../../../blocks/contract/matrix.ts";
import { Refusal } from "../../../blocks/contract/refusal.ts";
import { pointsFor } from "../../../blocks/monitor/axis.ts";

const axis = (values: readonly number[], unit: AxisUnit = "nm"): Columns => ({
  kind: "axis",
  unit,
  technique: null,
  values,
});
const wanted = axis([900, 902, 904]);
const refused = (columns: Columns) => {
  try {
    pointsFor(wanted, fromRows([[1, 2, 3]]), columns);
  } catch (error) {
    if (error instanceof Refusal) return { code: error.code, ...error.remarks[0].facts };
    throw error;
  }
  return null;
};

describe("points for a predictor", () => {
  it("are taken as they are where they are the same", () => {
    const spectra = fromRows([[1, 2, 3]]);
    expect(pointsFor(wanted, spectra, axis([900, 902, 904]))).toBe(spectra);
  });
  it("are refused in another quantity, where both are known", () => {
    const of = (quantity: Quantity) => ({ ...wanted, quantity }) as Columns;
    const spectra = fromRows([[1, 2, 3]]);
    expect(pointsFor(of("absorbance"), spectra, of("absorbance"))).toBe(spectra);
    expect(pointsFor(of("absorbance"), spectra, wanted)).toBe(spectra);
    expect(() => pointsFor(of("absorbance"), spectra, of("transmittance"))).toThrow(/FS5616.*transmittance/);
  });
  it("are picked out where there are more", () => {
    const spectra = fromRows([
      [0, 1, 9, 2, 3],
      [0, 4, 9, 5, 6],
    ]);
    const found = pointsFor(wanted, spectra, axis([898, 900, 901, 902, 904]));
    expect(Array.from(found.data)).toEqual([1, 2, 3, 4, 5, 6]);
  });
  it.each([
    ["one is missing", axis([900, 903, 904]), { missing: 1, first: 902, nearest: 903 }],
    ["all are rounded", axis([900.1, 902.1, 904.1]), { missing: 3, first: 900, nearest: 900.1 }],
    [
      "the unit is another",
      axis([900, 902, 904], "cm-1"),
      { missing: 3, nearest: null, unit: "nm", found_unit: "cm-1" },
    ],
    ["there are names", { kind: "names", names: ["900"] } as const, { missing: 3, nearest: null, found_unit: "names" }],
  ])("are refused where %s", (_, columns, facts) => {
    expect(refused(columns)).toMatchObject({ code: "FS5612", expected: 3, ...facts });
  });
});

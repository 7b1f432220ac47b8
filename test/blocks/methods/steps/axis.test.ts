/** Steps that change the axis: crop, exclude, resample, convert. */
import { describe, expect, it } from "vitest";
import type { Columns, Quantity } from "../../../../blocks/contract/dataset.ts";
import { fromRows } from "../../../../blocks/contract/matrix.ts";
import { relativeError } from "../../../fixtures/real-data.ts";
import { axis, columnsAfter, complaints, refusal, run } from "./helpers.ts";

const nm = axis([850, 860, 870, 880, 890]);
const x = fromRows([
  [1, 2, 3, 4, 5],
  [10, 20, 30, 40, 50],
]);
const names: Columns = { kind: "names", names: ["a", "b", "c", "d", "e"] };
const valuesOf = (columns: Columns) => (columns.kind === "axis" ? columns.values : []);

describe("crop and exclude", () => {
  it("crop keeps the points within the range, both ends included", () => {
    expect(Array.from(run("crop", [860, 880], x, nm).data)).toEqual([2, 3, 4, 20, 30, 40]);
    expect(valuesOf(columnsAfter("crop", [860, 880], nm))).toEqual([860, 870, 880]);
  });

  it("exclude leaves out every range, both ends included", () => {
    const ranges = [
      [860, 865],
      [885, 900],
    ];
    expect(Array.from(run("exclude", ranges, x, nm).data)).toEqual([1, 3, 4, 10, 30, 40]);
    expect(valuesOf(columnsAfter("exclude", ranges, nm))).toEqual([850, 870, 880]);
  });

  it("say what was asked and what the axis spans where nothing is left", () => {
    expect(refusal(() => columnsAfter("crop", [1000, 1100], nm))).toEqual({
      code: "FS3310",
      facts: { step: "crop", asked: "1000 to 1100", first: 850, last: 890, unit: "nm" },
    });
    expect(refusal(() => columnsAfter("exclude", [[800, 900]], nm)).code).toBe("FS3310");
  });

  it("refuse a range that runs backwards", () => {
    expect(complaints("crop", [900, 850])).toEqual(["1: The lower end of the range must be below its upper end."]);
    expect(complaints("exclude", [[900, 850]])).toHaveLength(1);
    expect(complaints("exclude", [])).toHaveLength(1);
  });
});

describe("resample", () => {
  it("interpolates linearly on an even grid whose numbers stay short", () => {
    const columns = columnsAfter("resample", { from: 850, to: 851, step: 0.1 }, nm);
    expect(valuesOf(columns)).toEqual([850, 850.1, 850.2, 850.3, 850.4, 850.5, 850.6, 850.7, 850.8, 850.9, 851]);
    // 0.1 + 2 · 0.1 is 0.30000000000000004 otherwise.
    expect(valuesOf(columnsAfter("resample", { from: 0.1, to: 0.4, step: 0.1 }, axis([0, 1])))).toEqual([
      0.1, 0.2, 0.3, 0.4,
    ]);
    const result = run("resample", { from: 855, to: 890, step: 17.5 }, x, nm);
    expect(relativeError(result.data, [1.5, 3.25, 5, 15, 32.5, 50])).toBeLessThan(1e-14);
  });

  it("gives scipy's natural cubic spline", () => {
    const scipy = [
      1, 2.5482142857142858, 3, 1.7103174603174602, -0.16031746031745975, -1, 0, 0.99375, 1.564285714285714,
      1.8526785714285712, 2,
    ];
    const y = fromRows([[1, 3, -1, 0, 2]]);
    const result = run("resample", { from: 0, to: 5, step: 0.5, method: "cubic" }, y, axis([0, 1, 2.5, 3, 5]));
    expect(relativeError(result.data, scipy)).toBeLessThan(1e-14);
  });

  it("gives the measured values back on the measured points", () => {
    for (const method of ["linear", "cubic"]) {
      expect(run("resample", { from: 850, to: 890, step: 10, method }, x, nm).data).toEqual(x.data);
    }
  });

  it("refuses to extrapolate, and says from where to where it could go", () => {
    expect(refusal(() => columnsAfter("resample", { from: 840, to: 890, step: 10 }, nm))).toEqual({
      code: "FS3311",
      facts: { step: "resample", from: 840, to: 890, first: 850, last: 890, unit: "nm" },
    });
    expect(refusal(() => columnsAfter("resample", { from: 850, to: 900, step: 10 }, nm)).code).toBe("FS3311");
    // The last grid point, 885, lies inside although `to` does not.
    expect(valuesOf(columnsAfter("resample", { from: 850, to: 891, step: 35 }, nm))).toEqual([850, 885]);
  });

  it("refuses a grid that runs backwards or would never end", () => {
    expect(complaints("resample", { from: 900, to: 850, step: 1 })[0]).toBe("to: `from` must be below `to`.");
    expect(complaints("resample", { from: 0, to: 1e6, step: 1 })[0]).toMatch(/^step: This grid has more than 100000/);
  });
});

describe("convert", () => {
  const inQuantity = (quantity?: Quantity, altered?: true): Columns =>
    nm.kind === "axis" ? { ...nm, ...(quantity && { quantity }), ...(altered && { altered }) } : nm;
  const absorbances = [0, 1, 2, Math.log10(2), Math.log10(5)];

  it.each<[Quantity, number[], Quantity, number[]]>([
    ["transmittance", [1, 0.1, 0.01, 0.5, 0.2], "absorbance", absorbances],
    ["reflectance-percent", [100, 10, 1, 50, 20], "absorbance", absorbances],
    ["absorbance", absorbances, "transmittance", [1, 0.1, 0.01, 0.5, 0.2]],
    ["absorbance", absorbances, "reflectance-percent", [100, 10, 1, 50, 20]],
    ["transmittance", [1, 0.1, 0.01, 0.5, 0.2], "transmittance-percent", [100, 10, 1, 50, 20]],
    ["reflectance-percent", [100, 10, 1, 50, 20], "reflectance", [1, 0.1, 0.01, 0.5, 0.2]],
  ])("turns %s %s into %s", (from, values, to, wanted) => {
    const before = inQuantity(from);
    expect(relativeError(run("convert", { to }, fromRows([values]), before).data, wanted)).toBeLessThan(1e-15);
    expect(columnsAfter("convert", { to }, before)).toMatchObject({ quantity: to });
  });

  it.each<[string, Columns, Quantity, RegExp]>([
    ["values of which nobody says what they are", inQuantity(), "absorbance", /neither the document nor the files/],
    ["counts", inQuantity("counts"), "absorbance", /counts cannot become absorbance/],
    ["transmittance as reflectance", inQuantity("transmittance"), "reflectance", /cannot become reflectance/],
    ["absorbance once more", inQuantity("absorbance"), "absorbance", /are absorbance already/],
    ["what a step made of absorbance", inQuantity("absorbance", true), "transmittance", /no longer absorbance/],
  ])("refuses %s", (_, before, to, reason) => {
    const { code, facts } = refusal(() => columnsAfter("convert", { to }, before));
    expect(code).toBe("FS3118");
    expect(facts.reason).toMatch(reason);
    expect(facts.declare).toBe(reason.source.startsWith("neither") ? "quantity" : null);
  });

  it.each([0, -0.1, Number.NaN])("refuses a transmittance of %d by the number of its spectrum", (bad) => {
    const t = fromRows([
      [1, 1, 1, 1, 1],
      [1, 1, bad, 1, 1],
    ]);
    const { code, facts } = refusal(() => run("convert", { to: "absorbance" }, t, inQuantity("transmittance")));
    expect([code, facts.row, facts.step]).toEqual(["FS3301", 2, "convert"]);
  });

  it("turns wavelengths into wavenumbers, reversing the columns so that the axis ascends", () => {
    const after = columnsAfter("convert", { axis: "cm-1" }, nm);
    expect(after).toMatchObject({ kind: "axis", unit: "cm-1", technique: null });
    expect(
      relativeError(
        valuesOf(after),
        [890, 880, 870, 860, 850].map((value) => 1e7 / value),
      ),
    ).toBeLessThan(1e-15);
    expect(Array.from(run("convert", { axis: "cm-1" }, x, nm).data)).toEqual([5, 4, 3, 2, 1, 50, 40, 30, 20, 10]);
  });

  it("turns wavelengths under a laser into a Raman shift and back", () => {
    const lines = axis([785, 800, 850]);
    const shift = columnsAfter("convert", { axis: "raman-shift", laser: 785 }, lines);
    expect(shift).toMatchObject({ unit: "cm-1", technique: "Raman" });
    // 1e7/785 − 1e7/800 = 238.854 cm-1, 1e7/785 − 1e7/850 = 974.148 cm-1
    expect(relativeError(valuesOf(shift), [0, 238.8535031847, 974.1476208318])).toBeLessThan(1e-12);
    expect(
      relativeError(valuesOf(columnsAfter("convert", { axis: "nm", laser: 785 }, shift)), [785, 800, 850]),
    ).toBeLessThan(1e-14);
    expect(columnsAfter("convert", { axis: "cm-1" }, shift)).toEqual(shift);
  });

  it("turns nanometres into micrometres", () => {
    expect(
      relativeError(valuesOf(columnsAfter("convert", { axis: "um" }, nm)), [0.85, 0.86, 0.87, 0.88, 0.89]),
    ).toBeLessThan(1e-15);
  });

  it("refuses what has no answer: no laser, no positive wavelength, absolute wavenumbers of Raman spectra", () => {
    const shift = axis([-100, 0, 500], "cm-1", "Raman");
    expect(refusal(() => columnsAfter("convert", { axis: "nm" }, shift)).code).toBe("FS3315");
    expect(refusal(() => columnsAfter("convert", { axis: "nm" }, axis([0, 500], "cm-1"))).code).toBe("FS3315");
    expect(refusal(() => columnsAfter("convert", { axis: "cm-1" }, axis([800, 850], "nm", "Raman"))).code).toBe(
      "FS3315",
    );
  });

  it("asks for what is missing", () => {
    expect(complaints("convert", {})[0]).toMatch(/Say what to convert/);
    expect(complaints("convert", { axis: "raman-shift" })[0]).toMatch(/^laser: /);
  });
});

describe("steps that need an axis", () => {
  it.each([
    ["crop", [1, 2]],
    ["exclude", [[1, 2]]],
    ["resample", { from: 1, to: 2, step: 1 }],
    ["convert", { axis: "nm" }],
    ["normalize", { method: "reference", at: 1 }],
    ["align", {}],
  ])("%s refuses named variables without seeing data", (name, options) => {
    expect(refusal(() => columnsAfter(name, options, names))).toEqual({
      code: "FS2301",
      facts: { step: name, first: "a" },
    });
  });
});

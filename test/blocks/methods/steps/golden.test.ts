/** Preprocessing steps against numbers made with numpy, scipy and scikit-learn from the same spectra. */
import { describe, expect, it } from "vitest";
import type { Columns } from "../../../../blocks/contract/dataset.ts";
import { row, takeRows } from "../../../../blocks/contract/matrix.ts";
import { baselineFit } from "../../../../blocks/methods/steps/baseline.ts";
import {
  type Golden,
  golden,
  haveRealData,
  type RealSet,
  realSpectra,
  relativeError,
} from "../../../fixtures/real-data.ts";
import { run } from "./helpers.ts";

const sets: [Golden, RealSet, Columns & { kind: "axis" }][] = [
  ["meats", "meats-nir", { kind: "axis", unit: "nm", technique: "NIR", values: [] }],
  ["olive-oils", "olive-oils-ftir", { kind: "axis", unit: "cm-1", technique: "FTIR", values: [] }],
  ["pufa", "pufa-raman", { kind: "axis", unit: "cm-1", technique: "Raman", values: [] }],
];

const steps: [string, string, unknown][] = [
  ["savgol_11_2_0", "savgol", { window: 11, order: 2 }],
  ["savgol_11_2_1", "savgol", { window: 11, order: 2, deriv: 1 }],
  ["savgol_15_3_2", "savgol", { window: 15, order: 3, deriv: 2 }],
  ["snv", "snv", {}],
  ["msc", "msc", {}],
  ["emsc_2", "emsc", {}],
  ["detrend_2", "detrend", {}],
  ["vector_l2", "normalize", { method: "vector" }],
  ["area", "normalize", { method: "area" }],
  ["minmax", "normalize", { method: "minmax" }],
];

for (const [name, set, kind] of sets) {
  describe.skipIf(!haveRealData(name) || !haveRealData(set))(`preprocessing of ${set}`, () => {
    const expected = () => golden(name).preprocess;
    const load = () => {
      const { spectra, axis } = realSpectra(set);
      return { spectra, columns: { ...kind, values: axis } };
    };

    it.each(steps)("gives the reference numbers of %s", (key, step, options) => {
      const { spectra, columns } = load();
      const { spectra: listed, [key]: numbers } = expected();
      // Steps that learn, learn from all spectra here, as the reference did.
      const result = run(step, options, takeRows(spectra, listed), columns, spectra);
      for (let k = 0; k < listed.length; k++) expect(relativeError(row(result, k), numbers[k])).toBeLessThan(1e-10);
    });

    it.each(["asls", "arpls"] as const)("gives the reference baseline of %s", (method) => {
      const { spectra, columns } = load();
      const { spectra: listed, [`${method}_baseline`]: numbers } = expected();
      // The reference made ten passes; no change of the weights is below the ratio of arpls here.
      const options =
        method === "asls"
          ? { method, lambda: 1e5, p: 0.01, iterations: 10 }
          : { method, lambda: 1e5, ratio: 1e-300, iterations: 10 };
      const writeBaseline = baselineFit(columns, options);
      const under = new Float64Array(spectra.cols);
      const corrected = run("baseline", options, takeRows(spectra, listed), columns);
      for (let k = 0; k < listed.length; k++) {
        const spectrum = row(spectra, listed[k]);
        writeBaseline(spectrum, under);
        expect(relativeError(under, numbers[k])).toBeLessThan(1e-8);
        expect(
          relativeError(
            row(corrected, k),
            spectrum.map((value, j) => value - numbers[k][j]),
          ),
        ).toBeLessThan(1e-7);
      }
    });
  });
}

/** What holds for every preprocessing step, whatever it does. */

import { describe, expect, it } from "vitest";
import type { Columns } from "../../../../blocks/contract/dataset.ts";
import { fromRows, type Matrix, takeRows } from "../../../../blocks/contract/matrix.ts";
import { methods } from "../../../../blocks/methods/methods.ts";
import { steps } from "../../../../blocks/methods/steps/table.ts";
import { presets } from "../../../../blocks/preprocess/presets.ts";
import type { Json } from "../../../../schemas/plain-json.ts";
import { keepsTheContractOfSteps } from "../../../contract/every-step.ts";
import { realSpectra } from "../../../fixtures/real-data.ts";
import { noOutcome } from "./helpers.ts";

const columns: Columns = { kind: "axis", unit: "nm", technique: "NIR", values: [900, 902] };

/** Every step with every method, as a document may write it; a step that is not named is used with its default options. */
const named: [string, unknown][] = [
  ["crop", [950, 1000]],
  ["exclude", [[950, 960]]],
  ["resample", { from: 901, to: 1050, step: 1.5 }],
  ["resample", { from: 901, to: 1050, step: 1.5, method: "cubic" }],
  ["convert", { to: "absorbance" }],
  ["convert", { to: "transmittance" }],
  ["convert", { axis: "cm-1" }],
  ["convert", { axis: "nm" }],
  ["despike", { threshold: 3 }],
  ["baseline", {}],
  ["baseline", { method: "arpls" }],
  ["baseline", { method: "airpls" }],
  ["baseline", { method: "iasls" }],
  ["baseline", { method: "rubberband" }],
  ["baseline", { method: "polynomial" }],
  ["baseline", { method: "modpoly" }],
  ["baseline", { method: "snip" }],
  ["baseline", { method: "rolling-ball", window: 31 }],
  ["savgol", { window: 7, order: 2, deriv: 1, per: "unit" }],
  ["smooth", { lambda: 10 }],
  ["smooth", { method: "gaussian", sigma: 1.5 }],
  ["smooth", { method: "moving-average", window: 5 }],
  ["normalize", {}],
  ["normalize", { method: "area" }],
  ["normalize", { method: "max" }],
  ["normalize", { method: "minmax" }],
  ["normalize", { method: "reference", at: 950, window: 10 }],
  ["snv", {}],
  ["rnv", {}],
  ["detrend", {}],
  ["msc", {}],
  ["msc", { reference: "median" }],
  ["emsc", {}],
  ["pqn", {}],
  ["align", {}],
  ["mean-center", {}],
  ["autoscale", {}],
  ["pareto", {}],
];

const unnamed = Object.keys(steps).filter((name) => !named.some(([one]) => one === name));
const uses = [...named, ...unnamed.map((name): [string, unknown] => [name, {}])];

function prepared(name: string, written: unknown) {
  const step = methods.step(name);
  const options = step.options.parse(written) as Json;
  return {
    step,
    options,
    learn: (training: Matrix) => (step.fit ? step.fit(training, options, columns, noOutcome) : null),
    apply: (rows: Matrix, state: Json) => step.apply(rows, options, columns, state),
  };
}

describe.each(uses)("%s %j", (name, written) => keepsTheContractOfSteps(methods.step(name), written));

describe("the table of steps", () => {
  it("has every step that is used above, and each under its own name", () => {
    expect(Object.keys(steps)).toEqual(expect.arrayContaining(named.map(([name]) => name)));
    for (const [name, step] of Object.entries(steps)) expect(step.name).toBe(name);
  });

  it("finds no step by a name that every object has", () => {
    for (const name of ["constructor", "toString", "__proto__", "nosuch"])
      expect(() => methods.step(name)).toThrow(RangeError);
  });

  it("has steps that learn, these among them", () => {
    const learning = Object.values(steps).flatMap((step) => (step.learns === null ? [] : [step.name]));
    expect(learning).toEqual(
      expect.arrayContaining(["msc", "emsc", "pqn", "align", "mean-center", "autoscale", "pareto"]),
    );
  });
});

describe("a step that learns", () => {
  it("stores a reference of −0 as 0, which is what JSON would make of it", () => {
    const { learn } = prepared("pqn", { reference: "median" });
    const state = learn(fromRows([[-0, 1]])) as { reference: number[] };
    expect(Object.is(state.reference[0], 0)).toBe(true);
  });
});

describe("presets", () => {
  it.each(Object.entries(presets))(
    "%s is a list of known steps with valid options that runs on real spectra",
    (_, list) => {
      const { spectra: meats, axis } = realSpectra("meats-nir");
      let rows = takeRows(meats, [0, 1, 2]);
      let now: Columns = { kind: "axis", unit: "nm", technique: "NIR", values: axis };
      for (const entry of list) {
        const [[name, written]] = Object.entries(entry);
        const { step, options } = prepared(name, written);
        expect(step.learns).toBe(null);
        rows = step.apply(rows, options, now, null);
        now = step.columns(now, options);
      }
      expect(rows.data.every(Number.isFinite)).toBe(true);
    },
  );

  it("are there for raman, ftir and nir", () => expect(Object.keys(presets)).toEqual(["raman", "ftir", "nir"]));
});

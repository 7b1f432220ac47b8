/** What holds for every preprocessing step, whatever it does. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { fromRows, type Matrix, row, takeRows } from "../../../../blocks/contract/matrix.ts";
import type { Columns, Json } from "../../../../blocks/contract/values.ts";
import { stepOf } from "../../../../blocks/methods/recipe/steps.ts";
import { steps } from "../../../../blocks/methods/steps/table.ts";
import { presets } from "../../../../blocks/preprocess/presets.ts";
import { realSpectra } from "../../../fixtures/real-data.ts";
import { bandSpectra, noOutcome } from "./helpers.ts";

const points = 80;
/** Positive spectra, so that absorbance and area are defined for all of them. */
const spectra = bandSpectra(9, points, 2);
const columns: Columns = {
  kind: "axis",
  unit: "nm",
  technique: "NIR",
  values: Array.from({ length: points }, (_, j) => 900 + 2 * j),
};

/** Every step with every method, as a document may write it. */
const uses: [string, unknown][] = [
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

function prepared(name: string, written: unknown) {
  const step = stepOf(name);
  const options = step.options.parse(written) as Json;
  return {
    step,
    options,
    learn: (training: Matrix) => (step.fit ? step.fit(training, options, columns, noOutcome) : null),
    apply: (rows: Matrix, state: Json) => step.apply(rows, options, columns, state),
  };
}

const bytes = (x: Matrix) => Buffer.from(x.data.buffer, x.data.byteOffset, x.data.byteLength).toString("hex");

describe.each(uses)("%s %j", (name, written) => {
  it("is done without changing the spectra it is given, in a new matrix", () => {
    const rows = takeRows(spectra, [0, 1, 2, 3, 4, 5, 6, 7, 8]);
    const before = bytes(rows);
    const { learn, apply } = prepared(name, written);
    const result = apply(rows, learn(rows));
    expect(bytes(rows)).toBe(before);
    expect(result.data.buffer).not.toBe(rows.data.buffer);
    expect(result.rows).toBe(9);
    expect(result.data.every(Number.isFinite)).toBe(true);
  });

  it("leaves as many columns as it says it will, ascending where they are an axis", () => {
    const { step, options, learn, apply } = prepared(name, written);
    const after = step.columns(columns, options);
    expect(after.kind).toBe("axis");
    const values = after.kind === "axis" ? after.values : [];
    expect(apply(spectra, learn(spectra)).cols).toBe(values.length);
    expect(values.every((value, j) => j === 0 || value > values[j - 1])).toBe(true);
  });

  it("treats a spectrum the same, byte for byte, whatever stands beside it", () => {
    const { learn, apply } = prepared(name, written);
    const state = learn(spectra);
    const chosen = [7, 2, 5];
    expect(bytes(apply(takeRows(spectra, chosen), state))).toBe(bytes(takeRows(apply(spectra, state), chosen)));
  });

  it("gives the same bytes after its options and its state were stored as JSON", () => {
    const { step, options, learn, apply } = prepared(name, written);
    const state = learn(takeRows(spectra, [0, 1, 2, 3, 4]));
    const again = JSON.parse(JSON.stringify({ options, state })) as { options: Json; state: Json };
    expect(again.options).toEqual(options);
    expect(step.options.parse(again.options)).toEqual(options);
    expect(bytes(step.apply(spectra, again.options, columns, again.state))).toBe(bytes(apply(spectra, state)));
  });
});

describe("the table of steps", () => {
  it("has a use above for every step, and every step under its own name", () => {
    expect([...new Set(uses.map(([name]) => name))].sort()).toEqual(Object.keys(steps).sort());
    for (const [name, step] of Object.entries(steps)) expect(step.name).toBe(name);
  });

  it("finds no step by a name that every object has", () => {
    for (const name of ["constructor", "toString", "__proto__", "nosuch"])
      expect(() => stepOf(name)).toThrow(RangeError);
  });

  it("has a fit exactly where a step learns", () => {
    const learning = Object.values(steps).flatMap((step) => (step.learns === null ? [] : [step.name]));
    expect(learning).toEqual(["msc", "emsc", "pqn", "align", "mean-center", "autoscale", "pareto"]);
    for (const step of Object.values(steps)) expect(step.fit !== undefined).toBe(step.learns !== null);
  });

  it("describes every step and every option for the reference pages", () => {
    for (const step of Object.values(steps)) {
      const schema = z.toJSONSchema(step.options, { io: "input" });
      const shapes = (schema.oneOf ?? [schema]) as {
        description?: string;
        properties?: Record<string, { description?: string }>;
      }[];
      for (const shape of shapes) {
        expect(shape.description, step.name).toMatch(/\.|`$/);
        for (const [option, said] of Object.entries(shape.properties ?? {})) {
          expect(said.description, `${step.name}.${option}`).toBeTruthy();
        }
      }
    }
  });

  it("refuses an unknown option of every step that takes options by name", () => {
    for (const [name, written] of uses.filter(([, options]) => !Array.isArray(options))) {
      expect(stepOf(name).options.safeParse({ ...(written as object), nosuch: 1 }).success, name).toBe(false);
    }
  });
});

describe("a step that learns", () => {
  it.each(uses.filter(([name]) => steps[name].learns !== null))(
    "%s %j learns nothing from rows that are not in training",
    (name, written) => {
      const { learn } = prepared(name, written);
      const training = [0, 2, 3, 6];
      const others = fromRows(
        Array.from({ length: 9 }, (_, i) =>
          training.includes(i) ? row(spectra, i) : row(spectra, i).map((v) => 1e6 * v),
        ),
      );
      expect(JSON.stringify(learn(takeRows(others, training)))).toBe(
        JSON.stringify(learn(takeRows(spectra, training))),
      );
      expect(JSON.stringify(learn(takeRows(spectra, [0, 2, 3])))).not.toBe(
        JSON.stringify(learn(takeRows(spectra, training))),
      );
    },
  );

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

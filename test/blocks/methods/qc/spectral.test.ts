import { beforeAll, describe, expect, it } from "vitest";
import type { DatasetParts } from "../../../../blocks/contract/dataset.ts";
import { fromRows, type Matrix, mapRows, row } from "../../../../blocks/contract/matrix.ts";
import type { StepSpec } from "../../../../blocks/contract/variables.ts";
import { methods } from "../../../../blocks/methods/methods.ts";
import {
  medianInPlace,
  percentileInPlace,
  selectInPlace,
} from "../../../../blocks/methods/numeric/order-statistics.ts";
import { judge } from "../../../../blocks/methods/qc/judge.ts";
import { effectivePolicy } from "../../../../blocks/methods/qc/policy.ts";
import { driftOf, medianSpectrum } from "../../../../blocks/methods/qc/spectral/baseline.ts";
import { gateHealth, healthOf, noiseHealth } from "../../../../blocks/methods/qc/spectral/health.ts";
import { driftOrder, spectralMaterial } from "../../../../blocks/methods/qc/spectral/material.ts";
import { measuredSpectra } from "../../../../blocks/methods/qc/spectral/measured.ts";
import { saturatedFraction } from "../../../../blocks/methods/qc/spectral/saturated-points.ts";
import { medianOf, percentileOf } from "../../../../blocks/methods/qc/spectral/select.ts";
import { spikeFractions } from "../../../../blocks/methods/qc/spectral/spikes.ts";
import { isNoiseBelow, noiseOf, snrHealth, spreadOf } from "../../../../blocks/methods/qc/spectral/spread.ts";
import { runRowWise } from "../../../../blocks/methods/recipe/pipeline.ts";
import { steps as stepTable } from "../../../../blocks/methods/steps/table.ts";
import { fc, it as property } from "../../../fixtures/property.ts";
import { haveRealData, type RealSet } from "../../../fixtures/real-data.ts";
import { baseMeats, dataset, realSet, spikedMeats, withSpectra } from "../../qc/sets.ts";

const policy = effectivePolicy("regulatory", {});
const checksOf = (of: DatasetParts) => judge("spectral", spectralMaterial(methods, of, null), policy).checks;
const failed = (of: DatasetParts) =>
  Object.entries(checksOf(of)).flatMap(([id, one]) => (one?.pass === false ? [id] : []));

/** The tests' own generator: Park and Miller's, twelve uniform numbers to a normal one. */
function normal(seed: number): () => number {
  let state = seed;
  const uniform = () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  return () => Array.from({ length: 12 }, uniform).reduce((sum, one) => sum + one, -6);
}

describe("measured health of the real sets", () => {
  it("is 0.890 for the meats", () => {
    const { health_score, spike_fraction, saturation, baseline_drift } = checksOf(baseMeats());
    expect(health_score?.value).toBeCloseTo(0.89, 3);
    expect([health_score, spike_fraction, saturation, baseline_drift].map((one) => one?.pass)).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(health_score?.worst.map(({ about }) => about)).toContain("baseline");
  });
  it.skipIf(!haveRealData("olive-oils-ftir"))("is 1.00 for the olive oils", () => {
    expect(checksOf(realSet("olive-oils-ftir")).health_score?.value?.toFixed(2)).toBe("1.00");
  });
  it.skipIf(!haveRealData("pufa-raman"))("is 0.99 for the PUFA emulsions", () => {
    expect(checksOf(realSet("pufa-raman")).health_score?.value?.toFixed(2)).toBe("0.99");
  });
});

describe("the spiked meats", () => {
  const checks = checksOf(spikedMeats());
  it("have a gate value of 0 and 0.0304 of their points spoilt", () => {
    expect(checks.health_score).toMatchObject({ value: 0, pass: false });
    expect(checks.spike_fraction?.value).toBeCloseTo(0.0304, 4);
    expect(checks.spike_fraction?.pass).toBe(false);
  });
  it("fail for their spikes and for nothing else, and are listed by sample", () => {
    expect(failed(spikedMeats())).toEqual(["health_score", "spike_fraction"]);
    expect(checks.spike_fraction?.worst).toHaveLength(5);
    for (const { spectrum, value } of checks.spike_fraction?.worst ?? []) {
      expect(spectrum).toMatch(/^spectrum \d+$/);
      expect(value).toBeGreaterThan(0.14);
    }
    expect(checks.health_score?.worst[0].about).toBe("spikes");
  });
});

/** One in five spectra spoilt. */
function spoil(of: DatasetParts, how: (x: Float64Array, range: number, i: number) => void): DatasetParts {
  const scratch = new Float64Array(of.spectra.cols);
  return withSpectra(
    of,
    mapRows(of.spectra, (x, i, out) => {
      out.set(x);
      if (i % 5 === 0) how(out, spreadOf(x, scratch).range, i);
    }),
  );
}

describe.each(["meats-nir", "olive-oils-ftir", "pufa-raman"] as const)("planted faults in %s", (name: RealSet) => {
  describe.skipIf(!haveRealData(name))("are found in one spectrum of five", () => {
    // Vitest runs the body of a describe that is skipped too; what reads a file belongs into a hook.
    let good: DatasetParts;
    beforeAll(() => {
      good = realSet(name);
    });
    it("as spikes", () => {
      const p = good.spectra.cols;
      const bad = spoil(good, (x, range, i) => {
        for (const j of [0, 1, 2]) x[6 + ((17 * i + 131 * j) % (p - 12))] += 0.3 * range;
      });
      expect(failed(bad)).toContain("health_score");
    });
    it("as clipping at 70 % of the height", () => {
      const bad = spoil(good, (x) => {
        const low = Math.min(...x);
        const limit = low + 0.7 * (Math.max(...x) - low);
        for (let j = 0; j < x.length; j++) x[j] = Math.min(x[j], limit);
      });
      expect(failed(bad)).toContain("health_score");
      expect(checksOf(bad).health_score?.worst.map(({ about }) => about)).toContain("saturation");
    });
    it("as ten times the noise", () => {
      const draw = normal(7);
      const scratch = new Float64Array(good.spectra.cols);
      const bad = spoil(good, (x) => {
        const { sigma } = spreadOf(x.slice(), scratch);
        for (let j = 0; j < x.length; j++) x[j] += 10 * sigma * draw();
      });
      expect(failed(bad)).toContain("health_score");
    });
    it.each([1, -1])("as a ramp of %s times the range", (sign) => {
      const bad = spoil(good, (x, range) => {
        for (let j = 0; j < x.length; j++) x[j] += (sign * range * j) / (x.length - 1);
      });
      expect(failed(bad)).toContain("health_score");
    });
  });
});

describe.each(["meats-nir", "olive-oils-ftir", "pufa-raman"] as const)("good spectra of %s", (name) => {
  describe.skipIf(!haveRealData(name))("pass", () => {
    let good: DatasetParts;
    beforeAll(() => {
      good = realSet(name);
    });
    const spec = (step: string, options: object = {}): StepSpec => ({
      name: step,
      options: stepTable[step].options.parse(options),
    });
    const after = (...steps: StepSpec[]) =>
      withSpectra(good, runRowWise(methods, good.spectra, good.columns, steps, steps.length));
    it.each<[string, StepSpec[]]>([
      ["raw", []],
      ["after SNV", [spec("snv")]],
      ["after vector normalisation", [spec("normalize", { method: "vector" })]],
      ["after smoothing", [spec("savgol", { window: 7, order: 2 })]],
      ["after detrend", [spec("detrend", { order: 1 })]],
    ])("%s", (_, steps) => expect(failed(after(...steps))).toEqual([]));
  });
});

describe("units of the signal", () => {
  const base = baseMeats();
  const parts = (x: Matrix) =>
    healthOf(
      x,
      Array.from({ length: x.rows }, (_, i) => i),
      1,
      null,
    );
  const reference = parts(base.spectra);
  // Powers of two change no digit, so that equal values stay equal and every comparison falls as before.
  property.prop([fc.constantFrom(2 ** -20, 0.25, 8, 2 ** 30)], { numRuns: 4 })("change nothing", (k) => {
    const scaled = parts(mapRows(base.spectra, (x, _, out) => out.set(x.map((value) => value * k))));
    expect(Math.max(...scaled.health.map((value, i) => Math.abs(value - reference.health[i])))).toBeLessThan(1e-9);
    expect([...scaled.spikes]).toEqual([...reference.spikes]);
  });
  property.prop([fc.double({ min: 0.001, max: 1000, noNaN: true }), fc.double({ min: -10, max: 10, noNaN: true })], {
    numRuns: 10,
  })("and an offset leave the gate's number where it is", (k, shift) => {
    const moved = parts(mapRows(base.spectra, (x, _, out) => out.set(x.map((value) => k * (value + shift)))));
    expect(gateHealth(moved.health)).toBeCloseTo(gateHealth(reference.health), 6);
  });
});

describe("spread", () => {
  it("finds the standard deviation of noise under a smooth curve", () => {
    const draw = normal(3);
    const x = Float64Array.from({ length: 4000 }, (_, j) => 5 * Math.sin(j / 400) + 0.01 * draw());
    expect(spreadOf(x, new Float64Array(4000)).sigma).toBeCloseTo(0.01, 3);
  });
  property.prop(
    [
      fc.array(fc.double({ noNaN: true, min: -10, max: 10 }), { minLength: 5, maxLength: 60 }),
      fc.double({ noNaN: true, min: 0, max: 5 }),
      fc.boolean(),
    ],
    { numRuns: 400 },
  )("said by counting to be below a limit is below it", (values, limit, isSteep) => {
    const x = Float64Array.from(values, (value, j) => (isSteep ? j * j * j * j + value / 100 : value));
    if (isNoiseBelow(x, limit)) expect(noiseOf(x, new Float64Array(x.length))).toBeLessThan(limit);
  });
  it("is mostly told by counting where a limit is far above it", () => {
    const x = Float64Array.from({ length: 400 }, (_, j) => Math.sin(j / 30) + 1e-4 * Math.sin(j * j));
    const sigma = noiseOf(x, new Float64Array(400));
    expect([isNoiseBelow(x, 3 * sigma), isNoiseBelow(x, sigma)]).toEqual([true, false]);
  });
  it("gives plain noise 0, 31.6 dB 0.7, 40 dB 1", () => {
    expect(snrHealth({ range: 3.92, sigma: 1 })).toBe(0);
    expect(snrHealth({ range: 10 ** 1.58, sigma: 1 })).toBeCloseTo(0.7, 10);
    expect(snrHealth({ range: 100, sigma: 1 })).toBe(1);
    expect(snrHealth({ range: 1, sigma: 0 })).toBe(1);
  });
  it("says that a spectrum without any range is not healthy", () => expect(snrHealth({ range: 0, sigma: 0 })).toBe(0));
  it("lets noise grow threefold and takes 0.3 for sixfold", () => {
    expect([1, 3, 6, 12].map((r) => noiseHealth(r, 1))).toEqual(
      [1, 1, 0.7, 0.4].map((value) => expect.closeTo(value, 12)),
    );
    expect(noiseHealth(2, 0)).toBe(1);
  });
});

describe("spikes", () => {
  const smooth = (i: number) => Float64Array.from({ length: 200 }, (_, j) => Math.sin((j + i) / 30));
  it("spoil five points each", () => {
    const x = smooth(0);
    x[100] += 1;
    expect([...spikeFractions(fromRows([x]), [2])]).toEqual([5 / 200]);
  });
  /** So many spectra, of which some have a peak at point 100 or one beside it. */
  const peaked = (n: number, hits: number, place = (_: number) => 100) =>
    fromRows(
      Array.from({ length: n }, (_, i) => {
        const x = smooth(i);
        if (i < hits) x[place(i)] += 1;
        return x;
      }),
    );
  const worst = (x: Matrix) => Math.max(...spikeFractions(x, new Array(x.rows).fill(2)));
  it.each<[string, number, number, boolean]>([
    ["three of ten", 10, 3, true],
    ["two of ten", 10, 2, false],
    ["three of nine, which are too few", 9, 3, false],
    ["a tenth of sixty", 60, 6, true],
    ["less than a tenth of sixty", 60, 5, false],
  ])("at one place in %s spectra are a band or not", (_, n, hits, isBand) => {
    expect(worst(peaked(n, hits))).toBe(isBand ? 0 : 5 / 200);
  });
  it("one point beside each other are at one place, as a coarse axis has the top of a band", () => {
    expect(worst(peaked(10, 3, (i) => 99 + i))).toBe(5 / 200);
    expect(worst(peaked(10, 4, (i) => 100 + (i % 2)))).toBe(0);
    expect(worst(peaked(10, 9, (i) => 20 + 10 * i))).toBe(5 / 200);
  });
  it("are not made of the narrow bands of clean Raman spectra, three oils with a point every 10 cm⁻¹", () => {
    const bands = [
      [1080, 1656],
      [1302, 1745],
      [868, 1442],
    ];
    const next = normal(1);
    const spectra = Array.from({ length: 36 }, (_, i) =>
      Float64Array.from({ length: 101 }, (_, j) => {
        const at = 800 + 10 * j;
        const peaks = bands[i % 3].map((centre, k) => {
          const away = (at - centre - 0.4 * (i % 4)) / 14;
          return (1 + ((i * (k + 3)) % 7) / 10) * Math.exp((-away * away) / 2);
        });
        return peaks.reduce((sum, peak) => sum + peak, 0) + 0.001 * next();
      }),
    );
    const ranges = spectra.map((x) => Math.max(...x) - Math.min(...x));
    const fractions = spikeFractions(fromRows(spectra), ranges);
    expect(fractions.reduce((sum, f) => sum + f, 0) / fractions.length).toBeLessThan(0.001);
  });
  it("below 3 % of the range are not seen", () => {
    const x = smooth(0);
    x[100] += 0.009;
    expect([...spikeFractions(fromRows([x]), [2])]).toEqual([0]);
  });
});

describe("saturation", () => {
  const ramp = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  it("is a flat top with an edge", () =>
    expect(saturatedFraction(Float64Array.from([...ramp, 14, 14, 14, 9]), null)).toBeCloseTo(3 / 14, 12));
  it("is a flat bottom too", () =>
    expect(saturatedFraction(Float64Array.from([9, -5, -5, -5, ...ramp]), null)).toBeCloseTo(3 / 14, 12));
  it("is not a coarsely digitised band", () =>
    expect(saturatedFraction(Float64Array.from([...ramp, 10, 10, 10, 9]), null)).toBe(0));
  it("is not two equal values", () => expect(saturatedFraction(Float64Array.from([...ramp, 14, 14, 9]), null)).toBe(0));
  it("is not a plateau half way up", () =>
    expect(saturatedFraction(Float64Array.from([0, 1, 8, 8, 8, 20, 1]), null)).toBe(0));
  it("is whatever reaches a declared limit, as read, wherever a crop left it", () => {
    const spectra = fromRows([Array.from({ length: 40 }, (_, j) => Math.sin(j / 5))]);
    const set = dataset(
      spectra,
      Array.from({ length: 40 }, (_, j) => 800 + j),
      "NIR",
      { sample: ["a"] },
    );
    const crop: StepSpec = { name: "crop", options: stepTable.crop.options.parse([804, 838]) };
    const { x, isOver } = measuredSpectra(methods, set, [crop, { name: "snv", options: {} }], [0], 0.95);
    const over = Array.from({ length: x.cols }, (_, j) => isOver?.(0, j));
    expect([...row(x, 0)].map((value) => value >= 0.95)).toEqual(over);
    expect(over.filter(Boolean).length).toBeGreaterThan(2);
  });
  it.each<[string, (value: number) => number]>([
    ["full scale of 16 bits, where counts reach it in single points", (value) => Math.min(65535, Math.round(value))],
    ["nothing where counts stay below it", (value) => Math.min(65534, Math.round(value))],
    ["nothing where values go beyond it", (value) => (Math.round(value) >= 65535 ? 65535 : Math.round(value) + 14000)],
    ["nothing where values are no counts", (value) => Math.min(65535, value)],
  ])("is %s", (name, of) => {
    const values = [0.31, 0.9, 1.2, 0.7].map((part) => part * 60000.3);
    const spectra = fromRows([
      Array.from({ length: 40 }, (_, j) => of(values[j % 4])),
      Array.from({ length: 40 }, () => of(100)),
    ]);
    const set = dataset(
      spectra,
      Array.from({ length: 40 }, (_, j) => 800 + j),
      "Raman",
      { sample: ["a", "b"] },
    );
    const { isOver } = measuredSpectra(methods, set, [], [0, 1], null);
    const over = Array.from({ length: 40 }, (_, j) => isOver?.(0, j) === true);
    expect(over).toEqual(over.map((_, j) => name.startsWith("full") && j % 4 === 2));
    expect(isOver?.(1, 2) ?? false).toBe(false);
  });
  it("is looked up by place where the limit is in other units than the measured values", () => {
    const spectra = fromRows([Array.from({ length: 40 }, (_, j) => 0.5 + 0.4 * Math.sin(j / 5))]);
    const set = dataset(
      spectra,
      Array.from({ length: 40 }, (_, j) => 800 + j),
      "NIR",
      { sample: ["a"] },
    );
    const steps: StepSpec[] = [
      { name: "convert", options: stepTable.convert.options.parse({ to: "absorbance" }) },
      { name: "resample", options: stepTable.resample.options.parse({ from: 801, to: 837, step: 2 }) },
    ];
    const of = { ...set, columns: { ...set.columns, quantity: "transmittance" } as const };
    const { x, isOver } = measuredSpectra(methods, of as typeof set, steps, [0], 0.85);
    expect(Array.from({ length: x.cols }, (_, j) => isOver?.(0, j))).toEqual(
      Array.from({ length: 19 }, (_, k) => spectra.data[1 + 2 * k] >= 0.85),
    );
  });
});

describe("baseline drift", () => {
  const m = Float64Array.from({ length: 100 }, (_, j) => Math.exp(-((j - 50) * (j - 50)) / 50));
  it("is nothing in a multiple of the reference with an offset", () => {
    const { slopes, fractions } = driftOf(fromRows([m.map((value) => 3 * value + 7)]), m, 2);
    expect(slopes[0]).toBeCloseTo(3, 10);
    expect(fractions[0]).toBeLessThan(1e-20);
  });
  it("is the share of energy of a line that was added", () => {
    const line = m.map((_, j) => (2 * j) / 99 - 1);
    const energy = (x: Float64Array) => {
      const mean = x.reduce((sum, value) => sum + value, 0) / x.length;
      return x.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
    };
    const { fractions } = driftOf(fromRows([m.map((value, j) => 2 * value + 0.5 * line[j])]), m, 1);
    expect(fractions[0]).toBeCloseTo((0.25 * energy(line)) / (0.25 * energy(line) + 4 * energy(m)), 10);
  });
  it("cannot be told from a reference that is a line itself", () => {
    const line = m.map((_, j) => j);
    expect(driftOf(fromRows([line]), line, 1).fractions[0]).toBe(0);
  });
  it("is all there is of a spectrum that holds nothing of the reference", () => {
    const { slopes, fractions } = driftOf(fromRows([m.map(() => 4)]), m, 1);
    expect([slopes[0], fractions[0]]).toEqual([0, 1]);
  });
  it.each([
    ["NIR in nanometres", { kind: "axis", technique: "NIR", unit: "nm", values: [] }, 1],
    ["an axis of wavelengths of which nothing is told", { kind: "axis", technique: null, unit: "um", values: [] }, 1],
    ["an axis of wavenumbers of which nothing is told", { kind: "axis", technique: null, unit: "cm-1", values: [] }, 2],
    ["Raman, whose baselines bend", { kind: "axis", technique: "Raman", unit: "nm", values: [] }, 2],
    ["columns with names", { kind: "names", names: [] }, 1],
  ] as const)("is a polynomial of the order that suits %s", (_, columns, order) =>
    expect(driftOrder(columns)).toBe(order),
  );
  it("is compared with the median spectrum", () => {
    expect([
      ...medianSpectrum(
        fromRows([
          [1, 5],
          [2, 9],
          [3, 7],
          [50, 8],
        ]),
        [0, 1, 2],
      ),
    ]).toEqual([2, 7]);
  });
});

describe("measured spectra", () => {
  const base = baseMeats();
  const spec = (name: string, options: unknown): StepSpec => ({
    name,
    options: stepTable[name].options.parse(options),
  });
  it("are cropped, but neither derived nor scaled", () => {
    const { x } = measuredSpectra(
      methods,
      base,
      [spec("savgol", { window: 11, order: 2, deriv: 1 }), spec("snv", {}), spec("crop", [900, 1000])],
      [0],
      null,
    );
    expect(x.cols).toBeLessThan(100);
    expect([...row(base.spectra, 0)].join()).toContain([...row(x, 0)].join());
  });
  it("of fewer than 32 points are not judged", () => {
    const pipeline = {
      input: base.columns,
      steps: [spec("crop", [850, 900])],
      done: 1,
      readyColumns: base.columns,
      columns: base.columns,
    };
    const material = spectralMaterial(methods, base, { pipeline, display: { display: base.spectra } });
    const { checks } = judge("spectral", material, policy);
    expect(Object.values(checks).map((one) => [one?.pass, one?.na])).toEqual(
      new Array(4).fill([null, "too_few_points"]),
    );
  });
});

describe("measured drift and limits", () => {
  it("judge the drift that one spectrum in twenty exceeds", () => {
    const base = baseMeats();
    const ramps = (every: number) =>
      checksOf(
        withSpectra(
          base,
          mapRows(base.spectra, (x, i, out) => out.set(x.map((value, j) => value + (i % every === 0 ? 0.1 * j : 0)))),
        ),
      ).baseline_drift;
    expect(ramps(10)).toMatchObject({ pass: false });
    expect(ramps(40)).toMatchObject({ pass: true });
  });
  it("follow a converted axis, which turns the order of the points", () => {
    const values = Array.from({ length: 40 }, (_, j) => j);
    const set = dataset(
      fromRows([values]),
      values.map((j) => 800 + j),
      "NIR",
      { sample: ["a"] },
    );
    const toWavenumber: StepSpec = {
      name: "convert",
      options: stepTable.convert.options.parse({ axis: "cm-1", to: "reflectance" }),
    };
    const of = { ...set, columns: { ...set.columns, quantity: "absorbance" } as const };
    const { isOver, columns } = measuredSpectra(methods, of as typeof set, [toWavenumber], [0], 35);
    expect(columns).toMatchObject({ unit: "cm-1" });
    expect(values.map((j) => isOver?.(0, j))).toEqual(values.map((j) => j < 5));
  });
});

describe("a declared limit of the detector", () => {
  it("is what saturation is judged by, also where no top is flat", () => {
    const base = baseMeats();
    const top = [...base.spectra.data].sort().at(-200) as number;
    const of = { ...base, facts: { ...base.facts, saturation: top } };
    const share = 200 / base.spectra.data.length;
    expect(checksOf(base).saturation).toMatchObject({ value: 0, pass: true });
    expect(checksOf(of).saturation?.value).toBeCloseTo(share, 12);
    expect(checksOf(of).saturation?.worst[0].value).toBeGreaterThan(share);
  });
  it("holds for columns that have names and no axis, too", () => {
    const x = fromRows([[1, 5, 2, 9]]);
    const columns = { kind: "names", names: ["a", "b", "c", "d"] } as const;
    const { isOver } = measuredSpectra(methods, { spectra: x, columns }, [], [0], 5);
    expect([0, 1, 2, 3].map((j) => isOver?.(0, j))).toEqual([false, true, false, true]);
  });
});

describe("what cannot be measured", () => {
  const draw = normal(11);
  const x = (points: number) => fromRows([Array.from({ length: points }, draw), Array.from({ length: points }, draw)]);
  it.each([
    ["fewer than 32 points", 31, [0]],
    ["no reference", 32, []],
  ])("is refused and no health is made up: %s", (_, points, reference) =>
    expect(() => healthOf(x(points), reference, 1, null)).toThrow(RangeError),
  );
  it("is the noise of a straight line: it has none, and is compared with nobody", () => {
    const line = fromRows([
      Array.from({ length: 40 }, (_, j) => j),
      ...[0, 1].map(() => Array.from({ length: 40 }, draw)),
    ]);
    expect(healthOf(line, [1, 2], 1, null).parts.noise[0]).toBe(1);
  });
});

describe("order statistics without sorting", () => {
  it.each([-1, 3, Number.NaN])("refuse a place that is not there: %s of three", (k) =>
    expect(() => selectInPlace(Float64Array.of(1, 2, 3), k)).toThrow(RangeError),
  );
  // Without negative zeros: sorting puts them before the others, and to every comparison they are equal.
  const one = fc.double({ min: -5, max: 5, noNaN: true }).map((value) => value + 0);
  const numbers = fc.array(one, { minLength: 1, maxLength: 60 });
  property.prop([numbers, fc.double({ min: 0, max: 100, noNaN: true })])("agree with sorting", (values, percent) => {
    const fresh = () => Float64Array.from(values);
    const sorted = fresh().sort();
    expect(values.map((_, k) => selectInPlace(fresh(), k))).toEqual([...sorted]);
    expect(medianOf(fresh())).toBe(medianInPlace(fresh()));
    expect(percentileOf(fresh(), percent)).toBe(percentileInPlace(fresh(), percent));
  });
});

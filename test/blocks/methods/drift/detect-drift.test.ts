/** Detect drift: no alarm on good samples more often than the policy says, an alarm where the instrument moved. */

import { describe, expect, it } from "vitest";
import { type DriftReport, driftReferenceSchema, driftReportSchema } from "../../../../blocks/contract/drift-report.ts";
import { matrix, takeRows } from "../../../../blocks/contract/matrix.ts";
import { stream } from "../../../../blocks/contract/stream.ts";
import { detectDrift, type NewSpectra } from "../../../../blocks/methods/drift/detect-drift.ts";
import { driftReference } from "../../../../blocks/methods/drift/drift-reference.ts";
import { bySample, placed } from "../../../../blocks/methods/drift/space.ts";
import { methods } from "../../../../blocks/methods/methods.ts";
import { binomialCdf } from "../../../../blocks/methods/numeric/special.ts";
import { runRowWise } from "../../../../blocks/methods/recipe/pipeline.ts";
import type { Instrument } from "../../../../blocks/methods/simulate/measurement.ts";
import { simulateOils } from "../../../../blocks/methods/simulate/simulate-oils.ts";
import { snv } from "../../../../blocks/methods/steps/snv.ts";
import { figures } from "../../../fixtures/figures.ts";
import { haveRealData, realSpectra } from "../../../fixtures/real-data.ts";
import { made, policy, reportOn, withoutOffset } from "./examples.ts";

/** Runs of good sets: a few in every test run, hundreds among the slow ones. */
const times = Number(process.env.FOODSPEC_DRIFT_RUNS ?? 20);
const some = figures.isLarge ? 20 : 10;

describe("good samples", () => {
  it("raise an alarm no more often than the policy says", () => {
    const reports = Array.from({ length: times }, (_, k) => reportOn(made(`good ${k}`, 30), k));
    const [failed, warned] = [policy.fail_p, policy.warn_p].map((limit) => reports.filter(({ p }) => (p ?? 1) < limit));
    // Fewer than one good detector in a thousand would count so many.
    expect(binomialCdf(failed.length - 1, times, policy.fail_p)).toBeLessThan(0.999);
    expect(binomialCdf(warned.length - 1, times, policy.warn_p)).toBeLessThan(0.999);
  });

  it("would raise many, were the rows the space was fitted on the reference", () => {
    const alarms = Array.from({ length: some }, (_, k) => {
      const training = made(`own ${k}`, 30);
      const reference = driftReference(training, training);
      return detectDrift(reference, { ...made(`new ${k}`, 30), variables: null }, policy, stream(k));
    }).filter(({ p }) => (p ?? 1) < policy.warn_p);
    expect(alarms.length).toBeGreaterThan(some / 2);
  });
});

describe("an alarm", () => {
  it.each([
    ["a shift of half a channel", { shift: 0.5 }],
    ["an offset", { offset: 0.3 }],
    ["three times the noise", { noise: 3 }],
  ])("is raised by %s", (_, change) =>
    expect(reportOn(made("changed", 30, 60, change))).toMatchObject({ status: "fail" }),
  );

  it("is not raised by an offset that preprocessing removes, and still by a shift", () => {
    const reference = driftReference(withoutOffset(made("training", 60)), withoutOffset(made("reference", 80)));
    const status = (change: { offset?: number; shift?: number }) =>
      detectDrift(
        reference,
        { ...withoutOffset(made("later", 30, 60, change)), variables: null },
        policy,
        stream("offset"),
      ).status;
    expect(status({ offset: 5 })).toBe("ok");
    expect(status({ shift: 0.5 })).toBe("fail");
  });

  it.each(["scores_and_q", "energy_scores", "energy_residuals", "exceedance"])("can rest on the test %s", (name) => {
    const report = reportOn(made("far", 30, 60, { shift: 2 }));
    expect(report.tests.find(({ test }) => test === name)?.p).toBeLessThan(0.002);
  });
});

describe("the verdict", () => {
  const stored = driftReference(made("training a", 60), made("reference a", 80));
  const verdict = (warn_p: number, fail_p: number) =>
    detectDrift(stored, { ...made("good", 30), variables: null }, { warn_p, fail_p }, stream("drift", "a"));
  const p = verdict(0.05, 0.01).p ?? 0;
  it.each([
    ["ok", p, p / 2],
    ["warn", p * 1.01, p],
    ["fail", p * 1.01, p * 1.01],
  ])("is %s by the policy", (status, warn_p, fail_p) => {
    expect(verdict(warn_p, fail_p)).toMatchObject({ status, p, warn_p, fail_p });
  });
});

describe("the test of exceedances", () => {
  it.each([
    ["T²", (values: Float64Array) => values.map((value) => value * 3)],
    ["Q", (values: Float64Array) => values.map((value, j) => value + (j % 2 === 0 ? 0.25 : -0.25))],
  ])("has twice the smaller of two tails, here that of %s", (of, change) => {
    const fresh = made("exceeding", 30);
    const { tests } = reportOn({ ...fresh, x: { ...fresh.x, data: change(fresh.x.data) } });
    const test = tests.find((one) => one.test === "exceedance");
    const least = test?.parts.reduce((best, one) => (one.p < best.p ? one : best));
    expect(least?.of).toBe(of);
    expect(test?.p).toBe(Math.min(1, 2 * (least?.p ?? 1)));
    expect(test?.statistic).toBe(least?.statistic);
  });
});

describe("a report", () => {
  const report = reportOn(made("good", 30));
  it("keeps its schema", () => expect(driftReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report));
  it("takes the smallest p as often as there are tests", () =>
    expect(report.p).toBe(Math.min(1, report.tests.length * Math.min(...report.tests.map(({ p }) => p)))));
  it("does not depend on the order of the rows", () => {
    const good = made("good", 30);
    const order = stream("order").shuffle(good.ids.map((_, i) => i));
    const turned = {
      x: takeRows(good.x, order),
      ids: order.map((i) => good.ids[i]),
      samples: order.map((i) => good.samples[i]),
    };
    const withoutRows = ({ flagged, ...rest }: DriftReport) => ({
      ...rest,
      flagged: flagged.map(({ row: _, ...one }) => one),
    });
    expect(withoutRows(reportOn(turned))).toEqual(withoutRows(report));
  });

  it.each([
    [4, "na"],
    [5, "ok"],
  ])("of %i new samples is %s", (n, status) => {
    const found = reportOn(made("few", n));
    expect(found.status).toBe(status);
    expect(found.tests.length > 0).toBe(status === "ok");
  });
  it("thins more than 500 new samples for the energy tests alone", () => {
    const { tests } = reportOn(made("many", 520, 12), "many", 12);
    expect(Object.fromEntries(tests.map(({ test, n }) => [test, n]))).toEqual({
      scores_and_q: 520,
      energy_scores: 500,
      energy_residuals: 500,
      exceedance: 520,
    });
  });
  it("names single spectra that lie far out, the farthest first, even of too few samples", () => {
    const good = made("flags", 3);
    good.x.data[60 + 20] += 3;
    good.x.data[120 + 20] += 30;
    const { flagged, status, p } = reportOn(good);
    expect({ status, p }).toEqual({ status: "na", p: null });
    expect(flagged.map(({ id, beyond }) => `${id} ${beyond.includes("Q")}`)).toEqual([
      "flags-002 true",
      "flags-001 true",
    ]);
  });

  it("counts samples: spectra of one sample are one value", () => {
    const good = made("replicates", 30);
    const pairs = { ...good, samples: good.ids.map((_, i) => `s${Math.floor(i / 6)}`) };
    expect(reportOn(pairs)).toMatchObject({ n_new: 5, spectra_per_sample: { reference: 1, new: 6 } });
  });

  it("pairs new spectra with those of the same samples where eight or more are known", () => {
    const names = (n: number, change: object) => {
      const again = made("again", 30, 60, change);
      return { ...again, samples: again.ids.map((id, i) => (i < n ? `reference a-0${10 + i}` : id)) };
    };
    const paired = (n: number, change = {}) =>
      reportOn(names(n, change)).tests.find(({ test }) => test === "paired_residuals");
    expect(paired(7)).toBeUndefined();
    expect(paired(8)).toMatchObject({ n: 8 });
    expect(paired(20)?.p).toBeGreaterThan(0.05);
    expect(paired(20, { shift: 0.5 })?.p).toBeLessThan(0.002);
  });

  it("says which numbers moved without deciding by it", () => {
    const moved = reportOn(made("far", 60, 60, { shift: 2 })).moved;
    expect(moved.map(({ of }) => of).slice(-2)).toEqual(["PC10", "Q"]);
    expect(moved.find(({ of }) => of === "Q")).toMatchObject({ moved: true });
    expect(report.moved.filter((one) => one.moved)).toEqual([]);
  });

  it("looks at named variables by their names", () => {
    const [training, reference] = [made("t", 40, 4), made("r", 40, 4)];
    const stored = driftReference(training, reference);
    const found = detectDrift(stored, { ...reference, variables: ["a", "b", "c", "d"] }, policy, stream("named"));
    // The reference's own values, put together again from what is stored: nothing moved.
    expect(found.moved.map(({ of, psi }) => `${of} ${psi.toFixed(3)}`)).toEqual([
      "a 0.000",
      "b 0.000",
      "c 0.000",
      "d 0.000",
    ]);
  });
});

describe("the reference", () => {
  it("is plain data that reads back as it was", () => {
    const reference = driftReference(made("t", 30), made("r", 30));
    expect(driftReferenceSchema.parse(JSON.parse(JSON.stringify(reference)))).toEqual(reference);
  });
  it("keeps seven digits of the residuals", () => {
    const [training, good] = [made("t", 30), made("r", 30)];
    const stored = driftReference(training, good);
    const { residuals } = placed(good.x, stored);
    const largest = Math.max(...residuals.data.map(Math.abs));
    const worst = Math.max(...stored.residuals.flat().map((value, at) => Math.abs(value - residuals.data[at])));
    expect(worst / largest).toBeLessThan(5e-7);
    expect(worst).toBeGreaterThan(0);
  });
  it.each([
    [60, 60, 10],
    [20, 60, 6],
    [60, 3, 2],
    [60, 1, 0],
  ])("of %i training samples and %i variables has %i components", (n, p, components) =>
    expect(driftReference(made("t", n, p), made("r", 30, p)).variances.length).toBe(components),
  );
  it("serves a single variable, by its distance from the mean", () => {
    const reference = driftReference(made("t", 40, 1), made("r", 60, 1));
    const report = detectDrift(
      reference,
      { ...made("n", 30, 1, { offset: 30 }), variables: ["fat"] },
      policy,
      stream("one"),
    );
    expect(report).toMatchObject({ status: "fail", components: 0 });
    expect(report.tests.map(({ test }) => test)).toEqual(["scores_and_q", "energy_residuals", "exceedance"]);
  });
  it("holds the mean of a sample's spectra, samples in order of their names", () => {
    const found = bySample({ x: matrix(3, 2, Float64Array.of(1, 2, 10, 20, 3, 6)), samples: ["b", "a", "b"] });
    expect(found.samples).toEqual(["a", "b"]);
    expect(Array.from(found.x.data)).toEqual([10, 20, 2, 4]);
  });
});

describe("on simulated oils", () => {
  const axisSteps = [
    { name: "savgol", options: { window: 15, order: 2, deriv: 1, per: "point" } },
    { name: "snv", options: {} },
  ];
  /** Samples of ten sessions, dealt into three sets of four each a session and oil. */
  const oils = (part: 0 | 1 | 2, instrument: Instrument = { name: "A" }): NewSpectra => {
    const { axis, rows, spectra } = simulateOils({
      oils: ["olive", "sunflower"],
      batches: 10,
      samplesPerBatch: 12,
      replicates: 1,
      points: 300,
      seed: 5,
      instrument,
    });
    const own = rows.flatMap(({ sample }, i) => (Number(/s(\d+)$/.exec(sample)?.[1]) % 3 === part ? [i] : []));
    const columns = { kind: "axis", unit: "cm-1", technique: "Raman", values: Array.from(axis) } as const;
    return {
      x: runRowWise(methods, takeRows(spectra, own), columns, axisSteps, 2),
      ids: own.map((i) => rows[i].id),
      samples: own.map((i) => rows[i].sample),
      variables: null,
    };
  };
  const reference = driftReference(oils(0), oils(1));
  it.each([
    ["more samples of the same sessions", { name: "A" }, "ok"],
    ["an offset, which the derivative removes,", { name: "A", offset: 60 }, "ok"],
    ["half a channel", { name: "A", shift: 0.5 }, "fail"],
    ["a second instrument", { name: "B", gain: 1.3, broadening: 1.05 }, "fail"],
  ])("%s %j ends as %s", (_, instrument, status) => {
    expect(detectDrift(reference, oils(2, instrument), policy, stream("oils")).status).toBe(status);
  });
});

describe.skipIf(!haveRealData("meats-nir"))("on minced meat", () => {
  const { spectra, column, axis } = realSpectra("meats-nir");
  const samples = column("sample");
  const names = [...new Set(samples)].sort();
  const rows = (of: readonly string[], change: (x: Float64Array) => Float64Array = (x) => x) => {
    const index = samples.flatMap((name, i) => (of.includes(name) ? [i] : []));
    const x = matrix(index.length, spectra.cols);
    index.forEach((i, k) => {
      x.data.set(change(spectra.data.slice(i * spectra.cols, (i + 1) * spectra.cols)), k * spectra.cols);
    });
    return {
      x: snv.apply(x, {}, { kind: "axis", unit: "nm", technique: "NIR", values: axis }, null),
      samples: index.map((i) => samples[i]),
      ids: index.map((i) => `${i}`),
    };
  };
  const split = (k: number) => {
    const order = stream("meats", k).shuffle(names);
    return { training: order.slice(0, 80), reference: order.slice(80, 140), later: order.slice(140) };
  };
  const status = (k: number, change?: (x: Float64Array) => Float64Array) => {
    const { training, reference, later } = split(k);
    const stored = driftReference(rows(training), rows(reference));
    return detectDrift(stored, { ...rows(later, change), variables: null }, policy, stream("meats", k)).status;
  };
  /** Half a channel up the axis, by linear interpolation. */
  const shifted = (x: Float64Array) => x.map((value, j) => (value + x[Math.max(0, j - 1)]) / 2);

  it("later samples of the same lots raise hardly an alarm, whatever the split", () =>
    expect(Array.from({ length: some }, (_, k) => status(k)).filter((one) => one === "fail").length).toBeLessThan(3));
  it("half a channel is an alarm, an offset that SNV removes is none", () => {
    expect(status(1, shifted)).toBe("fail");
    expect(status(1, (x) => x.map((value) => value + 0.2))).toBe(status(1));
  });
});

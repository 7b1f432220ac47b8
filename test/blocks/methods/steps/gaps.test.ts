/** Gaps of an axis: what looks at neighbours is done on each piece by itself, and what cannot know of a gap says so. */

import { describe, expect } from "vitest";
import type { Columns } from "../../../../blocks/contract/dataset.ts";
import { fromRows, takeColumns } from "../../../../blocks/contract/matrix.ts";
import type { Facts } from "../../../../blocks/contract/refusal.ts";
import { methods } from "../../../../blocks/methods/methods.ts";
import { gapsOf } from "../../../../blocks/methods/numeric/gaps.ts";
import { finding } from "../../../../compiler/diagnostics/build.ts";
import type { Json } from "../../../../schemas/plain-json.ts";
import { fc, it } from "../../../fixtures/property.ts";
import { relativeError } from "../../../fixtures/real-data.ts";
import { axis, refusal, run } from "./helpers.ts";

const even = (from: number, points: number, step = 2) => Array.from({ length: points }, (_, j) => from + step * j);
/** 13 points from 900 and 11 from 1000. */
const values = [...even(900, 13), ...even(1000, 11)];
const broken = axis(values);
/** numpy and scipy 1.17.1: savgol_filter(v, 7, 2, deriv=1) and gaussian_filter1d(v, 1.0) of each piece by itself. */
const golden = {
  x: [
    9.231744, 9.368179, 9.508816, 8.676304, 8.891118, 8.169894, 8.524082, 8.959017, 8.473489, 9.059839, 8.704578,
    9.389486, 10.093084, 9.203638, 9.640011, 9.155841, 9.743357, 10.388978, 10.074411, 10.778134, 10.477143, 11.148818,
    11.772751, 11.33241,
  ],
  savgol: [
    -0.10305278571428303, -0.1298596428571414, -0.15666649999999982, -0.18347335714286284, -0.13226300000000568,
    -0.10384253571429103, 0.03944535714285169, 0.04177417857142296, 0.14716392857142313, 0.20710832142856617,
    0.3335910119047618, 0.4600737023809519, 0.5865563928571419, 0.07940982142857239, 0.13419494047619066,
    0.18898005952380892, 0.24376517857142255, 0.21739414285713654, 0.27984496428570776, 0.2860926428571364,
    0.2356307142857076, 0.257476238095235, 0.27932176190475705, 0.3011672857142791,
  ],
  gauss: [
    9.285729473786592, 9.32221855923203, 9.217719617657846, 8.941639627659045, 8.680561937880881, 8.507619160774972,
    8.56391055384103, 8.697720307088684, 8.751047921861854, 8.846574520718018, 9.026108256045417, 9.409989638860466,
    9.798790424593168, 9.332618457939454, 9.402598033661185, 9.488882195598634, 9.771930963150307, 10.108086907873215,
    10.325537881327877, 10.533703659897988, 10.76412372783847, 11.123198333902321, 11.416782441835377,
    11.448029396975176,
  ],
};

describe("gaps", () => {
  it.each<[string, readonly number[], readonly number[]]>([
    ["between two detectors", values, [12]],
    ["nowhere in an even axis", even(900, 40), []],
    [
      "nowhere where wavelengths were made of wavenumbers",
      even(4000, 300, 20)
        .map((v) => 1e7 / v)
        .reverse(),
      [],
    ],
    ["nowhere where steps grow", Array.from({ length: 40 }, (_, j) => Math.exp(j / 20)), []],
    ["where a range was left out", [...even(900, 20), ...even(946, 20)], [19]],
    ["twice", [...even(0, 15), ...even(100, 15), ...even(400, 15)], [14, 29]],
    ["in short axes too", [1, 2, 3, 10], [2]],
  ])("are found %s", (_, at, found) => expect(gapsOf(at)).toEqual(found));
});

describe("on each piece", () => {
  const x = fromRows([golden.x]);
  it("savgol gives what scipy gives of each", () => {
    const own = run("savgol", { window: 7, order: 2, deriv: 1 }, x, broken);
    expect(relativeError(own.data, golden.savgol)).toBeLessThan(1e-12);
  });
  it("the Gaussian filter gives what scipy gives of each", () => {
    const own = run("smooth", { method: "gaussian", sigma: 1 }, x, broken);
    expect(relativeError(own.data, golden.gauss)).toBeLessThan(1e-12);
  });

  const steps: [string, Json][] = [
    ["savgol", { window: 5, order: 2, per: "unit", deriv: 1 }],
    ["smooth", { lambda: 100 }],
    ["smooth", { method: "moving-average", window: 5 }],
    ["despike", { threshold: 4 }],
  ];
  const noise = fc.array(fc.double({ min: -2, max: 2, noNaN: true }), { minLength: 24, maxLength: 24 });
  it.prop([noise, fc.constantFrom(...steps)])("a step does what it does of the piece alone", (of, [name, options]) => {
    const rows = fromRows([of, of.map((value, j) => value + (j === 4 ? 50 : 0))]);
    const whole = run(name, options, rows, broken);
    const [first, second] = [even(0, 13, 1), even(13, 11, 1)].map((at) =>
      run(name, options, takeColumns(rows, at), axis(at.map((j) => values[j]))),
    );
    for (const i of [0, 1]) {
      const joined = [...first.data.subarray(13 * i, 13 * (i + 1)), ...second.data.subarray(11 * i, 11 * (i + 1))];
      expect([...whole.data.subarray(24 * i, 24 * (i + 1))]).toEqual(joined);
    }
  });

  it.each(steps)("%s is refused where a piece is too short, which is named", (name, options) => {
    const short = axis([...even(900, 20), 1000, 1002]);
    const step = methods.step(name);
    const { code, facts } = refusal(() => step.columns(short, step.options.parse(options)));
    expect([code, facts.points, facts.between]).toEqual(["FS3312", 2, "1000 to 1002"]);
    expect(finding(code, null, facts as Facts).help[0]).toContain("from 1000 to 1002");
  });
});

const doubts = (name: string, options: unknown, columns: Columns) => {
  const step = methods.step(name);
  return step.doubts?.(columns, step.options.parse(options)) ?? [];
};
const said = (all: ReturnType<typeof doubts>) =>
  all.map(({ code, facts }) => [code, finding(code, null, facts).message]);

describe("what cannot know of a gap", () => {
  it.each<[string, unknown]>([
    ["baseline", { method: "asls" }],
    ["baseline", { method: "arpls" }],
    ["baseline", { method: "airpls" }],
    ["baseline", { method: "iasls" }],
    ["baseline", { method: "snip" }],
    ["baseline", { method: "rolling-ball", window: 5 }],
    ["detrend", {}],
  ])("says so: %s %j", (name, options) => {
    expect(said(doubts(name, options, broken))).toEqual([
      ["FS3316", `\`${name}\` goes over 1 gap of the axis, from 924 to 1000 for one, as if the points stood close`],
    ]);
    expect(doubts(name, options, axis(even(900, 24)))).toEqual([]);
  });

  it.each(["polynomial", "modpoly", "rubberband"])("has nothing to say by %s, which knows the axis", (method) => {
    expect(doubts("baseline", { method }, broken)).toEqual([]);
  });
});

describe("savgol per point", () => {
  const uneven = axis([...even(800, 8, 1), 808.4, 809, ...even(810, 8, 1)]);
  const options = { window: 5, order: 2 };
  it("says where the steps in a window differ", () => {
    expect(said(doubts("savgol", options, uneven))).toEqual([
      [
        "FS3317",
        "`savgol` takes points as evenly spaced, and from 805 to 809 the steps in a window of 5 run from 0.6 to 1.4",
      ],
    ]);
  });

  it.each<[string, readonly number[]]>([
    ["headers are rounded", Array.from({ length: 30 }, (_, j) => Math.round(800 + 1.9296 * j))],
    ["steps grow slowly", Array.from({ length: 60 }, (_, j) => 1e7 / (9000 - 20 * j))],
    ["the axis has a gap", values],
  ])("has nothing to say where %s", (_, at) => expect(doubts("savgol", options, axis(at))).toEqual([]));

  it("has nothing to say per unit, which asks for an even axis", () => {
    expect(doubts("savgol", { ...options, per: "unit" }, uneven)).toEqual([]);
  });
});

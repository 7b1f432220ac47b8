/** Limits: what the verifier says of an interval that cannot be told, and of distributions at their ends. */
import { describe, expect, it } from "vitest";
import { betaCdfOf, binomialCdf } from "../../../../compiler/verify/numeric/gamma-beta.ts";
import {
  type Clusters,
  type Interval,
  jackknifeError,
  limitsOf,
  type Rule,
  unitError,
} from "../../../../compiler/verify/numeric/limits.ts";
import { trendOf } from "../../../../compiler/verify/trend.ts";

const clusters = (unit: Clusters["unit"]): Clusters => ({ unit, of: new Int32Array(8), units: 5 });
const rule = (sample: Interval | null, unit: Interval | null, more: Partial<Rule> = {}): Rule => ({
  value: 0.5,
  n: 8,
  names: ["own", "other"],
  sample: () => sample,
  units: () => 5,
  unit: () => unit,
  ...more,
});

describe("limits of a metric", () => {
  it.each<readonly [string, Rule, Clusters["unit"], Interval | null, string | null, string | null]>([
    ["the outer of both", rule([0.4, 0.6], [0.45, 0.7]), "batch", [0.4, 0.7], "own+other", null],
    ["by sample alone", rule([0.4, 0.6], null), "batch", [0.4, 0.6], "own", null],
    ["by batch alone", rule(null, [0.4, 0.7]), "batch", [0.4, 0.7], "other", null],
    ["none without a spread", rule(null, null), "batch", null, null, "no_spread"],
    ["none of samples without a spread", rule([0.5, 0.5], null), "sample", null, null, "no_spread"],
    ["none of few groups", rule([0.4, 0.6], null, { units: () => 4 }), "group", null, "own", "few_groups"],
    ["none of few samples", rule([0.4, 0.6], null, { n: 7 }), "sample", null, null, "few_samples"],
    ["none of no value", rule([0.4, 0.6], null, { value: Number.NaN }), "sample", null, null, "undefined"],
  ])("are %s", (_, one, unit, ci, method, na) => {
    expect(limitsOf(one, clusters(unit))).toMatchObject({ ci, method, na });
  });
  it("have no error of one unit", () => {
    expect([unitError([1]), jackknifeError([1])]).toEqual([Number.NaN, Number.NaN]);
  });
});

it("a distribution is 0 below and 1 above what it can be", () => {
  const cdf = betaCdfOf(2, 3);
  expect([cdf(-1), cdf(0), cdf(1), cdf(2)]).toEqual([0, 0, 1, 1]);
  expect([binomialCdf(-1, 3, 0.5), binomialCdf(3, 3, 0.5)]).toEqual([0, 1]);
});

it("there is no trend of three values, nor of equal ones", () => {
  expect([trendOf([1, 2, 3]), trendOf([1, 1, 1, 1])]).toEqual([null, null]);
});

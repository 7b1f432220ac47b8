/** Quantities: with how many digits each number is read, the same everywhere. */

import { describe, expect, it } from "vitest";
import {
  axisForm,
  columnForm,
  decimalsOf,
  endsForm,
  estimateForm,
  type Form,
  formOf,
  numberText,
  predictionForm,
  quantities,
} from "../../../blocks/contract/quantity.ts";
import { fc, it as property } from "../../fixtures/property.ts";

const plain = (text: string): string => text.replaceAll("\u00a0", " ");

describe("a number is read by what it is a number of", () => {
  const table: readonly (readonly [value: number, form: Form, text: string])[] = [
    [0.977528, "share", "97.8 %"],
    [0.9998, "share", "99.98 %"],
    [0.0004, "share", "0.04 %"],
    [1, "share", "100.0 %"],
    [0, "share", "0.0 %"],
    [0.99999999, "share", "100.0000 %"],
    [1.4689, "estimate:2", "1.47"],
    [-0.4459, "estimate:2", "−0.45"],
    [-0.001, "estimate:2", "0.00"],
    [41.7, "prediction:1", "41.7"],
    [0.98731, "index", "0.987"],
    [-0.0123, "index", "−0.012"],
    [798.892, "axis:1", "798.9"],
    [0.0004, "p", "< 0.001"],
    [0.0534, "p", "0.053"],
    [0.2, "p", "0.20"],
    [0.2, "p said", "= 0.20"],
    [1e-9, "p said", "< 0.001"],
    [9999, "count", "9999"],
    [10000, "count", "10,000"],
    [1234567, "count", "1,234,567"],
    [12.5, "count", "12.5"],
    [20, "given", "20"],
    [0.05, "given", "0.05"],
    [-3.25, "given", "−3.25"],
    [12.7312, "number", "12.7"],
    [0.1, "number", "0.100"],
    [1234.5, "number", "1235"],
    [0, "number", "0"],
    [0.0000123, "number", "1.23 × 10⁻⁵"],
    [Number.NaN, "index", "not a number"],
    [Number.NEGATIVE_INFINITY, "number", "−∞"],
  ];
  it.each(table)("%d as %s: %s", (value, form, text) => expect(plain(numberText(value, form))).toBe(text));
  it("and each quantity stands in this table", () => {
    const named = new Set(table.map(([, form]) => formOf(form)?.quantity));
    expect(quantities.filter((one) => !named.has(one))).toEqual([]);
  });
  property.prop([fc.double({ noNaN: true, noDefaultInfinity: true }), fc.constantFrom(...quantities)])(
    "without a hyphen, and without a space at which a line may break",
    (value, quantity) => {
      const text = numberText(value, quantity);
      expect(text).not.toMatch(/[- ]/);
    },
  );
});

describe("the decimals", () => {
  it.each([
    [0.23, 2],
    [1.15, 1],
    [0.0961, 3],
    [12, 0],
    [230, 0],
    [0, null],
  ])("of a spread of %d are %s", (spread, decimals) => expect(decimalsOf(spread)).toBe(decimals));
  it.each([
    [[1.25, 1.71], "estimate:2"],
    [[5.6, 7.9], "estimate:1"],
    [null, "number"],
    [[2, 2], "number"],
  ] as const)("of an estimate follow its interval %j: %s", (interval, form) =>
    expect(estimateForm(interval)).toBe(form),
  );
  it("of predictions follow the error, those of a share or an index follow nothing", () => {
    expect(predictionForm(1.45)).toBe("prediction:1");
    expect(predictionForm(null)).toBe("number");
    expect(estimateForm([0.1, 0.9], "share")).toBe("share");
    expect(estimateForm([0.1, 0.9], "index")).toBe("index");
  });
  it.each([
    ["tenths of its step", [798.892, 802.749, 806.606], "axis:1"],
    ["no zeros that all have", [850, 852, 854], "axis:0"],
    ["zeros where one has a digit", [850, 850.5, 851], "axis:1"],
  ])("of an axis are %s", (_, values, form) => expect(axisForm(values)).toBe(form));
  it("of the ends of an axis follow its mean step", () => {
    expect(endsForm(798.892, 4000.12, 831)).toBe("axis:1");
    expect(endsForm(850, 1050, 100)).toBe("axis:0");
  });
  it.each([
    ["number", [20.91, 18, 16.912], "number:1"],
    ["number", [0.0123, 1.5], "number:2"],
    ["number", [1e-9, 5], "number"],
    ["number", [1, 2, 30], "given"],
    ["share", [0.5, 0.99996], "share:3"],
    ["given", [45, 45.7], "given:1"],
    ["given", [1e-7, 1], "given"],
    ["index", [0.5, 1], "index"],
    ["estimate:2", [1, 2], "estimate:2"],
  ] as const)("of a column of %s are one for all: %j", (form, values, resolved) =>
    expect(columnForm(form, values)).toBe(resolved),
  );
});

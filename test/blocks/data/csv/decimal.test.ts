/** The byte reader of numbers against Number(), bit by bit. */

import { describe, expect } from "vitest";
import { parseDecimal, readDecimal } from "../../../../blocks/data/csv/decimal.ts";
import { fc, it } from "../../../fixtures/property.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);

function read(text: string, decimal = "."): { value: number; at: number } {
  const cursor = { at: 0 };
  return { value: readDecimal(bytesOf(text), cursor, decimal.charCodeAt(0)), at: cursor.at };
}

/** A number's text in one of the forms programs print. */
const printed = fc
  .tuple(
    fc.double({ noNaN: true, noDefaultInfinity: true }),
    fc.integer({ min: 0, max: 25 }),
    fc.constantFrom("shortest", "fixed", "exponential", "precision"),
  )
  .map(([value, digits, form]) => {
    if (form === "fixed") return (Math.abs(value) < 1e21 ? value : value / 1e290).toFixed(Math.min(digits, 20));
    if (form === "exponential") return value.toExponential(digits);
    if (form === "precision") return value.toPrecision(digits + 1);
    return String(value);
  })
  .filter((text) => Number.isFinite(Number(text)));

/** Digits that need not come from a double: up to 25 of them, a point anywhere. */
const written = fc
  .tuple(
    fc.stringMatching(/^[+-]?$/),
    fc.stringMatching(/^\d{1,25}$/),
    fc.nat(25),
    fc.option(fc.integer({ min: -40, max: 40 })),
  )
  .map(([sign, digits, point, exponent]) => {
    const at = Math.min(point, digits.length);
    return `${sign}${digits.slice(0, at)}.${digits.slice(at)}${exponent === null ? "" : `e${exponent}`}`;
  });

describe("readDecimal", () => {
  it.prop([printed], { numRuns: 4000 })("reads every printed double as Number() does", (text) => {
    const { value, at } = read(text);
    expect(at).toBe(text.length);
    expect(Object.is(value, Number(text)), text).toBe(true);
  });

  it.prop([written], { numRuns: 4000 })("rounds any digits as Number() does", (text) => {
    expect(Object.is(read(text).value, Number(text)), text).toBe(true);
  });

  it.prop([fc.double({ min: 0.001, max: 1000, noNaN: true })], { numRuns: 4000 })(
    "rounds spectral values of 16 to 18 digits, ties included, as Number() does",
    (value) => {
      // Half way between two neighbouring doubles, where an inexact division goes wrong first.
      for (const text of [value.toFixed(15), value.toPrecision(18), value.toPrecision(17)]) {
        expect(Object.is(read(text).value, Number(text)), text).toBe(true);
      }
    },
  );

  it("rounds numbers next to ties as Number() does", () => {
    const ties = [
      "9007199254740993",
      "900719925474099.25",
      "90071992547409.925",
      "0.500000000000000055",
      "1.00000000000000011",
      "4503599627370496.5",
      "450359962737049.65",
    ];
    for (const text of ties) expect(Object.is(read(text).value, Number(text)), text).toBe(true);
  });

  it.each(["12", "-.5", "1.", "+3.2E-4", "0", "-0", "000.10", "1e22", "1e23", "5e-324", "1e999", "0e999"])(
    "reads %s to its end",
    (text) => {
      const { value, at } = read(text);
      expect(at).toBe(text.length);
      expect(Object.is(value, Number(text))).toBe(true);
    },
  );

  it.each([
    ["12abc", 2],
    ["1.2.3", 3],
    ["1e", 1],
    ["1e+", 1],
    ["3,5", 1],
    ["1-2", 1],
  ])("stops in %s where the number ends", (text, at) => {
    expect(read(text)).toEqual({ value: Number(text.slice(0, at)), at });
  });

  it.each(["", "-", ".", "abc", "e5", "NaN", " 1", "-.e1"])("finds no number at the beginning of `%s`", (text) => {
    expect(read(text)).toEqual({ value: Number.NaN, at: 0 });
  });

  it("takes a comma for the decimal sign only where it is one", () => {
    expect(read("3,25", ",")).toEqual({ value: 3.25, at: 4 });
    expect(read("0,12345678901234567", ",").value).toBe(Number("0.12345678901234567"));
    expect(read("3.25", ",")).toEqual({ value: 3, at: 1 });
  });
});

describe("parseDecimal", () => {
  it.prop([fc.double({ noNaN: true, noDefaultInfinity: true })])(
    "reads what JavaScript prints, with a point or a comma",
    (value) => {
      const printed = Number(String(value));
      expect(parseDecimal(String(value), ".")).toBe(printed);
      expect(parseDecimal(` ${String(value).replace(".", ",")} `, ",")).toBe(printed);
    },
  );

  it.each(["", " ", "0x10", "1_000", "1,5", "Infinity", "1e", "- 1", "12 nm"])(
    "does not take `%s` for a number",
    (text) => {
      expect(parseDecimal(text, ".")).toBeNaN();
    },
  );
});

import { expect, it } from "vitest";
import type { Quantity } from "../../../../blocks/contract/dataset.ts";
import { matrix } from "../../../../blocks/contract/matrix.ts";
import { implausibleValues } from "../../../../blocks/methods/qc/implausible.ts";

const of = (values: readonly number[]) => matrix(1, values.length, Float64Array.from(values));
const hundred = (special: number, count: number, usual: number) =>
  of(Array.from({ length: 100 }, (_, i) => (i < count ? special : usual)));

it.each<[string, Quantity, ReturnType<typeof of>, string | null, Quantity | null]>([
  ["no value", "absorbance", of([]), null, null],
  ["a fraction of which one in a hundred is above 1.5", "reflectance", hundred(2, 1, 0.5), null, null],
  [
    "a fraction of which two are",
    "reflectance",
    hundred(2, 2, 0.5),
    "2 % of the values lie above 1.5",
    "reflectance-percent",
  ],
  ["a percentage of which 98 in a hundred are below", "transmittance-percent", hundred(0.5, 98, 40), null, null],
  [
    "a percentage of which 99 are",
    "transmittance-percent",
    hundred(0.5, 99, 40),
    "99 % of the values lie below 1.5",
    "transmittance",
  ],
  ["an absorbance of 10", "absorbance", of([10, 1]), null, null],
  ["an absorbance above 10", "absorbance", of([10.5, 1]), "the highest value is 10.5", null],
  ["half the absorbances below −0.05", "absorbance", of([-1, 1]), null, null],
  ["most absorbances below −0.05", "absorbance", of([-1, -1, 1]), "67 % of the values lie below −0.05", null],
  ["counts of any size", "counts", of([-5, 70_000]), null, null],
])("%s, as %s", (_, quantity, spectra, seen, fits) => {
  expect(implausibleValues(spectra, quantity)).toEqual(seen === null ? null : { quantity, seen, fits });
});

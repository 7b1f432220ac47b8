/** What SPC's numbers for the kinds of an axis and an ordinate stand for (spc.h of the Galactic SDK). */
import type { Quantity } from "../../../contract/dataset.ts";
import type { AxisUnit } from "../spectra-file.ts";

export const ramanShift = 13;

export const xUnits: ReadonlyMap<number, AxisUnit> = new Map<number, AxisUnit>([
  [1, "cm-1"],
  [2, "um"],
  [3, "nm"],
  [ramanShift, "cm-1"],
]);

/** Arbitrary: neither a unit that spectra are read on nor another one. */
export const arbitrary = 0;

const xWords: ReadonlyMap<number, string> = new Map([
  [4, "seconds"],
  [5, "minutes"],
  [6, "hertz"],
  [7, "kilohertz"],
  [8, "megahertz"],
  [9, "M/z"],
  [10, "parts per million"],
  [11, "days"],
  [12, "years"],
  [14, "electronvolts"],
  [15, "labels"],
  [16, "diode numbers"],
  [17, "channels"],
  [18, "degrees"],
  [255, "points of a double interferogram"],
]);

export const xWord = (type: number): string => xWords.get(type) ?? `a unit numbered ${type}`;

export const interferogram = 1;

export const quantities: ReadonlyMap<number, Quantity> = new Map<number, Quantity>([
  [2, "absorbance"],
  [3, "kubelka-munk"],
  [4, "counts"],
  [10, "absorbance"],
  [12, "intensity"],
  [13, "intensity"],
  [128, "transmittance"],
  [129, "reflectance"],
]);

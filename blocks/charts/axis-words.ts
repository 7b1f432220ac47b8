/** What a spectral axis is called on a figure, and which way it runs there. */
import type { AxisUnit, Columns, Quantity } from "../contract/dataset.ts";

export type SpectralAxis = Extract<Columns, { kind: "axis" }>;

/** Name of the axis as chemists write it; without a unit nobody knows what it is. */
export function axisTitle({ unit, technique }: SpectralAxis): string {
  if (unit === null) return "Axis";
  if (unit === "channel") return "Detector";
  if (unit !== "cm-1") return "Wavelength";
  return technique === "Raman" ? "Raman shift" : "Wavenumber";
}

const quantityNames: { readonly [quantity in Quantity]: string } = {
  absorbance: "Absorbance",
  transmittance: "Transmittance",
  "transmittance-percent": "Transmittance (%)",
  reflectance: "Reflectance",
  "reflectance-percent": "Reflectance (%)",
  "kubelka-munk": "Kubelka–Munk",
  intensity: "Intensity",
  counts: "Counts",
};

const lowered = (name: string): string => name.charAt(0).toLowerCase() + name.slice(1);

/** What the values over an axis are called: the quantity, or what they were made from; a signal where nobody says. */
export function ordinateTitle({ quantity, altered, technique }: SpectralAxis, isPreprocessed: boolean): string {
  const unknown = technique === "Raman" ? "Intensity (a.u.)" : "Signal (quantity not declared)";
  if (quantity === undefined) return isPreprocessed ? `Preprocessed ${lowered(unknown)}` : unknown;
  const name = quantityNames[quantity];
  const isProper = quantity === "kubelka-munk";
  return altered === true ? `Preprocessed ${isProper ? name : lowered(name)}` : name;
}

/** Infrared wavenumbers run from high to low; everything else rises from left to right. */
export const isDescending = ({ unit, technique }: SpectralAxis): boolean => unit === "cm-1" && technique !== "Raman";

const unitText: { readonly [unit in AxisUnit]: string } = {
  "cm-1": "cm⁻¹",
  nm: "nm",
  um: "µm",
  channel: "channel",
};

/** Unit as a printed axis has it in brackets. */
export const unitName = (unit: SpectralAxis["unit"]): string => (unit === null ? "unit not declared" : unitText[unit]);

/** ` cm⁻¹` behind a number; nothing where there is no unit. */
export const unitBehind = (unit: SpectralAxis["unit"]): string => (unit === null ? "" : ` ${unitText[unit]}`);

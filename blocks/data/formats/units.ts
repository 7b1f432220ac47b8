/** Units, quantities and techniques as the labels of instruments' files spell them. */
import { own } from "../../../schemas/dictionary.ts";
import type { Quantity, Technique } from "../../contract/dataset.ts";
import type { AxisUnit } from "./spectra-file.ts";

/** Capitals, without blanks and signs between the letters. */
const bare = (text: string): string => text.toUpperCase().replaceAll(/[\s._^-]/g, "");

const units: { readonly [spelling: string]: AxisUnit } = {
  "1/CM": "cm-1",
  CM1: "cm-1",
  "CM⁻¹": "cm-1",
  WAVENUMBER: "cm-1",
  WAVENUMBERS: "cm-1",
  "WAVENUMBER(CM1)": "cm-1",
  "WAVENUMBERS(CM1)": "cm-1",
  "WAVENUMBER(1/CM)": "cm-1",
  RAMANSHIFT: "cm-1",
  "RAMANSHIFT(CM1)": "cm-1",
  "RAMANSHIFT(1/CM)": "cm-1",
  NM: "nm",
  NANOMETER: "nm",
  NANOMETERS: "nm",
  NANOMETRES: "nm",
  "WAVELENGTH(NM)": "nm",
  UM: "um",
  µM: "um",
  MICRON: "um",
  MICRONS: "um",
  MICROMETER: "um",
  MICROMETERS: "um",
  MICROMETRES: "um",
  "WAVELENGTH(UM)": "um",
};

/** The unit of an axis by its label; null where it is none of those that spectra are read on. */
export const unitOf = (label: string): AxisUnit | null => own(units, bare(label).replaceAll("Μ", "µ")) ?? null;

const quantities: { readonly [spelling: string]: Quantity } = {
  ABSORBANCE: "absorbance",
  ABS: "absorbance",
  A: "absorbance",
  AU: "absorbance",
  "LOG(1/R)": "absorbance",
  TRANSMITTANCE: "transmittance",
  TRANSMISSION: "transmittance",
  T: "transmittance",
  "%T": "transmittance-percent",
  "T%": "transmittance-percent",
  "%TRANSMITTANCE": "transmittance-percent",
  PERCENTTRANSMITTANCE: "transmittance-percent",
  "TRANSMITTANCE(%)": "transmittance-percent",
  "TRANSMISSION(%)": "transmittance-percent",
  "%TRANSMISSION": "transmittance-percent",
  REFLECTANCE: "reflectance",
  REFLECTION: "reflectance",
  R: "reflectance",
  "%R": "reflectance-percent",
  "%REFLECTANCE": "reflectance-percent",
  PERCENTREFLECTANCE: "reflectance-percent",
  "REFLECTANCE(%)": "reflectance-percent",
  KUBELKAMUNK: "kubelka-munk",
  INTENSITY: "intensity",
  RAMANINTENSITY: "intensity",
  COUNTS: "counts",
  COUNT: "counts",
};

/** The quantity of an ordinate by its label; null where it says none. */
export const quantityOf = (label: string): Quantity | null => own(quantities, bare(label)) ?? null;

/**
 * The techniques that a data type of JCAMP-DX leaves; null where it says none of them. INFRARED SPECTRUM stands over the near infrared too,
 * for which versions 4 and 5 have no word of their own.
 */
export function techniqueOf(dataType: string): { said: string; techniques: readonly Technique[] } | null {
  const said = dataType.trim();
  if (/\braman\b/i.test(said)) return { said, techniques: ["Raman"] };
  if (/\b(?:nir|near[\s-]*infra-?red)\b/i.test(said)) return { said, techniques: ["NIR"] };
  if (/\b(?:infra-?red|ft-?ir)\b/i.test(said)) return { said, techniques: ["FTIR", "NIR"] };
  return null;
}

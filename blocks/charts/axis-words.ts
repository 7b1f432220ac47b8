/** What a spectral axis is called on a figure, and which way it runs there. */
import type { Columns } from "../contract/dataset.ts";

export type SpectralAxis = Extract<Columns, { kind: "axis" }>;

/** Name of the axis as chemists write it. */
export function axisTitle({ unit, technique }: SpectralAxis): string {
  if (unit === "channel") return "Detector";
  if (unit !== "cm-1") return "Wavelength";
  return technique === "Raman" ? "Raman shift" : "Wavenumber";
}

/** Infrared wavenumbers run from high to low; everything else rises from left to right. */
export const isDescending = ({ unit, technique }: SpectralAxis): boolean => unit === "cm-1" && technique !== "Raman";

/** Units as a printed axis has them. */
export const unitText: { readonly [unit in SpectralAxis["unit"]]: string } = {
  "cm-1": "cm⁻¹",
  nm: "nm",
  um: "µm",
  channel: "channel",
};

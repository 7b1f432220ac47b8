/** Raman bands of edible oils, 800 to 1800 cm⁻¹: where they lie, how wide they are, and what they count. */
import { type Matrix, matrix, row } from "../../contract/matrix.ts";

/** What a band's strength is counted in: fatty acid chains, CH₂ groups over those of oleic acid, C=C bonds, carotenoids. */
type Counted = "chain" | "methylene" | "double" | "carotenoid";

interface Band {
  /** Raman shift, cm⁻¹. */
  readonly centre: number;
  /** Full width at half maximum, cm⁻¹, at a resolution of about 8 cm⁻¹. */
  readonly width: number;
  /** Height over that of CH₂ scissoring in oleic acid, for each unit of what is counted. */
  readonly height: number;
  readonly counts: Counted;
}

/**
 * Positions and assignments as published for triglycerides and oils; heights and widths rounded so that the ratios 1655 to 1440
 * and 1265 to 1302 rise with unsaturation as measured there. Carotenoid bands stand for β-carotene and lutein together.
 *
 * @see Czamara et al. 2015, "Raman spectroscopy of lipids: a review", J. Raman Spectrosc. 46:4, doi 10.1002/jrs.4607
 * @see Baeten, Hourant, Morales, Aparicio 1998, J. Agric. Food Chem. 46:2638
 * @see Qiu, Hou, Huyen, Yang, Chen 2019, Appl. Sci. 9:2807
 */
const bands: readonly Band[] = [
  { centre: 868, width: 24, height: 0.14, counts: "chain" }, // C–C stretching, CH₃ rocking
  { centre: 970, width: 20, height: 0.04, counts: "double" }, // =C–H out of plane
  { centre: 1008, width: 18, height: 0.3, counts: "carotenoid" }, // C–CH₃ rocking
  { centre: 1065, width: 26, height: 0.16, counts: "methylene" }, // C–C stretching, stretched chain
  { centre: 1080, width: 32, height: 0.26, counts: "methylene" }, // C–C stretching, bent chain
  { centre: 1157, width: 18, height: 0.7, counts: "carotenoid" }, // C–C stretching
  { centre: 1265, width: 20, height: 0.2, counts: "double" }, // =C–H in plane, cis
  { centre: 1302, width: 24, height: 0.55, counts: "methylene" }, // CH₂ twisting
  { centre: 1440, width: 28, height: 1, counts: "methylene" }, // CH₂ scissoring
  { centre: 1458, width: 24, height: 0.35, counts: "chain" }, // CH₃ bending
  { centre: 1525, width: 20, height: 1, counts: "carotenoid" }, // C=C stretching, conjugated
  { centre: 1655, width: 19, height: 0.42, counts: "double" }, // C=C stretching, cis
  { centre: 1747, width: 26, height: 0.1, counts: "chain" }, // C=O stretching, ester
];

/** What an oil is made of here, in the order of every composition: shares of fatty acid chains, then carotenoids. */
export const components = ["saturated", "oleic", "linoleic", "linolenic", "carotenoids"] as const;

/** By component, what is counted; saturated stands for palmitic acid, 14 CH₂ as in oleic, linoleic 12, linolenic 10. */
const counts: { readonly [C in (typeof components)[number]]: { readonly [what in Counted]: number } } = {
  saturated: { chain: 1, methylene: 1, double: 0, carotenoid: 0 },
  oleic: { chain: 1, methylene: 1, double: 1, carotenoid: 0 },
  linoleic: { chain: 1, methylene: 12 / 14, double: 2, carotenoid: 0 },
  linolenic: { chain: 1, methylene: 10 / 14, double: 3, carotenoid: 0 },
  carotenoids: { chain: 0, methylene: 0, double: 0, carotenoid: 1 },
};

/** Share of the Lorentzian in every band: liquids lie between the two shapes. */
const lorentzian = 0.6;

/**
 * Spectra of the pure components, a row each: sums of pseudo-Voigt bands of height 1 for CH₂ scissoring.
 *
 * @param axis where they are wanted, cm⁻¹
 * @param broadening factor on every width: a spectrometer of lower resolution has one above 1
 * @see Wertheim, Butler, West, Buchanan 1974, pseudo-Voigt shape, Rev. Sci. Instrum. 45:1369, doi 10.1063/1.1686503
 */
export function componentSpectra(axis: Float64Array, broadening = 1): Matrix {
  const result = matrix(components.length, axis.length);
  for (const { centre, width, height, counts: what } of bands) {
    const shape = axis.map((at) => pseudoVoigt((at - centre) / (width * broadening)));
    components.forEach((component, k) => {
      const strength = (height * counts[component][what]) / broadening;
      const own = row(result, k);
      if (strength > 0) for (let j = 0; j < own.length; j++) own[j] += strength * shape[j];
    });
  }
  return result;
}

/** Height 1 at 0, one half at ±½. */
function pseudoVoigt(x: number): number {
  const square = 4 * x * x;
  return lorentzian / (1 + square) + (1 - lorentzian) * Math.exp(-Math.LN2 * square);
}

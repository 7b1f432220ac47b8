/** Near-infrared bands of wheat flour, 1100 to 2500 nm: where they lie, how wide they are, and what they count. */
import { type Matrix, matrix, row } from "../../contract/matrix.ts";

/** What a flour is made of here, in the order of every composition: shares of the whole by mass. */
export const constituents = ["water", "protein", "oil", "starch"] as const;

interface Band {
  /** Wavelength, nm. */
  readonly centre: number;
  /** Standard deviation of the band, nm: bands of the near infrared are overtones and combinations, and broad. */
  readonly width: number;
  /** Absorbance, log 1/R, of the pure constituent. */
  readonly height: number;
  readonly of: (typeof constituents)[number];
}

/**
 * Positions and assignments as published for cereals; heights and widths are chosen, so that water at 1940 nm is the highest band
 * of a flour, as it is, and protein lies below the shoulders of starch and water, as it does.
 *
 * @see Osborne 2006, "Near-infrared spectroscopy in food analysis", Encyclopedia of Analytical Chemistry,
 *   doi 10.1002/9780470027318.a1018
 */
const bands: readonly Band[] = [
  { centre: 1450, width: 34, height: 1.5, of: "water" }, // O–H stretching, first overtone
  { centre: 1940, width: 32, height: 3.1, of: "water" }, // O–H combination
  { centre: 1510, width: 38, height: 0.42, of: "protein" }, // N–H stretching, first overtone
  { centre: 1735, width: 22, height: 0.3, of: "protein" }, // C–H stretching, first overtone
  { centre: 2055, width: 30, height: 0.75, of: "protein" }, // N–H and amide combination
  { centre: 2180, width: 30, height: 0.95, of: "protein" }, // N–H bending, C=O and C–N combination
  { centre: 1210, width: 26, height: 0.6, of: "oil" }, // C–H stretching, second overtone
  { centre: 1725, width: 16, height: 1.3, of: "oil" }, // C–H stretching, first overtone
  { centre: 2310, width: 16, height: 1.9, of: "oil" }, // C–H combination
  { centre: 2345, width: 16, height: 1.2, of: "oil" }, // C–H combination
  { centre: 1200, width: 40, height: 0.1, of: "starch" }, // C–H stretching, second overtone
  { centre: 1580, width: 62, height: 0.3, of: "starch" }, // O–H stretching, first overtone, bound
  { centre: 2100, width: 52, height: 0.62, of: "starch" }, // O–H and C–O combination
  { centre: 2280, width: 44, height: 0.5, of: "starch" }, // C–H combination
  { centre: 2488, width: 46, height: 0.6, of: "starch" }, // C–H and C–C combination
];

/**
 * Spectra of the pure constituents, a row each: sums of Gaussian bands, log 1/R.
 *
 * @param axis where they are wanted, nm
 */
export function constituentSpectra(axis: Float64Array): Matrix {
  const result = matrix(constituents.length, axis.length);
  for (const { centre, width, height, of } of bands) {
    const own = row(result, constituents.indexOf(of));
    for (let j = 0; j < own.length; j++) {
      const u = (axis[j] - centre) / width;
      own[j] += height * Math.exp((-u * u) / 2);
    }
  }
  return result;
}

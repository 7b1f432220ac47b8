/** Savitzky–Golay weights: for every point of a window, what to multiply the window with to get the fitted derivative. */
import { polynomialColumns, solveTransposed, thinQr } from "./small-solve.ts";

/**
 * Weights of the `deriv`-th derivative, at each point of the window, of the polynomial of `order` fitted by least squares
 * to the whole window. The middle row is the filter; the rows before and after it treat the ends of a spectrum.
 *
 * @param window odd, larger than order
 * @returns `window` rows of `window` weights, for points 1 apart (divide by spacing^deriv otherwise)
 * @see Savitzky, Golay 1964, Anal. Chem. 36:1627, doi 10.1021/ac60214a047; ends: Gorry 1990, Anal. Chem. 62:570,
 * doi 10.1021/ac00205a007
 */
export function savgolWeights(window: number, order: number, deriv: number): Float64Array[] {
  const half = (window - 1) / 2;
  const t = Float64Array.from({ length: window }, (_, k) => (k - half) / half);
  const qr = thinQr(polynomialColumns(t, order));
  return Array.from(t, (at) => {
    const u = solveTransposed(qr, derivativeTerms(at, order, deriv, half));
    const weights = new Float64Array(window);
    qr.q.forEach((column, j) => {
      for (let k = 0; k < window; k++) weights[k] += u[j] * column[k];
    });
    return weights;
  });
}

/** The `deriv`-th derivatives of 1, t, t², … at t, with t counted in units of `half` points. */
function derivativeTerms(t: number, order: number, deriv: number, half: number): Float64Array {
  const terms = new Float64Array(order + 1);
  let power = 1;
  for (let j = deriv; j <= order; j++) {
    let factor = 1;
    for (let m = 0; m < deriv; m++) factor *= (j - m) / half;
    terms[j] = factor * power;
    power *= t;
  }
  return terms;
}

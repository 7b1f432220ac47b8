/** Drift, for the verifier: each spectrum as a share of the reference plus a slow polynomial, by least squares of its own. */
import { median } from "./order.ts";

export interface Drifted {
  /** How strong the reference stands in the spectrum. */
  readonly slope: number;
  /** Share of the polynomial in the energy of polynomial and reference. */
  readonly fraction: number;
}

/**
 * x = a + b m + d₁t (+ d₂t²), m the median spectrum, t from −1 to 1; F = E(d)/(E(d) + E(b m)), E about the mean (CONTRACT §7).
 *
 * @param spectra n rows of p points
 * @param order 2 where baselines bend
 */
export function drifts(spectra: readonly Float64Array[], order: 1 | 2): readonly Drifted[] {
  const p = spectra[0].length;
  const t = Float64Array.from({ length: p }, (_, j) => (2 * j) / (p - 1) - 1);
  const trends = [t, t.map((value) => value * value)].slice(0, order).map(centred);
  const reference = centred(Float64Array.from({ length: p }, (_, j) => median(spectra.map((x) => x[j]))));
  // Polynomials first: what is left of the reference is what they cannot make.
  const basis = orthonormal(trends);
  const own = less(reference, basis);
  if (norm(own) <= 1e-10 * norm(reference)) return spectra.map(() => ({ slope: 1, fraction: 0 }));
  const signal = dot(reference, reference);
  return spectra.map((spectrum) => {
    const x = centred(spectrum);
    const slope = dot(own, x) / dot(own, own);
    const rest = x.map((value, j) => value - slope * reference[j]);
    const moved = basis.map((one) => dot(one, rest)).reduce((sum, share) => sum + share * share, 0);
    const all = moved + slope * slope * signal;
    return { slope, fraction: all > 0 ? moved / all : 1 };
  });
}

function orthonormal(columns: readonly Float64Array[]): readonly Float64Array[] {
  const basis: Float64Array[] = [];
  for (const column of columns) {
    const rest = less(column, basis);
    const length = norm(rest);
    basis.push(rest.map((value) => value / length));
  }
  return basis;
}

/** What of a column lies outside the span of a basis; twice, against rounding. */
function less(column: Float64Array, basis: readonly Float64Array[]): Float64Array {
  const once = (from: Float64Array) =>
    basis.reduce((rest, one) => {
      const share = dot(one, rest);
      return rest.map((value, j) => value - share * one[j]);
    }, from);
  return once(once(column));
}

function centred(values: Float64Array): Float64Array {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.map((value) => value - mean);
}

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, j) => sum + value * b[j], 0);
const norm = (a: Float64Array): number => Math.sqrt(dot(a, a));

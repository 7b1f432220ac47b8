/** Sample profiles: what is left of each sample's mean spectrum once scatter and what is to be predicted are taken out. */

import { type Matrix, mapRows, matrix, row } from "../../../contract/matrix.ts";
import { meanRows } from "../../numeric/mean-rows.ts";
import { moments } from "../../numeric/moments.ts";
import { neighbourMeans } from "../../numeric/neighbour-means.ts";
import { dotInOrder } from "../../numeric/vectors.ts";

/** Samples in code-unit order of their names. */
export interface SampleOutcome {
  /** Class code a sample; null where a target is predicted. */
  readonly codes: ArrayLike<number> | null;
  /** Target a sample; null where classes are. */
  readonly target: ArrayLike<number> | null;
}

/** Samples that may be alike: those of one class, or all. */
export interface Profiles {
  /** Indexes of the samples, ascending. */
  readonly samples: readonly number[];
  /** k × m. */
  readonly residuals: Matrix;
}

/**
 * Means over neighbouring points, SNV, the mean of a sample's spectra, and of that the residual: of its class mean, or of the
 * least-squares fit on 1, t and t² (t the standardised target).
 *
 * @param spectra n × p
 * @param members rows of each sample, samples in code-unit order of their names
 * @see SNV: Barnes, Dhanoa, Lister 1989, doi 10.1366/0003702894202201
 */
export function sampleProfiles(
  spectra: Matrix,
  members: readonly (readonly number[])[],
  { codes, target }: SampleOutcome,
): readonly Profiles[] {
  const means = meanRows(scattered(neighbourMeans(spectra)), members);
  const every = members.map((_, s) => s);
  if (codes === null) {
    const values = Float64Array.from(target ?? []);
    return [{ samples: every, residuals: less(means, every, curve(values)) }];
  }
  const classes = [...new Set(every.map((s) => codes[s]))].sort((a, b) => a - b);
  return classes.map((code) => {
    const samples = every.filter((s) => codes[s] === code);
    return { samples, residuals: less(means, samples, [new Float64Array(samples.length).fill(1)]) };
  });
}

/** SNV; what has no spread has no shape and becomes zeros: whether it can be modelled is not asked here. */
const scattered = (x: Matrix): Matrix =>
  mapRows(x, (values, _, out) => {
    const { mean, sd } = moments(values);
    if (sd > 0) for (let j = 0; j < out.length; j++) out[j] = (values[j] - mean) / sd;
  });

/** 1, t and t², as many as are not said by those before. Length k each. */
function curve(values: Float64Array): readonly Float64Array[] {
  const ones = new Float64Array(values.length).fill(1);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const sd = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / values.length);
  if (!(sd > 0)) return [ones];
  const t = values.map((value) => (value - mean) / sd);
  return [ones, t, t.map((value) => value * value)];
}

/** The named rows less their least-squares fit on the vectors. */
function less(x: Matrix, rows: readonly number[], vectors: readonly Float64Array[]): Matrix {
  const result = matrix(rows.length, x.cols);
  rows.forEach((i, k) => {
    row(result, k).set(row(x, i));
  });
  for (const unit of orthonormal(vectors)) {
    // Twice: what rounding left of the first projection goes with the second.
    for (let pass = 0; pass < 2; pass++) {
      const fit = new Float64Array(x.cols);
      for (let k = 0; k < rows.length; k++) {
        for (let j = 0; j < x.cols; j++) fit[j] += unit[k] * result.data[k * x.cols + j];
      }
      for (let k = 0; k < rows.length; k++) {
        for (let j = 0; j < x.cols; j++) result.data[k * x.cols + j] -= unit[k] * fit[j];
      }
    }
  }
  return result;
}

/** Gram–Schmidt, twice over; a vector that those before it say is left out. */
function orthonormal(vectors: readonly Float64Array[]): readonly Float64Array[] {
  const units: Float64Array[] = [];
  for (const vector of vectors) {
    const rest = vector.slice();
    for (let pass = 0; pass < 2; pass++) {
      for (const unit of units) {
        const overlap = dotInOrder(rest, unit);
        for (let k = 0; k < rest.length; k++) rest[k] -= overlap * unit[k];
      }
    }
    const length = Math.sqrt(dotInOrder(rest, rest));
    if (length > 1e-8 * Math.sqrt(dotInOrder(vector, vector))) units.push(rest.map((value) => value / length));
  }
  return units;
}

/** mean-center, autoscale, pareto: centring and scaling of columns by what the training rows say. */
import { z } from "zod";
import { columnMeans, type Matrix, mapRows } from "../../shared/numeric/matrix.ts";
import { type AnyStep, step } from "../step.ts";
import { roundingShare } from "./demands.ts";
import { demandRows, plain } from "./reference.ts";

interface ScalingState {
  /** Mean of every column over the training rows. */
  readonly mean: readonly number[];
  /** What every column is divided by after centring. */
  readonly scale: readonly number[];
}

/**
 * Mean centring: every column less its mean over the training rows.
 *
 * @throws Refusal FS3302 without training rows
 */
export const meanCenter = scaling("mean-center", "Takes the training mean off every column.", 1, (training) =>
  new Float64Array(training.cols).fill(1),
);

/**
 * Autoscaling: every column less its training mean, over its training standard deviation (divisor n − 1). A column that
 * does not vary in training is centred only.
 *
 * @throws Refusal FS3302 below two training rows
 * @see van den Berg et al. 2006, BMC Genomics 7:142, doi 10.1186/1471-2164-7-142
 */
export const autoscale = scaling(
  "autoscale",
  "Centres every column and divides it by its training standard deviation.",
  2,
  columnDeviations,
);

/**
 * Pareto scaling: every column less its training mean, over the square root of its training standard deviation.
 * A column that does not vary in training is centred only.
 *
 * @throws Refusal FS3302 below two training rows
 * @see van den Berg et al. 2006, BMC Genomics 7:142, doi 10.1186/1471-2164-7-142
 */
export const pareto = scaling(
  "pareto",
  "Centres every column and divides it by the square root of its training standard deviation.",
  2,
  (training, means) => columnDeviations(training, means).map((sd) => Math.sqrt(sd)),
);

function scaling(
  name: string,
  description: string,
  need: number,
  scaleOf: (training: Matrix, means: Float64Array) => Float64Array,
): AnyStep {
  return step<Record<string, never>, ScalingState>({
    name,
    learns: "spectra",
    options: z.strictObject({}).describe(`${description} No options.`),
    columns: (before) => before,
    fit(training) {
      demandRows(name, training, need);
      const means = columnMeans(training);
      return { mean: plain(means), scale: plain(scaleOf(training, means)) };
    },
    apply: (rows, _, __, { mean, scale }) =>
      mapRows(rows, (values, _i, out) => {
        for (let j = 0; j < out.length; j++) out[j] = (values[j] - mean[j]) / scale[j];
      }),
  });
}

/** Sample standard deviation of every column; 1 for a column whose values are all the same, rounding apart. */
function columnDeviations(x: Matrix, means: Float64Array): Float64Array {
  const squares = new Float64Array(x.cols);
  for (let i = 0; i < x.rows; i++) {
    for (let j = 0; j < x.cols; j++) {
      const deviation = x.data[i * x.cols + j] - means[j];
      squares[j] += deviation * deviation;
    }
  }
  return squares.map((sum, j) => {
    const sd = Math.sqrt(sum / (x.rows - 1));
    return sd > roundingShare * Math.abs(means[j]) ? sd : 1;
  });
}

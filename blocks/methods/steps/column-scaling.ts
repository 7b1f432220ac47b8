/** mean-center, autoscale, pareto: centring and scaling of columns by what the training rows say. */
import { z } from "zod";
import { columnMeans, type Matrix, mapRows } from "../../contract/matrix.ts";
import { type AnyStep, step } from "../../contract/step.ts";
import { plain } from "../numeric/vectors.ts";
import { roundingShare } from "./demands.ts";
import { demandRows } from "./reference.ts";

interface ScalingState {
  /** Mean of every column over the training rows. */
  readonly mean: readonly number[];
  /** What every column is divided by after centring. */
  readonly scale: readonly number[];
}

/** @throws Refusal FS3302 without training rows */
export const meanCenter = scaling("mean-center", "Takes the training mean off every column.", 1, ones);

/** @throws Refusal FS3302 below two training rows */
export const autoscale = scaling(
  "autoscale",
  "Centres every column and divides it by its training standard deviation.",
  2,
  columnDeviations,
);

/** @throws Refusal FS3302 below two training rows */
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
    family: "columns",
    learns: "spectra",
    options: z.strictObject({}).describe(description),
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

function ones(training: Matrix): Float64Array {
  return new Float64Array(training.cols).fill(1);
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

/** mean-center, autoscale, pareto: centring and scaling of columns by what the training rows say. */
import { z } from "zod";
import { columnMeans, type Matrix, mapRows } from "../../contract/matrix.ts";
import type { MethodPage, Source } from "../../contract/method-page.ts";
import { plain } from "../numeric/vectors.ts";
import { roundingShare } from "./demands.ts";
import { demandRows } from "./reference.ts";
import { type AnyStep, step } from "./step.ts";

interface ScalingState {
  /** Mean of every column over the training rows. */
  readonly mean: readonly number[];
  /** What every column is divided by after centring. */
  readonly scale: readonly number[];
}

const vanDenBerg: Source = {
  authors: "van den Berg, Hoefsloot, Westerhuis, Smilde, van der Werf",
  year: 2006,
  where: "BMC Genomics 7:142",
  doi: "10.1186/1471-2164-7-142",
};
const onePass = "O(n·p): one pass over the rows; the training rows are passed over twice.";
const constantColumn =
  "A column that does not vary in training (its deviation is below 1e-13 of its mean) is centred only, so that rows that differ there stay finite.";

/** @throws Refusal FS3302 without training rows */
export const meanCenter = scaling("mean-center", "Takes the training mean off every column.", 1, ones, {
  formula: "zᵢⱼ = xᵢⱼ − mⱼ",
  conventions: [
    "PLS, PCA and logistic regression centre by themselves, so for them this changes nothing but rounding; linear-svc does not.",
  ],
  state: "The mean mⱼ of every column over the training rows (p numbers).",
  cost: onePass,
  sources: [vanDenBerg],
  example: `
    steps:
      - snv
      - mean-center
  `,
});

/** @throws Refusal FS3302 below two training rows */
export const autoscale = scaling(
  "autoscale",
  "Centres every column and divides it by its training standard deviation.",
  2,
  columnDeviations,
  {
    formula: "zᵢⱼ = (xᵢⱼ − mⱼ)/sⱼ        sⱼ = √(Σ (xᵢⱼ − mⱼ)²/(n − 1)) over the training rows",
    conventions: [
      "Divisor n − 1 (scikit-learn's StandardScaler divides by n).",
      constantColumn,
      "Columns that hold little but noise weigh as much as bands do.",
    ],
    state: "Mean and standard deviation of every column over the training rows (2p numbers).",
    cost: onePass,
    sources: [vanDenBerg],
    example: `
      steps:
        - snv
        - autoscale
    `,
  },
);

/** @throws Refusal FS3302 below two training rows */
export const pareto = scaling(
  "pareto",
  "Centres every column and divides it by the square root of its training standard deviation.",
  2,
  (training, means) => columnDeviations(training, means).map((sd) => Math.sqrt(sd)),
  {
    formula: "zᵢⱼ = (xᵢⱼ − mⱼ)/√sⱼ        sⱼ as for autoscale",
    conventions: [
      "The standard deviation has divisor n − 1.",
      constantColumn,
      "Stands between mean centring and autoscaling.",
    ],
    state: "Mean and root of the standard deviation of every column over the training rows (2p numbers).",
    cost: onePass,
    sources: [vanDenBerg],
    example: `
      steps:
        - snv
        - pareto
    `,
  },
);

function scaling(
  name: string,
  description: string,
  need: number,
  scaleOf: (training: Matrix, means: Float64Array) => Float64Array,
  page: MethodPage,
): AnyStep {
  return step<Record<string, never>, ScalingState>({
    name,
    family: "columns",
    learns: "spectra",
    options: z.strictObject({}).describe(description),
    page,
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

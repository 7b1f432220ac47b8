/** Made up for tests: k nearest neighbours, a classifier the product does not have. */
import { z } from "zod";
import { type Matrix, matrix } from "../../../blocks/contract/matrix.ts";
import { Refusal } from "../../../blocks/contract/refusal.ts";
import { estimator } from "../../../blocks/methods/estimators/estimator.ts";
import { oneOrMany } from "../../../blocks/methods/estimators/options.ts";
import { classResponse } from "../../../blocks/methods/estimators/response.ts";

interface NearestState {
  readonly k: number;
  readonly classes: number;
  readonly cols: number;
  /** n × p, row-major. */
  readonly rows: readonly number[];
  readonly codes: readonly number[];
}

export const nearest = estimator<NearestState>({
  name: "nearest",
  title: "Nearest neighbours",
  task: "classification",
  logits: "log-probability",
  options: z
    .strictObject({ k: oneOrMany(z.int().min(1)).default([3, 5]).describe("neighbours that vote; a list is a grid") })
    .describe("Gives each class the share of votes it has among the nearest training spectra."),
  tunable: ["k"],
  fitPath(x, y, path) {
    const bad = x.data.findIndex((value) => !Number.isFinite(value));
    if (bad >= 0) {
      const [row, column] = [Math.floor(bad / x.cols) + 1, (bad % x.cols) + 1];
      throw new Refusal("FS3605", { row, column, value: String(x.data[bad]) });
    }
    const { codes, classes } = classResponse(y);
    const learnt = { classes, cols: x.cols, rows: Array.from(x.data, (value) => value + 0), codes: Array.from(codes) };
    return path.map((options) => ({ k: Math.min(Number(options.k), x.rows), ...learnt }));
  },
  predict: shares,
  probabilities: (scores) => scores,
  complexity: (options) => -Number(options.k),
});

function shares(x: Matrix, { k, classes, cols, rows, codes }: NearestState): Matrix {
  const result = matrix(x.rows, classes);
  for (let i = 0; i < x.rows; i++) {
    const distances = codes.map((code, t) => {
      let sum = 0;
      for (let j = 0; j < cols; j++) {
        const difference = x.data[i * cols + j] - rows[t * cols + j];
        sum += difference * difference;
      }
      return { code, sum, t };
    });
    distances.sort((a, b) => a.sum - b.sum || a.t - b.t);
    for (let c = 0; c < classes; c++) {
      const votes = distances.slice(0, k).filter(({ code }) => code === c).length;
      result.data[i * classes + c] = (votes + 1 / classes) / (k + 1);
    }
  }
  return result;
}

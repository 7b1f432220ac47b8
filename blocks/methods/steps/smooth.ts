/** smooth: Whittaker smoother, Gaussian filter or moving average. */

import { z } from "zod";
import { type Matrix, mapRows } from "../../contract/matrix.ts";
import { step } from "../../contract/step.ts";
import { words } from "../../contract/words.ts";
import { differencePenalty, penalisedWorkspace, solvePenalised } from "../numeric/penalised.ts";
import { demandPieces, onPieces } from "./pieces.ts";

const whittaker = z
  .strictObject({
    method: z.literal("whittaker").default("whittaker").describe("Penalised least squares on second differences."),
    lambda: z.number().positive().max(1e10).describe("Penalty on roughness; larger is smoother."),
  })
  .describe(
    "Whittaker smoother: z minimises the sum of (x − z)² plus lambda times the sum of squared second differences.",
  );
const gaussian = z
  .strictObject({
    method: z.literal("gaussian").describe("Weighted mean with a Gaussian kernel."),
    sigma: z.number().min(0.25).max(1000).describe("Standard deviation of the kernel, in points."),
  })
  .describe("Gaussian filter, cut off at 4 sigma; beyond the ends the spectrum is mirrored.");
const movingAverage = z
  .strictObject({
    method: z.literal("moving-average").describe("Plain mean of the window."),
    window: z
      .int()
      .min(3)
      .max(1001)
      .refine((window) => window % 2 === 1, { error: words("The window must be an odd number of points.") })
      .describe("Points of the moving window (odd)."),
  })
  .describe("Moving average; near the ends the window shrinks and stays centred.");

const options = z
  .discriminatedUnion("method", [whittaker, gaussian, movingAverage])
  .describe("Smooths each spectrum by one of three methods.");

/** On each piece of an axis with gaps. @throws Refusal FS3312 where the window has more points than the spectrum or a piece */
export const smooth = step({
  name: "smooth",
  family: "noise",
  keepsQuantity: () => true,
  learns: null,
  options,
  columns(before, wanted) {
    if (wanted.method === "whittaker") demandPieces("smooth", before, 3, words("the Whittaker smoother"));
    if (wanted.method === "gaussian")
      demandPieces("smooth", before, radiusOf(wanted.sigma) + 1, words(`sigma ${wanted.sigma}`));
    if (wanted.method === "moving-average")
      demandPieces("smooth", before, wanted.window, words(`window ${wanted.window}`));
    return before;
  },
  apply(rows, wanted, before) {
    return onPieces(rows, before, (piece) => {
      if (wanted.method === "whittaker") return whittakerSmooth(piece, wanted.lambda);
      if (wanted.method === "gaussian") return gaussianSmooth(piece, wanted.sigma);
      return averageSmooth(piece, (wanted.window - 1) / 2);
    });
  },
});

function whittakerSmooth(rows: Matrix, lambda: number): Matrix {
  const penalty = differencePenalty(rows.cols, 0, lambda);
  const work = penalisedWorkspace(rows.cols);
  const weights = new Float64Array(rows.cols).fill(1);
  return mapRows(rows, (values, _, out) => solvePenalised(penalty, weights, values, work, out));
}

function radiusOf(sigma: number): number {
  return Math.floor(4 * sigma + 0.5);
}

function gaussianSmooth(rows: Matrix, sigma: number): Matrix {
  const radius = radiusOf(sigma);
  const kernel = Float64Array.from({ length: 2 * radius + 1 }, (_, k) => {
    const distance = (k - radius) / sigma;
    return Math.exp(-0.5 * distance * distance);
  });
  const total = kernel.reduce((sum, weight) => sum + weight, 0);
  const last = rows.cols - 1;
  return mapRows(rows, (values, _, out) => {
    for (let j = 0; j <= last; j++) {
      let sum = 0;
      for (let k = -radius; k <= radius; k++) {
        const at = j + k < 0 ? -1 - j - k : j + k > last ? 2 * last + 1 - j - k : j + k;
        sum += kernel[k + radius] * values[at];
      }
      out[j] = sum / total;
    }
  });
}

function averageSmooth(rows: Matrix, half: number): Matrix {
  const last = rows.cols - 1;
  return mapRows(rows, (values, _, out) => {
    for (let j = 0; j <= last; j++) {
      const reach = Math.min(half, j, last - j);
      let sum = 0;
      for (let k = j - reach; k <= j + reach; k++) sum += values[k];
      out[j] = sum / (2 * reach + 1);
    }
  });
}

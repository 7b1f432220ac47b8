/** smooth: Whittaker smoother, Gaussian filter or moving average. */

import { z } from "zod";
import { type Matrix, mapRows } from "../../contract/matrix.ts";
import type { MethodPage } from "../../contract/method-page.ts";
import { words } from "../../contract/words.ts";
import { differencePenalty, penalisedWorkspace, solvePenalised } from "../numeric/penalised.ts";
import { demandPoints } from "./demands.ts";
import { step } from "./step.ts";

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

const whittakerPage: MethodPage = {
  formula: `
    z minimises Σ (xⱼ − zⱼ)² + λ·Σ (zⱼ₋₁ − 2zⱼ + zⱼ₊₁)²        (I + λ·D₂ᵀD₂)·z = x
  `,
  conventions: [
    "The ends need no rule of their own: the penalty holds over the points there are.",
    "Straight lines stay what they are; the mean of the spectrum is kept.",
    "At least 3 points.",
  ],
  cost: "O(n·p): one pentadiagonal LDLᵀ solve a spectrum.",
  sources: [{ authors: "Eilers", year: 2003, where: "Anal. Chem. 75:3631", doi: "10.1021/ac034173t" }],
  example: `
    steps:
      - smooth: {method: whittaker, lambda: 10}
  `,
};

const gaussianPage: MethodPage = {
  formula: `
    zⱼ = Σ gₖ·xⱼ₊ₖ / Σ gₖ        gₖ = exp(−½(k/σ)²), |k| ≤ ⌊4σ + 0.5⌋
  `,
  conventions: [
    "The kernel is cut off at 4σ and its weights sum to 1.",
    "Beyond the ends the spectrum is mirrored with the end point repeated (mode `reflect` of scipy).",
  ],
  cost: "O(n·p·σ): a kernel of 8σ + 1 points.",
  sources: [],
  example: `
    steps:
      - smooth: {method: gaussian, sigma: 1.5}
  `,
};

const movingAveragePage: MethodPage = {
  formula: `
    zⱼ = mean of xⱼ₋ₕ … xⱼ₊ₕ        h = (window − 1)/2
  `,
  conventions: [
    "Near the ends the window shrinks and stays centred, so that straight lines stay what they are; the end points stay as measured.",
  ],
  cost: "O(n·p·window).",
  sources: [],
  example: `
    steps:
      - smooth: {method: moving-average, window: 5}
  `,
};

/** @throws Refusal FS3312 where the window has more points than the spectrum */
export const smooth = step({
  name: "smooth",
  family: "noise",
  learns: null,
  options,
  page: {
    conventions: ["All three go by the number of the point, so they are meant for evenly spaced axes (see resample)."],
    methods: { whittaker: whittakerPage, gaussian: gaussianPage, "moving-average": movingAveragePage } satisfies {
      readonly [Method in z.infer<typeof options>["method"]]: MethodPage;
    },
  },
  columns(before, wanted) {
    if (wanted.method === "whittaker") demandPoints("smooth", before, 3, words("the Whittaker smoother"));
    if (wanted.method === "gaussian")
      demandPoints("smooth", before, radiusOf(wanted.sigma) + 1, words(`sigma ${wanted.sigma}`));
    if (wanted.method === "moving-average")
      demandPoints("smooth", before, wanted.window, words(`window ${wanted.window}`));
    return before;
  },
  apply(rows, wanted) {
    if (wanted.method === "whittaker") return whittakerSmooth(rows, wanted.lambda);
    if (wanted.method === "gaussian") return gaussianSmooth(rows, wanted.sigma);
    return averageSmooth(rows, (wanted.window - 1) / 2);
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

/** savgol: Savitzky–Golay smoothing and derivatives. */

import { z } from "zod";
import type { Columns } from "../../contract/dataset.ts";
import { mapRows } from "../../contract/matrix.ts";
import { Refusal } from "../../contract/refusal.ts";
import { type Doubt, step } from "../../contract/step.ts";
import { words } from "../../contract/words.ts";
import { savgolWeights } from "../numeric/savgol-weights.ts";
import { axisOf } from "./demands.ts";
import { demandPieces, onPieces, piecesOf } from "./pieces.ts";

const options = z
  .strictObject({
    window: z
      .int()
      .min(3)
      .max(501)
      .refine((window) => window % 2 === 1, { error: words("The window must be an odd number of points.") })
      .describe("Points of the moving window (odd)."),
    order: z.int().min(0).max(8).describe("Order of the polynomial fitted inside the window; below `window`."),
    deriv: z.int().min(0).max(4).default(0).describe("Derivative: 0 smooths, 1 the first, 2 the second."),
    per: z
      .enum(["point", "unit"])
      .default("point")
      .describe("A derivative is per point, or per unit of the axis (which must then be evenly spaced)."),
  })
  .refine(({ window, order }) => order < window, { error: words("`order` must be below `window`."), path: ["order"] })
  .refine(({ order, deriv }) => deriv <= order, { error: words("`deriv` must not exceed `order`."), path: ["deriv"] })
  .describe("Savitzky–Golay: a polynomial fitted to a moving window gives the smoothed value or a derivative.");

type Options = z.infer<typeof options>;

/**
 * On each piece of an axis with gaps. @throws Refusal FS3312 where the window has more points than the spectrum or a piece, FS2301 and FS3314 where `per: unit` has no
 * evenly spaced axis
 */
export const savgol = step({
  name: "savgol",
  family: "noise",
  keepsQuantity: ({ deriv }) => deriv === 0,
  learns: null,
  options,
  columns(before, wanted) {
    demandPieces("savgol", before, wanted.window, words(`window ${wanted.window}`));
    for (const { columns } of piecesOf(before)) scaleOf(columns, wanted);
    return before;
  },
  doubts: (before, { window, per }) => (per === "point" ? unevenWindow(before, window) : []),
  apply(rows, wanted, before) {
    const { window, order, deriv } = wanted;
    const unscaled = savgolWeights(window, order, deriv);
    return onPieces(rows, before, (piece, columns) => {
      const scale = scaleOf(columns, wanted);
      const weights = unscaled.map((row) => row.map((weight) => weight * scale));
      return mapRows(piece, (values, _, out) => filter(values, weights, out));
    });
  },
});

/** FS3317: the window with the most unlike steps, where they differ by more than 20 % and by more than headers are rounded. */
function unevenWindow(columns: Columns, window: number): Doubt[] {
  if (columns.kind !== "axis") return [];
  const digit = lastDigit(columns.values);
  let worst: { readonly from: number; readonly to: number; readonly low: number; readonly high: number } | null = null;
  for (const { columns: piece } of piecesOf(columns)) {
    const values = piece.kind === "axis" ? piece.values : [];
    for (let j = 0; j + window <= values.length; j++) {
      let [low, high] = [Number.POSITIVE_INFINITY, 0];
      for (let k = j + 1; k < j + window; k++) {
        const step = values[k] - values[k - 1];
        if (step < low) low = step;
        if (step > high) high = step;
      }
      const rounding = 1e-12 * Math.abs(values[j]);
      const isUneven = high > 1.2 * low && high - low > digit + rounding;
      if (isUneven && (worst === null || high / low > worst.high / worst.low))
        worst = { from: values[j], to: values[j + window - 1], low, high };
    }
  }
  if (worst === null) return [];
  const { low, high, ...at } = worst;
  return [{ code: "FS3317", facts: { step: "savgol", window, ...at, low: short(low), high: short(high) } }];
}

const short = (value: number): number => Number(value.toPrecision(4));

/** One unit of the last digit that the axis is written with. */
function lastDigit(values: readonly number[]): number {
  let decimals = 0;
  for (const value of values) decimals = Math.max(decimals, String(value).split(".")[1]?.length ?? 0);
  return Number(`1e-${decimals}`);
}

function filter(values: Float64Array, weights: readonly Float64Array[], out: Float64Array): void {
  const window = weights.length;
  const half = (window - 1) / 2;
  const last = values.length - window;
  const middle = weights[half];
  for (let start = 0; start <= last; start++) out[start + half] = windowSum(values, start, middle);
  for (let k = 0; k < half; k++) {
    out[k] = windowSum(values, 0, weights[k]);
    out[last + half + 1 + k] = windowSum(values, last, weights[half + 1 + k]);
  }
}

function windowSum(values: Float64Array, start: number, weights: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < weights.length; k++) sum += weights[k] * values[start + k];
  return sum;
}

/** What turns a derivative per point into the one asked for: 1, or 1/spacing^deriv. */
function scaleOf(columns: Columns, { per, deriv }: Options): number {
  if (per === "point") return 1;
  const spacing = evenSpacing(columns);
  let scale = 1;
  for (let k = 0; k < deriv; k++) scale /= spacing;
  return scale;
}

/** The spacing of an even axis. Headers rounded to a few digits are even: no point may be off its place by over 5 %. */
function evenSpacing(columns: Columns): number {
  const { values, unit } = axisOf("savgol", columns);
  const spacing = (values[values.length - 1] - values[0]) / (values.length - 1);
  values.forEach((value, j) => {
    if (Math.abs(value - values[0] - j * spacing) > 0.05 * spacing) {
      throw new Refusal("FS3314", { step: "savgol", at: value, unit, spacing });
    }
  });
  return spacing;
}

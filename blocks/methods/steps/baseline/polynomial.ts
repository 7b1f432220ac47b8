/** polynomial and modpoly: baseline by a polynomial, fitted to the whole spectrum or, again and again, to what lies below it. */
import { z } from "zod";
import { fitted, polynomialColumns, thinQr } from "../../numeric/small-solve.ts";
import { type BaselineFit, ended, iterations } from "./common.ts";

const order = (byDefault: number) => z.int().min(0).max(12).default(byDefault).describe("Order of the polynomial.");

export const polynomialOptions = z
  .strictObject({
    method: z.literal("polynomial").describe("Least-squares polynomial."),
    order: order(2),
  })
  .describe("A polynomial fitted by least squares to the whole spectrum, bands included.");

export const modpolyOptions = z
  .strictObject({
    method: z.literal("modpoly").describe("Modified polynomial."),
    order: order(5),
    iterations: iterations(100),
    ratio: z
      .number()
      .positive()
      .lt(1)
      .default(1e-3)
      .describe("Ends where the baseline changes by less than this share."),
  })
  .describe("A polynomial fitted again and again to the spectrum cut off above it (Lieber and Mahadevan-Jansen).");

/** @param at positions of the points, scaled to [−1, 1] */
export function polynomial(at: Float64Array, options: { readonly order: number }): BaselineFit {
  const qr = thinQr(polynomialColumns(at, options.order));
  return (spectrum, baseline) => {
    fitted(qr, spectrum, baseline);
    return undefined;
  };
}

/** @param at positions of the points, scaled to [−1, 1] */
export function modpoly(at: Float64Array, options: Omit<z.infer<typeof modpolyOptions>, "method">): BaselineFit {
  const qr = thinQr(polynomialColumns(at, options.order));
  const cut = new Float64Array(at.length);
  const before = new Float64Array(at.length);
  return (spectrum, baseline) => {
    cut.set(spectrum);
    fitted(qr, cut, baseline);
    for (let pass = 2; pass <= options.iterations; pass++) {
      before.set(baseline);
      for (let j = 0; j < cut.length; j++) cut[j] = Math.min(cut[j], baseline[j]);
      fitted(qr, cut, baseline);
      if (!(relativeChange(before, baseline) >= options.ratio)) return ended(pass, spectrum, before, baseline, true);
    }
    return ended(options.iterations, spectrum, options.iterations > 1 ? before : null, baseline, false);
  };
}

function relativeChange(before: Float64Array, after: Float64Array): number {
  let change = 0;
  let size = 0;
  for (let j = 0; j < before.length; j++) {
    change += (after[j] - before[j]) * (after[j] - before[j]);
    size += before[j] * before[j];
  }
  return size > 0 ? Math.sqrt(change / size) : 0;
}

/** Options of the features block: which columns are made of the variables, and which of those are kept. */

import { z } from "zod";
import type { Learns } from "../../contract/step.ts";
import { words } from "../../contract/words.ts";
import { components, oneOrMany } from "../estimators/options.ts";
import { axisRange } from "../steps/axis-range.ts";

const name = z.string().min(1);

const peak = z.strictObject({
  at: z.number().describe("where the peak is, in the unit of the axis"),
  window: z.number().positive().describe("width of the range around `at` that is looked at"),
  measure: z
    .enum(["height", "area"])
    .default("height")
    .describe("the largest value in the range, or the area over it by the trapezoidal rule"),
});

/** How the columns are kept that tell most of the outcome. */
const select = z.strictObject({
  method: z
    .enum(["anova_f", "vip", "k_best"])
    .default("anova_f")
    .describe(
      "`anova_f` ranks the columns by F of the analysis of variance between classes; `vip` ranks them by their importance in a PLS model on scaled columns; `k_best` ranks them by F: for classes of the analysis of variance, for a number of its correlation",
    ),
  k: oneOrMany(z.int().min(1)).describe("how many columns are kept; a list is a grid"),
});

/** The mapping below `columns`; also the options of the step `features`. */
export const featureColumns = z
  .strictObject({
    bands: z.record(name, axisRange).optional().describe("areas over ranges of the axis, by the trapezoidal rule"),
    peaks: z.record(name, peak).optional().describe("heights or areas around a place on the axis"),
    ratios: z
      .record(name, z.tuple([z.string(), z.string()]))
      .optional()
      .describe("quotients of two bands or peaks, by name"),
    pca: z
      .strictObject({
        components: oneOrMany(components).describe("how many principal components; a list is a grid"),
        scale: z
          .boolean()
          .default(false)
          .describe("divides the scores of a component by their standard deviation over the training rows"),
      })
      .optional()
      .describe("scores on principal components, learnt from the training rows"),
    pls: z
      .strictObject({ components: oneOrMany(components).describe("how many latent variables; a list is a grid") })
      .optional()
      .describe("scores on latent variables of PLS, learnt from the training rows and their outcome"),
    select: select
      .optional()
      .describe("keeps k of the columns above, or of the variables themselves where there are none above"),
  })
  .refine(
    ({ bands, peaks, ratios, pca, pls, select }) =>
      [bands, peaks, ratios].some((family) => Object.keys(family ?? {}).length > 0) ||
      [pca, pls, select].some((family) => family !== undefined),
    { message: words("write at least one of bands, peaks, ratios, pca, pls or select") },
  )
  .describe("what is made of the variables, side by side in this order; names of one family in code-unit order");

export type FeatureColumns = z.output<typeof featureColumns>;

/** The values of a tunable option, as a list. */
export const valuesOf = (option: number | readonly number[]): readonly number[] =>
  typeof option === "number" ? [option] : option;

/** The value that stands for a list where nothing is tuned: for display, export and the number of columns. */
export const largest = (option: number | readonly number[]): number => Math.max(...valuesOf(option));

/** Names of a mapping in code-unit order: a mapping has no order of its own once it has been stored. */
export const namesOf = (mapping: { readonly [name: string]: unknown } | undefined): readonly string[] =>
  Object.keys(mapping ?? {}).sort();

/** What features learn from with these options. */
export function learntFrom({ pca, pls, select }: FeatureColumns): Learns {
  if (pls !== undefined || select !== undefined) return "outcome";
  return pca === undefined ? null : "spectra";
}

/** Face of the `figure` block: its words, figures and tables, and where its numbers come from. */
import { z } from "zod";
import type { Face } from "../contract/face.ts";
import { spectraForms } from "../contract/view.ts";
import type { figureCompute } from "./compute.ts";

export const figurePresentation = z.strictObject({
  show: z.string().describe("address of the figure: `block.name`, as in `plsda.confusion`"),
  classes: z.array(z.string()).min(1).optional().describe("only these classes"),
  range: z.tuple([z.number(), z.number()]).optional().describe("only this range of the axis"),
  view: z
    .enum(spectraForms)
    .optional()
    .describe(
      "of spectra: classes over one another (`overlay`), each above the one before (`offset`), or their means minus the mean of all (`difference`)",
    ),
  peaks: z
    .union([z.boolean(), z.array(z.number()).min(1).max(20)])
    .optional()
    .describe("of spectra: whether peaks of the mean are labelled, or the positions that are"),
  outliers: z
    .int()
    .min(0)
    .max(10)
    .optional()
    .describe("of spectra: how many of those far from the others are named in the margin (default: 3)"),
  caption: z.string().optional().describe("instead of the figure's own caption"),
  title: z.string().optional().describe("instead of the figure's own title"),
});

export const figureFace: Face<typeof figureCompute, typeof figurePresentation> = {
  summary: "Places a figure of another block here, narrowed to classes or a range, under a caption of its own.",
  mustExplain: [],
  presentation: figurePresentation,
  views: {},
  shows: (_, { show }) => [{ address: show, at: ["show"] }],
};

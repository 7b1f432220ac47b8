/** Face of the `figure` block: its words, figures and tables, and where its numbers come from. */
import { z } from "zod";
import type { Face } from "../contract/face.ts";
import type { figureCompute } from "./compute.ts";

export const figurePresentation = z.strictObject({
  show: z.string().describe("address of the figure: `block.name`, as in `plsda.confusion`"),
  classes: z.array(z.string()).min(1).optional().describe("only these classes"),
  range: z.tuple([z.number(), z.number()]).optional().describe("only this range of the axis"),
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

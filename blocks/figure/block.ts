/** The `figure` block: places a figure that another block makes, narrows it and captions it. */
import { z } from "zod";
import { defineKind } from "../contract/kind.ts";

const nothing = z.strictObject({});

export const figure = defineKind({
  kind: "figure",
  summary: "Places a figure of another block here, narrowed to classes or a range, under a caption of its own.",
  lane: "explanation",
  role: "explanation",
  stage: "reporting",
  reads: [],
  draws: false,
  options: nothing,
  presentation: z.strictObject({
    show: z.string().describe("address of the figure: `block.name`, as in `plsda.confusion`"),
    classes: z.array(z.string()).min(1).optional().describe("only these classes"),
    range: z.tuple([z.number(), z.number()]).optional().describe("only this range of the axis"),
    caption: z.string().optional().describe("instead of the figure's own caption"),
    title: z.string().optional().describe("instead of the figure's own title"),
  }),
  gives: null,
  results: nothing,
  artifacts: {},
  views: {},
  needs: () => [],
  inputs: () => [],
  infer: () => ({ shape: null, remarks: [] }),
  run: () => ({ results: {}, artifacts: [], logged: {} }),
  shows: (_, { show }) => [{ address: show, at: ["show"] }],
});

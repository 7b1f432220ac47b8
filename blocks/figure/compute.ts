/** What the `figure` block computes: places a figure that another block makes, narrows it and captions it. */
import { z } from "zod";
import { compute } from "../contract/kind.ts";

const nothing = z.strictObject({});

export const figureCompute = compute({
  kind: "figure",
  lane: "explanation",
  role: "explanation",
  stage: "reporting",
  reads: [],
  draws: false,
  options: nothing,
  gives: null,
  results: nothing,
  artifacts: {},
  needs: () => [],
  inputs: () => [],
  run: () => ({ results: {}, artifacts: [], logged: {} }),
});

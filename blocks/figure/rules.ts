/** Rules of the `figure` block: what is wrong with it from the document alone, and what a mode requires of it. */
import type { Rules } from "../contract/kind.ts";
import type { figureCompute } from "./compute.ts";
import type { figurePresentation } from "./face.ts";

export const figureRules: Rules<typeof figureCompute, typeof figurePresentation> = {
  infer: () => ({ shape: null, remarks: [] }),
};

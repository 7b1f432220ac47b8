/** Face of the `preprocess` block: its words, figures and tables, and where its numbers come from. */
import type { Face } from "../contract/face.ts";
import { presentation } from "../contract/presentation.ts";
import { type DeclaredQuantities, quantityIn } from "../contract/quantities.ts";
import type { preprocessCompute } from "./compute.ts";
import { describedPreprocessing } from "./described.ts";
import { preprocessViews } from "./views.ts";

export const preprocessFace: Face<typeof preprocessCompute, typeof presentation> = {
  quantity: (path) => quantityIn(quantities, path),
  name: "Preprocessing",
  summary: "Turns spectra into variables by an ordered list of steps; what learns is fitted inside the folds.",
  mustExplain: ["steps"],
  presentation,
  described: describedPreprocessing,
  views: preprocessViews,
  said: (_, { step }) => `${step} is fitted inside each fold`,
};

const quantities: DeclaredQuantities = {
  options: "given",
};

/** Face of the `features` block: its words, figures and tables, and where its numbers come from. */
import { jsonPointer } from "../contract/brief.ts";
import type { Face } from "../contract/face.ts";
import { presentation } from "../contract/presentation.ts";
import { type DeclaredQuantities, quantityIn } from "../contract/quantities.ts";
import type { featuresCompute } from "./compute.ts";
import { describedFeatures } from "./described.ts";
import { featuresViews } from "./views.ts";

export const featuresFace: Face<typeof featuresCompute, typeof presentation> = {
  quantity: (path) => quantityIn(quantities, path),
  summary: "Makes few columns of many variables: bands, peaks, ratios, scores; what learns is fitted inside the folds.",
  mustExplain: ["n_features_output"],
  presentation,
  described: describedFeatures,
  origin: ([first, ...rest]) =>
    first === "importance" ? { artifact: "features/feature_importance.json", pointer: jsonPointer(rest) } : null,
  views: featuresViews,
  said: (_, { step }) => `${step} is fitted inside each fold`,
};

const quantities: DeclaredQuantities = {
  tunable: "given",
  explained_variance: "share",
  importance: "number",
};

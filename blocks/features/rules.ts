/** Rules of the `features` block: what is wrong with it from the document alone, and what a mode requires of it. */
import { reportModes } from "../../schemas/contract.ts";
import type { Rules } from "../contract/kind.ts";
import type { presentation } from "../contract/presentation.ts";
import { learntFrom } from "../methods/features/options.ts";
import type { featuresCompute } from "./compute.ts";
import { inferFeatures } from "./infer.ts";

export const featuresRules: Rules<typeof featuresCompute, typeof presentation> = {
  infer: (known, { columns }) => inferFeatures(known, columns, learntFrom(columns)),
  requires: [
    { path: "features/X_features.npy", modes: reportModes, says: "the features" },
    { path: "features/feature_names.json", modes: reportModes, says: "their names" },
    { path: "features/feature_importance.json", modes: reportModes, says: "their weight" },
  ],
};

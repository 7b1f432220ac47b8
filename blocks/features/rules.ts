/** Rules of the `features` block: what is wrong with it from the document alone, and what a mode requires of it. */
import type { Rules } from "../contract/kind.ts";
import type { presentation } from "../contract/presentation.ts";
import { type featuresCompute, learnt } from "./compute.ts";
import { inferFeatures } from "./infer.ts";

export const featuresRules: Rules<typeof featuresCompute, typeof presentation> = {
  infer: (known, { columns }) => inferFeatures(known, columns, learnt(columns)),
};

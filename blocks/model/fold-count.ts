/** How many folds there were, in words: of repeats how often they were dealt. */
import { counted } from "../contract/number-text.ts";
import type { ModelResults } from "./results.ts";

/** `10 folds`, `60 repeats of 2 folds`. */
export const foldCount = ({ n_folds, n_repeats }: Pick<ModelResults, "n_folds" | "n_repeats">): string =>
  `${n_repeats > 1 ? `${n_repeats} repeats of ` : ""}${counted(n_folds / n_repeats, "fold")}`;

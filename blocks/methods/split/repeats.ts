/** Repeats: how often a scheme deals its folds anew; each repeat leaves every row out once. */
import type { Split } from "../../contract/model.ts";

/** How often the folds of a split were dealt. */
export const repeatsOf = ({ scheme, folds }: Pick<Split, "scheme" | "folds">): number => {
  const { repeats } = scheme.options;
  return typeof repeats === "number" && folds.length > 0 ? repeats : 1;
};

/** The repeat a fold belongs to, from 0: repeats stand one after another. */
export const repeatOf = (split: Pick<Split, "scheme" | "folds">, fold: number): number =>
  Math.floor((fold * repeatsOf(split)) / split.folds.length);

/** Missing classes: folds whose training rows have no spectrum of a class, so that the class cannot be learnt there. */
import type { Outcome } from "../../contract/dataset.ts";
import type { Split } from "../../contract/model.ts";

export interface MissingClasses {
  readonly fold: string;
  /** In class order. */
  readonly classes: readonly string[];
}

/** One entry a fold that lacks a class in its training rows; none for regression. */
export function missingClasses(split: Split, outcome: Outcome): MissingClasses[] {
  const { label } = outcome;
  if (label === null) return [];
  return split.folds.flatMap(({ name, training }) => {
    const present = new Set(training.map((i) => label.codes[i]));
    const classes = label.classes.filter((_, code) => !present.has(code));
    return classes.length === 0 ? [] : [{ fold: name, classes }];
  });
}

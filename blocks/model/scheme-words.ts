/** Scheme words: how a model was validated, by the field's names. */
import { counted } from "../contract/number-text.ts";
import { foldCount } from "./fold-count.ts";
import type { ModelResults } from "./results.ts";

type Validated = Pick<ModelResults, "scheme" | "n_folds" | "n_repeats" | "unit"> &
  Partial<Pick<ModelResults, "n_untested">>;

const wholes: { readonly [unit: string]: string | undefined } = {
  batch: "whole batches",
  sample: "whole samples",
  group: "whole groups",
  spectrum: "single spectra",
};

/** `leave-one-batch-out cross-validation, 10 folds`. */
export function schemeWords({ scheme, n_folds, n_repeats, unit, n_untested = 0 }: Validated): string {
  if (n_folds === 0) return "no validation";
  const folds = foldCount({ n_folds, n_repeats });
  const whole = wholes[unit] ?? `whole ${unit}s`;
  switch (scheme) {
    case "lobo":
    case "loso":
      return `leave-one-${unit}-out cross-validation, ${folds}`;
    case "nested":
      return `nested cross-validation, one ${unit} left out at a time, ${folds}`;
    case "holdout":
      return `one holdout of ${whole}`;
    case "walk_forward":
      return `each ${unit === "batch" ? "batch" : "segment of time"} by what was measured before it, ${folds}${untestedWords(n_untested)}`;
    default:
      return `cross-validation by ${whole}, ${folds}`;
  }
}

const untestedWords = (n: number): string =>
  n === 0 ? "" : `; ${counted(n, "sample")} tested by none ${n === 1 ? "counts" : "count"} in no metric`;

/** Tries of models: one recipe on the same rows and the same outcome is one try. */

import type { Json } from "../../schemas/plain-json.ts";
import { counted } from "../contract/number-text.ts";
import type { Tried, Tries } from "../contract/tries.ts";
import { methods } from "../methods/methods.ts";
import type { ModelOptions } from "./options.ts";
import type { ModelResults } from "./results.ts";

/**
 * The best of several estimates of quality is biased upward, though each of them is not: Cawley, G. C. & Talbot, N. L. C. (2010),
 * J. Mach. Learn. Res. 11, 2079-2107, section 5. So it is told of how many a headline is one. Tuning inside the training rows is
 * told too; it is part of what was validated.
 */
export const modelTries: Tries<ModelOptions, ModelResults> = {
  at: { value: "dataset", parts: ["rows", "outcome"] },
  of: ({ estimator }) => methods.estimator(estimator.name).task,
  // What else is asked of the validation, and who judges, changes no model.
  recipe: ({ validate, ...recipe }, { scheme = null }) => ({ ...recipe, scheme: recipe.scheme ?? scheme }) as Json,
  tuningValues: ({ n_candidates }) => n_candidates ?? null,
  words: ({ models, all, tuningValues }: Tried) => {
    const which = models === 1 ? "The only model" : `One of ${models} models`;
    const best = models === 1 ? "" : "; the best of several tends to look better than it is";
    const others = all === models ? "" : `, of ${all} in all`;
    return `${which} of this document on these rows and this outcome${others}${tuningWords(tuningValues)}${best}.`;
  },
  keptWords: (atLeast) =>
    `The store keeps at least ${counted(atLeast, "recipe")} for models on these rows and this outcome.`,
};

function tuningWords(values: number | null): string {
  if (values === null) return "";
  return values === 0 ? ", nothing tuned" : `, ${counted(values, "tuning value")}`;
}

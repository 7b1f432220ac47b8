/** How the figure of a model is spread where labels or targets are exchanged. */

import { permutationChart } from "../../charts/permutations.ts";
import { rounded } from "../../contract/number-text.ts";
import { numberText } from "../../contract/quantity.ts";
import { asGoodIn } from "../../methods/validation/permutation/permutation-test.ts";
import type { ModelView } from "../model-view.ts";
import { exchangedWords, reasonWords } from "../validation-words.ts";

export const permutation: ModelView = {
  shape: "figure",
  title: "permutation test",
  byDefault: false,
  exists: ({ options: { validate } }) =>
    validate === "full" || (typeof validate === "object" && (validate.permutations ?? 0) > 0),
  make(source) {
    const { permutation: made } = source.results.validation;
    if ("na" in made) return Promise.resolve({ na: `The permutation test was not made: ${reasonWords[made.na]}.` });
    const metric = made.metric === "rmsecv" ? "RMSECV" : "Balanced accuracy";
    const { observed, values, n, p, exchanged } = made;
    return Promise.resolve({
      data: {
        ...permutationChart(values, observed, metric),
        from: { artifact: "model/validation.json", pointer: "/permutation" },
      },
      alt: `${metric} of ${n} exchanges; ${asGoodIn(made)} are as good as the observed ${rounded(observed)} or better, p ${numberText(p, "p said")}.`,
      caption: `${metric} of the whole recipe with labels or targets exchanged between ${exchangedWords[exchanged]}, ${n} times; the line is the observed figure.`,
    });
  },
};

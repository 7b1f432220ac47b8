/** Excluded fraction: the share of samples in the scope of which the document, or what it does about gaps and copies, left nothing. */
import { type CheckWords, check } from "../check.ts";

export const declaration = check({
  id: "excluded_fraction",
  gate: "data",
  code: "FS7141",
  limit: "max",
  unit: "fraction",
  threshold: { field: "max_excluded_fraction", default: 0.05, floor: 0.15, bounds: [0, 1] },
  measure: ({ facts: { excluded, samples } }) => ({
    value: excluded.length / samples,
    worst: excluded.map(({ sample, class: name, why }) => ({
      sample,
      ...(name === null ? {} : { class: name }),
      value: null,
      about: why,
    })),
  }),
});

export const words: CheckWords = {
  title: "Samples taken out",
  quantity: "share",
  action:
    "Keep the samples, or measure them again; where there is a reason to do without them, look at the figure that includes them.",
  fields: {
    max_excluded_fraction: {
      meaning: "samples of the files, within the scope, of which no spectrum is left",
    },
  },
};

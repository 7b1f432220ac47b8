/** Words of why a metric has no interval. Artifacts hold the codes. */
import type { NaLimit } from "./limits.ts";

export const naWords: { readonly [N in NaLimit]: string } = {
  undefined: "the metric is not defined here",
  few_samples: "fewer than 8 samples",
  few_batches: "fewer than 5 batches",
  few_groups: "fewer than 5 groups",
  few_segments: "fewer than 5 segments of time",
  no_spread: "nothing differs between samples",
  fitted_rows: "of the rows the model was fitted on",
  no_latent_variables: "it is not known how many latent variables the fit took",
  no_degrees_left: "no more samples were fitted than latent variables and one",
  no_reference_replicates: "the reference values have no replicates",
};

export const isNaLimit = (code: unknown): code is NaLimit => typeof code === "string" && Object.hasOwn(naWords, code);

/** The plural of what a new measurement would be one of. */
export const unitsWord = { sample: "samples", batch: "batches", group: "groups", segment: "segments" } as const;

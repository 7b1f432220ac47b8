/** Unknown samples: what the results hold of those that are only predicted. */
import { z } from "zod";

/** One entry a sample, in code-unit order of their names. */
export const unknownSamples = z.array(
  z.strictObject({
    sample: z.string(),
    n_spectra: z.int().min(1),
    predicted: z.union([z.string(), z.number()]).nullable().describe("null: no spectrum of it could be predicted"),
    probability: z.number().nullable().describe("of the predicted class; null without probabilities"),
    outside: z.array(z.enum(["t2", "q", "leverage", "nearest"])).describe("what a spectrum of it lies beyond"),
  }),
);
export type UnknownSamples = z.output<typeof unknownSamples>;

/** Made up for tests: takes the mean level of the training spectra off every spectrum, times a factor. */
import { z } from "zod";
import { mapRows } from "../../../blocks/contract/matrix.ts";
import { Refusal } from "../../../blocks/contract/refusal.ts";
import { step } from "../../../blocks/methods/steps/step.ts";

export const level = step({
  name: "level",
  family: "baseline",
  learns: "spectra",
  options: z
    .strictObject({ factor: z.number().default(1).describe("how much of the level is taken off") })
    .describe("Takes the mean of all training values off every value."),
  columns: (before) => before,
  fit(training) {
    let sum = 0;
    for (const value of training.data) sum += value;
    if (!Number.isFinite(sum)) throw new Refusal("FS3303", { step: "level", reason: "it is no number" });
    return { mean: sum / training.data.length };
  },
  apply: (rows, { factor }, _, { mean }) =>
    mapRows(rows, (values, _i, out) => {
      for (let j = 0; j < values.length; j++) out[j] = values[j] - factor * mean;
    }),
});

/** Drift policy: from which p on new samples are taken for others than those a predictor was certified on. */
import { z } from "zod";

/** Five tests of which some have 1999 permutations cannot give a smaller p than 0.0025: a limit below this would never be met. */
const least = 0.005;
const limit = z.number().min(least).max(0.5);

export const driftPolicySchema = z.strictObject({
  warn_p: limit.default(0.05).describe("below this p of drift the run ends with a warning"),
  fail_p: limit.default(0.01).describe("below this p of drift the run ends with exit code 7; at most `warn_p`"),
});
export type DriftPolicy = z.output<typeof driftPolicySchema>;

export const defaultDriftPolicy: DriftPolicy = driftPolicySchema.parse({});

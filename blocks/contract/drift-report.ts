/** Drift schema: the reference that is stored with a predictor, and the report of a set of new samples. */
import { z } from "zod";

const numbers = z.array(z.number());

export const driftReferenceSchema = z.strictObject({
  training_samples: z.int().describe("samples on which the space was fitted; none of them is in the reference"),
  mean: numbers.describe("of the variables the model sees, over the training samples"),
  loadings: z.array(numbers).describe("one unit vector a principal component"),
  variances: numbers.describe("of the training samples' scores"),
  samples: z.array(z.string()).describe("of the reference: calibration and conformal samples, in code-unit order"),
  spectra: z.int().describe("spectra of these samples"),
  scores: z.array(numbers).describe("a list a sample: its scores"),
  t2: numbers.describe("Hotelling's T² of each sample"),
  q: numbers.describe("Q of each sample: the squared length of its residual spectrum"),
  residuals: z.array(numbers).describe("a list a sample: what the components leave of it, seven digits"),
  spectrum_limits: z
    .strictObject({ t2: z.number(), q: z.number() })
    .describe("beyond which a single spectrum is named: the 95 % values of the reference's spectra"),
});
export type DriftReference = z.output<typeof driftReferenceSchema>;

export const testNames = [
  "scores_and_q",
  "energy_scores",
  "energy_residuals",
  "exceedance",
  "paired_residuals",
] as const;

const p = z.number().min(0).max(1);

const testSchema = z.strictObject({
  test: z.enum(testNames),
  statistic: z.number().describe("KS distance, energy distance, number beyond, or length of the mean difference"),
  p: p.describe("of this test, its own parts allowed for"),
  n: z.int().describe("new samples it looked at"),
  parts: z
    .array(z.strictObject({ of: z.string(), statistic: z.number(), p }))
    .describe("of tests that look at several numbers, each with its p"),
});

export const driftReportSchema = z.strictObject({
  schema_version: z.literal(1),
  status: z.enum(["ok", "warn", "fail", "na"]),
  reason: z.enum(["too_few_samples"]).nullable().describe("why nothing was tested; null where it was"),
  p: p.nullable().describe("smallest p times the number of tests, at most 1"),
  warn_p: p,
  fail_p: p,
  permutations: z.int(),
  n_new: z.int().describe("new samples"),
  n_reference: z.int().describe("samples of the reference"),
  components: z.int(),
  tests: z.array(testSchema),
  moved: z
    .array(
      z.strictObject({
        of: z.string(),
        psi: z.number().describe("population stability index"),
        limit: z.number(),
        moved: z.boolean(),
      }),
    )
    .describe("shown, never decides"),
  spectra_per_sample: z.strictObject({ reference: z.number(), new: z.number() }),
  flagged: z
    .array(
      z.strictObject({
        row: z.int().describe("of the new spectra, from 0"),
        id: z.string(),
        sample: z.string(),
        t2: z.number(),
        q: z.number(),
        beyond: z.string().describe("T², Q, or T² and Q"),
      }),
    )
    .describe("single spectra that lie far from the reference, the farthest first"),
});
export type DriftReport = z.output<typeof driftReportSchema>;

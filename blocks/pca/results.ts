/** What the pca block writes: the components, and where each spectrum stands to them. */
import { z } from "zod";

const shares = z.array(
  z
    .number()
    .min(0)
    .max(1 + 1e-12),
);

const pcaSchema = z.strictObject({
  schema_version: z.literal(1),
  components: z.int().min(1),
  eigenvalues: z.array(z.number()).describe("variance of each score over the fitted spectra, divisor n − 1"),
  explained: shares.describe("share of the variance that each component carries"),
  cumulative: shares.describe("share that it and those before it carry"),
  t2_limit: z.number().nullable().describe("95 % limit of T² for the fitted spectra; null where they are too few"),
  q_limit: z.number().describe("95 % limit of Q for the fitted spectra"),
  mean: z.array(z.number()).describe("of each variable over the fitted spectra, after scaling"),
  scale: z
    .array(z.number())
    .nullable()
    .describe("standard deviation that each variable was divided by, divisor n − 1; null without `autoscale`"),
  loadings: z
    .array(z.array(z.number()))
    .describe("a unit vector a component; its largest element, by size, is positive"),
});

const beyond = z.int().min(0);

export const pcaResults = z.strictObject({
  schema_version: z.literal(1),
  n_spectra: z.int().describe("that it was fitted on"),
  n_external: z.int().describe("that were projected only"),
  n_variables: z.int(),
  components: z.int(),
  explained: shares,
  cumulative: shares,
  t2_limit: z.number().nullable(),
  q_limit: z.number(),
  beyond_t2: beyond.describe("fitted spectra beyond the limit of T²"),
  beyond_q: beyond.describe("fitted spectra beyond the limit of Q"),
  external_beyond: beyond.describe("external spectra beyond one or the other limit, of T² that of new spectra"),
});
export type PcaResults = z.output<typeof pcaResults>;

export const pcaArtifacts = { "pca/pca.json": pcaSchema };

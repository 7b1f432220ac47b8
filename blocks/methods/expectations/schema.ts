/** Schema of what of a model is compared with an expectation: whoever shows it compares nothing itself. */
import { z } from "zod";

/** The worst first: what takes most from the figure of a model. */
export const expectationCodes = ["FS5305", "FS5303", "FS5301", "FS5302", "FS5304", "FS5306"] as const;

export const expectationSchema = z.strictObject({
  code: z.enum(expectationCodes).describe("the finding it is where it is beyond"),
  measure: z
    .enum(["t2", "q", "residual", "rmse", "accuracy", "bias", "slope"])
    .describe("what is compared; t2, q and residual are of single samples, of which those beyond are counted"),
  rows: z.enum(["fitted", "left out", "external"]).describe("the samples it is of"),
  observed: z.number().describe("a count of samples, or the metric"),
  expected: z.number().describe("what it is held against: so many samples, another metric, the reference, 0 or 1"),
  limit: z.number().nullable().describe("what a sample that is counted lies beyond; null of a metric"),
  n: z.int().describe("samples"),
  unit: z.string().nullable().describe("of observed and expected; null: without one"),
  p: z.number().nullable().describe("of as much or more by chance; null where intervals are compared"),
  beyond: z.boolean(),
  worst: z
    .array(z.strictObject({ sample: z.string(), value: z.number() }))
    .describe("the samples that lie beyond, the farthest first, at most 8: its T², Q, or predicted less reference"),
});
export type Expectation = z.output<typeof expectationSchema>;
export type ExpectationCode = Expectation["code"];

/** So many samples are named. */
const mostNamed = 8;

/** Samples by how far they are, the farthest first, equals by name. */
export const worstOf = (samples: readonly Expectation["worst"][number][]): Expectation["worst"] =>
  [...samples]
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || (a.sample < b.sample ? -1 : 1))
    .slice(0, mostNamed);

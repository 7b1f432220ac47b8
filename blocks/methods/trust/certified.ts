/** The certified predictor: its file, and new spectra scored by it without the document it came from. */

import { z } from "zod";
import type { CertifiedPredictor } from "../../contract/certified.ts";
import type { Columns } from "../../contract/dataset.ts";
import { driftReferenceSchema } from "../../contract/drift-report.ts";
import type { Matrix } from "../../contract/matrix.ts";
import type { Methods } from "../../contract/methods.ts";
import { plainJson } from "../../contract/plain-json.ts";
import { groupedInOrder } from "../numeric/grouped.ts";
import { meanRows } from "../numeric/mean-rows.ts";
import { rawVariables } from "../recipe/predict.ts";
import { predictorSchema } from "../recipe/predictor-file.ts";
import { type Applied, applyRules } from "./apply.ts";
import { type Distances, distancesIn } from "./density.ts";

const numbers = z.array(z.number());
const count = z.int().min(0);

export const calibratorSchema = z
  .discriminatedUnion("method", [
    z.strictObject({ method: z.literal("none") }),
    z.strictObject({
      method: z.literal("temperature"),
      temperature: z.number().gt(0),
      prior: z.enum(["log-normal", "none"]),
    }),
    z.strictObject({ method: z.literal("platt"), a: numbers, b: numbers }),
    z.strictObject({
      method: z.literal("isotonic"),
      low: z.number(),
      high: z.number(),
      classes: z.array(z.strictObject({ x: numbers, y: numbers })),
    }),
  ])
  .describe(
    "softmax(logits/T), 1/(1 + exp(a·f + b)) of the log odds f, or a rising curve of the share, class by class",
  );

const thresholdSchema = z.strictObject({
  category: z.string().nullable().describe("class or batch; null: of everything"),
  n: count.describe("conformal samples, or batches where the promise is for batches"),
  k: count.describe("⌈(n + 1)(1 − α) − 1e−9⌉"),
  qhat: z.number().nullable().describe("the k-th smallest score; null: infinite, k is beyond n"),
});

export const densitySchema = z.strictObject({
  components: z
    .strictObject({ mean: numbers, loadings: z.array(numbers), variances: numbers })
    .nullable()
    .describe("principal components of the training variables; null: the estimator's own latent space"),
  n: count,
  k: count,
  t2: z.number().nullable().describe("largest T² that is answered; null: no limit"),
  q: z.number().nullable().describe("largest Q that is answered; null: no limit"),
});

export const confidenceSchema = z.strictObject({
  tau: z.number().nullable().describe("least confidence that is answered; null: none is high enough"),
  rule: z
    .enum(["certified", "expected", "none", "given"])
    .describe(
      "certified: at most target_risk of the answers are wrong, with 95 % confidence; expected: on average over such studies; none: nothing is answered; given: `tau` was, and nothing is promised",
    ),
  target_risk: z.number().nullable().describe("null: `tau` was given"),
  n: count.describe("conformal samples"),
  answered: count.describe("conformal samples with this confidence"),
  errors: count.describe("of these, answered wrongly"),
  upper: z.number().nullable().describe("one-sided 95 % upper limit of the risk (Clopper–Pearson)"),
  needed: count.nullable().describe("fewest answers, all of them right, that certify target_risk; null without one"),
});

const ids = z.array(z.string());
const { schema_version: _, ...predictorShape } = predictorSchema.shape;

export const certifiedSchema = z.strictObject({
  schema_version: z.literal(1),
  predictor: z.strictObject(predictorShape),
  logits: z
    .enum(["eight-times-score", "log-probability", "twice-decision"])
    .nullable()
    .describe("how scores become logits; null for regression"),
  calibrator: calibratorSchema,
  conformal: z
    .strictObject({
      score: z.enum(["lac", "aps", "residual"]),
      alpha: z.number(),
      by: z.enum(["class", "none", "batch"]),
      unit: z.enum(["sample", "batch"]),
      thresholds: z.array(thresholdSchema),
      spectrum: z.array(thresholdSchema).describe("for samples measured less often than `replicates` says"),
    })
    .nullable(),
  confidence: confidenceSchema.nullable(),
  density: densitySchema.nullable(),
  design: z.enum(["split", "cross"]),
  unit: z.enum(["batch", "sample"]).describe("what the sets of samples share none of"),
  replicates: count.describe("fewest spectra of a conformal sample"),
  samples: z.strictObject({ training: ids, calibration: ids, conformal: ids }).describe("ids of samples"),
  drift: driftReferenceSchema
    .nullable()
    .describe("what new spectra are compared with; null with `design: cross`, where no sample is kept from training"),
  predictions: z
    .array(numbers)
    .nullable()
    .describe("scores of the samples of `drift` as they are stored there: predicted again where the file is opened"),
});

/** certified_predictor.json of a certified predictor. */
export const certifiedFile = (certified: CertifiedPredictor): z.input<typeof certifiedSchema> =>
  plainJson({ schema_version: 1, ...certified });

/** The certified predictor of a file. Throws ZodError where the file is none; nothing in it executes. */
export function readCertified(text: string): CertifiedPredictor {
  const { schema_version: _, ...certified } = certifiedSchema.parse(JSON.parse(text));
  return certified as CertifiedPredictor;
}

/** Spectra as measured, and whose they are. */
export interface NewSpectra {
  /** n × p. */
  readonly spectra: Matrix;
  readonly columns: Columns;
  /** Length n: spectra of one sample are averaged. */
  readonly sample: readonly string[];
  /** Length n, or absent. */
  readonly batch?: readonly (string | null)[];
}

export interface Scored extends Applied {
  /** Names in code-unit order; everything else is in this order. */
  readonly samples: readonly string[];
  /** Indexes of the spectra of each sample. */
  readonly members: readonly (readonly number[])[];
  /** n × p: every spectrum as the estimator is given it. */
  readonly x: Matrix;
  /** Mean score over a sample's spectra, m × K; for regression m × 1, the predicted value. */
  readonly scores: Matrix;
  /** Mean of a sample's variables as the estimator is given them, m × p: what drift is measured on. */
  readonly variables: Matrix;
  /** Of `variables`; null where there is no rule for them. */
  readonly distances: Distances | null;
}

/**
 * New spectra, sample by sample: calibrated probabilities, the set of classes (or the interval), and whether the sample is answered.
 * A sample measured less often than the conformal ones is judged by the threshold of single spectra.
 *
 * @throws Refusal FS3501 where the columns are others than those of the predictor; of a step for a spectrum it cannot treat
 */
export function scoreCertified(methods: Methods, certified: CertifiedPredictor, of: NewSpectra): Scored {
  const { predictor, density, replicates } = certified;
  const { samples, members } = gathered(of.sample);
  const x = rawVariables(methods, predictor, of.spectra, of.columns);
  const scores = meanRows(methods.estimator(predictor.estimator).predict(x, predictor.state), members);
  const variables = meanRows(x, members);
  const distances = density === null ? null : distancesIn(methods, density.components, predictor, variables);
  const applied = applyRules(certified, predictor.classes, {
    scores,
    distances,
    batch: members.map(([first]) => of.batch?.[first] ?? null),
    isSparse: members.map((rows) => rows.length < replicates),
  });
  return { samples, members, x, scores, variables, distances, ...applied };
}

/** Rows by sample, samples in code-unit order. */
export function gathered(sample: readonly string[]): {
  readonly samples: readonly string[];
  readonly members: readonly (readonly number[])[];
} {
  const found = groupedInOrder(sample.keys(), (i) => sample[i]);
  return { samples: found.map(([name]) => name), members: found.map(([, rows]) => rows) };
}

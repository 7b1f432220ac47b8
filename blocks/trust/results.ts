/** What trust writes: its artifacts, and the headline numbers a document may name. */
import { z } from "zod";
import { calibratorSchema, certifiedSchema, confidenceSchema, densitySchema } from "../methods/trust/certified.ts";

const count = z.int().min(0);
const share = z.number().min(0).max(1).nullable();
const number = z.number().nullable();
const interval = z.tuple([z.number(), z.number()]).nullable();

const status = z
  .enum(["success", "fail", "na"])
  .describe("`fail`: it does not keep its promise; `na`: not done, the reason stands beside it");
const ended = {
  schema_version: z.literal(1),
  status,
  reason: z
    .enum([
      "not_requested",
      "regression",
      "coverage",
      "too_few_samples",
      "too_few_batches",
      "no_fair_carve",
      "too_few_for_calibration",
    ])
    .nullable()
    .describe("a code; report.json and the report say it in words"),
  short: z
    .strictObject({
      have: count,
      need: count,
      fold: z.string().nullable().describe("null or none: not inside a fold"),
      class: z.string().nullable().describe("null: of all classes together"),
      set: z.string().nullable().describe("training, calibration or conformal"),
      method: z.string().nullable().describe("of calibration"),
      to_learn: z.boolean().describe("true where they would be learnt from, in the cross design"),
    })
    .nullable()
    .describe("the numbers behind `reason`, where there is too little of something"),
};
const endedSchema = z.object(ended);
/** How a step of trust ended. */
export type Ended = Pick<z.output<typeof endedSchema>, "reason" | "short">;

const bins = z
  .array(
    z.strictObject({
      low: z.number(),
      high: z.number(),
      n: count,
      confidence: number.describe("mean of the largest probability"),
      accuracy: number.describe("share of right predictions"),
    }),
  )
  .describe("what a reliability diagram is drawn from");

const quality = z
  .strictObject({
    ece: z.number().describe("expected calibration error, by `binning`"),
    ece_null: z.tuple([z.number(), z.number()]).describe("2.5 % and 97.5 % of it where the probabilities are right"),
    ece_p: z.number().describe("share of simulated errors at least as large"),
    mce: z.number().describe("maximum calibration error"),
    mce_null: z.tuple([z.number(), z.number()]),
    mce_p: z.number(),
    brier: z.number().describe("summed over classes, 0 to 2"),
    brier_parts: z
      .strictObject({
        reliability: z.number(),
        resolution: z.number(),
        uncertainty: z.number(),
        within: z.number(),
      })
      .describe("brier = reliability − resolution + uncertainty + within (what binning leaves)"),
    log_loss: z.number(),
    bins,
  })
  .nullable();

export const calibrationSchema = z
  .strictObject({
    ...ended,
    method: z.enum(["temperature", "platt", "isotonic", "none"]),
    n_calibration: count.describe("calibration samples of the deployed predictor"),
    calibrator: calibratorSchema.nullable(),
    folds: z.array(z.strictObject({ fold: z.string(), n_calibration: count, calibrator: calibratorSchema })),
    n: count.describe("samples judged below, each by the fold that left it out"),
    binning: z
      .literal("equal_width_10")
      .describe("10 bins of equal width over the largest probability, a bin holding its upper edge"),
    null_draws: count.describe("simulated sets of outcomes behind each null band"),
    before: quality.describe("probabilities of the scores as they are: softmax of the logits"),
    after: quality,
  })
  .describe("Calibrated probabilities, and how good they are on samples left out");

const group = z.strictObject({
  n: count,
  accuracy: share,
  covered: count,
  coverage: share.describe("of the sets as the threshold has them"),
  coverage_ci: interval,
  mean_set_size: number.describe("of the issued sets; for regression the mean length of the intervals"),
});
const gated = z.strictObject({
  ...group.shape,
  coverage_p: number.describe("probability of so few or fewer, were the promise kept; null where it is not judged"),
  least_p: number.describe("below it the class fails: 0.01 over the number of classes"),
});

export const conformalSchema = z
  .strictObject({
    ...ended,
    method: z.enum(["split", "cross"]),
    score: z.enum(["lac", "aps", "residual"]),
    alpha: z.number(),
    by: z.enum(["class", "none", "batch"]),
    unit: z.enum(["sample", "batch"]).describe("for whom the promise is: new samples, or new batches"),
    separated_by: z.enum(["batch", "sample"]),
    bound: z.number().describe("coverage the design can promise: 1 − α, with `cross` 1 − 2α"),
    splits: z.array(
      z.strictObject({
        fold: z.string().describe("or `deployed`: the predictor that is handed on"),
        class: z.string().nullable(),
        batch: z.string().nullable(),
        n_calibration: count.describe("conformal samples; batches where `unit` is batch"),
        k: count,
        qhat: number.describe("null: infinite"),
        range: interval.describe("95 % range of the coverage this threshold has: Beta(k, n + 1 − k)"),
        scores: z.array(z.number()).describe("sorted"),
      }),
    ),
    n: count,
    tail: z.enum(["binomial", "beta-binomial"]).describe("what coverage_p is taken from"),
    coverage_achieved: share.describe("share of samples whose set, as the threshold has it, holds the truth"),
    coverage_ci: interval.describe("95 %, Clopper–Pearson over samples"),
    coverage_p: number.describe("probability of so few or fewer, were the promise kept: below 0.01 it fails"),
    coverage_issued: share.describe("of the sets people see: the predicted class is in each"),
    mean_set_size: number.describe("of the issued sets; for regression the mean length of the intervals"),
    mean_set_size_raw: number,
    empty_sets: count.describe("sets that the threshold leaves empty, before the predicted class is put in"),
    set_size_distribution: z.record(z.string(), count).describe("issued sets by number of classes"),
    set_size_distribution_raw: z.record(z.string(), count),
    by_class: z.record(z.string(), gated),
    by_batch: z.record(z.string(), group),
    by_instrument: z.record(z.string(), group),
  })
  .describe("Sets with a promised coverage, and what they reach on samples left out");

export const abstentionSchema = z
  .strictObject({
    ...ended,
    method: z.enum(["target_risk", "threshold", "density", "none"]).describe("what decides beside the density"),
    confidence: confidenceSchema.nullable().describe("rule of the deployed predictor"),
    tau: number,
    density: densitySchema
      .omit({ components: true })
      .nullable()
      .describe("limits of the deployed predictor: distances beyond them are not answered"),
    n: count,
    answered: count,
    far: count.describe("samples beyond the limits of density"),
    abstain_rate: share,
    accuracy_on_answered: share,
    accuracy_on_answered_ci: interval,
    risk_coverage: z.array(z.strictObject({ coverage: z.number(), risk: z.number(), confidence: z.number() })),
    aurc: number.describe("area under the risk–coverage curve: 0 is best"),
  })
  .describe("When it is better not to answer, and what answers are then worth");

const step = z.strictObject({ status, reason: z.string().nullable() });

export const trustResults = z
  .strictObject({
    ...ended,
    task: z.enum(["classification", "regression"]),
    calibration: step,
    conformal: step,
    abstention: step,
    design: z.enum(["split", "cross"]),
    separated_by: z.enum(["batch", "sample"]),
    folds_from: z
      .enum(["model", "own"])
      .nullable()
      .describe("the model's folds, or folds of whole units drawn for trust"),
    n_folds: count,
    n_samples: count.describe("samples judged, each once"),
    n_untested: count.optional().describe("samples that no fold tests, under walk_forward; absent under other schemes"),
    n_training: count.describe("samples of the certified predictor"),
    n_calibration: count,
    n_conformal: count,
    accuracy: share.describe("of this recipe, which learns from fewer samples than the model"),
    accuracy_ci: interval,
    model_accuracy: share.describe("of the model block, beside it"),
    model_accuracy_ci: interval,
    rmsecv: number.describe("of this recipe, regression"),
    rmsecv_ci: interval,
    model_rmsecv: number,
    model_rmsecv_ci: interval,
    policy_pass: z
      .boolean()
      .nullable()
      .describe("whether this recipe passes the policy of the model gate too; regulatory mode asks for it"),
    calibration_method: z.enum(["temperature", "platt", "isotonic", "none"]),
    temperature: number,
    ece_before: number,
    ece_after: number,
    ece_null: interval.describe("95 % band of ece_after where the probabilities are right"),
    ece_inside: z.boolean().nullable().describe("whether ece_after is not above its null band"),
    mce_before: number,
    mce_after: number,
    mce_null: interval,
    brier_before: number,
    brier_after: number,
    log_loss_before: number,
    log_loss_after: number,
    score: z.enum(["lac", "aps", "residual"]).nullable(),
    alpha: number,
    by: z.enum(["class", "none", "batch"]).nullable(),
    coverage: share,
    coverage_ci: interval,
    coverage_p: number,
    coverage_pass: z.boolean().nullable(),
    coverage_issued: share,
    mean_set_size: number,
    empty_sets: count.nullable(),
    by_class: z.record(z.string(), gated),
    by_batch: z.record(z.string(), group),
    by_instrument: z.record(z.string(), group),
    target_risk: number,
    tau: number,
    risk_rule: z
      .enum(["certified", "expected", "none", "given"])
      .nullable()
      .describe("what holds of target_risk, as `rule` of the abstention artifact"),
    risk_needed: count.nullable().describe("fewest answers, all of them right, that certify target_risk"),
    risk_upper: number.describe("one-sided 95 % upper limit of the risk on the conformal samples"),
    abstain_rate: share,
    accuracy_on_answered: share,
    accuracy_on_answered_ci: interval,
    aurc: number,
  })
  .describe("Summary of trust");

export type CalibrationReport = z.output<typeof calibrationSchema>;
export type ConformalReport = z.output<typeof conformalSchema>;
export type AbstentionReport = z.output<typeof abstentionSchema>;
export type TrustResults = z.output<typeof trustResults>;
export interface Reports {
  readonly calibration: CalibrationReport;
  readonly conformal: ConformalReport;
  readonly abstention: AbstentionReport;
}

export const trustArtifacts = {
  "trust/calibration_artifact.json": calibrationSchema,
  "trust/conformal_artifact.json": conformalSchema,
  "trust/abstention_artifact.json": abstentionSchema,
  "trust/trust_summary.json": trustResults,
  "trust/certified_predictor.json": certifiedSchema,
};

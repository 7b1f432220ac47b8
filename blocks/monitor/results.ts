/** What monitoring writes: the drift report, and the headline numbers a document may name. */
import { z } from "zod";
import { savedContentSchema } from "../../schemas/saved-predictor.ts";
import { driftReportSchema } from "../contract/drift-report.ts";

const count = z.int().min(0);
const number = z.number().nullable();
const share = z.number().min(0).max(1).nullable();
const interval = z.tuple([z.number(), z.number()]).nullable();

/** Of samples whose outcome the data say; null without one. */
const judged = z
  .strictObject({
    n: count.describe("samples"),
    accuracy: share,
    accuracy_ci: interval.describe("95 %, Clopper–Pearson"),
    accuracy_on_answered: share,
    accuracy_on_answered_ci: interval,
    coverage: share.describe("share of sets or intervals, as the threshold has them, that hold what was observed"),
    coverage_ci: interval,
    by_class: z
      .record(
        z.string(),
        z.strictObject({ n: count, recall: share, recall_ci: interval, coverage: share, coverage_ci: interval }),
      )
      .nullable(),
    rmsep: number.describe("regression: root mean square error"),
    bias: number.describe("regression: mean of predicted less observed"),
  })
  .nullable();

export const monitoringSummary = z.strictObject({
  schema_version: z.literal(1),
  status: z.enum(["ok", "warn", "fail", "na"]).describe("of drift; `na`: too few samples to test"),
  drift_p: number.describe("smallest p of the tests times their number"),
  drift_test: z.string().nullable().describe("the test with the smallest p"),
  warn_p: z.number(),
  fail_p: z.number(),
  gate: z.literal("drift"),
  checks: z
    .record(
      z.string(),
      z.strictObject({ value: number, threshold: z.number(), limit: z.literal("min"), pass: z.boolean() }),
    )
    .describe("drift as a check: its p must not be below `fail_p`"),
  failed_checks: z.array(z.string()),
  predictor: savedContentSchema.shape.source.extend({ file_sha256: z.string() }),
  estimator: z.string(),
  task: z.enum(["classification", "regression"]),
  classes: z.array(z.string()).nullable(),
  target: z.string().nullable(),
  target_unit: z.string().nullable(),
  alpha: number.describe("share of sets that may miss the truth"),
  n_spectra: count,
  n_samples: count,
  n_reference: count.describe("samples of the drift reference"),
  n_answered: count,
  abstain_rate: share,
  mean_set_size: number.describe("classes in the issued sets"),
  set_size_distribution: z.record(z.string(), count).nullable(),
  predicted_counts: z.record(z.string(), count).nullable().describe("samples by predicted class: told, not tested"),
  n_flagged: count.describe("single spectra that lie far from the reference"),
  moved: z.array(z.string()).describe("scores or features whose distribution moved by PSI: told, never decides"),
  observed: judged.describe("how well it did, where the data say what was observed"),
});
export type MonitoringSummary = z.output<typeof monitoringSummary>;

export const monitoringArtifacts = {
  "monitoring/drift_report.json": driftReportSchema,
  "monitoring/monitoring_summary.json": monitoringSummary,
};

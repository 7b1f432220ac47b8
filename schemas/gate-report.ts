/** Gate report: what a gate found, `<gate>_qc_report.json`; the type everybody reads it by. It holds codes where words would stand. */
import { z } from "zod";

/** What is judged, in the order a run comes to it. */
export const gates = ["data", "spectral", "model"] as const;
export type Gate = (typeof gates)[number];

/** Why a check judged nothing. */
export const naReasons = [
  "regression",
  "classification",
  "no_label",
  "no_external",
  "no_positive_class",
  "more_than_two_classes",
  "too_few_points",
  "no_threshold",
  "too_large",
  "no_variance",
  "not_declared",
  "not_requested",
  "not_validated",
  "names_say_nothing",
  "too_few_samples",
] as const;

/** Why a check passes in spite of its value. */
export const excuses = ["accepted", "chance", "by_row"] as const;
export type Excuse = (typeof excuses)[number];
export type NaReason = (typeof naReasons)[number];

const number = z.number().nullable();

const worst = z.strictObject({
  sample: z.string().optional(),
  spectrum: z.string().optional(),
  class: z.string().optional(),
  feature: z.string().optional(),
  value: number,
  about: z.string().optional().describe("what the value is about, as a code"),
  as: z.string().optional().describe("what `about` names: the class a sample was called, the spectrum it equals"),
  n: z.int().optional().describe("samples the value is a share of"),
});

export const checkSchema = z.strictObject({
  value: number.describe("what was measured; null where there is nothing to measure"),
  threshold: number.describe("what it must meet, itself included"),
  floor: number.describe("the loosest threshold a document may choose"),
  limit: z.enum(["min", "max"]).describe("whether the value must be at least (min) or at most (max) the threshold"),
  pass: z.boolean().nullable().describe("null where it judges nothing: `na` says why"),
  na: z.enum(naReasons).nullable(),
  despite: z
    .enum(excuses)
    .optional()
    .describe(
      "why it passes in spite of its value: the document accepts it, with a reason (`design.accept`); chance gives as much; or spectra without names are held to a wider limit (by_row)",
    ),
  unit: z.string().nullable(),
  lower: z
    .strictObject({ value: number, threshold: number, floor: number, pass: z.boolean() })
    .nullable()
    .describe("lower one-sided 95 % limit of the value, which has a threshold of its own"),
  chance: z
    .strictObject({ p: number, below: z.number() })
    .optional()
    .describe("a value at its threshold or beyond fails only where chance alone does so less often than this"),
  worst: z.array(worst).describe("worst first, at most five"),
});

export type CheckResult = z.output<typeof checkSchema>;

/** One of the worst: a spectrum with its sample, a class, or a feature. */
export type Worst = Readonly<z.output<typeof worst>>;

/** Open in its ids: a check that is added changes no schema. */
const id = z.string().regex(/^[a-z][a-z0-9_]*$/);
const checks = z.record(id, checkSchema);

const verdict = {
  status: z.enum(["pass", "fail"]),
  checks: checks.describe("by check id"),
  failed_checks: z.array(id),
  recommended_actions: z
    .array(z.string().regex(/^FS\d{4}$/))
    .describe(
      "finding code of each failed check, in the same order; report.json, error.json and the report say in words what to do",
    ),
  advice: z
    .union([checks, z.literal(true)])
    .describe(
      "what to look at; never fails the gate. `true`: all of its checks are advice, and the run has no such gate",
    ),
};
const verdictSchema = z.strictObject(verdict);
export type GateVerdict = z.output<typeof verdictSchema>;

/** The checks of a verdict that stand beside those of its gate; none where all of it is advice. */
export const asideOf = ({ advice }: Pick<GateVerdict, "advice">): Exclude<GateVerdict["advice"], true> =>
  advice === true ? {} : advice;

export const gateReportSchema = z.strictObject({
  schema_version: z.literal(1),
  gate: z.enum(gates),
  of: z.union([z.string(), z.array(z.string())]).describe("id of the block judged; ids where there are several"),
  ...verdict,
  by_block: z
    .record(z.string(), verdictSchema)
    .optional()
    .describe("where several blocks were judged: each by its id; above stands of each check the one that decides"),
});
export type GateReport = z.output<typeof gateReportSchema>;

/** What error.json, statement and failure report read of whatever judges by checks: a gate, or drift, whose check has no more than these. */
export interface ChecksReport {
  readonly gate: string;
  readonly failed_checks: readonly string[];
  readonly checks: {
    readonly [id: string]: Pick<CheckResult, "value" | "threshold" | "limit" | "pass"> & Partial<CheckResult>;
  };
}

/** Options of the trust block, and what they come to once defaults are filled in. */
import { z } from "zod";

const calibration = z.strictObject({
  method: z
    .enum(["temperature", "platt", "isotonic"])
    .default("temperature")
    .describe("how scores become probabilities: at least 10, 20 or 50 calibration samples"),
  prior: z
    .enum(["log-normal", "none"])
    .default("log-normal")
    .describe("of the temperature: keeps it near 1 where samples are few"),
});

/** The largest α of regulatory mode, and of any. */
export const mostAlphaRegulatory = 0.1;
export const mostAlphaAnywhere = 0.5;

const conformal = z.strictObject({
  alpha: z
    .number()
    .min(0.001)
    .max(mostAlphaAnywhere)
    .default(0.1)
    .describe("share of sets that may miss the truth; at most 0.1 in regulatory mode"),
  score: z
    .enum(["lac", "aps"])
    .default("lac")
    .describe("`lac`: smallest sets; `aps`: sets that grow with doubt, and larger ones"),
  by: z
    .enum(["class", "none", "batch"])
    .optional()
    .describe(
      "for whom the coverage is promised: every class (default), all together (regression), or the worst batch",
    ),
  unit: z
    .enum(["sample", "batch"])
    .default("sample")
    .describe("`batch`: the promise is for new batches, and needs as many batches as otherwise samples"),
});

const abstention = z.strictObject({
  target_risk: z
    .number()
    .gt(0)
    .lt(1)
    .optional()
    .describe("share of answers that may be wrong (default 0.05 where no `threshold` stands)"),
  threshold: z.number().min(0).max(1).optional().describe("least confidence that is answered, in place of a risk"),
  density: z.boolean().default(true).describe("no answer for a sample far from the training samples (T² or Q)"),
});

export const trustOptions = z.strictObject({
  calibration: z
    .union([z.boolean(), calibration])
    .default(true)
    .describe("probabilities that mean what they say; `true`: the defaults, `false`: not wanted"),
  conformal: z
    .union([z.boolean(), conformal])
    .default(true)
    .describe("sets of classes, or intervals, with a promised coverage"),
  abstention: z.union([z.boolean(), abstention]).default(true).describe("when it is better not to answer"),
  design: z
    .enum(["split", "cross"])
    .default("split")
    .describe("`split` keeps samples apart for calibration; `cross` reuses all, for 10 to 24 samples a class"),
});

export type TrustOptions = z.output<typeof trustOptions>;
export type Design = TrustOptions["design"];
export type CalibrationWish = z.output<typeof calibration>;
export type AbstentionWish = {
  readonly target_risk: number | null;
  readonly threshold: number | null;
  readonly density: boolean;
};
export type ConformalWish = {
  readonly alpha: number;
  readonly score: "lac" | "aps" | "residual";
  readonly by: "class" | "none" | "batch";
  readonly unit: "sample" | "batch";
};

/** What is wanted, for one task; null where it is not. */
export interface Wishes {
  readonly task: "classification" | "regression";
  readonly calibration: CalibrationWish | null;
  readonly conformal: ConformalWish | null;
  readonly abstention: AbstentionWish | null;
  readonly design: Design;
  /** Sizes of the sets follow it, also where only abstention is wanted. */
  readonly alpha: number;
}

const defaultRisk = 0.05;

/** Options with their defaults for a task. A regression has no probabilities to calibrate and no classes to promise for. */
export function wishesOf(options: TrustOptions, task: Wishes["task"]): Wishes {
  const isClasses = task === "classification";
  const asked = filled(options.conformal, conformal);
  const abstain = filled(options.abstention, abstention);
  return {
    task,
    calibration: isClasses ? filled(options.calibration, calibration) : null,
    conformal: asked && {
      alpha: asked.alpha,
      score: isClasses ? asked.score : "residual",
      by: asked.by ?? (isClasses ? "class" : "none"),
      unit: asked.unit,
    },
    abstention: abstain && {
      target_risk: isClasses && abstain.threshold === undefined ? (abstain.target_risk ?? defaultRisk) : null,
      threshold: isClasses ? (abstain.threshold ?? null) : null,
      density: abstain.density,
    },
    design: options.design,
    alpha: asked?.alpha ?? 0.1,
  };
}

const filled = <S extends z.ZodType>(value: boolean | z.output<S>, schema: S): z.output<S> | null =>
  value === false ? null : value === true ? schema.parse({}) : value;

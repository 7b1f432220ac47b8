/** Options of the model block, and what they come to once defaults are filled in. */

import { z } from "zod";
import type { Json } from "../../schemas/plain-json.ts";
import { tagged } from "../../schemas/tagged.ts";
import type { Methods } from "../contract/methods.ts";
import type { Recipe, SchemeSpec, Tuning } from "../contract/model.ts";
import type { Place } from "../contract/refusal.ts";
import { estimatorOption } from "../methods/estimators/schemas.ts";
import { classificationMetrics, regressionMetrics } from "../methods/recipe/tune.ts";
import { calendarUnits } from "../methods/split/calendar.ts";
import { schemes } from "../methods/split/schemes.ts";
import { walkOptions } from "../methods/split/walk-forward.ts";

const optionsOf = <T extends { readonly options: z.ZodType }>(table: { readonly [name: string]: T }) =>
  Object.fromEntries(Object.entries(table).map(([name, { options }]) => [name, options]));

/** A scheme as written: a name, or one name with its options. */
const schemeOption = tagged(optionsOf(schemes));

const validateOption = z
  .union([
    z.enum(["standard", "full"]),
    z.strictObject({
      similarity: z.boolean().default(true).describe("samples whose spectra are alike are kept in one fold"),
      channel: z.boolean().default(true).describe("the channels that tell most by themselves are replaced"),
      permutations: z
        .int()
        .min(0)
        .max(100_000)
        .optional()
        .describe(
          "how often labels or targets are exchanged (default: 99 for the primary model of regulatory mode, else 0)",
        ),
      learning_curve: z
        .union([z.literal(false), z.array(z.number().gt(0).max(1)).min(2).max(20)])
        .default(false)
        .describe("shares of what each fold trains on, as in [0.2, 0.4, 0.6, 0.8, 1]"),
    }),
  ])
  .default("standard")
  .describe(
    "what else is asked of the validation (standard: similarity and channel, for the primary model of regulatory mode 99 permutations too; full: 199 permutations, and a learning curve)",
  );

export const modelOptions = z.strictObject({
  estimator: estimatorOption.describe("what is fitted, with its options; a list is a grid where the option is tunable"),
  target: z
    .string()
    .min(1)
    .optional()
    .describe("of several `targets` the one that is predicted (default: each of them, a model each)"),
  scheme: schemeOption
    .optional()
    .describe("validation scheme (default: the front matter's; else lobo where a batch is known, else loso)"),
  tune: z
    .strictObject({
      inner: z
        .union([
          z.enum(["group_kfold", "stratified_group_kfold", "kfold", "lobo", "loso", "holdout"]),
          z.strictObject({ walk_forward: walkOptions.describe("each segment is predicted by those before it") }),
        ])
        .default("group_kfold")
        .describe("how the training rows are split again, inside each fold"),
      folds: z.int().min(2).max(100).default(5).describe("number of inner folds, where the inner scheme has a number"),
      metric: z
        .enum([...classificationMetrics, ...regressionMetrics])
        .optional()
        .describe(
          "what is compared, on the scores of all inner folds together (default: balanced_accuracy, for regression rmsecv)",
        ),
      rule: z
        .enum(["best", "one-standard-error"])
        .default("one-standard-error")
        .describe("the best value, or the simplest within one standard error of it"),
      search: z
        .union([
          z.literal("grid"),
          z.strictObject({ random: z.int().min(1).max(10000).describe("how many candidates are drawn") }),
        ])
        .default("grid")
        .describe("every candidate, or some that are drawn: the same ones in every fold"),
    })
    .optional()
    .describe("how a grid is searched, always inside the training rows"),
  validate: validateOption,
  segments: z
    .union([
      z.enum(["batch", "instrument", ...calendarUnits]),
      z.strictObject({ column: z.string().min(1).describe("a column of the data with few values") }),
    ])
    .optional()
    .describe(
      "what the left-out predictions are told apart by: a batch, an instrument, a span of the calendar (UTC) or what a column says (default: the folds of walk_forward; else nothing)",
    ),
});

export type ModelOptions = z.output<typeof modelOptions>;

/** Every option as the list of values to try: those of the estimator, and those of the features it stands on. */
export function gridOf(methods: Methods, { estimator }: ModelOptions, features: Recipe["grid"] = {}): Recipe["grid"] {
  const { tunable } = methods.estimator(estimator.name);
  const own = Object.entries(estimator.options as { readonly [option: string]: Json }).map(([option, value]) => [
    option,
    tunable.includes(option) && Array.isArray(value) ? value : [value],
  ]);
  return { ...Object.fromEntries(own), ...features };
}

/** How the grid is searched; null where there is nothing to choose. */
export function tuningOf(methods: Methods, options: ModelOptions, features: Recipe["grid"] = {}): Tuning | null {
  const sizes = Object.values(gridOf(methods, options, features)).map((values) => values.length);
  if (sizes.every((size) => size === 1)) return null;
  const { inner, folds, metric, rule, search } = options.tune ?? modelOptions.shape.tune.unwrap().parse({});
  const { task } = methods.estimator(options.estimator.name);
  return {
    inner: innerScheme(inner, folds),
    metric: metric ?? (task === "classification" ? "balanced_accuracy" : "rmsecv"),
    rule,
    ...(search === "grid" ? {} : { random: search.random }),
  };
}

function innerScheme(inner: NonNullable<ModelOptions["tune"]>["inner"], folds: number): SchemeSpec {
  if (typeof inner === "object") return { name: "walk_forward", options: inner.walk_forward };
  const hasFolds = ["group_kfold", "stratified_group_kfold", "kfold"].includes(inner);
  return { name: inner, options: hasFolds ? { folds, repeats: 1 } : inner === "holdout" ? { test: 1 / folds } : {} };
}

/** The scheme that holds: the block's own, else the front matter's, else what the data allow. */
export function schemeOf(
  options: ModelOptions,
  frontMatter: SchemeSpec | null | undefined,
  hasBatch: boolean,
): SchemeSpec {
  if (options.scheme !== undefined)
    return { name: options.scheme.name, options: options.scheme.options as SchemeSpec["options"] };
  return frontMatter ?? { name: hasBatch ? "lobo" : "loso", options: {} };
}

/** Where the scheme that holds was chosen: in the block, or else in the front matter. */
export function schemePlace({ scheme }: ModelOptions, frontMatter: SchemeSpec | null | undefined): Place {
  if (scheme !== undefined) return { option: ["scheme"] };
  return frontMatter == null ? {} : { setting: ["scheme"] };
}

/** What is asked of the validation, shorthands told. */
export interface Asked {
  readonly similarity: boolean;
  readonly channel: boolean;
  readonly permutations: number;
  /** Shares of what each fold trains on; none: no learning curve. */
  readonly shares: readonly number[];
  /** Whether the author wrote the number of permutations. */
  readonly isNumberWritten: boolean;
}

/** Permutations that the primary model of regulatory mode is given. */
export const judgedPermutations = 99;
const fullPermutations = 199;
const fullShares = [0.2, 0.4, 0.6, 0.8, 1];

/** @param isJudged whether a verdict of regulatory mode rests on this model */
export function askedOf({ validate }: Pick<ModelOptions, "validate">, isJudged: boolean): Asked {
  const least = isJudged ? judgedPermutations : 0;
  if (validate === "standard" || validate === "full") {
    const whole =
      validate === "full"
        ? { permutations: fullPermutations, shares: fullShares }
        : { permutations: least, shares: [] };
    return { similarity: true, channel: true, ...whole, isNumberWritten: false };
  }
  const { permutations, learning_curve: shares, ...checks } = validate;
  return {
    ...checks,
    shares: shares === false ? [] : shares,
    permutations: permutations ?? least,
    isNumberWritten: permutations !== undefined,
  };
}

/** Files of a model: predictions, folds, parameters, the predictor; plain data that other programs can read. */

import { z } from "zod";
import { json } from "../../schemas/records.ts";
import { quoted } from "../contract/csv.ts";
import type { Matrix } from "../contract/matrix.ts";
import type { Methods } from "../contract/methods.ts";
import { plainJson } from "../contract/plain-json.ts";
import type { Fold, ModelParts, Outcome, Rows } from "../contract/values.ts";
import { largest } from "../methods/metrics/units.ts";

const options = z.record(z.string(), json);

const tuningTraceSchema = z
  .strictObject({
    candidates: z.array(
      z.strictObject({
        options,
        mean: z.number().nullable().describe("the metric of the scores of all inner folds together, by sample"),
        se: z.number().nullable().describe("its standard error, by the jackknife over inner folds"),
      }),
    ),
    chosen: z.int().describe("index into candidates"),
    rule: z.enum(["best", "one-standard-error"]),
    metric: z.string(),
  })
  .nullable();

export const bestParamsSchema = z.strictObject({
  schema_version: z.literal(1),
  folds: z.array(z.strictObject({ fold: z.string(), options, tuning: tuningTraceSchema })),
  final: z.strictObject({ options, tuning: tuningTraceSchema }).describe("tuned on all non-external rows: model.json"),
});

export const foldSchema = z.strictObject({
  schema_version: z.literal(1),
  fold: z.string(),
  scheme: z.string(),
  unit: z.string(),
  left_out: z.array(z.string()).describe("batches, samples, groups or spectra that are left out"),
  training_ids: z.array(z.string()),
  test_ids: z.array(z.string()),
  options,
  metric: z.string(),
  score: z.number().nullable(),
});

export function bestParams({ fits, final }: ModelParts): z.input<typeof bestParamsSchema> {
  return {
    schema_version: 1,
    folds: fits.map(({ fold, options, tuning }) => ({ fold, options: plainJson(options), tuning: plainJson(tuning) })),
    final: { options: plainJson(final.predictor.options), tuning: plainJson(final.tuning) },
  };
}

export function foldFile(
  fold: Fold,
  { split, fits }: ModelParts,
  rows: Rows,
  metric: string,
  score: number | null,
): z.input<typeof foldSchema> {
  const ids = (indexes: readonly number[]) => indexes.map((i) => rows.id[i]);
  return {
    schema_version: 1,
    fold: fold.name,
    scheme: split.scheme.name,
    unit: split.unit,
    left_out: [...fold.left],
    training_ids: ids(fold.training),
    test_ids: ids(fold.test),
    options: (fits.find((fit) => fit.fold === fold.name)?.options ?? {}) as z.input<typeof foldSchema>["options"],
    metric,
    score,
  };
}

/** model/predictions.csv: a row a spectrum, in input order; without validation the fitted values, with an empty fold. */
export function predictionsFile(methods: Methods, parts: ModelParts, rows: Rows, outcome: Outcome): string {
  const own = rows.external.flatMap((external, i) => (external ? [] : [i]));
  const folds = new Map<number, string>();
  for (const { name, test } of parts.split.folds)
    for (const i of test) folds.set(i, folds.has(i) ? `${folds.get(i)}|${name}` : name);
  const scores = parts.split.folds.length === 0 ? parts.fitted : parts.scores;
  return predictionTable(methods, parts, scores, own, own, (i) => folds.get(i) ?? "", rows, outcome);
}

/** model/test_predictions.csv: the same for the external rows, by the final predictor. */
export function testPredictionsFile(methods: Methods, parts: ModelParts, rows: Rows, outcome: Outcome): string {
  const outside = rows.external.flatMap((external, i) => (external ? [i] : []));
  return predictionTable(
    methods,
    parts,
    parts.externalScores,
    outside,
    outside.map((_, k) => k),
    () => "external",
    rows,
    outcome,
  );
}

/** Row i of the dataset has its scores in row `at[k]` of the matrix. */
function predictionTable(
  methods: Methods,
  { recipe, final }: ModelParts,
  scores: Matrix,
  indexes: readonly number[],
  at: readonly number[],
  foldOf: (i: number) => string,
  rows: Rows,
  outcome: Outcome,
): string {
  const who = (i: number) => [rows.id[i], rows.sample[i], rows.group[i], rows.batch?.[i] ?? "", foldOf(i)];
  const head = ["id", "sample", "group", "batch", "fold", "observed", "predicted"];
  if (recipe.task === "regression") {
    const { values } = outcome.target ?? { values: [] };
    const lines = indexes.map((i, k) => {
      const predicted = scores.data[at[k]];
      return [...who(i), String(values[i]), cell(predicted), cell(predicted - values[i])];
    });
    return csvText([[...head, "residual"], ...lines]);
  }
  const classes = final.predictor.classes ?? [];
  const { codes } = outcome.label ?? { codes: [] };
  const probabilities = methods.estimator(recipe.estimator).probabilities?.(scores) ?? null;
  const winners = largest(scores);
  const lines = indexes.map((i, k) => {
    const numbers = (of: Matrix) => classes.map((_, c) => cell(of.data[at[k] * classes.length + c]));
    const predicted = Number.isNaN(scores.data[at[k] * classes.length]) ? "" : classes[winners[at[k]]];
    return [
      ...who(i),
      classes[codes[i]],
      predicted,
      ...(probabilities === null ? [] : numbers(probabilities)),
      ...numbers(scores),
    ];
  });
  const named = [
    ...(probabilities === null ? [] : classes.map((name) => `p:${name}`)),
    ...classes.map((name) => `score:${name}`),
  ];
  return csvText([[...head, ...named], ...lines]);
}

/** A number as text that reads back to the same bits; nothing where a row was never left out. */
const cell = (value: number): string => (Number.isNaN(value) ? "" : String(value));

const csvText = (lines: readonly (readonly string[])[]): string =>
  `${lines.map((line) => line.map(quoted).join(",")).join("\n")}\n`;

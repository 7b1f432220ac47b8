/** Files of a model: predictions, folds, parameters, the predictor; plain data that other programs can read. */

import { z } from "zod";
import { json } from "../../schemas/records.ts";
import { csvText } from "../contract/csv.ts";
import type { Outcome, Rows } from "../contract/dataset.ts";
import type { Matrix } from "../contract/matrix.ts";
import type { Methods } from "../contract/methods.ts";
import type { Fold, ModelParts } from "../contract/model.ts";
import { plainJson } from "../contract/plain-json.ts";
import type { Applicability, NotApplicable, Standing } from "../methods/applicability/applicability.ts";
import { largest } from "../methods/metrics/units.ts";
import { repeatOf, repeatsOf } from "../methods/split/repeats.ts";
import type { PredictedExcluded } from "./excluded.ts";

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
  unused_ids: z
    .array(z.string())
    .optional()
    .describe("of walk_forward: rows of what lies on both sides that are too late to train and may not be tested"),
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
    ...(fold.unused === undefined ? {} : { unused_ids: ids(fold.unused) }),
    options: (fits.find((fit) => fit.fold === fold.name)?.options ?? {}) as z.input<typeof foldSchema>["options"],
    metric,
    score,
  };
}

/**
 * model/predictions.csv: a row a spectrum, in input order; without validation the fitted values, with an empty fold. With repeats a row
 * a spectrum and repeat, by repeat.
 *
 * @param only rows of a segment; null: all
 */
export function predictionsFile(
  methods: Methods,
  parts: ModelParts,
  rows: Rows,
  outcome: Outcome,
  found: Applicability | NotApplicable,
  only: ReadonlySet<number> | null = null,
): string {
  const { split } = parts;
  const own = rows.external.flatMap((external, i) => (external || only?.has(i) === false ? [] : [i]));
  const repeats = repeatsOf(split);
  const folds = Array.from({ length: repeats }, () => new Map<number, string>());
  const standings = Array.from({ length: repeats }, () => new Map<number, Standing>());
  split.folds.forEach(({ name, test }, k) => {
    for (const i of test) folds[repeatOf(split, k)].set(i, name);
    if (found.na === null) for (const [i, one] of found.folds[k]) standings[repeatOf(split, k)].set(i, one);
  });
  const isFitted = split.folds.length === 0 && found.na === null;
  const lines = folds.flatMap((of, r) =>
    own.map((i) => ({
      i,
      at: r * rows.id.length + i,
      where: [of.get(i) ?? "", ...(repeats > 1 ? [String(r + 1)] : [])],
      standing: (isFitted ? found.fitted : standings[r]).get(i),
    })),
  );
  const scores = split.folds.length === 0 ? parts.fitted : parts.scores;
  return predictionTable(methods, parts, scores, placesOf(repeats), lines, rows, observedIn(outcome));
}

const placesOf = (repeats: number): readonly string[] => (repeats > 1 ? ["fold", "repeat"] : ["fold"]);

/** model/test_predictions.csv: the same for the external rows, by the final predictor. */
export function testPredictionsFile(
  methods: Methods,
  parts: ModelParts,
  rows: Rows,
  outcome: Outcome,
  found: Applicability | NotApplicable,
): string {
  const outside = rows.external.flatMap((external, i) => (external ? [i] : []));
  const standingOf = (i: number): Standing | undefined => (found.na === null ? found.external.get(i) : undefined);
  const lines = outside.map((i, k) => ({ i, at: k, where: ["external"], standing: standingOf(i) }));
  return predictionTable(methods, parts, parts.externalScores, ["fold"], lines, rows, observedIn(outcome));
}

/** model/excluded_predictions.csv: the columns of predictions.csv, and what took the spectrum's sample out; by the final predictor. */
export function excludedPredictionsFile(
  methods: Methods,
  parts: ModelParts,
  { rows, scores }: PredictedExcluded,
  found: Applicability | NotApplicable,
): string {
  const places = placesOf(repeatsOf(parts.split));
  const lines = rows.id.map((_, i) => ({
    i,
    at: i,
    where: places.map(() => ""),
    standing: found.na === null ? found.excluded.get(i) : undefined,
  }));
  const observed = {
    label: (i: number) => rows.label?.[i] ?? "",
    target: (i: number) => rows.target?.[i] ?? Number.NaN,
  };
  const why = { head: "why", cell: (i: number) => rows.why[i] };
  return predictionTable(methods, parts, scores, places, lines, rows, observed, why);
}

/** What is to be predicted of a row: its class, "" where that is not known; its value, NaN likewise. */
interface Observed {
  readonly label: (i: number) => string;
  readonly target: (i: number) => number;
}

const observedIn = ({ label, target }: Outcome): Observed => ({
  label: (i) => (label === null ? "" : label.classes[label.codes[i]]),
  target: (i) => target?.values[i] ?? Number.NaN,
});

interface Line {
  /** Row of the dataset. */
  readonly i: number;
  /** Row of the scores. */
  readonly at: number;
  /** The fold that left it out, and of which repeat. */
  readonly where: readonly string[];
  /** Where it stands to the model that predicts it; undefined where that is not known. */
  readonly standing: Standing | undefined;
}

/** The last columns of every file of predictions. */
export const standingHead = ["t2", "q", "leverage", "nearest", "outside"];

/** Their cells; empty where a spectrum stands nowhere. */
export function standingCells(standing: Standing | undefined): string[] {
  if (standing === undefined) return standingHead.map(() => "");
  const { t2, q, leverage, nearest, outside } = standing;
  return [...[t2, q, leverage].map(String), nearest === null ? "" : String(nearest), outside.join("|")];
}

function predictionTable(
  methods: Methods,
  { recipe, final }: ModelParts,
  scores: Matrix,
  places: readonly string[],
  wanted: readonly Line[],
  rows: Pick<Rows, "id" | "sample" | "group" | "batch">,
  observed: Observed,
  last?: { readonly head: string; readonly cell: (i: number) => string },
): string {
  const more = (i: number) => (last === undefined ? [] : [last.cell(i)]);
  const end = [...standingHead, ...(last === undefined ? [] : [last.head])];
  const who = ({ i, where }: Line) => [rows.id[i], rows.sample[i], rows.group[i], rows.batch?.[i] ?? "", ...where];
  const head = ["id", "sample", "group", "batch", ...places, "observed", "predicted"];
  if (recipe.task === "regression") {
    const lines = wanted.map((line) => {
      const predicted = scores.data[line.at];
      return [
        ...who(line),
        cell(observed.target(line.i)),
        cell(predicted),
        cell(predicted - observed.target(line.i)),
        ...standingCells(line.standing),
        ...more(line.i),
      ];
    });
    return csvText([[...head, "residual", ...end], ...lines]);
  }
  const classes = final.predictor.classes ?? [];
  const probabilities = methods.estimator(recipe.estimator).probabilities?.(scores) ?? null;
  const winners = largest(scores);
  const lines = wanted.map((line) => {
    const numbers = (of: Matrix) => classes.map((_, c) => cell(of.data[line.at * classes.length + c]));
    const predicted = Number.isNaN(scores.data[line.at * classes.length]) ? "" : classes[winners[line.at]];
    return [
      ...who(line),
      observed.label(line.i),
      predicted,
      ...(probabilities === null ? [] : numbers(probabilities)),
      ...numbers(scores),
      ...standingCells(line.standing),
      ...more(line.i),
    ];
  });
  const named = [
    ...(probabilities === null ? [] : classes.map((name) => `p:${name}`)),
    ...classes.map((name) => `score:${name}`),
  ];
  return csvText([[...head, ...named, ...end], ...lines]);
}

/** A number as text that reads back to the same bits; nothing where a row was never left out. */
const cell = (value: number): string => (Number.isNaN(value) ? "" : String(value));

/** Unknowns: what the final model says of spectra that are only to be predicted, and how far they lie from those it knows. */
import { csvText } from "../contract/csv.ts";
import type { DatasetParts, Rows, UnknownRows } from "../contract/dataset.ts";
import { row } from "../contract/matrix.ts";
import type { Methods } from "../contract/methods.ts";
import type { ModelParts } from "../contract/model.ts";
import { rounded } from "../contract/number-text.ts";
import type { Context } from "../contract/running.ts";
import type { Applicability, NotApplicable, Standing } from "../methods/applicability/applicability.ts";
import { bySample, leftOutBySample } from "../methods/applicability/by-sample.ts";
import { beyondLeftOut, measures, mostChance } from "../methods/expectations/outside.ts";
import { largest } from "../methods/metrics/units.ts";
import { groupedInOrder } from "../methods/numeric/grouped.ts";
import { meanRows } from "../methods/numeric/mean-rows.ts";
import { measureWords, probability } from "./expectations.ts";
import { standingCells, standingHead } from "./files.ts";
import { type PredictedRows, predictOutside } from "./outside-rows.ts";
import type { UnknownSamples } from "./unknown-samples.ts";

/** The spectra that are only to be predicted, with what of them could be. */
export interface PredictedUnknown extends PredictedRows {
  readonly of: UnknownRows;
}

/** Null where there are none. */
export function predictUnknown(
  methods: Methods,
  { final }: Pick<ModelParts, "final">,
  { unknown, unknownSpectra }: Pick<DatasetParts, "unknown" | "unknownSpectra">,
): PredictedUnknown | null {
  if (unknown.id.length === 0) return null;
  return { of: unknown, ...predictOutside(methods, final.predictor, unknownSpectra) };
}

type Found = Applicability | NotApplicable;

const standingOf = (found: Found, k: number | undefined): Standing | undefined =>
  found.na !== null || k === undefined ? undefined : found.unknown.get(k);

/** model/unknowns.csv: a row a spectrum, cells of one that cannot be predicted empty. */
export function unknownsFile(
  methods: Methods,
  { recipe, final }: Pick<ModelParts, "recipe" | "final">,
  { of, rows, scores }: PredictedUnknown,
  found: Found,
): string {
  const classes = final.predictor.classes ?? [];
  const probabilities = methods.estimator(recipe.estimator).probabilities?.(scores) ?? null;
  const winners = largest(scores);
  const place = new Map(rows.map((i, k) => [i, k]));
  const named = [
    ...(probabilities === null ? [] : classes.map((one) => `p:${one}`)),
    ...classes.map((one) => `score:${one}`),
  ];
  const lines = of.id.map((id, i) => {
    const k = place.get(i);
    const numbers = (from: typeof scores) => classes.map((_, c) => (k === undefined ? "" : String(row(from, k)[c])));
    const said = k === undefined ? "" : recipe.task === "regression" ? String(scores.data[k]) : classes[winners[k]];
    return [
      id,
      of.sample[i],
      said,
      ...(probabilities === null ? [] : numbers(probabilities)),
      ...numbers(scores),
      ...standingCells(standingOf(found, k)),
    ];
  });
  return csvText([["id", "sample", "predicted", ...named, ...standingHead], ...lines]);
}

/** What the results hold of them: the mean over the spectra of a sample, as metrics take it. */
export function unknownResults(
  methods: Methods,
  { recipe, final }: Pick<ModelParts, "recipe" | "final">,
  { of, rows, scores }: PredictedUnknown,
  found: Found,
): UnknownSamples {
  const place = new Map(rows.map((i, k) => [i, k]));
  const samples = groupedInOrder(of.sample.keys(), (i) => of.sample[i]);
  const members = samples.map(([, own]) => own.flatMap((i) => place.get(i) ?? []));
  const means = meanRows(scores, members);
  const winners = largest(means);
  const probabilities = methods.estimator(recipe.estimator).probabilities?.(means) ?? null;
  const { classes } = final.predictor;
  return samples.map(([sample, own], s) => {
    const isKnown = members[s].length > 0;
    const outside = new Set(members[s].flatMap((k) => standingOf(found, k)?.outside ?? []));
    return {
      sample,
      n_spectra: own.length,
      predicted: isKnown ? (classes === null ? means.data[s] : classes[winners[s]]) : null,
      probability: isKnown && probabilities !== null ? row(probabilities, s)[winners[s]] : null,
      outside: (["t2", "q", "leverage", "nearest"] as const).filter((one) => outside.has(one)),
    };
  });
}

/** So many left-out samples tell what lies beyond chance. */
const fewest = 20;

/** FS5308: more unknown samples lie beyond what samples left out reach than chance puts there. */
export function remarkOnUnknown(
  found: Found,
  { of, rows: indexes }: PredictedUnknown,
  { sample }: Rows,
  context: Context,
): void {
  if (found.na !== null) return;
  const known = leftOutBySample(found, sample);
  const unknown = bySample([...found.unknown].map(([k, standing]) => [of.sample[indexes[k]], standing]));
  if (known.length < fewest || unknown.length === 0) return;
  for (const measure of measures) {
    const told = beyondLeftOut(known, unknown, measure);
    if (told.p >= mostChance) continue;
    const names = unknown.filter((one) => one[measure] > told.limit).map((one) => one.sample);
    const facts = { count: told.beyond, of: unknown.length, measure: measureWords[measure], p: probability(told.p) };
    context.remark("FS5308", { ...facts, limit: rounded(told.limit), samples: names.slice(0, 5) });
  }
}

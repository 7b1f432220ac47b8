/** Lockbox: what a predictor says of sealed rows, counted; of no row anything comes out. */
import type { CertifiedPredictor } from "../contract/certified.ts";
import type { DatasetParts, Outcome } from "../contract/dataset.ts";
import { row, takeRows } from "../contract/matrix.ts";
import type { Predictor } from "../contract/model.ts";
import { stream } from "../contract/stream.ts";
import { methods } from "../methods/methods.ts";
import { bySample } from "../methods/metrics/grouping.ts";
import { clopperPearson } from "../methods/metrics/intervals.ts";
import { type Judged, samplesOf } from "../methods/metrics/judged.ts";
import { limitsOf } from "../methods/metrics/limits.ts";
import { type Fields, type Limiting, stateClassification, stateRegression } from "../methods/metrics/state.ts";
import { largest, unitsOf } from "../methods/metrics/units.ts";
import { predictRaw } from "../methods/recipe/predict.ts";
import { scoreCertified } from "../methods/trust/certified.ts";
import { calibrationError, reliabilityBins } from "../methods/trust/reliability/ece.ts";
import { pointsFor } from "./axis.ts";
import { scoredSamples } from "./score.ts";

/** Below so many samples no interval is told, as of any metric. */
const fewest = 8;

/** A predictor of a run: a certified one, or the final one of a model. */
export type LockboxPredictor =
  | { readonly certified: CertifiedPredictor }
  | { readonly certified: null; readonly predictor: Predictor };

/** What an opening says of its rows: metrics.json's names, counted by sample. */
export interface LockboxFigures {
  readonly n_samples: number;
  readonly metrics: { readonly task: "classification" | "regression"; readonly [name: string]: unknown };
  readonly coverage: {
    readonly value: number;
    readonly ci: readonly [number, number] | null;
    readonly n: number;
    readonly alpha: number;
  } | null;
  readonly ece: number | null;
}

/** Metrics that are told, of the many that could be: each more is one more look. */
interface Told {
  readonly classification: readonly string[];
  readonly regression: readonly string[];
}

/**
 * Predicts the external rows of a dataset, once, and counts.
 *
 * @param dataset its external rows are the sealed ones
 * @param level of the intervals
 * @param told names of the metrics
 * @param name name of the streams of the draws, beginning with the seed
 * @throws Refusal FS5612, FS5616 of another axis; of a step for a spectrum it cannot treat; FS5606 where the rows say nothing of what is predicted
 */
export function lockboxFigures(
  of: LockboxPredictor,
  dataset: Pick<DatasetParts, "spectra" | "columns" | "rows" | "outcome">,
  level: number,
  told: Told,
  name: readonly (string | number)[],
): LockboxFigures {
  const predictor = of.certified?.predictor ?? (of as { readonly predictor: Predictor }).predictor;
  const sealed = dataset.rows.external.flatMap((is, i) => (is ? [i] : []));
  const { input } = predictor.pipeline;
  const spectra = pointsFor(input, takeRows(dataset.spectra, sealed), dataset.columns);
  const scores = predictRaw(methods, predictor, spectra, input);
  const outcome = outcomeOf(predictor, dataset.outcome);
  const units = unitsOf(scores, sealed, dataset.rows, outcome);
  const judged: Judged = { repeats: [units], grouping: bySample(units) };
  const trusted =
    of.certified === null
      ? { coverage: null, ece: null }
      : trustedFigures(of.certified, { spectra, sealed }, { ...dataset, outcome }, level);
  return {
    n_samples: samplesOf(judged).names.length,
    metrics: metricsOf(predictor, judged, level, told, name),
    ...trusted,
  };
}

/** The outcome with its classes in the order of the predictor's scores. */
function outcomeOf({ classes, task }: Predictor, { label, target }: Outcome): Outcome {
  if (task === "regression") {
    if (target === null) throw new RangeError("regression without a target");
    return { label: null, target };
  }
  if (classes === null || label === null) throw new RangeError("classification without a label");
  return {
    target: null,
    label: { ...label, classes, codes: label.codes.map((code) => classes.indexOf(label.classes[code])) },
  };
}

function metricsOf(
  { classes, task, target }: Predictor,
  judged: Judged,
  level: number,
  told: Told,
  name: readonly (string | number)[],
): LockboxFigures["metrics"] {
  const limits: Limiting = (form, grouping) => limitsOf(form, grouping, level);
  if (task === "regression")
    return { task, unit: target?.unit ?? null, ...picked(stateRegression(judged, "rmsep", limits), told.regression) };
  const draw = () => stream(...name, "balanced-accuracy", "lockbox");
  const all = stateClassification(judged, classes ?? [], null, draw, limits);
  const by = Object.entries(all.by_class as { readonly [name: string]: object });
  return {
    task,
    ...picked(all, told.classification),
    by_class: Object.fromEntries(by.map(([one, own]) => [one, picked(own, ["recall"])])),
  };
}

/** Of each metric its value, interval, how many and of what. */
function picked(all: object, names: readonly string[]): Fields {
  const from = all as Fields;
  return Object.fromEntries(
    names.flatMap((name) => ["", "_ci", "_n", "_over"].map((end) => [`${name}${end}`, from[`${name}${end}`]])),
  );
}

function trustedFigures(
  certified: CertifiedPredictor,
  { spectra, sealed }: { readonly spectra: DatasetParts["spectra"]; readonly sealed: readonly number[] },
  { rows, outcome }: Pick<DatasetParts, "rows" | "outcome">,
  level: number,
): Pick<LockboxFigures, "coverage" | "ece"> {
  const own = rowsAt(rows, sealed);
  const ofSealed = outcomeAt(outcome, sealed);
  const scored = scoreCertified(methods, certified, {
    spectra,
    columns: certified.predictor.pipeline.input,
    sample: own.sample,
    batch: own.batch ?? undefined,
  });
  const samples = scoredSamples(certified, scored, own, ofSealed);
  const covered = samples.flatMap((one) => (one.covered === null ? [] : [one.covered]));
  const hits = covered.filter(Boolean).length;
  const alpha = certified.conformal?.alpha ?? null;
  const ci = clopperPearson(hits, covered.length, level);
  return {
    coverage:
      alpha === null || covered.length === 0
        ? null
        : {
            value: hits / covered.length,
            ci: covered.length < fewest || ci === null ? null : ci,
            n: covered.length,
            alpha,
          },
    ece: scored.probabilities === null ? null : eceOf(scored.probabilities, samples),
  };
}

function eceOf(probabilities: DatasetParts["spectra"], samples: ReturnType<typeof scoredSamples>): number {
  const winners = largest(probabilities);
  const confidence = samples.map((_, i) => row(probabilities, i)[winners[i]]);
  return calibrationError(
    reliabilityBins(
      confidence,
      samples.map(({ predicted, observed }) => predicted === observed),
    ),
  ).ece;
}

const at = <T>(values: readonly T[], places: readonly number[]): T[] => places.map((i) => values[i]);

const rowsAt = (rows: DatasetParts["rows"], places: readonly number[]): DatasetParts["rows"] => ({
  id: at(rows.id, places),
  sample: at(rows.sample, places),
  group: at(rows.group, places),
  batch: rows.batch && at(rows.batch, places),
  instrument: rows.instrument && at(rows.instrument, places),
  external: places.map(() => true),
  duplicateOf: places.map(() => null),
});

const outcomeAt = ({ label, target }: Outcome, places: readonly number[]): Outcome => ({
  label: label && { ...label, codes: at(label.codes, places) },
  target: target && { ...target, values: at(target.values, places) },
});

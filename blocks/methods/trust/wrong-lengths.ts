/** Wrong lengths: lists of a certified predictor that do not go with one another, and names that do not go with its task. */
import type { CertifiedPredictor, ConformalRule } from "../../contract/certified.ts";
import type { Columns } from "../../contract/dataset.ts";
import { words } from "../../contract/words.ts";
import { columnsAfter, countRowWise } from "../recipe/pipeline.ts";
import { type Given, holds, orNull } from "./strangers.ts";

/** The first of its parts that does not go with the rest of it, as a sentence; null where all do. */
export function wrongLengths(given: Given): string | null {
  const wrong = wrongPipeline(given) ?? wrongTask(given) ?? wrongRules(given.certified) ?? wrongDrift(given.certified);
  return wrong === null ? null : words(`\`${wrong}\` does not go with the rest of it`);
}

/** Steps, the states of those that learn, and the columns that come out of them. */
function wrongPipeline({ methods, certified: { predictor } }: Given): string | null {
  const { pipeline, stepStates } = predictor;
  const { steps, done, input, readyColumns, columns } = pipeline;
  if (stepStates.length !== steps.length || stepStates.slice(0, done).some((state) => state !== null))
    return "predictor.stepStates";
  if (!holds(() => done === countRowWise(methods, steps))) return "predictor.pipeline.done";
  const left = orNull(() => columnsAfter(methods, input, steps));
  return left === null ||
    countOf(left[done]) !== countOf(readyColumns) ||
    countOf(left[steps.length]) !== countOf(columns)
    ? "predictor.pipeline"
    : null;
}

/** Classes of a classifier, the target of a regression, and how scores become logits. */
function wrongTask({ methods, certified: { predictor, logits } }: Given): string | null {
  const { classes, target } = predictor;
  const isClasses = predictor.task === "classification";
  if (isClasses ? classes === null || new Set(classes).size !== classes.length || classes.length < 2 : classes !== null)
    return "predictor.classes";
  if (isClasses ? target !== null : target === null) return "predictor.target";
  return (methods.estimator(predictor.estimator).logits ?? null) !== logits ? "logits" : null;
}

/** Calibrator, thresholds and the samples they were made of. */
function wrongRules({ predictor, calibrator, conformal, samples }: CertifiedPredictor): string | null {
  const classes = predictor.classes ?? [];
  const many = classes.length;
  if (calibrator.method === "platt" && (calibrator.a.length !== many || calibrator.b.length !== many))
    return "calibrator";
  if (calibrator.method === "isotonic" && calibrator.classes.length !== many) return "calibrator";
  if (
    conformal !== null &&
    ![conformal.thresholds, conformal.spectrum].every((list) => isWhole(list, conformal.by, classes))
  )
    return "conformal.thresholds";
  return new Set(samples.training).size !== samples.training.length ? "samples" : null;
}

/** A threshold for each class, each batch, or one for all: what lacks one would be given another's, or a set of nothing. */
function isWhole(
  thresholds: ConformalRule["thresholds"],
  by: ConformalRule["by"],
  classes: readonly string[],
): boolean {
  const named = thresholds.map(({ category }) => category);
  if (named.length === 0 || new Set(named).size < named.length) return false;
  if (by === "none") return named[0] === null && named.length === 1;
  return by === "batch" || (named.length === classes.length && named.every((name) => classes.includes(name ?? "")));
}

/** The space in which new spectra are compared with those of training, and the space of the density. */
function wrongDrift({ predictor, drift, predictions, density }: CertifiedPredictor): string | null {
  if (drift === null) return null;
  const n = drift.samples.length;
  const a = drift.loadings.length;
  const p = countOf(predictor.pipeline.columns);
  const lists: readonly (readonly [readonly (readonly number[])[], number, number])[] = [
    [[drift.mean, ...drift.loadings], a + 1, p],
    [[drift.variances], 1, a],
    [drift.scores, n, a],
    [drift.residuals, n, p],
    [[drift.t2, drift.q], 2, n],
    [predictions ?? [], n, predictor.classes?.length ?? 1],
  ];
  const space = density?.components ?? null;
  const held = space === null ? [] : [[[space.mean, ...space.loadings], space.loadings.length + 1, p] as const];
  const isOdd = [...lists, ...held].some(
    ([list, rows, each]) => list.length !== rows || list.some(({ length }) => length !== each),
  );
  return isOdd || n === 0 ? "drift" : null;
}

const countOf = (columns: Columns): number => (columns.kind === "axis" ? columns.values : columns.names).length;

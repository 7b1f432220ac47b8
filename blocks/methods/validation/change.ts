/** Change: what predictions are worth beside others of the same samples, and whether the difference is more than chance. */

import type { Outcome, Rows } from "../../contract/dataset.ts";
import type { Matrix } from "../../contract/matrix.ts";
import type { Stream } from "../../contract/stream.ts";
import { largest, unitsOf } from "../metrics/units.ts";
import { binomialCdf } from "../numeric/special.ts";

/** Accuracy, or RMSECV, by sample. */
export interface Change {
  readonly ordinary: number;
  readonly other: number;
  /** Samples that were right and no longer are; null where a target is predicted. */
  readonly lost: number | null;
  /** Samples that were wrong and are right now; null likewise. */
  readonly won: number | null;
  /** One-sided: how often chance alone does this. */
  readonly p: number;
}

/** Flips of the signs of the differences. */
const flips = 999;

/**
 * Accuracies with P(Bin(lost + won, ½) ≥ lost); RMSECVs with the sign-flip p of the differences of squared errors.
 *
 * @param scores n × K; rows that no fold tested are NaN
 * @param draw for the signs
 * @see McNemar 1947, doi 10.1007/BF02295996 (one-sided, exact); Maritz 1995, Distribution-Free Statistical Methods, section 2.2
 */
export function changeOf(
  scores: { readonly ordinary: Matrix; readonly other: Matrix },
  rows: Rows,
  outcome: Outcome,
  task: "classification" | "regression",
  draw: Stream,
): Change {
  const [before, after] = [scores.ordinary, scores.other].map((of) => lossesOf(of, rows, outcome, task));
  return task === "classification" ? rightAndWrong(before, after) : squaredErrors(before, after, draw);
}

/** What predictions are worth by themselves: accuracy, or RMSECV, by sample. */
export function worthOf(scores: Matrix, rows: Rows, outcome: Outcome, task: "classification" | "regression"): number {
  const losses = lossesOf(scores, rows, outcome, task);
  return task === "classification" ? shareRight(losses) : rootMean(losses);
}

const shareRight = (losses: readonly number[]): number => losses.filter((loss) => loss === 0).length / losses.length;
const rootMean = (losses: readonly number[]): number =>
  Math.sqrt(losses.reduce((sum, loss) => sum + loss, 0) / losses.length);

/** By sample: 0 or 1, or the squared error. */
function lossesOf(
  scores: Matrix,
  rows: Rows,
  outcome: Outcome,
  task: "classification" | "regression",
): readonly number[] {
  const units = unitsOf(scores, [...rows.id.keys()], rows, outcome);
  if (task === "classification") {
    const { codes } = units;
    return Array.from(largest(units.scores), (predicted, u) => (predicted === codes?.[u] ? 0 : 1));
  }
  return Array.from(units.target ?? [], (measured, u) => {
    const error = units.scores.data[u] - measured;
    return error * error;
  });
}

function rightAndWrong(before: readonly number[], after: readonly number[]): Change {
  const lost = before.filter((loss, u) => loss === 0 && after[u] === 1).length;
  const won = before.filter((loss, u) => loss === 1 && after[u] === 0).length;
  // P(X ≥ lost) = P(X ≤ won), since ½ is as likely on either side.
  return { ordinary: shareRight(before), other: shareRight(after), lost, won, p: binomialCdf(won, lost + won, 0.5) };
}

function squaredErrors(before: readonly number[], after: readonly number[], draw: Stream): Change {
  const differences = before.map((loss, u) => after[u] - loss);
  const seen = differences.reduce((sum, difference) => sum + difference, 0);
  const size = differences.reduce((sum, difference) => sum + Math.abs(difference), 0);
  let atLeast = 1;
  for (let b = 0; b < flips; b++) {
    let sum = 0;
    for (const difference of differences) sum += draw.below(2) === 0 ? difference : -difference;
    if (sum >= seen - 1e-12 * size) atLeast++;
  }
  return { ordinary: rootMean(before), other: rootMean(after), lost: null, won: null, p: atLeast / (flips + 1) };
}

/** What is more than chance: from this p on nothing is said. */
export const chance = 0.01;
/** From which fall of the accuracy on a change is told. */
export const leastFall = 0.05;

/** By how much it is worse: the fall of the accuracy, or the ratio of the RMSECVs. */
export function worsening({ ordinary, other, lost }: Pick<Change, "ordinary" | "other" | "lost">): number {
  // A share of n is a whole number over n: what rounding makes of 0.95 − 0.9 must not decide.
  if (lost !== null) return Math.round((ordinary - other) * 1e12) / 1e12;
  return other === ordinary ? 1 : other / ordinary;
}

/**
 * Whether the change is told: the accuracy falls by 0.05 or more, or RMSECV grows at least `leastRatio` times, and chance does so
 * in fewer than 1 of 100.
 */
export const isWorse = (change: Change, leastRatio: number): boolean =>
  worsening(change) >= (change.lost === null ? leastRatio : leastFall) && change.p < chance;

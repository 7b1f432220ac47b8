/** Projections: scores on principal components and on latent variables, with states that are plain data. */

import { fromRows, type Matrix, matrix } from "../../contract/matrix.ts";
import { Refusal } from "../../contract/refusal.ts";
import type { Compared, TrainingOutcome } from "../../contract/step.ts";
import { classResponse, indicators, targetColumn } from "../estimators/response.ts";
import { less } from "../numeric/centre.ts";
import { rowProducts } from "../numeric/gram.ts";
import { comparedScores, pca } from "../numeric/pca.ts";
import { kernelPls } from "../numeric/pls.ts";
import { plain, plainRows } from "../numeric/vectors.ts";
import { largest } from "./options.ts";

/** Score of component c: (x − mean) · directions[c] / scale[c]. The first a entries of the lists are the projection on a. */
export interface Projection {
  /** Length p. */
  readonly mean: readonly number[];
  /** Lists of length p. */
  readonly directions: readonly (readonly number[])[];
  readonly scale: readonly number[];
  /** Share of the variance of the training rows; null for PLS. */
  readonly explained: readonly number[] | null;
}

/**
 * Principal components of the training rows (n × p): centred, not scaled. Scaled scores have sample standard deviation 1 (divisor n − 1).
 *
 * @param asked numbers of components that are wanted; where the rows carry fewer than the largest, all there are
 * @throws Refusal FS5101 where they carry fewer than the smallest; FS3603, FS3604
 * @see Jolliffe 2002, Principal Component Analysis, 2nd ed.
 */
export function fitPcaScores(x: Matrix, asked: readonly number[], scale: boolean): Projection {
  const model = mostComponents(asked, (components) => pca(x, components));
  return {
    mean: plain(model.mean),
    directions: plainRows(model.loadings),
    scale: Array.from(model.variances, (variance) => (scale ? Math.sqrt(variance) : 1)),
    explained: plain(model.explained),
  };
}

/**
 * Scores on each of `counts` components, of the rows they are learnt from and of others; null where it has no way
 * without a fit. As `fitPcaScores` and `projected`, up to signs and rounding.
 */
export function comparePcaScores(
  x: Matrix,
  others: Matrix,
  asked: readonly number[],
  counts: readonly number[],
  scale: boolean,
): readonly Compared[] | null {
  const scores = mostComponents(asked, (components) => comparedScores(x, others, components));
  if (scores === null) return null;
  const lengths = scores.values.map((value) => (scale ? Math.sqrt(value / (x.rows - 1)) : 1));
  return counts.map((count) => ({
    training: firstColumns(scores.training, lengths, count),
    others: firstColumns(scores.others, lengths, count),
  }));
}

function mostComponents<T>(asked: readonly number[], learn: (components: number) => T): T {
  const least = Math.min(...asked);
  try {
    return learn(Math.max(...asked));
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== "FS5101") throw error;
    const have = Number(error.remarks[0].facts.have);
    if (have < least) throw new Refusal("FS5101", { ...error.remarks[0].facts, need: least });
    return learn(have);
  }
}

/**
 * Latent variables of a PLS model of the outcome: one 0/1 column a class, or the target; centred, not scaled.
 *
 * @param asked as for `fitPcaScores`
 * @throws Refusal FS5101, FS3601 to FS3605; FS5512 without outcome
 * @see Dayal, MacGregor 1997, doi 10.1002/(SICI)1099-128X(199701)11:1<73::AID-CEM435>3.0.CO;2-#
 */
export function fitPlsScores(x: Matrix, asked: readonly number[], outcome: TrainingOutcome): Projection {
  const model = kernelPls(x, responseOf(outcome), Math.max(...asked));
  const have = model.rotations.length;
  const need = Math.min(...asked);
  if (have < need) throw new Refusal("FS5101", { have, need, rows: x.rows, variables: x.cols });
  const directions = model.rotations.map(plain);
  return { mean: plain(model.xMean), directions, scale: directions.map(() => 1), explained: null };
}

/** One 0/1 column a class where there are classes, else the target. */
export function responseOf({ codes, classes, target }: TrainingOutcome): Matrix {
  if (codes !== null) return indicators(classResponse({ task: "classification", codes, classes }));
  if (target !== null) return targetColumn({ task: "regression", target });
  throw new Refusal("FS5512");
}

/** The projection on as many components as an option asks for, or on all there are. */
export function firstOf(
  projection: Projection | null,
  components: number | readonly number[] | undefined,
): Projection | null {
  if (projection === null || components === undefined) return null;
  const { mean, directions, scale, explained } = projection;
  const a = largest(components);
  return {
    mean,
    directions: directions.slice(0, a),
    scale: scale.slice(0, a),
    explained: explained === null ? null : explained.slice(0, a),
  };
}

/** Scores of any rows (n × p) on `count` components, n × count; 0 beyond those there are. */
export function projected(x: Matrix, projection: Projection | null, count: number): Matrix {
  if (projection === null) throw new TypeError("features were applied before they were fitted");
  const { mean, directions, scale } = projection;
  const scores = rowProducts(less(x, Float64Array.from(mean)), fromRows(directions, x.cols));
  return firstColumns(scores, scale, count);
}

/** The first `count` scores, divided by their scale; 0 beyond those there are. */
function firstColumns(scores: Matrix, scale: ArrayLike<number>, count: number): Matrix {
  const result = matrix(scores.rows, count);
  for (let i = 0; i < scores.rows; i++) {
    for (let c = 0; c < Math.min(scores.cols, count); c++)
      result.data[i * count + c] = scores.data[i * scores.cols + c] / scale[c];
  }
  return result;
}

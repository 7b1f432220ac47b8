/** Explored: principal components of the rows that are not external, and where every row stands to them. */
import { type Matrix, mapRows, takeRows } from "../contract/matrix.ts";
import { hotellingT2, qLimit, t2FittedLimit, t2NewLimit } from "../methods/numeric/multivariate-limits.ts";
import { type Pca, pcaResiduals, pcaScores, rowSquares } from "../methods/numeric/pca.ts";
import { pcaWithin } from "../methods/numeric/pca-within.ts";

export interface Explored {
  readonly model: Pca;
  /** What each centred variable was divided by, length p; null where nothing was. */
  readonly scale: Float64Array | null;
  /** n × p: the rows as the components are made of them. */
  readonly scaled: Matrix;
  /** n × a, external rows projected. */
  readonly scores: Matrix;
  /** Length n. */
  readonly t2: Float64Array;
  /** Length n. */
  readonly q: Float64Array;
  /** 95 % limits of the rows it was fitted on; of T² null where there are too few rows. */
  readonly t2Limit: number | null;
  readonly qLimit: number;
  /** 95 % limit of T² for rows it was not fitted on. */
  readonly t2NewLimit: number | null;
}

const level = 0.95;

/**
 * @param x n × p; not changed
 * @param external length n: rows that are projected only
 * @returns null where the rows carry not even one component beside what is left for Q
 * @throws Refusal FS3603 where no variable varies; FS3604 for values that are not finite
 */
export function explored(
  x: Matrix,
  external: readonly boolean[],
  { components, autoscale }: { readonly components: number; readonly autoscale: boolean },
): Explored | null {
  const own = external.flatMap((is, i) => (is ? [] : [i]));
  const scale = autoscale ? spreads(takeRows(x, own)) : null;
  const scaled = scale === null ? x : mapRows(x, (values, _, out) => divide(values, scale, out));
  const training = takeRows(scaled, own);
  const model = pcaWithin(training, Math.min(components, training.rows - 2, training.cols - 1));
  if (model === null) return null;
  const scores = pcaScores(scaled, model);
  const q = rowSquares(pcaResiduals(scaled, model, scores));
  const a = model.variances.length;
  return {
    model,
    scale,
    scaled,
    scores,
    t2: hotellingT2(scores, model.variances),
    q,
    t2Limit: t2FittedLimit(own.length, a, level),
    t2NewLimit: t2NewLimit(own.length, a, level),
    qLimit: qLimit(
      Float64Array.from(own, (i) => q[i]),
      level,
    ),
  };
}

function divide(values: ArrayLike<number>, scale: Float64Array, out: Float64Array): void {
  for (let j = 0; j < out.length; j++) out[j] = values[j] / scale[j];
}

/** Standard deviation of every column, divisor n − 1; 1 of a column that does not vary, which then carries nothing. */
function spreads({ rows, cols, data }: Matrix): Float64Array {
  const mean = new Float64Array(cols);
  for (let at = 0; at < data.length; at++) mean[at % cols] += data[at] / rows;
  const squares = new Float64Array(cols);
  for (let at = 0; at < data.length; at++) {
    const off = data[at] - mean[at % cols];
    squares[at % cols] += off * off;
  }
  return squares.map((sum) => (sum > 0 && rows > 1 ? Math.sqrt(sum / (rows - 1)) : 1));
}

/** Which limits each row lies beyond. What a row was not fitted with is held against the limit of new rows. */
export function isBeyond(
  { t2, q, t2Limit, t2NewLimit: newLimit, qLimit: qMost }: Explored,
  i: number,
  external: boolean,
) {
  const most = external ? newLimit : t2Limit;
  return { t2: most !== null && t2[i] > most, q: q[i] > qMost };
}

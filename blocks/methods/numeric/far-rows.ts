/** Far rows: how far each row lies from the others of its own matrix, by T² and Q of a small PCA. */

import { type Matrix, row, takeColumns } from "../../contract/matrix.ts";
import { Refusal } from "../../contract/refusal.ts";
import { hotellingT2, qLimit, t2FittedLimit } from "./multivariate-limits.ts";
import { type Pca, pca, pcaResiduals, pcaScores, rowSquares } from "./pca.ts";

/** Share of good rows within the limits of T² and Q. */
const level = 0.99;
/** Components of the model of normal rows. */
const components = 5;
/** Columns that are looked at: neighbouring points say nearly the same, and the work grows with their square. */
const mostColumns = 128;

export interface FarRows {
  /** How many times beyond the nearer limit each row lies, length n; above 1 it is far. */
  readonly beyond: Float64Array;
  /** Whose limit that is. */
  readonly of: readonly ("T²" | "Q")[];
  /** Indexes of the far rows, the farthest first. */
  readonly far: readonly number[];
  /** Indexes of all rows, the farthest first. */
  readonly order: readonly number[];
}

/**
 * Rows beyond the 99 % limit, that of fitted rows, of Hotelling's T² or of Q in a PCA of up to five components, on at most 128 columns.
 *
 * @param x n × p; null where nothing varies, a value is not finite, or there are fewer than three rows
 * @see Jackson 1991, A User's Guide to Principal Components, chapter 2
 */
export function farRows(x: Matrix): FarRows | null {
  const chosen = evenColumns(x);
  const model = fitted(chosen);
  if (model === null) return null;
  const scores = pcaScores(chosen, model);
  const t2 = hotellingT2(scores, model.variances);
  const q = rowSquares(pcaResiduals(chosen, model, scores));
  const limits = {
    t2: t2FittedLimit(x.rows, model.loadings.rows, level) ?? Number.POSITIVE_INFINITY,
    q: qLimit(q, level),
  };
  // A Q limit of 0 means that nothing is left over.
  const beyond = t2.map((value, i) => Math.max(value / limits.t2, limits.q > 0 ? q[i] / limits.q : 0));
  const order = [...beyond.keys()].sort((a, b) => beyond[b] - beyond[a] || a - b);
  return {
    beyond,
    of: Array.from(beyond, (value, i) => (value === t2[i] / limits.t2 ? "T²" : "Q")),
    far: order.filter((i) => beyond[i] > 1),
    order,
  };
}

/** The matrix itself, or 128 of its columns at even distances. */
function evenColumns(x: Matrix): Matrix {
  if (x.cols <= mostColumns) return x;
  const chosen = Array.from({ length: mostColumns }, (_, k) => Math.floor((k * x.cols) / mostColumns));
  return takeColumns(x, chosen);
}

/** As many components as the rows carry, up to five; null where nothing varies or a value is not finite. */
function fitted(x: Matrix): Pca | null {
  if (x.rows < 3 || !hasNumbersOnly(x)) return null;
  try {
    return pca(x, Math.min(components, x.rows - 2, x.cols));
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { have } = error.remarks[0].facts;
    return error.code === "FS5101" && typeof have === "number" && have > 0 ? pca(x, have) : null;
  }
}

function hasNumbersOnly(x: Matrix): boolean {
  for (let i = 0; i < x.rows; i++) for (const value of row(x, i)) if (!Number.isFinite(value)) return false;
  return true;
}

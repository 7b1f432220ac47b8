/** What an estimator is: fits a whole path of tuning values at once, predicts scores, and its state is plain data. */
import type { z } from "zod";
import type { Json } from "../../schemas/plain-json.ts";
import type { CertifiedPredictor } from "./certified.ts";
import type { Matrix } from "./matrix.ts";

/** What is learnt: class codes 0…K−1, or a target. Length n, in row order. */
export type Response =
  | { readonly task: "classification"; readonly codes: Int32Array; readonly classes: number }
  | { readonly task: "regression"; readonly target: Float64Array };

/** One choice of every option. */
export type OptionValues = { readonly [option: string]: Json };

/** How scores become logits, the one scale on which they are calibrated. */
export type LogitKind = NonNullable<CertifiedPredictor["logits"]>;

/** Everything the product knows of an estimator: what fits, tunes, calibrates, monitors and shows it asks this declaration. */
export type Estimator<State> = Common<State> & (Classifier | Regressor);

interface Classifier {
  readonly task: "classification";
  /** What calibration, conformal sets and monitoring are made of: log p of probabilities, a multiple of other scores. */
  readonly logits: LogitKind;
  /** n × K, rows sum to 1, from scores; absent where scores are not probabilities before calibration. */
  probabilities?(scores: Matrix): Matrix;
}

interface Regressor {
  readonly task: "regression";
  readonly logits?: undefined;
  readonly probabilities?: undefined;
}

interface Common<State> {
  readonly name: string;
  readonly title: string;
  /** Closed schema of the options; tunable ones accept a value or a list of values. Its description is what the estimator does. */
  readonly options: z.ZodType<{ [option: string]: Json }>;
  /** Options that may be a grid, from the one that matters most. */
  readonly tunable: readonly string[];
  /**
   * Fits every entry of the path on the same rows (n × p) and shares what it can between them.
   * @returns one state an entry, in order
   * @throws Refusal where the rows cannot carry the model (one class, more components than rank)
   */
  fitPath(x: Matrix, y: Response, path: readonly OptionValues[]): State[];
  /**
   * Scores that each entry of the path, fitted on x and y, gives to other rows (m × p): for comparing candidates, where it costs
   * less than fitting states that nobody keeps. The same numbers as `fitPath` and `predict`, but for rounding.
   *
   * @throws Refusal as `fitPath`
   */
  compare?(x: Matrix, y: Response, path: readonly OptionValues[], others: Matrix): Matrix[];
  /** n × K scores (classification) or n × 1 (regression). */
  predict(x: Matrix, state: State): Matrix;
  /** Smaller is simpler: ties and the one-standard-error rule go to the simpler. */
  complexity(options: OptionValues): number;
  /** What each variable contributed. */
  importance?(state: State): Importance;
  /** True where `importance` has VIP: known before anything is fitted. */
  readonly hasVip?: boolean;
  /** Where any rows (n × p) stand in the model's own latent space; absent where it has none. */
  distances?(x: Matrix, state: State): Distances;
  /** Of a model whose latent variables are nested: what the first 1 … a of them say of any rows, n × K (or n × 1) each. */
  predictPath?(x: Matrix, state: State): readonly Matrix[];
  /** Share of the variance of the rows it was fitted on (n × p) that each latent variable carries; where `predictPath` is there. */
  explained?(x: Matrix, state: State): Float64Array;
  /** The scores alone (n × a), where `distances` is there: a part of what it costs. */
  latentScores?(x: Matrix, state: State): Matrix;
}

export interface Importance {
  /** Variable importance in projection, length p; absent where the estimator has none. */
  readonly vip?: Float64Array;
  /** p × K, a column a score: what one unit more of a variable adds to it. */
  readonly coefficients: Matrix;
}

export interface Distances {
  /** Latent variables, and rows they were fitted on: what the limit of T² asks for. */
  readonly components: number;
  readonly rows: number;
  /** n × a, centred on the rows the model was fitted on. */
  readonly scores: Matrix;
  /** Hotelling's T², length n. */
  readonly t2: Float64Array;
  /** Sum of squared X residuals, length n. */
  readonly q: Float64Array;
  /** Length n. */
  readonly leverage: Float64Array;
}

export type AnyEstimator = Estimator<Json>;

/** Declares an estimator; the one place where its state's type is forgotten. */
export function estimator<State>(declaration: Estimator<State>): AnyEstimator {
  return declaration as AnyEstimator;
}

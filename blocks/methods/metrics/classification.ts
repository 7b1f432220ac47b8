/** Classification metrics of weighted units, and of a table of counts from which some are left out. */
import type { Matrix } from "../../contract/matrix.ts";
import type { Statistics } from "./intervals.ts";
import { rankArea } from "./rank-area.ts";
import { largest, type Units } from "./units.ts";

export const OVERALL = [
  "accuracy",
  "balanced_accuracy",
  "precision",
  "recall",
  "specificity",
  "f1",
  "mcc",
  "kappa",
  "roc_auc",
  "log_loss",
  "brier",
] as const;
export const BY_CLASS = ["recall", "precision", "specificity", "f1", "roc_auc"] as const;

/** Metrics that a model has only where its scores can be read as probabilities. */
export const OF_PROBABILITIES: ReadonlySet<string> = new Set(["log_loss", "brier"]);

/** scikit-learn's bound for log loss: the machine epsilon. */
const LEAST_PROBABILITY = 2.220446049250313e-16;

/**
 * The statistics in the order of `OVERALL`, then of `BY_CLASS` for each class; formulas, conventions and sources stand in
 * the Markdown of each, beside this file.
 *
 * @param units u scored units with codes
 * @param classes K
 * @param probabilities u × K, rows sum to 1; null where the model has none: log_loss and brier are NaN then
 * @param hasAreas false: roc_auc, for which all scores are sorted, is NaN
 */
export function classificationStatistics(
  units: Units,
  classes: number,
  probabilities: Matrix | null,
  hasAreas = true,
): Statistics {
  const observed = units.codes as Int32Array;
  const predicted = largest(units.scores);
  const areas = hasAreas ? Array.from({ length: classes }, (_, c) => rankArea(units.scores, observed, c)) : null;
  const losses = probabilities && lossesOf(probabilities, observed);
  const table = tableOf(classes);
  return {
    width: OVERALL.length + BY_CLASS.length * classes,
    evaluate(weights, out) {
      table.counts.fill(0);
      for (let i = 0; i < weights.length; i++) table.counts[observed[i] * classes + predicted[i]] += weights[i];
      for (let c = 0; c < classes; c++) {
        out[OVERALL.length + c * BY_CLASS.length + AREA] = areas === null ? Number.NaN : areas[c](weights);
      }
      fill(table, out);
      out[9] = losses === null ? Number.NaN : weighted(losses.log, weights) / table.total;
      out[10] = losses === null ? Number.NaN : weighted(losses.square, weights) / table.total;
    },
  };
}

/**
 * The same from a table of counts, which is changed by its owner; log_loss and brier are not among them and stay as they are.
 *
 * @param counts K × K, rows observed, columns predicted, not all 0
 * @returns writes the statistics; `out` must hold the areas by class
 */
export function tableStatistics(counts: Float64Array, classes: number): (out: Float64Array) => void {
  const table = { ...tableOf(classes), counts };
  return (out) => fill(table, out);
}

function fill(table: Table, out: Float64Array): void {
  const classes = table.observed.length;
  sumUp(table);
  for (let c = 0; c < classes; c++) ofClass(table, c, out, OVERALL.length + c * BY_CLASS.length);
  const recall = meanOverClasses(out, RECALL, classes);
  out[0] = table.hits / table.total;
  out[1] = recall;
  out[2] = meanOverClasses(out, PRECISION, classes);
  out[3] = recall;
  out[4] = meanOverClasses(out, SPECIFICITY, classes);
  out[5] = meanOverClasses(out, F1, classes);
  out[6] = mcc(table);
  out[7] = kappa(table);
  out[8] = meanOverClasses(out, AREA, classes);
}

const [RECALL, PRECISION, SPECIFICITY, F1, AREA] = BY_CLASS.keys();

/** Weighted counts of units, K × K with rows observed, and what they sum to. */
interface Table {
  readonly counts: Float64Array;
  readonly observed: Float64Array;
  readonly predicted: Float64Array;
  total: number;
  hits: number;
}

const tableOf = (classes: number): Table => ({
  counts: new Float64Array(classes * classes),
  observed: new Float64Array(classes),
  predicted: new Float64Array(classes),
  total: 0,
  hits: 0,
});

function sumUp(table: Table): void {
  const { counts } = table;
  const classes = table.observed.length;
  table.observed.fill(0);
  table.predicted.fill(0);
  table.total = 0;
  table.hits = 0;
  for (let o = 0; o < classes; o++) {
    for (let p = 0; p < classes; p++) {
      const own = counts[o * classes + p];
      table.observed[o] += own;
      table.predicted[p] += own;
      table.total += own;
      if (o === p) table.hits += own;
    }
  }
}

/** Recall, precision, specificity and F1 of a class. */
function ofClass({ counts, observed, predicted, total }: Table, c: number, out: Float64Array, at: number): void {
  const hits = counts[c * observed.length + c];
  const others = total - observed[c];
  out[at + RECALL] = hits / observed[c];
  out[at + PRECISION] = predicted[c] > 0 ? hits / predicted[c] : observed[c] > 0 ? 0 : Number.NaN;
  out[at + SPECIFICITY] = (others - (predicted[c] - hits)) / others;
  out[at + F1] = (2 * hits) / (observed[c] + predicted[c]);
}

function mcc({ observed, predicted, total, hits }: Table): number {
  let both = 0;
  let oo = 0;
  let pp = 0;
  for (let c = 0; c < observed.length; c++) {
    both += observed[c] * predicted[c];
    oo += observed[c] * observed[c];
    pp += predicted[c] * predicted[c];
  }
  const spread = Math.sqrt((total * total - oo) * (total * total - pp));
  return spread === 0 ? 0 : (hits * total - both) / spread;
}

function kappa({ observed, predicted, total, hits }: Table): number {
  let both = 0;
  for (let c = 0; c < observed.length; c++) both += observed[c] * predicted[c];
  return (hits * total - both) / (total * total - both);
}

export interface Losses {
  /** −log of the observed class's probability, one a unit. */
  readonly log: Float64Array;
  /** Σ over classes of (p − observed)², one a unit. */
  readonly square: Float64Array;
}

/** @param probabilities u × K, rows sum to 1 */
export function lossesOf(probabilities: Matrix, observed: Int32Array): Losses {
  const log = new Float64Array(observed.length);
  const square = new Float64Array(observed.length);
  for (let i = 0; i < observed.length; i++) {
    for (let c = 0; c < probabilities.cols; c++) {
      const p = probabilities.data[i * probabilities.cols + c];
      const miss = p - (c === observed[i] ? 1 : 0);
      square[i] += miss * miss;
      if (c === observed[i]) log[i] = -Math.log(Math.max(LEAST_PROBABILITY, Math.min(1, p)));
    }
  }
  return { log, square };
}

function weighted(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i] * values[i];
  return sum;
}

/** Mean of statistic m of every class where it is defined. */
function meanOverClasses(out: Float64Array, m: number, classes: number): number {
  let sum = 0;
  let defined = 0;
  for (let c = 0; c < classes; c++) {
    const value = out[OVERALL.length + c * BY_CLASS.length + m];
    if (Number.isNaN(value)) continue;
    sum += value;
    defined++;
  }
  return defined === 0 ? Number.NaN : sum / defined;
}

/** Classification metrics of weighted units: one evaluation serves the estimate and every resample of the bootstrap. */
import type { Matrix } from "../../shared/numeric/matrix.ts";
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

/** scikit-learn's bound for log loss: the machine epsilon. */
const LEAST_PROBABILITY = 2.220446049250313e-16;

/**
 * The statistics in the order of `OVERALL`, then of `BY_CLASS` for each class; formulas, conventions and sources stand in
 * `metricPages`.
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
  const areas = Array.from({ length: classes }, (_, c) =>
    hasAreas ? rankArea(units.scores, observed, c) : () => Number.NaN,
  );
  const losses = probabilities && lossesOf(probabilities, observed);
  const counts = new Float64Array(classes * classes);
  return {
    width: OVERALL.length + BY_CLASS.length * classes,
    evaluate(weights, out) {
      counts.fill(0);
      for (let i = 0; i < weights.length; i++) counts[observed[i] * classes + predicted[i]] += weights[i];
      const margins = marginsOf(counts, classes);
      const each = areas.map((area, c) => ofClass(counts[c * classes + c], margins, c, area(weights)));
      const averages = BY_CLASS.map((_, m) => meanDefined(each, m));
      const [recall, precision, specificity, f1, area] = averages;
      const { hits, total } = margins;
      const { logLoss, brier } = losses === null ? NO_LOSSES : weighted(losses, weights, total);
      out.set([
        hits / total,
        recall,
        precision,
        recall,
        specificity,
        f1,
        mcc(margins),
        kappa(margins),
        area,
        logLoss,
        brier,
      ]);
      each.forEach((values, c) => {
        out.set(values, OVERALL.length + c * BY_CLASS.length);
      });
    },
  };
}

interface Margins {
  readonly observed: Float64Array;
  readonly predicted: Float64Array;
  readonly total: number;
  readonly hits: number;
}

function marginsOf(counts: Float64Array, classes: number): Margins {
  const observed = new Float64Array(classes);
  const predicted = new Float64Array(classes);
  let total = 0;
  let hits = 0;
  for (let o = 0; o < classes; o++) {
    for (let p = 0; p < classes; p++) {
      const count = counts[o * classes + p];
      observed[o] += count;
      predicted[p] += count;
      total += count;
      if (o === p) hits += count;
    }
  }
  return { observed, predicted, total, hits };
}

/** In the order of BY_CLASS. */
function ofClass(hits: number, { observed, predicted, total }: Margins, c: number, area: number): number[] {
  const seen = observed[c] + predicted[c];
  const others = total - observed[c];
  const precision = predicted[c] > 0 ? hits / predicted[c] : observed[c] > 0 ? 0 : Number.NaN;
  return [hits / observed[c], precision, (others - (predicted[c] - hits)) / others, (2 * hits) / seen, area];
}

function mcc({ observed, predicted, total, hits }: Margins): number {
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

function kappa({ observed, predicted, total, hits }: Margins): number {
  let both = 0;
  for (let c = 0; c < observed.length; c++) both += observed[c] * predicted[c];
  return (hits * total - both) / (total * total - both);
}

interface Losses {
  /** −log of the observed class's probability, one a unit. */
  readonly log: Float64Array;
  /** Σ over classes of (p − observed)², one a unit. */
  readonly square: Float64Array;
}

const NO_LOSSES = { logLoss: Number.NaN, brier: Number.NaN };

function lossesOf(probabilities: Matrix, observed: Int32Array): Losses {
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

function weighted({ log, square }: Losses, weights: Float64Array, total: number): { logLoss: number; brier: number } {
  let logLoss = 0;
  let brier = 0;
  for (let i = 0; i < weights.length; i++) {
    logLoss += weights[i] * log[i];
    brier += weights[i] * square[i];
  }
  return { logLoss: logLoss / total, brier: brier / total };
}

/** Mean of value m of every class where it is defined. A loop, since every resample of the bootstrap comes by. */
function meanDefined(each: readonly (readonly number[])[], m: number): number {
  let sum = 0;
  let defined = 0;
  for (const { [m]: value } of each) {
    if (Number.isNaN(value)) continue;
    sum += value;
    defined++;
  }
  return defined === 0 ? Number.NaN : sum / defined;
}

/** States metrics of one set of units in the form of metrics.json: value, interval, how many, of what. */
import type { Matrix } from "../../contract/matrix.ts";
import type { Stream } from "../../contract/stream.ts";
import { BY_CLASS, classificationStatistics, OVERALL } from "./classification.ts";
import { bootstrapIntervals, clopperPearson, estimates, type Interval } from "./intervals.ts";
import { REGRESSION, regressionStatistics } from "./regression.ts";
import type { ClassificationMetrics } from "./schema.ts";
import { largest, type Units } from "./units.ts";

export interface Statement {
  readonly value: number;
  readonly interval: Interval | null;
  readonly n: number;
}
type Fields = { [key: string]: number | Interval | null | string };

/**
 * All classification metrics of these units. Accuracy, and recall, precision and specificity by class, are proportions:
 * Clopper–Pearson where every unit is a sample of its own. All else, and proportions over replicate spectra, by bootstrap.
 *
 * @param units scored units with codes, at least one
 * @param classes names in class order
 * @param probabilities u × K of the units' scores, or null
 */
export function stateClassification(
  units: Units,
  classes: readonly string[],
  probabilities: Matrix | null,
  draw: Stream,
): ClassificationMetrics {
  const statistics = classificationStatistics(units, classes.length, probabilities);
  const values = estimates(statistics, units.names.length);
  const intervals = bootstrapIntervals(statistics, units.clusters, draw);
  const counts = confusionCounts(units, classes.length);
  const at = (s: number, n: number, proportion: boolean): Statement => ({
    value: values[s],
    interval: proportion && units.independent ? exact(values[s], n) : intervals[s],
    n,
  });
  const fields: Fields = {};
  OVERALL.forEach((name, s) => {
    put(fields, name, at(s, units.names.length, name === "accuracy"), units);
  });
  const byClass = classes.map((name, c) => {
    const ns = countsBehind(counts, c);
    const own: Fields = { n: ns.recall };
    BY_CLASS.forEach((metric, m) => {
      const s = OVERALL.length + c * BY_CLASS.length + m;
      const n = metric === "f1" || metric === "roc_auc" ? units.names.length : ns[metric];
      put(own, metric, at(s, n, metric in ns), units);
    });
    return [name, own];
  });
  const result = { ...sizes(units), ...fields, by_class: Object.fromEntries(byClass) };
  return result as ClassificationMetrics;
}

/** All regression metrics of these units; the root mean square error under the name it has for what was predicted. */
export function stateRegression<Name extends "rmsec" | "rmsecv" | "rmsep">(
  units: Units,
  rmse: Name,
  draw: Stream,
): RegressionMetrics<Name> {
  const statistics = regressionStatistics(units);
  const values = estimates(statistics, units.names.length);
  const intervals = bootstrapIntervals(statistics, units.clusters, draw);
  const fields: Fields = {};
  REGRESSION.forEach((name, s) => {
    const statement = { value: values[s], interval: intervals[s], n: units.names.length };
    put(fields, name === "rmse" ? rmse : name, statement, units);
  });
  return { ...sizes(units), ...fields } as RegressionMetrics<Name>;
}

type Stated<N extends string> = { [K in N]: number | null } & { [K in `${N}_ci`]: [number, number] | null } & {
  [K in `${N}_n`]: number;
} & { [K in `${N}_over`]: "samples" | "spectra" };
export type RegressionMetrics<Rmse extends string> = { n_samples: number; n_spectra: number } & Stated<
  Rmse | "r2" | "bias" | "sep" | "rpd"
>;

/** K × K counts of units, rows observed, columns predicted. */
export function confusionCounts(units: Units, classes: number): number[][] {
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  const predicted = largest(units.scores);
  (units.codes as Int32Array).forEach((code, i) => {
    counts[code][predicted[i]]++;
  });
  return counts;
}

/** Of how many units each proportion by class is one. */
function countsBehind(counts: number[][], c: number): { recall: number; precision: number; specificity: number } {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const observed = sum(counts[c]);
  return { recall: observed, precision: sum(counts.map((of) => of[c])), specificity: sum(counts.map(sum)) - observed };
}

function exact(value: number, n: number): Interval | null {
  return n === 0 || Number.isNaN(value) ? null : clopperPearson(Math.round(value * n), n);
}

function put(fields: Fields, name: string, { value, interval, n }: Statement, units: Units): void {
  fields[name] = Number.isFinite(value) ? value : null;
  fields[`${name}_ci`] = interval;
  fields[`${name}_n`] = n;
  fields[`${name}_over`] = units.over;
}

function sizes(units: Units): { n_samples: number; n_spectra: number } {
  return { n_samples: units.clusters.count, n_spectra: units.spectra };
}

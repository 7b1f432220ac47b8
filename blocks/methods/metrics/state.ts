/** States metrics of one set of predictions in the form of metrics.json: value, interval and how it was made, how many. */
import type { Matrix } from "../../contract/matrix.ts";
import type { Stream } from "../../contract/stream.ts";
import { classForms } from "./class-forms.ts";
import { BY_CLASS, classificationStatistics, OVERALL } from "./classification.ts";
import type { Grouping } from "./grouping.ts";
import { estimates, type Interval } from "./intervals.ts";
import { calledIn, errorsIn, type Judged, meanOverRepeats, overRepeats, samplesOf } from "./judged.ts";
import { type Form, type Limits, limitsOf } from "./limits.ts";
import { REGRESSION, regressionStatistics } from "./regression.ts";
import type { ClassificationMetrics, RegressionMetrics } from "./schema.ts";
import { targetForm, targetValues } from "./target-forms.ts";
import type { Units } from "./units.ts";

export type Fields = { [key: string]: number | string | Interval | readonly (number | null)[] | null };

/** Limits of a metric from its form; rows the model was fitted on have none. */
export type Limiting = (form: Form, grouping: Grouping) => Limits;

/**
 * All classification metrics of these predictions.
 *
 * @param judged units with codes, at least one
 * @param classes names in class order
 * @param probabilities u × K of each repeat's scores, or null
 * @param draw stream of the draws for balanced accuracy
 */
export function stateClassification(
  judged: Judged,
  classes: readonly string[],
  probabilities: readonly Matrix[] | null,
  draw: () => Stream,
  limits: Limiting = limitsOf,
): ClassificationMetrics {
  const samples = samplesOf(judged);
  const n = samples.names.length;
  const repeats = judged.repeats.map((units, r) =>
    estimates(classificationStatistics(units, classes.length, probabilities?.[r] ?? null), n),
  );
  const forms = classForms(judged, classes.length, probabilities, draw);
  const counts = confusionCounts(judged, classes.length);
  const statement = (s: number, of: (value: number) => Form, count: number) =>
    stated(
      repeats.map((values) => values[s]),
      of,
      count,
      judged,
      limits,
    );
  const fields: Fields = {};
  OVERALL.forEach((name, s) => {
    put(
      fields,
      name,
      statement(s, (value) => forms.overall(s, value), n),
    );
  });
  const byClass = classes.map((name, c) => {
    const ns = countsBehind(counts, c);
    const own: Fields = { n: ns.recall };
    BY_CLASS.forEach((metric, m) => {
      const s = OVERALL.length + c * BY_CLASS.length + m;
      const count = metric === "f1" || metric === "roc_auc" ? n : ns[metric];
      put(
        own,
        metric,
        statement(s, (value) => forms.byClass(c, m, value), count),
      );
    });
    return [name, own];
  });
  const result = { ...sizes(samples), ...fields, by_class: Object.fromEntries(byClass) };
  return result as ClassificationMetrics;
}

/** All regression metrics of these predictions; the root mean square error under the name it has for what was predicted. */
export function stateRegression<Name extends keyof RegressionMetrics>(
  judged: Judged,
  rmse: Name,
  limits: Limiting = limitsOf,
): RegressionMetrics[Name] {
  const samples = samplesOf(judged);
  const n = samples.names.length;
  const repeats = judged.repeats.map((units) => estimates(regressionStatistics(units), n));
  const values = targetValues(judged);
  const fields: Fields = {};
  REGRESSION.forEach((name, s) => {
    const own = repeats.map((of) => of[s]);
    const statement = stated(own, () => targetForm(judged, name, values), n, judged, limits);
    put(fields, name === "rmse" ? rmse : name, statement);
  });
  return { ...sizes(samples), ...fields } as unknown as RegressionMetrics[Name];
}

interface Stated {
  readonly value: number;
  readonly limits: Limits;
  readonly n: number;
  readonly unit: Grouping["unit"];
  /** One a repeat, with their standard deviation; null where there is one. */
  readonly repeats: { readonly values: readonly number[]; readonly sd: number } | null;
}

/** A metric as it is reported, from its value in each repeat. */
export function stated(
  values: readonly number[],
  formOf: (value: number) => Form,
  n: number,
  { grouping }: Judged,
  limits: Limiting,
): Stated {
  const { mean: value, sd } = overRepeats(values);
  return {
    value,
    limits: limits(formOf(value), grouping),
    n,
    unit: grouping.unit,
    repeats: values.length < 2 ? null : { values, sd },
  };
}

/** Writes a metric `name` and what stands beside it. */
export function put(fields: Fields, name: string, { value, limits, n, unit, repeats }: Stated): void {
  fields[name] = finite(value);
  fields[`${name}_ci`] = limits.ci;
  fields[`${name}_ci_sample`] = limits.sample;
  fields[`${name}_ci_unit`] = limits.unit;
  fields[`${name}_method`] = limits.method;
  fields[`${name}_unit`] = unit;
  fields[`${name}_na`] = limits.na;
  fields[`${name}_n`] = n;
  fields[`${name}_over`] = "samples";
  if (repeats === null) return;
  fields[`${name}_repeats`] = repeats.values.map(finite);
  fields[`${name}_sd`] = finite(repeats.sd);
}

/** Null for what is undefined. */
export const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** K × K counts of samples, rows observed, columns predicted; means over repeats. */
export function confusionCounts(judged: Judged, classes: number): number[][] {
  const observed = samplesOf(judged).codes as Int32Array;
  const counts = Array.from({ length: classes }, () => new Array<number>(classes).fill(0));
  calledIn(judged).forEach((predicted) => {
    observed.forEach((code, i) => {
      counts[code][predicted[i]]++;
    });
  });
  return counts.map((row) => row.map((count) => count / judged.repeats.length));
}

/** Of how many units each proportion by class is one. */
function countsBehind(counts: number[][], c: number): { recall: number; precision: number; specificity: number } {
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const observed = sum(counts[c]);
  return { recall: observed, precision: sum(counts.map((of) => of[c])), specificity: sum(counts.map(sum)) - observed };
}

const sizes = ({ names, spectra }: Units): { n_samples: number; n_spectra: number } => ({
  n_samples: names.length,
  n_spectra: spectra,
});

/** One a sample, mean over repeats: 1 where it was called another class, or its squared error. The intraclass correlation is of these. */
export function lossesIn(judged: Judged, task: "classification" | "regression"): Float64Array {
  const samples = samplesOf(judged);
  const n = samples.names.length;
  if (task === "regression") return meanOverRepeats(errorsIn(judged), n, (errors, i) => errors[i] * errors[i]);
  return meanOverRepeats(calledIn(judged), n, (called, i) => (called[i] === samples.codes?.[i] ? 0 : 1));
}

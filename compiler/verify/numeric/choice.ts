/** Choice: which of several candidates a rule takes, and what that is worth on samples that had no say, by code of the verifier's own. */
import type { ChoiceRule, StudyMetric } from "../../../schemas/study.ts";
import { uniforms } from "./uniforms.ts";

export interface Told {
  readonly metric: StudyMetric;
  readonly classes: number;
  readonly observed: readonly number[];
  /** By candidate, by repeat, of each sample. */
  readonly told: readonly (readonly (readonly number[])[])[];
}

export interface ChoiceAgain {
  readonly values: readonly number[];
  readonly chosen: number;
  readonly corrected: { readonly value: number; readonly low: number; readonly high: number } | null;
}

/** Samples of one candidate that cannot be told apart: the same observed, and the same told in every repeat. */
interface Sort {
  readonly observed: number;
  readonly told: readonly number[];
}

interface Sorted {
  readonly sorts: readonly Sort[];
  /** Of each sample. */
  readonly of: readonly number[];
}

/** Null where no candidate has a value. */
export function choiceAgain(told: Told, rule: ChoiceRule, seed: number): ChoiceAgain | null {
  const n = told.observed.length;
  const candidates = told.told.map((repeats) => sortedBy(told.observed, repeats));
  const all = new Array<number>(n).fill(1);
  const { chosen, values } = taken(candidates, told, rule, all);
  if (chosen < 0) return null;
  return { chosen, values, corrected: n < 8 ? null : corrected(candidates, told, rule, seed) };
}

/** The metric of one candidate over all samples but some. */
export function valueWithout(told: Told, candidate: number, isOut: (i: number) => boolean): number {
  const one = sortedBy(told.observed, told.told[candidate]);
  return metricOf(
    one.sorts,
    countsOf(
      one,
      told.observed.map((_, i) => (isOut(i) ? 0 : 1)),
    ),
    told,
  );
}

function sortedBy(observed: readonly number[], repeats: readonly (readonly number[])[]): Sorted {
  const places = new Map<string, number>();
  const sorts: Sort[] = [];
  const of = observed.map((value, i) => {
    const told = repeats.map((repeat) => repeat[i]);
    const key = [value, ...told].join();
    const place = places.get(key) ?? sorts.push({ observed: value, told }) - 1;
    places.set(key, place);
    return place;
  });
  return { sorts, of };
}

function countsOf({ sorts, of }: Sorted, weights: readonly number[]): number[] {
  const counts = new Array<number>(sorts.length).fill(0);
  for (const [i, weight] of weights.entries()) counts[of[i]] += weight;
  return counts;
}

/** Mean over repeats; NaN where nothing counts. */
function metricOf(sorts: readonly Sort[], counts: readonly number[], { metric, classes }: Told): number {
  const repeats = sorts[0].told.length;
  let total = 0;
  for (let r = 0; r < repeats; r++) total += ofRepeat(sorts, counts, r, metric, classes);
  return total / repeats;
}

function ofRepeat(
  sorts: readonly Sort[],
  counts: readonly number[],
  r: number,
  metric: StudyMetric,
  classes: number,
): number {
  let [n, squares, right] = [0, 0, 0];
  const [seen, called, hits] = [0, 1, 2].map(() => new Array<number>(classes).fill(0));
  for (const [k, { observed, told }] of sorts.entries()) {
    const [count, said] = [counts[k], told[r]];
    n += count;
    if (metric === "rmsecv") squares += count * (said - observed) * (said - observed);
    else {
      seen[observed] += count;
      called[said] += count;
      if (said === observed) hits[observed] += count;
      if (said === observed) right += count;
    }
  }
  if (n === 0) return Number.NaN;
  if (metric === "rmsecv") return Math.sqrt(squares / n);
  if (metric === "accuracy") return right / n;
  if (metric === "balanced_accuracy") {
    const there = seen.flatMap((count, c) => (count > 0 ? [hits[c] / count] : []));
    return there.reduce((sum, share) => sum + share, 0) / there.length;
  }
  const dot = (a: readonly number[], b: readonly number[]) => a.reduce((sum, one, c) => sum + one * b[c], 0);
  const spread = Math.sqrt((n * n - dot(seen, seen)) * (n * n - dot(called, called)));
  return spread === 0 ? 0 : (right * n - dot(seen, called)) / spread;
}

function taken(candidates: readonly Sorted[], told: Told, rule: ChoiceRule, weights: readonly number[]) {
  const sign = told.metric === "rmsecv" ? -1 : 1;
  const counts = candidates.map((one) => countsOf(one, weights));
  const values = candidates.map(({ sorts }, k) => metricOf(sorts, counts[k], told));
  const worth = values.map((value) => (Number.isNaN(value) ? Number.NEGATIVE_INFINITY : sign * value));
  const most = Math.max(...worth);
  if (most === Number.NEGATIVE_INFINITY) return { chosen: -1, values };
  const near = 1e-12 * Math.max(1, Math.abs(most));
  const best = worth.findIndex((one) => one >= most - near);
  const error = rule === "best" ? Number.NaN : errorOf(candidates[best].sorts, counts[best], told);
  const limit = Number.isNaN(error) ? most : worth[best] - error;
  return { chosen: worth.findIndex((one) => one >= limit - near), values };
}

/** By the jackknife over the samples that count, as often as they do. */
function errorOf(sorts: readonly Sort[], counts: readonly number[], told: Told): number {
  const n = counts.reduce((sum, count) => sum + count, 0);
  const left = counts.map((count, k) => {
    if (count === 0) return 0;
    const fewer = [...counts];
    fewer[k]--;
    return metricOf(sorts, fewer, told);
  });
  const mean = left.reduce((sum, value, k) => sum + counts[k] * value, 0) / n;
  const squares = left.reduce((sum, value, k) => sum + counts[k] * (value - mean) * (value - mean), 0);
  return Math.sqrt(((n - 1) / n) * squares);
}

function corrected(candidates: readonly Sorted[], told: Told, rule: ChoiceRule, seed: number) {
  const n = told.observed.length;
  const from = uniforms(seed, "candidates");
  const found: number[] = [];
  for (let draw = 0; draw < 1000; draw++) {
    const weights = new Array<number>(n).fill(0);
    for (let i = 0; i < n; i++) weights[from.below(n)]++;
    const { chosen } = taken(candidates, told, rule, weights);
    if (chosen < 0) continue;
    const one = candidates[chosen];
    const value = metricOf(
      one.sorts,
      countsOf(
        one,
        weights.map((weight) => (weight === 0 ? 1 : 0)),
      ),
      told,
    );
    if (Number.isFinite(value)) found.push(value);
  }
  if (found.length === 0) return null;
  const value = found.reduce((sum, one) => sum + one, 0) / found.length;
  found.sort((a, b) => a - b);
  const quantile = (p: number) => {
    const at = (found.length - 1) * p;
    const low = Math.floor(at);
    return found[low] + (at - low) * (found[Math.min(low + 1, found.length - 1)] - found[low]);
  };
  return { value, low: quantile(0.025), high: quantile(0.975) };
}

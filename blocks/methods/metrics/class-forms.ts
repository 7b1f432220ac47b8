/** Forms of classification metrics: what the intervals of each are made of. Gates take theirs from here too. */
import type { Matrix } from "../../contract/matrix.ts";
import type { Stream } from "../../contract/stream.ts";
import { BY_CLASS, OVERALL } from "./classification.ts";
import { jackknife, leastHolding, share } from "./forms.ts";
import { calledIn, type Judged, meanOverRepeats, samplesOf } from "./judged.ts";
import { type WithoutEach, withoutEachOfClasses } from "./leave-out.ts";
import type { Form } from "./limits.ts";
import { type ClassShare, meanOfShares } from "./mean-of-shares.ts";
import { influence, influenceError, type Placed, placed } from "./placements.ts";
import { byT, jackknifeError, type Scale } from "./scale.ts";

/** Shares of samples, by what each repeat calls them. A value is the mean over repeats where that is not the share of all (precision). */
export interface Shares {
  accuracy(value?: number): Form;
  recall(c: number, value?: number): Form;
  specificity(c: number, value?: number): Form;
  precision(c: number, value?: number): Form;
  ofClass(c: number): ClassShare;
}

/** @param judged units with codes */
export function sharesOf(judged: Judged): Shares {
  const { codes } = samplesOf(judged);
  const observed = codes as Int32Array;
  const n = observed.length;
  const called = calledIn(judged);
  const mean = (is: (predicted: number, i: number) => boolean) =>
    meanOverRepeats(called, n, (predicted, i) => (is(predicted[i], i) ? 1 : 0));
  const form = (hits: Float64Array, trials: Float64Array, value = total(hits) / total(trials)) =>
    share(value, hits, trials);
  const recall = (c: number) => ({
    hits: mean((predicted, i) => observed[i] === c && predicted === c),
    trials: mean((_, i) => observed[i] === c),
  });
  return {
    accuracy: (value) =>
      form(
        mean((predicted, i) => predicted === observed[i]),
        new Float64Array(n).fill(1),
        value,
      ),
    recall: (c, value) => form(recall(c).hits, recall(c).trials, value),
    specificity: (c, value) =>
      form(
        mean((predicted, i) => observed[i] !== c && predicted !== c),
        mean((_, i) => observed[i] !== c),
        value,
      ),
    precision: (c, value) =>
      form(
        mean((predicted, i) => observed[i] === c && predicted === c),
        mean((predicted) => predicted === c),
        value,
      ),
    ofClass(c) {
      const { hits, trials } = recall(c);
      return { value: total(hits) / total(trials), hits, trials };
    },
  };
}

export interface ClassForms {
  overall(s: number, value: number): Form;
  /** Of class c the m-th of `BY_CLASS`. */
  byClass(c: number, m: number, value: number): Form;
}

/**
 * @param value of each metric as it is reported: the mean over repeats
 * @param probabilities u × K, one a repeat; null where the model has none
 */
export function classForms(
  judged: Judged,
  classes: number,
  probabilities: readonly Matrix[] | null,
  draw: () => Stream,
): ClassForms {
  const { codes } = samplesOf(judged);
  const observed = codes as Int32Array;
  const present = Array.from({ length: classes }, (_, c) => c).filter((c) => observed.includes(c));
  const shares = sharesOf(judged);
  let known: readonly (readonly Placed[])[] | null = null;
  const places = () => {
    known ??= judged.repeats.map(({ scores }) =>
      Array.from({ length: classes }, (_, c) => placed(scores, observed, c)),
    );
    return known;
  };
  const without = withoutEachOfClasses(judged, classes, places, probabilities);
  const other = (s: number, value: number, scale: Scale, needsClasses = true) =>
    jackknife(value, observed.length, scale, (sets) => without(sets)[s], needsClasses ? observed : null);
  // The same number where there are two classes: then it has the same interval.
  let drawn: Form | null = null;
  const balanced = (value: number) => {
    drawn ??= meanOfShares(value, present.map(shares.ofClass), draw);
    return drawn;
  };
  return {
    overall(s, value) {
      switch (OVERALL[s]) {
        case "accuracy":
          return shares.accuracy(value);
        case "balanced_accuracy":
        case "recall":
          return balanced(value);
        case "specificity":
          return classes === 2 && present.length === 2 ? balanced(value) : other(s, value, "logit");
        case "roc_auc":
          return area(value, () => present.map((c) => places().map((of) => of[c])), observed, observed, without, s);
        case "log_loss":
        case "brier":
          return other(s, value, "log", false);
        case "mcc":
        case "kappa":
          return other(s, value, "plain");
        default:
          return other(s, value, "logit");
      }
    },
    byClass(c, m, value) {
      const s = OVERALL.length + c * BY_CLASS.length + m;
      switch (BY_CLASS[m]) {
        case "recall":
          return shares.recall(c, value);
        case "precision":
          return shares.precision(c, value);
        case "specificity":
          return shares.specificity(c, value);
        case "roc_auc":
          return area(
            value,
            () => [places().map((of) => of[c])],
            observed.map((code) => (code === c ? 1 : 0)),
            observed,
            without,
            s,
          );
        default:
          return other(s, value, "logit");
      }
    },
  };
}

/**
 * An area under the ROC curve, or the mean of several: DeLong by sample, jackknife by unit, both on the logit scale.
 *
 * @param places of each class and repeat
 * @param strata sides within which samples are exchangeable; t has the smaller one's number less one degrees of freedom
 */
function area(
  value: number,
  places: () => readonly (readonly Placed[])[],
  strata: Int32Array,
  observed: Int32Array,
  without: WithoutEach,
  s: number,
): Form {
  const n = strata.length;
  const sides = [...new Set(strata)].map((side) => strata.reduce((sum, one) => sum + (one === side ? 1 : 0), 0));
  return {
    value,
    n,
    bySample: "delong-logit-t",
    byUnit: "jackknife-logit-t",
    sample(level) {
      const influences = new Float64Array(n);
      const all = places().flat();
      for (const of of all)
        influence(of).forEach((one, i) => {
          influences[i] += one / all.length;
        });
      return byT(value, influenceError(influences, strata), Math.min(...sides) - 1, "logit", level);
    },
    units: (grouping) => leastHolding(observed, grouping),
    unit: (level, grouping) => byT(value, jackknifeError(without(grouping)[s]), grouping.count - 1, "logit", level),
  };
}

function total(values: Float64Array): number {
  let sum = 0;
  for (const value of values) sum += value;
  return sum;
}

/** Proportions: accuracy, recall of every class and specificity by sample, each with its exact lower limit. */

import type { Label } from "../../../contract/values.ts";
import { clopperPearsonLower } from "../../metrics/intervals.ts";
import { largest, type Units } from "../../metrics/units.ts";
import { type Check, judged, notJudged, type Worst } from "../check.ts";
import type { NaReason } from "../check-specs.ts";
import type { EffectivePolicy } from "../policy.ts";

/**
 * min_accuracy, min_class_recall and specificity.
 *
 * @param units samples with their mean out-of-fold scores
 */
export function proportionChecks(units: Units, label: Label, policy: EffectivePolicy) {
  const observed = units.codes as Int32Array;
  const predicted = largest(units.scores);
  const wrong = wrongSamples(units, label, predicted);
  const all = [...observed.keys()];
  const recalls = label.classes.map((name, c) => {
    const own = all.filter((u) => observed[u] === c);
    return { class: name, ...proportion(own.filter((u) => predicted[u] === c).length, own.length) };
  });
  const worst = [...recalls]
    .sort((a, b) => low(a.value) - low(b.value) || low(a.lower) - low(b.lower) || (a.class < b.class ? -1 : 1))
    .map(({ class: name, value, n }) => ({
      class: name,
      value: Number.isNaN(value) ? null : value,
      about: `of ${n} samples`,
    }));
  return {
    min_accuracy: judged(policy, "min_accuracy", "min", null, {
      ...proportion(all.filter((u) => predicted[u] === observed[u]).length, all.length),
      worst: wrong,
    }),
    min_class_recall: judged(policy, "min_recall", "min", null, {
      value: Math.min(...recalls.map(({ value }) => value)),
      lower: Math.min(...recalls.map(({ lower }) => lower)),
      worst,
    }),
    specificity: specificity(observed, predicted, label, wrong, policy),
  };
}

/** The three checks where there is nothing to count. */
export function noProportions(na: NaReason, policy: EffectivePolicy) {
  const none = (field: string): Check =>
    notJudged(na, "min", null, policy.thresholds[field].value, policy.thresholds[field].floor);
  return {
    min_accuracy: none("min_accuracy"),
    min_class_recall: none("min_recall"),
    specificity: none("min_specificity"),
  };
}

function specificity(
  observed: Int32Array,
  predicted: Int32Array,
  { classes, positive }: Label,
  wrong: readonly Worst[],
  policy: EffectivePolicy,
): Check {
  if (classes.length !== 2) return noProportions("more_than_two_classes", policy).specificity;
  if (positive === null) return noProportions("no_positive_class", policy).specificity;
  const c = classes.indexOf(positive);
  const negatives = [...observed.keys()].filter((u) => observed[u] !== c);
  const right = negatives.filter((u) => predicted[u] !== c).length;
  return judged(policy, "min_specificity", "min", null, {
    ...proportion(right, negatives.length),
    worst: wrong.filter(({ about }) => about === `called ${positive}`),
  });
}

function proportion(hits: number, n: number): { value: number; lower: number; n: number } {
  return { value: hits / n, lower: clopperPearsonLower(hits, n) ?? Number.NaN, n };
}

/** Samples put in another class, the most confident errors first, equals in the order of their names; the value is how far the wrong score leads. */
function wrongSamples({ names, scores, codes }: Units, { classes }: Label, predicted: Int32Array): readonly Worst[] {
  return names
    .flatMap((sample, u) => {
      const observed = (codes as Int32Array)[u];
      if (predicted[u] === observed) return [];
      const lead = scores.data[u * scores.cols + predicted[u]] - scores.data[u * scores.cols + observed];
      return [{ sample, value: lead, about: `called ${classes[predicted[u]]}` }];
    })
    .sort((a, b) => b.value - a.value);
}

/** NaN, a class without samples, stands first. */
const low = (value: number): number => (Number.isNaN(value) ? -1 : value);

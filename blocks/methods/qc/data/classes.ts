/** Class checks: whether every class has enough samples, and whether one outweighs the others. Samples count, not spectra. */
import type { Label, Rows } from "../../../contract/values.ts";
import { type Check, judged, notJudged } from "../check.ts";
import type { NaReason } from "../check-specs.ts";
import type { EffectivePolicy } from "../policy.ts";

/**
 * Samples by class, in class order. A sample belongs to the class of most of its spectra, ties to the first class; external
 * rows do not count, since no model learns from them.
 */
function samplesByClass(rows: Rows, label: Label): readonly number[] {
  const spectra = new Map<string, number[]>();
  rows.sample.forEach((sample, i) => {
    if (rows.external[i]) return;
    const counts = spectra.get(sample) ?? new Array<number>(label.classes.length).fill(0);
    counts[label.codes[i]]++;
    spectra.set(sample, counts);
  });
  const samples = new Array<number>(label.classes.length).fill(0);
  for (const counts of spectra.values()) samples[counts.indexOf(Math.max(...counts))]++;
  return samples;
}

/** min_samples_per_class and imbalance_ratio; na without a label. */
export function classChecks(rows: Rows, label: Label | null, hasTarget: boolean, policy: EffectivePolicy) {
  if (label === null) return withoutClasses(hasTarget ? "regression" : "no_label", policy);
  const samples = samplesByClass(rows, label);
  const worst = label.classes
    .map((name, c) => ({ class: name, value: samples[c] }))
    .sort((a, b) => a.value - b.value || (a.class < b.class ? -1 : 1));
  const least = worst[0].value;
  const most = worst[worst.length - 1].value;
  return {
    min_samples_per_class: judged(policy, "min_samples_per_class", "min", "samples", { value: least, worst }),
    imbalance_ratio: judged(policy, "max_imbalance_ratio", "max", null, {
      value: most / least,
      worst: [...worst].reverse().map((one) => ({ ...one, about: "samples" })),
    }),
  };
}

function withoutClasses(
  na: NaReason,
  { thresholds }: EffectivePolicy,
): { min_samples_per_class: Check; imbalance_ratio: Check } {
  const { min_samples_per_class: samples, max_imbalance_ratio: ratio } = thresholds;
  return {
    min_samples_per_class: notJudged(na, "min", "samples", samples.value, samples.floor),
    imbalance_ratio: notJudged(na, "max", null, ratio.value, ratio.floor),
  };
}

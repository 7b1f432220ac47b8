/** Made up for tests: the share of all spectra that the sample with most of them holds. */
import { type CheckWords, check } from "../../../blocks/methods/qc/check.ts";

export const declaration = check({
  id: "largest_sample",
  gate: "data",
  code: "FS7102",
  limit: "max",
  unit: "fraction",
  threshold: { field: "max_largest_sample", default: 0.2, floor: 0.5, bounds: [0, 1] },
  measure({ rows }) {
    const counts = new Map<string, number>();
    for (const sample of rows.sample) counts.set(sample, (counts.get(sample) ?? 0) + 1);
    const worst = [...counts].map(([sample, n]) => ({ sample, value: n / rows.sample.length }));
    worst.sort((a, b) => b.value - a.value || (a.sample < b.sample ? -1 : 1));
    return { value: worst[0].value, worst };
  },
});

export const words: CheckWords = {
  title: "Share of the largest sample",
  action: "Leave out replicates of the sample that has most of them.",
  fields: {
    max_largest_sample: {
      meaning: "spectra of the sample with most of them over all spectra",
    },
  },
};

/** Order drift: whether the spectra, or the outcome, follow the time at which samples were measured. */
import { type Matrix, matrix, row } from "../../../contract/matrix.ts";
import { unlessRefused } from "../../../contract/refusal.ts";
import { neighbourMeans } from "../../numeric/neighbour-means.ts";
import { pcaWithin } from "../../numeric/pca-within.ts";
import { dot } from "../../numeric/vectors.ts";
import { type CheckWords, check } from "../check.ts";
import { rankShare, spearmanSquared } from "./association.ts";
import { placed } from "./nearness.ts";
import { samplesIn } from "./samples.ts";

/** Fewer samples follow anything by chance. */
const LEAST_SAMPLES = 10;

export const declaration = check({
  id: "order_drift",
  gate: "data",
  code: "FS7116",
  limit: "max",
  unit: null,
  isAdvice: true,
  threshold: 0.25,
  measure(material) {
    const { design, outcome, spectra } = material;
    const { time } = design;
    if (time === null) return null;
    const samples = samplesIn(material).flatMap((one) => {
      const own = one.rows.flatMap((i) => time.values[i] ?? []);
      return own.length === 0 ? [] : [{ ...one, time: own.reduce((sum, value) => sum + value, 0) / own.length }];
    });
    if (samples.length < LEAST_SAMPLES) return { na: "too_few_samples" };
    const times = samples.map((one) => one.time);
    const codes = samples.map(({ code }) => code ?? 0);
    const found = [
      { about: "first_component", value: spearmanSquared(times, firstScores(spectra, samples, codes)) },
      { about: "label", value: outcome.label === null ? null : rankShare(times, codes) },
      {
        about: "target",
        value:
          outcome.target === null
            ? null
            : spearmanSquared(
                times,
                samples.map(({ target }) => target ?? 0),
              ),
      },
    ].flatMap(({ about, value }) => (value === null ? [] : [{ feature: time.column, about, value }]));
    if (found.length === 0) return { na: "no_variance" };
    found.sort((a, b) => b.value - a.value);
    return { value: found[0].value, worst: found };
  },
});

export const words: CheckWords = {
  title: "How far spectra or outcome follow the time of measurement",
  quantity: "share",
  action: "Measure in random order, or show by a control sample that the instrument did not drift.",
};

/** Scores on the first principal component of the samples' mean spectra after SNV, the mean of their class taken off. */
function firstScores(
  spectra: Matrix,
  samples: readonly { readonly rows: readonly number[] }[],
  codes: readonly number[],
): readonly number[] {
  const { z } = placed(neighbourMeans(spectra));
  const means = matrix(samples.length, z.cols);
  samples.forEach(({ rows }, k) => {
    const out = row(means, k);
    for (const i of rows) {
      const own = row(z, i);
      for (let j = 0; j < out.length; j++) out[j] += own[j] / rows.length;
    }
  });
  for (const code of new Set(codes)) {
    const own = codes.flatMap((other, k) => (other === code ? [k] : []));
    for (let j = 0; j < z.cols; j++) {
      const mean = own.reduce((sum, k) => sum + row(means, k)[j], 0) / own.length;
      for (const k of own) row(means, k)[j] -= mean;
    }
  }
  const found = unlessRefused(() => pcaWithin(means, 1));
  const axis = found === null ? null : row(found.loadings, 0);
  return samples.map((_, k) => (axis === null ? 0 : dot(row(means, k), axis)));
}

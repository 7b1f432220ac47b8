/** Answers of an exported model held against the predictor's own, each spectrum a sample of its own. */
import { expect } from "vitest";
import type { CertifiedPredictor } from "../../../blocks/contract/certified.ts";
import { type Matrix, matrix } from "../../../blocks/contract/matrix.ts";
import type { Predictor } from "../../../blocks/contract/model.ts";
import { methods } from "../../../blocks/methods/methods.ts";
import { largest } from "../../../blocks/methods/metrics/units.ts";
import { predictRaw } from "../../../blocks/methods/recipe/predict.ts";
import { scoreCertified } from "../../../blocks/methods/trust/certified.ts";
import type { Tensor } from "../../fixtures/onnx.ts";

/** Largest difference as a share of the range of what is expected. */
function distance(found: Tensor, wanted: Matrix): number {
  expect(found.data.length).toBe(wanted.data.length);
  let [low, high, most] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0];
  wanted.data.forEach((value, k) => {
    [low, high] = [Math.min(low, value), Math.max(high, value)];
    most = Math.max(most, value === found.data[k] ? 0 : Math.abs(value - Number(found.data[k])));
  });
  expect(most).not.toBeNaN();
  return most / (high - low);
}

/** What trust says of spectra, in their order. */
export const perSpectrum = (certified: CertifiedPredictor, spectra: Matrix) =>
  scoreCertified(methods, certified, {
    spectra,
    columns: certified.predictor.pipeline.input,
    // Samples are answered in code-unit order.
    sample: Array.from({ length: spectra.rows }, (_, i) => String(i).padStart(6, "0")),
  });

type Answers = { readonly [output: string]: Tensor };

/** Expects labels, sets and answers to be the same and numbers to be so near. Returns the largest distance of any. */
export function expectOurs(
  found: Answers,
  predictor: Predictor,
  certified: CertifiedPredictor | null,
  spectra: Matrix,
): number {
  const scores = predictRaw(methods, predictor, spectra, predictor.pipeline.input);
  const trust = certified === null ? null : perSpectrum(certified, spectra);
  const distances = [distance(found.scores ?? found.predicted, scores)];
  if (trust !== null) expect(found.answered.data).toEqual(trust.answered);
  if (predictor.classes === null) {
    if (trust?.margin != null)
      for (const [name, sign] of [
        ["low", -1],
        ["high", 1],
      ] as const) {
        const ends = scores.data.map((value, i) => value + sign * Number(trust.margin?.[i]));
        distances.push(distance(found[name], matrix(spectra.rows, 1, ends)));
      }
  } else {
    const { classes } = predictor;
    expect(found.label.data).toEqual([...(trust?.predicted ?? largest(scores))].map((code) => classes[code]));
    if (trust?.probabilities != null) distances.push(distance(found.probability, trust.probabilities));
    if (trust?.issued == null) expect(found.in_set).toBeUndefined();
    else expect(found.in_set.data).toEqual(trust.issued.flatMap((set) => classes.map((_, code) => set.includes(code))));
  }
  const most = Math.max(...distances);
  expect(most).toBeLessThanOrEqual(1e-9);
  return most;
}

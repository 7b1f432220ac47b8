/** Answers: what a predictor says of spectra, in the form in which its graph answers: what another program is held against. */
import type { CertifiedPredictor } from "../../contract/certified.ts";
import { type Matrix, row } from "../../contract/matrix.ts";
import type { Methods } from "../../contract/methods.ts";
import type { Predictor } from "../../contract/model.ts";
import { largest } from "../metrics/units.ts";
import { predictRaw } from "../recipe/predict.ts";
import { scoreCertified } from "../trust/certified.ts";

export type AnswerValues = readonly (number | boolean | string | null | readonly (number | boolean)[])[];

/**
 * By name as `predictorGraph` has them, an entry a spectrum; null stands for what is infinite.
 *
 * @param spectra n × p on the predictor's own columns, each a sample of its own
 */
export function answersOf(
  methods: Methods,
  predictor: Predictor,
  certified: CertifiedPredictor | null,
  spectra: Matrix,
): { readonly [name: string]: AnswerValues } {
  const { classes, pipeline } = predictor;
  const columns = pipeline.input;
  // Samples are answered in code-unit order of their names.
  const digits = String(spectra.rows).length;
  const sample = Array.from({ length: spectra.rows }, (_, i) => String(i).padStart(digits, "0"));
  const trust = certified === null ? null : scoreCertified(methods, certified, { spectra, columns, sample });
  const scores = trust?.scores ?? predictRaw(methods, predictor, spectra, columns);
  const rowsOf = (of: Matrix) => Array.from({ length: of.rows }, (_, i) => [...row(of, i)]);
  if (classes === null) {
    const end = (sign: number) =>
      Array.from(trust?.margin ?? [], (margin, i) => finite(scores.data[i] + sign * margin));
    return {
      predicted: [...scores.data],
      ...(trust?.margin == null ? {} : { low: end(-1), high: end(1) }),
      ...(trust === null ? {} : { answered: [...trust.answered] }),
    };
  }
  return {
    scores: rowsOf(scores),
    label: Array.from(trust?.predicted ?? largest(scores), (code) => classes[code]),
    ...(trust?.probabilities == null ? {} : { probability: rowsOf(trust.probabilities) }),
    ...(trust?.issued == null
      ? {}
      : { in_set: trust.issued.map((set) => classes.map((_, code) => set.includes(code))) }),
    ...(trust === null ? {} : { answered: [...trust.answered] }),
  };
}

const finite = (value: number): number | null => (Number.isFinite(value) ? value : null);

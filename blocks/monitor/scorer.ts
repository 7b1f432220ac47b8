/** Scorer: what a saved predictor says of spectra, a line a spectrum, as the run that made it would say it. */

import { isRecord } from "../../schemas/is-record.ts";
import type { CertifiedPredictor } from "../contract/certified.ts";
import type { Columns, NamedSpectra } from "../contract/dataset.ts";
import { row } from "../contract/matrix.ts";
import type { InputFile } from "../contract/running.ts";
import { methods } from "../methods/methods.ts";
import { largest } from "../methods/metrics/units.ts";
import { predictRaw, readPredictor } from "../methods/recipe/predict.ts";
import { scoreCertified } from "../methods/trust/certified.ts";
import { pointsFor } from "./axis.ts";
import { openCertified, refuseUnsound } from "./open-saved.ts";

/** A cell: numbers stay numbers for JSON; null is what is not known or infinite. */
export type Cell = string | number | boolean | null;

export interface Scorer {
  /** Columns of a line. */
  readonly head: readonly string[];
  /** The columns that spectra must have. */
  readonly input: Columns;
  readonly isCertified: boolean;
  /** One line a spectrum. @throws Refusal FS5612, FS5616 of another axis; of a step for a spectrum it cannot treat */
  lines(of: NamedSpectra): readonly (readonly Cell[])[];
}

/**
 * The predictor of a file: one that was certified, or the final one of a model.
 *
 * @throws Refusal FS5609 to FS5611 and FS3907 as monitoring does, of a file that is none
 */
export function scorerOf(file: InputFile): Scorer {
  const model = modelIn(file);
  if (model !== null) return ofModel(model);
  const opened = openCertified(file);
  refuseUnsound(methods, opened, file.path);
  return ofCertified(opened.certified);
}

/** Null where it is something else than model.json. */
function modelIn({ bytes }: InputFile): ReturnType<typeof readPredictor> | null {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const said: unknown = JSON.parse(text);
    return isRecord(said) && said.estimator !== undefined ? readPredictor(text) : null;
  } catch {
    return null;
  }
}

function ofModel(predictor: ReturnType<typeof readPredictor>): Scorer {
  const { classes, estimator } = predictor;
  const { input } = predictor.pipeline;
  const probabilitiesOf = methods.estimator(estimator).probabilities ?? null;
  const named = (prefix: string) => (classes ?? []).map((name) => `${prefix}:${name}`);
  return {
    head: ["id", "sample", "predicted", ...(probabilitiesOf === null ? [] : named("p")), ...named("score")],
    input,
    isCertified: false,
    lines({ spectra, columns, id, sample }) {
      const scores = predictRaw(methods, predictor, pointsFor(input, spectra, columns), input);
      if (classes === null) return id.map((name, i) => [name, sample[i], scores.data[i]]);
      const probabilities = probabilitiesOf?.(scores) ?? null;
      const winners = largest(scores);
      return id.map((name, i) => [
        name,
        sample[i],
        classes[winners[i]],
        ...(probabilities === null ? [] : row(probabilities, i)),
        ...row(scores, i),
      ]);
    },
  };
}

/** By sample, as trust and monitoring judge them: each spectrum is told what is said of its sample. */
function ofCertified(certified: CertifiedPredictor): Scorer {
  const { classes, pipeline } = certified.predictor;
  const named = classes === null ? ["low", "high"] : [...classes.map((name) => `p:${name}`), "set"];
  return {
    head: ["id", "sample", "predicted", ...named, "answered"],
    input: pipeline.input,
    isCertified: true,
    lines({ spectra, columns, id, sample }) {
      const points = pointsFor(pipeline.input, spectra, columns);
      const of = scoreCertified(methods, certified, { spectra: points, columns: pipeline.input, sample });
      const place = new Map(of.samples.map((name, s) => [name, s]));
      return id.map((name, i) => {
        const s = place.get(sample[i]) as number;
        if (classes === null) {
          const margin = of.margin?.[s] ?? Number.POSITIVE_INFINITY;
          const ends = Number.isFinite(margin)
            ? [of.scores.data[s] - margin, of.scores.data[s] + margin]
            : [null, null];
          return [name, sample[i], of.scores.data[s], ...ends, of.answered[s]];
        }
        const p = of.probabilities === null ? classes.map(() => null) : [...row(of.probabilities, s)];
        const set = of.issued?.[s].map((code) => classes[code]).join("|") ?? null;
        return [name, sample[i], classes[(of.predicted as Int32Array)[s]], ...p, set, of.answered[s]];
      });
    },
  };
}

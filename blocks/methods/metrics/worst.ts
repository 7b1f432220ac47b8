/** Worst: the samples a model got wrong, by the means of their losses over repeats. */
import { commonest } from "../numeric/grouped.ts";
import { errorsIn, type Judged, samplesOf } from "./judged.ts";
import { largest } from "./units.ts";

export interface Wrong {
  /** Place among the samples. */
  readonly u: number;
  readonly sample: string;
  /** Share of the repeats in which it was called another class. */
  readonly share: number;
  /** The class it was called then, most often; ties: the first in class order. */
  readonly called: number;
  /** How far that class's score leads the observed one's: mean over the repeats in which it was wrong. */
  readonly lead: number;
}

/** Samples called another class: those first that were so in most repeats, then by how far the wrong score leads, then by name. */
export function wrongIn(judged: Judged): readonly Wrong[] {
  const { names, codes } = samplesOf(judged);
  const repeats = judged.repeats.map(({ scores }) => ({ scores, called: largest(scores) }));
  return names
    .flatMap((sample, u) => {
      const observed = codes?.[u] ?? -1;
      const wrong = repeats.filter(({ called }) => called[u] !== observed);
      if (wrong.length === 0) return [];
      const called = commonest(wrong.map((of) => of.called[u]));
      const leads = wrong.map(({ scores, called: code }) => {
        const at = (c: number) => scores.data[u * scores.cols + c];
        return at(code[u]) - at(observed);
      });
      const lead = leads.reduce((sum, one) => sum + one, 0) / leads.length;
      return [{ u, sample, share: wrong.length / repeats.length, called, lead }];
    })
    .sort((a, b) => b.share - a.share || b.lead - a.lead);
}

export interface Off {
  readonly u: number;
  readonly sample: string;
  /** Predicted less measured: its mean over repeats. */
  readonly mean: number;
  /** Its root mean square over repeats, with the sign of the mean. */
  readonly size: number;
}

/** Every sample by how far it is off, the farthest first, equals by name. */
export function offIn(judged: Judged): readonly Off[] {
  const errors = errorsIn(judged);
  return samplesOf(judged)
    .names.map((sample, u) => {
      const own = errors.map((of) => of[u]);
      const mean = own.reduce((sum, error) => sum + error, 0) / own.length;
      const square = own.reduce((sum, error) => sum + error * error, 0) / own.length;
      return { u, sample, mean, size: own.length === 1 ? mean : Math.sign(mean) * Math.sqrt(square) };
    })
    .sort((a, b) => Math.abs(b.size) - Math.abs(a.size));
}

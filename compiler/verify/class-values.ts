/** Class values: every metric of a classification from counts, scores and probabilities, of all samples or with some left out. */
import type { Uniforms } from "./numeric/uniforms.ts";
import { mean, type Repeat, type Samples, sum } from "./samples.ts";

export const overall = [
  "accuracy",
  "balanced_accuracy",
  "precision",
  "recall",
  "specificity",
  "f1",
  "mcc",
  "kappa",
  "roc_auc",
  "log_loss",
  "brier",
] as const;
export const ofClass = ["recall", "precision", "specificity", "f1", "roc_auc"] as const;
export type Overall = (typeof overall)[number];
export type OfClass = (typeof ofClass)[number];

/** Scores to probabilities, a sample at a time; null where the estimator has none. */
export type Probabilities = ((scores: readonly number[]) => readonly number[]) | null;

export interface Classified {
  readonly samples: Samples;
  readonly classes: readonly string[];
  readonly probabilities: Probabilities;
  readonly draw: () => Uniforms;
}

export interface Values {
  readonly all: { readonly [M in Overall]: number };
  readonly classes: readonly { readonly [M in OfClass]: number }[];
}

/** Every metric of the samples that are kept, in one repeat. */
export function valuesOf({ samples: { observed }, classes, probabilities }: Classified, repeat: Repeat): Values {
  const kept = [...observed.keys()];
  const counts = classes.map(() => new Float64Array(classes.length));
  for (const i of kept) counts[observed[i]][repeat.called[i]]++;
  const areas = classes.map((_, c) => areaOf(repeat.scores[c], observed, kept, c));
  const losses = probabilities === null ? null : kept.map((i) => lossOf(probabilities, repeat, observed[i], i));
  return fromCounts(counts, areas, losses);
}

const unlikely = 2.220446049250313e-16;

function lossOf(probabilities: NonNullable<Probabilities>, { scores }: Repeat, code: number, i: number) {
  const p = probabilities(scores.map((column) => column[i]));
  return {
    log: -Math.log(Math.max(unlikely, Math.min(1, p[code]))),
    square: sum(p.map((one, c) => (one - (c === code ? 1 : 0)) * (one - (c === code ? 1 : 0)))),
  };
}

function fromCounts(
  counts: readonly Float64Array[],
  areas: readonly number[],
  losses: readonly { readonly log: number; readonly square: number }[] | null,
): Values {
  const seen = counts.map(sum);
  const called = counts.map((_, c) => sum(counts.map((row) => row[c])));
  const hits = counts.map((row, c) => row[c]);
  const total = sum(seen);
  const right = sum(hits);
  const classes = counts.map((_, c) => ({
    recall: hits[c] / seen[c],
    precision: called[c] > 0 ? hits[c] / called[c] : seen[c] > 0 ? 0 : Number.NaN,
    specificity: (total - seen[c] - (called[c] - hits[c])) / (total - seen[c]),
    f1: (2 * hits[c]) / (seen[c] + called[c]),
    roc_auc: areas[c],
  }));
  const macro = (name: OfClass) => overRepeats(classes.map((one) => one[name])).mean;
  const both = sum(seen.map((one, c) => one * called[c]));
  const spread = Math.sqrt(
    (total * total - sum(seen.map((one) => one * one))) * (total * total - sum(called.map((one) => one * one))),
  );
  return {
    all: {
      accuracy: right / total,
      balanced_accuracy: macro("recall"),
      precision: macro("precision"),
      recall: macro("recall"),
      specificity: macro("specificity"),
      f1: macro("f1"),
      mcc: spread === 0 ? 0 : (right * total - both) / spread,
      kappa: (right * total - both) / (total * total - both),
      roc_auc: macro("roc_auc"),
      log_loss: losses === null ? Number.NaN : mean(losses.map(({ log }) => log)),
      brier: losses === null ? Number.NaN : mean(losses.map(({ square }) => square)),
    },
    classes,
  };
}

/** Of each kept sample the share of the other side its score is on the right side of; ties one half. */
export function placements(
  scores: Float64Array,
  observed: Int32Array,
  kept: readonly number[],
  code: number,
): Float64Array {
  const order = [...kept].sort((i, j) => scores[i] - scores[j]);
  const places = new Float64Array(observed.length);
  const own = order.filter((i) => observed[i] === code).length;
  const others = order.length - own;
  let [ownBelow, othersBelow] = [0, 0];
  for (let from = 0; from < order.length; ) {
    let to = from;
    while (to < order.length && scores[order[to]] === scores[order[from]]) to++;
    const tied = order.slice(from, to);
    const ownTied = tied.filter((i) => observed[i] === code).length;
    const othersTied = tied.length - ownTied;
    for (const i of tied)
      places[i] = observed[i] === code ? (othersBelow + othersTied / 2) / others : (own - ownBelow - ownTied / 2) / own;
    ownBelow += ownTied;
    othersBelow += othersTied;
    from = to;
  }
  return places;
}

/** Area under the ROC curve of a class against the rest; NaN where one side is empty. */
function areaOf(scores: Float64Array, observed: Int32Array, kept: readonly number[], code: number): number {
  const own = kept.filter((i) => observed[i] === code);
  if (own.length === 0 || own.length === kept.length) return Number.NaN;
  const places = placements(scores, observed, kept, code);
  return mean(own.map((i) => places[i]));
}

/** Left out one sample or one unit at a time, by repeat. Areas are wanted by unit only: by sample DeLong has them. */
export function withoutEach(of: Classified, by: "sample" | "unit"): readonly Values[][] {
  const { observed, of: units, units: count, repeats } = of.samples;
  const { probabilities } = of;
  const sets = by === "sample" ? Int32Array.from(observed, (_, i) => i) : units;
  const size = by === "sample" ? observed.length : count;
  return repeats.map((repeat) => {
    const losses =
      probabilities === null ? null : [...observed.keys()].map((i) => lossOf(probabilities, repeat, observed[i], i));
    const total = losses && summed(losses);
    const all = of.classes.map(() => new Float64Array(of.classes.length));
    for (const [i, code] of observed.entries()) all[code][repeat.called[i]]++;
    const members = Array.from({ length: size }, () => [] as number[]);
    for (const [i, set] of sets.entries()) members[set].push(i);
    return members.map((left, set) => {
      const counts = all.map((row) => Float64Array.from(row));
      for (const i of left) counts[observed[i]][repeat.called[i]]--;
      const kept = by === "sample" ? [] : [...observed.keys()].filter((i) => sets[i] !== set);
      const areas = of.classes.map((_, c) =>
        by === "sample" ? Number.NaN : areaOf(repeat.scores[c], observed, kept, c),
      );
      const rest = observed.length - left.length;
      const gone = losses && summed(left.map((i) => losses[i]));
      const without = (name: "log" | "square") => (Number(total?.[name]) - Number(gone?.[name])) / rest;
      return fromCounts(counts, areas, losses && [{ log: without("log"), square: without("square") }]);
    });
  });
}

const summed = (all: readonly { readonly log: number; readonly square: number }[]) => ({
  log: sum(all.map(({ log }) => log)),
  square: sum(all.map(({ square }) => square)),
});

/** Mean and standard deviation over the repeats in which a metric is defined. */
export function overRepeats(each: readonly number[]): { readonly mean: number; readonly sd: number } {
  const known = each.filter(Number.isFinite);
  if (known.length < 2) return { mean: known[0] ?? Number.NaN, sd: Number.NaN };
  const centre = mean(known);
  return { mean: centre, sd: Math.sqrt(sum(known.map((one) => (one - centre) * (one - centre))) / (known.length - 1)) };
}

/** Rules: thresholds of sets, confidence and density, from samples that neither model nor calibrator has seen. */

import type { ConfidenceRule, ConformalRule, ConformalThreshold, DensityRule } from "../../contract/certified.ts";
import type { Matrix } from "../../contract/matrix.ts";
import { largest } from "../metrics/units.ts";
import { confidenceAt, confidenceForRisk } from "./abstention/confidence.ts";
import { conformalScores } from "./conformal/scores.ts";
import { groupedThreshold, type Threshold, threshold } from "./conformal/threshold.ts";
import { type Distances, densityRule } from "./density.ts";
import type { ConformalWish, Wishes } from "./options.ts";
import type { Samples } from "./samples.ts";

/** Conformal samples with what the pass makes of them. */
export interface Judged {
  /** Indexes of samples. */
  readonly samples: readonly number[];
  /** m × K probabilities, or m × 1 predictions. */
  readonly predicted: Matrix;
  /** The same of single spectra, with the place of each one's sample. */
  readonly rowPredicted: Matrix;
  readonly sampleOfRow: readonly number[];
  /** Null where there is no space to measure them in. */
  readonly distances: Distances | null;
}

/** Scores of one category, sorted: what a threshold was taken from. */
export interface Category extends ConformalThreshold {
  readonly scores: readonly number[];
}

/** The conformal rule and the scores behind it. */
export function conformalRule(
  wish: ConformalWish,
  judged: Judged,
  samples: Samples,
  classes: readonly string[] | null,
): { readonly rule: ConformalRule; readonly categories: readonly Category[] } {
  const places = [...judged.samples.keys()];
  const categories = categoriesOf(
    wish,
    scoresOf(wish, judged.predicted, judged, samples, places),
    places,
    judged,
    samples,
    classes,
    wish.unit === "batch" ? "part" : null,
  );
  const spectrum = categoriesOf(
    wish,
    scoresOf(wish, judged.rowPredicted, judged, samples, judged.sampleOfRow),
    judged.sampleOfRow,
    judged,
    samples,
    classes,
    wish.unit === "batch" ? "part" : "sample",
  );
  const bare = (all: readonly Category[]): ConformalThreshold[] =>
    all.map(({ category, n, k, qhat }) => ({ category, n, k, qhat }));
  return { rule: { ...wish, thresholds: bare(categories), spectrum: bare(spectrum) }, categories };
}

/** The score of the observed outcome of each row of `predicted`; `places` says whose row it is. */
function scoresOf(
  wish: ConformalWish,
  predicted: Matrix,
  { samples: of }: Judged,
  samples: Samples,
  places: readonly number[],
): Float64Array {
  if (wish.score === "residual") {
    const target = samples.target as readonly number[];
    return Float64Array.from(places, (place, i) => Math.abs(target[of[place]] - predicted.data[i]));
  }
  const all = conformalScores(predicted, wish.score);
  const codes = samples.codes as readonly number[];
  return Float64Array.from(places, (place, i) => all.data[i * all.cols + codes[of[place]]]);
}

function categoriesOf(
  { by, alpha }: ConformalWish,
  scores: Float64Array,
  places: readonly number[],
  { samples: of }: Judged,
  samples: Samples,
  classes: readonly string[] | null,
  grouped: "part" | "sample" | null,
): Category[] {
  const nameOf = (place: number): string | null => {
    if (by === "class") return (classes as readonly string[])[(samples.codes as readonly number[])[of[place]]];
    return by === "batch" ? samples.batch[of[place]] : null;
  };
  const names = by === "class" ? (classes as readonly string[]) : [...new Set(places.map(nameOf))].sort();
  return names.map((category) => {
    const own = [...places.keys()].filter((i) => nameOf(places[i]) === category);
    const values = own.map((i) => scores[i]);
    const groups = own.map((i) => (grouped === "part" ? samples.part[of[places[i]]] : of[places[i]]));
    const found: Threshold = grouped === null ? threshold(values, alpha) : groupedThreshold(values, groups, alpha);
    const { n, k, qhat } = found;
    return {
      category,
      n,
      k,
      qhat: Number.isFinite(qhat) ? qhat : null,
      scores: [...Float64Array.from(values).sort()],
    };
  });
}

/** The rule of abstention by confidence; null where none is wanted. */
export function confidenceRule(wish: Wishes["abstention"], judged: Judged, samples: Samples): ConfidenceRule | null {
  if (wish === null || samples.codes === null) return null;
  const { data, cols } = judged.predicted;
  const predicted = largest(judged.predicted);
  const confidence = Float64Array.from(predicted, (c, i) => data[i * cols + c]);
  const codes = samples.codes;
  const isRight = judged.samples.map((s, i) => codes[s] === predicted[i]);
  if (wish.threshold !== null) return confidenceAt(wish.threshold, confidence, isRight);
  return wish.target_risk === null ? null : confidenceForRisk(confidence, isRight, wish.target_risk);
}

/** The rule of abstention by distance; null where none is wanted or nothing can be measured. */
export const densityRuleOf = (
  wish: Wishes["abstention"],
  space: DensityRule["components"] | undefined,
  { distances }: Judged,
): DensityRule | null =>
  wish?.density === true && space !== undefined && distances !== null ? densityRule(space, distances) : null;

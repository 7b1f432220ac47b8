/** The carve by batch: whole batches, shuffled until every class is in every set. */
import type { Stream } from "../../contract/stream.ts";
import type { Carve, CarveRules, Strata } from "./carve-rules.ts";
import type { Samples } from "./samples.ts";
import { few, type Shortage } from "./shortage.ts";

/** Fewest batches in all, the ones left out included. */
export const leastBatches = 10;
const leastTrainingBatches = 5;
const mostShuffles = 100;

/**
 * Conformal round(0.30 B) batches, calibration max(1, round(0.15 B)), training the rest, at least 5: of at most 100 shuffles the
 * first with ⌈1/α⌉ − 1 conformal, 3 calibration and 10 training samples of every class, and 10 calibration samples in all. Only
 * labels are looked at, never scores.
 */
export function carveBatches(
  inside: readonly number[],
  samples: Samples,
  strata: Strata,
  rules: CarveRules,
  fold: string,
  draw: Stream,
): Carve | Shortage {
  const parts = [...new Set(inside.map((sample) => samples.part[sample]))].sort((a, b) => a - b);
  const ofBatches = rules.unit === "batch";
  const conformal = rules.conforms ? Math.max(ofBatches ? rules.least : 0, Math.round(0.3 * parts.length)) : 0;
  const calibration = rules.calibrates ? Math.max(1, Math.round(0.15 * parts.length)) : 0;
  if (parts.length - conformal - calibration < leastTrainingBatches) {
    return tooFewBatches(parts.length, conformal + calibration + leastTrainingBatches, fold, "split", ofBatches);
  }
  let best: readonly Demand[] = [];
  for (let attempt = 0; attempt < mostShuffles; attempt++) {
    const order = draw.shuffle(parts);
    const setOf = new Map(
      order.map((part, place) => [
        part,
        place < conformal ? "conformal" : place < conformal + calibration ? "calibration" : "training",
      ]),
    );
    const members = (set: keyof Carve) => inside.filter((sample) => setOf.get(samples.part[sample]) === set);
    const made = {
      training: members("training"),
      calibration: members("calibration"),
      conformal: members("conformal"),
    };
    const open = demandsOf(made, samples, strata, rules).filter(({ have, need }) => have < need);
    if (open.length === 0) return made;
    if (best.length === 0 || open.length < best.length) best = open;
  }
  return noFairCarve(best[0], fold);
}

interface Demand {
  readonly set: string;
  readonly class: string | null;
  readonly have: number;
  readonly need: number;
}

/** What the sets must hold, and hold. */
function demandsOf(made: Carve, samples: Samples, strata: Strata, rules: CarveRules): readonly Demand[] {
  const of = (set: readonly number[], k: number) => set.filter((sample) => strata.of(sample) === k);
  const scores = (set: readonly number[]) =>
    rules.unit === "batch" ? new Set(set.map((sample) => samples.part[sample])).size : set.length;
  const byClass = strata.names.flatMap((name, k): Demand[] => [
    { set: "training", class: name, have: of(made.training, k).length, need: 10 },
    ...(rules.calibrates ? [{ set: "calibration", class: name, have: of(made.calibration, k).length, need: 3 }] : []),
    ...(rules.conforms && rules.by === "class"
      ? [{ set: "conformal", class: name, have: scores(of(made.conformal, k)), need: rules.least }]
      : []),
  ]);
  const batches = [...new Set(made.conformal.map((sample) => samples.batch[sample]))];
  return [
    ...byClass,
    ...(rules.calibrates ? [{ set: "calibration", class: null, have: made.calibration.length, need: 10 }] : []),
    ...(rules.conforms && rules.by === "none"
      ? [{ set: "conformal", class: null, have: scores(made.conformal), need: rules.least }]
      : []),
    ...(rules.conforms && rules.by === "batch"
      ? batches.map((batch) => ({
          set: `conformal batch ${batch ?? ""}`,
          class: null,
          have: made.conformal.filter((sample) => samples.batch[sample] === batch).length,
          need: rules.least,
        }))
      : []),
  ];
}

export function tooFewBatches(
  have: number,
  need: number,
  fold: string | null,
  design: "split" | "cross",
  ofBatches = false,
): Shortage {
  const where = fold === null ? "in all, the ones left out included" : `beside those left out in fold ${fold}`;
  return {
    reason: "too_few_batches",
    short: { ...few(have, need), fold },
    facts: {
      where,
      have,
      need,
      fold: fold ?? "none",
      unit: ofBatches ? "batch" : null,
      cross: design === "split" && have > leastTrainingBatches ? leastTrainingBatches + 1 : null,
    },
  };
}

function noFairCarve({ set, class: name, have, need }: Demand, fold: string): Shortage {
  const what = name === null ? "samples" : `samples of ${name}`;
  return {
    reason: "no_fair_carve",
    short: { ...few(have, need), fold, class: name, set },
    facts: { what, fold, set, class: name, have, need, shuffles: mostShuffles },
  };
}

/** The carve by sample: class by class, so that the smallest has its share of every set. */
import type { Stream } from "../../contract/stream.ts";
import type { Carve, CarveRules, Strata } from "./carve-rules.ts";
import { few, type Shortage } from "./shortage.ts";

const leastTraining = 10;
const leastTrainingShare = 0.4;

interface Sizes {
  readonly conformal: number;
  readonly calibration: number;
  readonly training: number;
}

/**
 * Of each class with n samples, in code-unit order, shuffled (Fisher–Yates): conformal max(⌈1/α⌉ − 1, round(0.30 n)), then
 * calibration max(3, round(0.15 n)), the rest training, at least 10 and 0.40 n. Without a promise by class the first bound holds
 * for all classes together.
 */
export function carveSamples(
  inside: readonly number[],
  strata: Strata,
  rules: CarveRules,
  fold: string,
  draw: Stream,
): Carve | Shortage {
  const sets = { training: [] as number[], calibration: [] as number[], conformal: [] as number[] };
  for (const [k, name] of strata.names.entries()) {
    const own = inside.filter((sample) => strata.of(sample) === k);
    const sizes = sizesOf(own.length, rules);
    if (!suffices(own.length, sizes)) return tooFew(name, own.length, rules, fold);
    const order = draw.shuffle(own);
    sets.conformal.push(...order.slice(0, sizes.conformal));
    sets.calibration.push(...order.slice(sizes.conformal, sizes.conformal + sizes.calibration));
    sets.training.push(...order.slice(sizes.conformal + sizes.calibration));
  }
  if (rules.conforms && sets.conformal.length < rules.least) {
    return tooFew(null, inside.length, { ...rules, by: "class" }, fold);
  }
  const ascending = (of: number[]) => of.sort((a, b) => a - b);
  return {
    training: ascending(sets.training),
    calibration: ascending(sets.calibration),
    conformal: ascending(sets.conformal),
  };
}

function sizesOf(n: number, { calibrates, conforms, least, by }: CarveRules): Sizes {
  const conformal = conforms ? Math.max(by === "class" ? least : 1, Math.round(0.3 * n)) : 0;
  const calibration = calibrates ? Math.max(3, Math.round(0.15 * n)) : 0;
  return { conformal, calibration, training: n - conformal - calibration };
}

const suffices = (n: number, { training }: Sizes): boolean =>
  training >= leastTraining && training >= leastTrainingShare * n;

/** Fewest samples of a class, from so many on, that can be carved. */
function needOf(from: number, rules: CarveRules): number {
  let n = from;
  while (!suffices(n, sizesOf(n, rules))) n++;
  return n;
}

/** Too few for the cross design, or for any. */
export function tooFewForCross(name: string | null, have: number, need: number, fold: string): Shortage {
  const what = name === null ? "samples" : `samples of ${name}`;
  return {
    reason: "too_few_samples",
    short: { ...few(have, need), fold, class: name, to_learn: true },
    facts: { what, class: name, fold, have, need, by_none: null, cross: null },
  };
}

function tooFew(name: string | null, have: number, rules: CarveRules, fold: string): Shortage {
  const need = needOf(have, rules);
  const together = rules.by === "class" ? needOf(1, { ...rules, by: "none" }) : need;
  const cross = Math.max(9, rules.by === "class" ? rules.least : 1);
  const what = name === null ? "samples" : `samples of ${name}`;
  return {
    reason: "too_few_samples",
    short: { ...few(have, need), fold, class: name },
    facts: {
      what,
      class: name,
      fold,
      have,
      need,
      by_none: together < need && have >= together ? together : null,
      cross: have >= cross ? cross : null,
    },
  };
}

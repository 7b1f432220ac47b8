/** Plan: who is left out, and who is in which set, of every pass; all of it settled before anything is fitted. */
import type { Split } from "../../contract/model.ts";
import { leastSamples } from "./calibration/calibrate.ts";
import { carve, carveRules, isShortage, strataOf } from "./carve.ts";
import { leastBatches, tooFewBatches } from "./carve-batches.ts";
import type { Carve, CarveRules, Strata } from "./carve-rules.ts";
import { tooFewForCross } from "./carve-samples.ts";
import { type Outer, type OuterFold, outerFolds } from "./outer.ts";
import { crossCarve, crossFolds, type Setup } from "./pass.ts";
import { within } from "./samples.ts";
import { few, type Shortage } from "./shortage.ts";

/** One pass: a fold, or the deployed one, which leaves nothing out. */
export interface PlannedPass {
  /** j of the streams: the fold counted from 1, or "deployed". */
  readonly at: number | "deployed";
  readonly fold: OuterFold | null;
  /** Indexes of samples that are not left out and may be learnt from. */
  readonly inside: readonly number[];
  /** Rows that may be looked at; null: all. */
  readonly rows: readonly number[] | null;
  /** In the cross design every set is all of them. */
  readonly sets: Carve;
}

export interface Plan {
  readonly outer: Outer;
  readonly passes: readonly PlannedPass[];
  /** Why nothing is calibrated, where the sets are large enough for everything else. */
  readonly calibration: Shortage | null;
}

/** The passes of a block, or what there is too little of. Labels decide, never scores. */
export function planOf(setup: Setup, split: Split): Plan | Shortage {
  const { samples, wishes, classes, data, name } = setup;
  const rules = carveRules(wishes);
  const strata = strataOf(samples, wishes.task, classes ?? []);
  const need = wishes.design === "split" ? leastBatches : crossFolds + 1;
  if (samples.unit === "batch" && samples.parts.length < need) {
    return tooFewBatches(samples.parts.length, need, null, wishes.design);
  }
  if (samples.parts.length < 2) return tooFewForCross(null, samples.parts.length, 2, "1");
  const outer = outerFolds(split, samples, data.rows, data.outcome, wishes.task, name);
  const all = [...samples.names.keys()];
  const wanted = [
    ...outer.folds.map((fold, j) => ({ at: j + 1, fold, left: new Set(fold.left) })),
    { at: "deployed" as const, fold: null, left: new Set<number>() },
  ];
  const passes: PlannedPass[] = [];
  for (const { at, fold, left } of wanted) {
    const inside = fold?.walk?.inside ?? all.filter((s) => !left.has(s));
    const rows = fold?.walk?.rows ?? null;
    const sets = setsOf({ setup: within(setup, rows), inside, strata, rules, fold: fold?.name ?? "none", at });
    if (isShortage(sets)) return sets;
    passes.push({ at, fold, inside, rows, sets });
  }
  return { outer, passes, calibration: tooFewToCalibrate(setup, passes, strata) };
}

/** What one pass is to divide: the samples inside a fold, and by which rules. */
interface Dividing {
  readonly setup: Setup;
  readonly inside: readonly number[];
  readonly strata: Strata;
  readonly rules: CarveRules;
  /** As findings name it. */
  readonly fold: string;
  readonly at: number | "deployed";
}

function setsOf(pass: Dividing): Carve | Shortage {
  const { setup, inside, strata, rules, fold, at } = pass;
  const { samples, wishes, name } = setup;
  if (wishes.design === "split") return carve(inside, samples, strata, rules, fold, [...name, "split", at]);
  return (
    crossShortage(pass) ?? {
      training: inside,
      calibration: inside,
      conformal: inside,
    }
  );
}

/** Fewest samples of a class that the cross design goes on with: 10, of which a fold leaves out one. */
const leastCross = 9;
/** Fewest of them that every inner model must see. */
const leastInner = 5;

function crossShortage({ setup, inside, strata, rules, fold, at }: Dividing): Shortage | null {
  const { samples } = setup;
  const parts = new Set(inside.map((s) => samples.part[s])).size;
  if (parts < crossFolds) return tooFewBatches(parts, crossFolds, fold, "cross");
  const inner = crossCarve(setup, inside, at);
  for (const [k, name] of strata.names.entries()) {
    const own = inside.filter((s) => strata.of(s) === k);
    const need = Math.max(leastCross, rules.by === "class" || name === null ? rules.least : 1);
    if (own.length < need) return tooFewForCross(name, own.length, need, fold);
    const seen = Math.min(...inner.map((left) => own.filter((s) => !left.includes(s)).length));
    if (seen < leastInner) return tooFewForCross(name, seen, leastInner, fold);
  }
  return null;
}

function tooFewToCalibrate(
  { samples, wishes, classes }: Setup,
  passes: readonly PlannedPass[],
  strata: Strata,
): Shortage | null {
  if (wishes.calibration === null || samples.codes === null) return null;
  const { method } = wishes.calibration;
  const { all, each } = leastSamples[method];
  for (const { sets, fold } of passes) {
    const counts = strata.names.map((_, k) => sets.calibration.filter((s) => strata.of(s) === k).length);
    const short = counts.findIndex((count) => count < each);
    const have = sets.calibration.length;
    if (have >= all && short === -1) continue;
    const [what, found, need] = have < all ? [null, have, all] : [(classes ?? [])[short], counts[short], each];
    const where = fold === null ? "of the deployed predictor" : `of fold ${fold.name}`;
    const samplesOf = what === null ? "samples" : `samples of ${what}`;
    return {
      reason: "too_few_for_calibration",
      short: { ...few(found, need), fold: fold?.name ?? null, class: what, set: "calibration", method },
      facts: {
        method,
        where,
        what: samplesOf,
        class: what,
        have: found,
        need,
        simpler: have >= leastSamples.temperature.all && method !== "temperature" ? "temperature" : null,
        cross: wishes.design === "split" ? true : null,
      },
    };
  }
  return null;
}

/** Build: the passes of a plan one after another; every sample judged once, and the predictor that is handed on. */

import type { CertifiedPredictor } from "../../contract/certified.ts";
import type { Methods } from "../../contract/methods.ts";
import type { Spread } from "../../contract/work.ts";
import { driftOf, predictionsOf } from "./drift-material.ts";
import { type Evaluated, evaluateFold } from "./evaluate.ts";
import { crossFolds, type Passed, type Setup } from "./pass.ts";
import type { Plan } from "./plan.ts";
import { within } from "./samples.ts";
import { trustPasses } from "./trust-passes.ts";

export interface Built {
  /** In the order of the samples. */
  readonly evaluated: readonly Evaluated[];
  /** One a fold, in the plan's order. */
  readonly folds: readonly { readonly name: string; readonly passed: Passed }[];
  readonly deployed: Passed;
  readonly certified: CertifiedPredictor;
}

/**
 * Runs the passes of a plan.
 *
 * @param spread has the passes made, here or elsewhere
 * @throws Refusal of the recipe
 */
export async function build(methods: Methods, setup: Setup, plan: Plan, spread: Spread): Promise<Built> {
  const evaluated: Evaluated[] = [];
  const folds: { readonly name: string; readonly passed: Passed }[] = [];
  let deployed: Passed | null = null;
  const { data, ...given } = setup;
  const { ready: shared, ...roles } = data;
  const asks = plan.passes.map(({ at, inside, sets, rows }) => ({ at, inside, sets, rows }));
  const amount = { fits: asks.length * fitsOfPass(setup), asks: asks.length, atOnce: asks.length };
  const answers = spread({ unit: trustPasses, methods, shared, given: { ...given, data: roles }, amount });
  let k = 0;
  for await (const passed of answers(asks)) {
    const { fold, rows } = plan.passes[k++];
    if (fold === null) deployed = passed;
    else {
      evaluated.push(...evaluateFold(methods, within(setup, rows), passed, fold));
      folds.push({ name: fold.name, passed });
    }
  }
  if (deployed === null) throw new Error("a plan without a deployed pass");
  evaluated.sort((a, b) => a.sample - b.sample);
  return { evaluated, folds, deployed, certified: certifiedOf(methods, setup, deployed) };
}

/** Fits of a pass, tuning included: an inner split has about as many folds as it says, else as there are units. */
function fitsOfPass({ recipe, samples, wishes }: Setup): number {
  const inner = recipe.tune?.inner.options.folds;
  const comparisons = recipe.tune === null ? 0 : typeof inner === "number" ? inner : samples.parts.length;
  return (1 + comparisons) * (wishes.design === "cross" ? 1 + crossFolds : 1);
}

function certifiedOf(methods: Methods, setup: Setup, deployed: Passed): CertifiedPredictor {
  const { samples, wishes } = setup;
  const { predictor, rules, replicates, sets } = deployed;
  const names = (of: readonly number[]) => of.map((s) => samples.names[s]);
  const drift = driftOf(methods, setup, deployed);
  return {
    predictor,
    ...rules,
    design: wishes.design,
    unit: samples.unit,
    replicates,
    samples: {
      training: names(sets.training),
      calibration: names(sets.calibration),
      conformal: names(sets.conformal),
    },
    drift,
    predictions: drift && predictionsOf(methods, predictor, drift),
  };
}

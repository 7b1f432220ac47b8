/** Build: the passes of a plan one after another; every sample judged once, and the predictor that is handed on. */
import type { CertifiedPredictor } from "../values.ts";
import { driftOf } from "./drift-material.ts";
import { type Evaluated, evaluateFold } from "./evaluate.ts";
import { crossPass, type Passed, type Setup, splitPass } from "./pass.ts";
import type { Plan } from "./plan.ts";

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
 * @param breathe awaited between passes
 * @throws Refusal of the recipe
 */
export async function build(setup: Setup, plan: Plan, breathe: () => Promise<void>): Promise<Built> {
  const evaluated: Evaluated[] = [];
  const folds: { readonly name: string; readonly passed: Passed }[] = [];
  let deployed: Passed | null = null;
  for (const { at, fold, inside, sets } of plan.passes) {
    await breathe();
    const passed = setup.wishes.design === "split" ? splitPass(setup, sets, at) : crossPass(setup, inside, at);
    if (fold === null) deployed = passed;
    else {
      evaluated.push(...evaluateFold(setup, passed, fold));
      folds.push({ name: fold.name, passed });
    }
  }
  if (deployed === null) throw new Error("a plan without a deployed pass");
  evaluated.sort((a, b) => a.sample - b.sample);
  return { evaluated, folds, deployed, certified: certifiedOf(setup, deployed) };
}

function certifiedOf(setup: Setup, deployed: Passed): CertifiedPredictor {
  const { samples, wishes } = setup;
  const { predictor, rules, replicates, sets } = deployed;
  const names = (of: readonly number[]) => of.map((s) => samples.names[s]);
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
    drift: driftOf(setup, deployed),
  };
}

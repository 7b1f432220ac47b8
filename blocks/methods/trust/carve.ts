/** The carve: samples for training, calibration and conformal sets, by lot and by labels only; no two sets share a unit. */
import { stream } from "../../contract/stream.ts";
import { carveBatches } from "./carve-batches.ts";
import type { Carve, CarveRules, Strata } from "./carve-rules.ts";
import { carveSamples } from "./carve-samples.ts";
import { leastConformal } from "./conformal/threshold.ts";
import type { Wishes } from "./options.ts";
import type { Samples } from "./samples.ts";
import type { Shortage } from "./shortage.ts";

export const carveRules = ({ calibration, conformal, abstention, alpha }: Wishes): CarveRules => ({
  calibrates: calibration !== null,
  conforms: conformal !== null || abstention !== null,
  least: leastConformal(alpha),
  by: conformal?.by ?? "none",
  unit: conformal?.unit ?? "sample",
});

export function strataOf({ codes }: Samples, task: Wishes["task"], classes: readonly string[]): Strata {
  if (task === "regression" || codes === null) return { names: [null], of: () => 0 };
  return { names: classes, of: (sample) => codes[sample] };
}

/**
 * Carves the samples that a fold leaves in.
 *
 * @param inside indexes of samples, ascending
 * @param fold its name for people
 * @param name of the stream: (seed, id, "split", j), j counted from 1, or "deployed"
 */
export function carve(
  inside: readonly number[],
  samples: Samples,
  strata: Strata,
  rules: CarveRules,
  fold: string,
  name: readonly (string | number)[],
): Carve | Shortage {
  const draw = stream(...name);
  return samples.unit === "sample"
    ? carveSamples(inside, strata, rules, fold, draw)
    : carveBatches(inside, samples, strata, rules, fold, draw);
}

export const isShortage = (of: Carve | Shortage): of is Shortage => "reason" in of;

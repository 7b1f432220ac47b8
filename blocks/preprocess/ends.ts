/** How the loops of iterative steps ended: kept by step and spectrum, and said where a count ended them. */

import type { Rows } from "../contract/dataset.ts";
import { significant } from "../contract/number-text.ts";
import { noBreak } from "../contract/quantity.ts";
import type { Facts } from "../contract/refusal.ts";
import type { Ended } from "../contract/step.ts";
import type { StepWatch } from "../methods/recipe/pipeline.ts";

export interface Ends {
  readonly tell: StepWatch;
  /** Of the step with this index: one a spectrum, in the order of the rows; null where it does not iterate. */
  of(step: number): readonly Ended[] | null;
}

export function newEnds(): Ends {
  const kept = new Map<number, Ended[]>();
  return {
    tell(step, row, ended) {
      const rows = kept.get(step) ?? [];
      kept.set(step, rows);
      rows[row] = ended;
    },
    of: (step) => kept.get(step) ?? null,
  };
}

/** Facts of FS3318 where a step left spectra unfinished; null where it finished all. The five it names moved most at last. */
export function unfinished(ends: readonly Ended[], { id }: Rows): Facts | null {
  const left = [...ends.keys()].filter((i) => !ends[i].converged);
  if (left.length === 0) return null;
  const moved = (i: number): number => ends[i].moved ?? Number.POSITIVE_INFINITY;
  left.sort((a, b) => moved(b) - moved(a) || a - b);
  const known = left.flatMap((i) => ends[i].moved ?? []);
  return {
    count: left.length,
    of: ends.length,
    largest: known.length === 0 ? null : `${significant(100 * known.reduce((a, b) => Math.max(a, b)), 2)}${noBreak}%`,
    spectra: left.slice(0, 5).map((i) => id[i]),
  };
}

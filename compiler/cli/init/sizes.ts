/** Sizes: what was typed for a starter's data, checked. */

import { closest } from "../../../blocks/contract/closest.ts";
import type { Facts } from "../../../blocks/contract/refusal.ts";
import { type OilName, oilNames } from "../../../blocks/methods/simulate/oil-classes.ts";
import type { Sizes, Starter } from "./starters.ts";

/** Options of `init`, as typed. */
export interface TypedSizes {
  readonly oils?: string;
  readonly batches?: string;
  readonly samples?: string;
  readonly replicates?: string;
  readonly points?: string;
  readonly seed?: string;
}

/** Smallest and largest value. Bands are 20 cm⁻¹ wide: with fewer than 100 points they look like spikes. */
const limits = {
  batches: [3, 1000],
  samples: [1, 1000],
  replicates: [1, 20],
  points: [100, 20_000],
  seed: [0, 2_147_483_647],
} as const;

/** Numbers in one set: about a gigabyte of text. */
const mostCells = 100_000_000;

/** The sizes, or facts for FS1142 about the first that does not fit. */
export function sizesOf(typed: TypedSizes, { sizes: byDefault, fixed, isAdulterated }: Starter): Sizes | Facts {
  for (const size of Object.keys(fixed) as (keyof Sizes)[])
    if (typed[size] !== undefined)
      return {
        option: `--${size} ${typed[size]}`,
        problem: `this starter's data are as they are there: ${fixed[size]}`,
      };
  const numbers: { [name: string]: number } = {};
  for (const name of Object.keys(limits) as (keyof typeof limits)[]) {
    const text = typed[name] ?? String(byDefault[name]);
    const [least, most] = limits[name];
    const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
    if (!(value >= least && value <= most))
      return { option: `--${name} ${text}`, problem: `write a whole number from ${least} to ${most}` };
    numbers[name] = value;
  }
  const oils = typed.oils === undefined ? byDefault.oils : typed.oils.split(",").map((name) => name.trim());
  const problem = "oils" in fixed ? null : oilsProblem(oils);
  if (problem !== null) return { option: `--oils ${typed.oils}`, ...problem };
  const sizes = { ...(numbers as unknown as Sizes), oils: oils as readonly OilName[] };
  const { batches, samples, replicates, points } = sizes;
  const kinds = Math.max(1, oils.length) + (isAdulterated ? 1 : 0);
  const cells = batches * samples * replicates * points * kinds;
  if (cells > mostCells)
    return { option: `--points ${points}`, problem: "this would be more than 100 million numbers" };
  return sizes;
}

/** True of facts, false of sizes. */
export const isProblem = (one: Sizes | Facts): one is Facts => "problem" in one;

function oilsProblem(names: readonly string[]): { problem: string; suggestion?: string | null } | null {
  const known: readonly string[] = oilNames;
  const unknown = names.find((name) => !known.includes(name));
  if (unknown !== undefined)
    return { problem: `the oils are ${known.join(", ")}`, suggestion: closest(unknown, known) };
  if (names.length < 2) return { problem: "name at least two oils, joined by commas" };
  return new Set(names).size < names.length ? { problem: "an oil is named twice" } : null;
}

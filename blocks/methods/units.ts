/** Units: every unit of work by its name, for workers that are told the name alone. */

import type { Unit } from "../contract/work.ts";
import { modelFits } from "./recipe/model-fits.ts";
import { trustPasses } from "./trust/trust-passes.ts";
import { wholeRecipe } from "./validation/permutation/whole-recipe.ts";

const all = [modelFits, trustPasses, wholeRecipe] as const;

/** Types are forgotten here: who asks by name sends what the unit of that name was declared with. */
export const units = Object.fromEntries(all.map((unit) => [unit.name, unit])) as {
  readonly [name: string]: Unit<unknown, unknown, unknown> | undefined;
};

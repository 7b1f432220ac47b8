/** Every step a pipeline may hold, by name: those of preprocessing, and feature extraction as one step. */
import { features } from "../features/step.ts";
import type { AnyStep } from "../steps/step.ts";
import { steps as preprocessing } from "../steps/table.ts";

/** @internal */
export const steps: { readonly [name: string]: AnyStep } = { ...preprocessing, features };

/** The step of a name. Throws RangeError for a name no schema lets pass. */
export function stepOf(name: string): AnyStep {
  const found = Object.hasOwn(steps, name) ? steps[name] : undefined;
  if (found === undefined) throw new RangeError(`no step \`${name}\``);
  return found;
}

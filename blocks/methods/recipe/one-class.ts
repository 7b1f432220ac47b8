/** One class: data of a single class can be described, and nothing can be learnt from them. */
import type { Outcome } from "../../contract/dataset.ts";
import { type Facts, type OptionPath, Refusal } from "../../contract/refusal.ts";

/** Facts of FS3034; null where there are two classes or more, or no label. */
export const oneClass = (outcome: Outcome | null): Facts | null => {
  const { label = null } = outcome ?? {};
  return label === null || label.classes.length > 1
    ? null
    : { column: label.name, class: label.classes[0] ?? null, n_spectra: label.codes.length };
};

/** @throws Refusal FS3034, at the option by which classes would be learnt */
export function refuseOneClass(outcome: Outcome | null, option: OptionPath): void {
  const facts = oneClass(outcome);
  if (facts !== null) throw new Refusal("FS3034", facts, { option });
}

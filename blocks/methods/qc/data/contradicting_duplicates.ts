/** Contradicting duplicates: equal spectra that are said to have different outcomes. */
import type { Outcome } from "../../../contract/dataset.ts";
import { type CheckWords, check } from "../check.ts";
import { pairsNamed } from "./material.ts";

export const declaration = check({
  id: "contradicting_duplicates",
  gate: "data",
  code: "FS7105",
  limit: "max",
  unit: "spectra",
  threshold: 0,
  measure(material) {
    const { rows, outcome } = material;
    const contradicting = material
      .alike()
      .filter(({ i, first }) => outcomeOf(outcome, i) !== outcomeOf(outcome, first));
    return { value: contradicting.length, worst: pairsNamed(rows, contradicting) };
  },
});

export const words: CheckWords = {
  title: "Same spectrum, different outcome",
  quantity: "count",
  action: "Look up which of the differing labels or target values is right, and correct or remove the other row.",
};

const outcomeOf = ({ label, target }: Outcome, i: number): string =>
  `${label?.codes[i] ?? ""} ${target?.values[i] ?? ""}`;

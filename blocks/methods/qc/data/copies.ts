/** Copies: spectra that repeat an earlier one bit by bit, with the same outcome, another outcome, or another sample's name. */

import type { Matrix } from "../../../contract/matrix.ts";
import type { Outcome, Rows } from "../../../contract/values.ts";
import { findDuplicates } from "../../numeric/duplicates.ts";
import { judged, judgedFixed, type Worst } from "../check.ts";
import type { EffectivePolicy } from "../policy.ts";

/**
 * duplicates, contradicting_duplicates and duplicates_across_samples. All rows count, external ones too: a copy on the other
 * side of that border has been seen by the model that is judged on it.
 */
export function copyChecks(spectra: Matrix, rows: Rows, outcome: Outcome, policy: EffectivePolicy) {
  const copies = rows.duplicateOf.flatMap((first, i) => (first === null ? [] : [{ i, first }]));
  // Without outcomes every group of equal spectra is found, whatever they are said to be.
  const groups = findDuplicates(spectra, new Array<string>(spectra.rows).fill("")).duplicateOf;
  const alike = groups.flatMap((first, i) => (first === null ? [] : [{ i, first }]));
  const contradicting = alike.filter(({ i, first }) => outcomeOf(outcome, i) !== outcomeOf(outcome, first));
  const across = alike.filter(({ i, first }) => rows.sample[i] !== rows.sample[first]);
  const named = (pairs: readonly Pair[]): readonly Worst[] => pairs.map((pair) => worstOf(rows, pair));
  return {
    duplicates: judged(policy, "max_duplicate_fraction", "max", "fraction", {
      value: copies.length / spectra.rows,
      worst: named(copies),
    }),
    contradicting_duplicates: judgedFixed(0, "spectra", { value: contradicting.length, worst: named(contradicting) }),
    duplicates_across_samples: judgedFixed(0, "spectra", { value: across.length, worst: named(across) }),
  };
}

interface Pair {
  readonly i: number;
  readonly first: number;
}

const outcomeOf = ({ label, target }: Outcome, i: number): string =>
  `${label?.codes[i] ?? ""} ${target?.values[i] ?? ""}`;

const worstOf = (rows: Rows, { i, first }: Pair): Worst => ({
  sample: rows.sample[i],
  spectrum: rows.id[i],
  value: null,
  about: `the same as ${rows.id[first]}`,
});

/** Comparison: candidates on the same samples, the one that a rule takes, by how much the others differ from it, and what the choice is worth. */
import type { ChoiceRule, StudyMetric } from "../../../schemas/study.ts";
import type { Stream } from "../../contract/stream.ts";
import type { Grouping } from "../metrics/grouping.ts";
import { isLowerBetter } from "../recipe/choose.ts";
import { type Corrected, correctedChoice } from "./corrected-choice.ts";
import type { Outcomes } from "./outcomes.ts";
import { type StudyDifference, studyDifference } from "./paired-difference.ts";

export interface Comparison {
  /** Place of the one that is taken. */
  readonly chosen: number;
  readonly corrected: Corrected | null;
  /** Of each candidate to the chosen one; null of that one, and where one of the two has no value. */
  readonly differences: readonly (StudyDifference | null)[];
}

/**
 * @param outcomes of every candidate, the preferred first
 * @param grouping what the folds leave out whole
 * @returns null where no candidate has a value
 */
export function comparison(
  outcomes: Outcomes,
  rule: ChoiceRule,
  grouping: Grouping,
  stream: Stream,
): Comparison | null {
  const found = correctedChoice(outcomes, rule, stream);
  if (found === null) return null;
  const { chosen, corrected } = found;
  const differences = outcomes.told.map((_, k) =>
    k === chosen ? null : studyDifference(outcomes, k, chosen, grouping),
  );
  return { chosen, corrected, differences };
}

/** Whether less of it is better. */
export const isError = (metric: StudyMetric): boolean => isLowerBetter(metric);

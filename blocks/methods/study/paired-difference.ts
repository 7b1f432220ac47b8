/** Paired difference: by how much one candidate differs from another on the same samples. */
import { jackknife } from "../metrics/forms.ts";
import { bySample, type Grouping } from "../metrics/grouping.ts";
import { limitsOf } from "../metrics/limits.ts";
import { judgeOf, type Outcomes } from "./outcomes.ts";

export interface StudyDifference {
  readonly value: number;
  /** Null where there are too few samples or units, or they do not differ. */
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * One candidate less another: the same samples, and where the folds leave out whole batches or groups these too, are left out of both
 * (jackknife, t), so that what is hard for both cancels out; the wider end holds.
 *
 * @param grouping what the folds leave out whole
 * @returns null where one of the two has no value
 */
export function studyDifference(
  outcomes: Outcomes,
  candidate: number,
  other: number,
  grouping: Grouping,
): StudyDifference | null {
  const n = outcomes.observed.length;
  const judges = [judgeOf(outcomes, candidate), judgeOf(outcomes, other)];
  const all = new Uint32Array(n).fill(1);
  const [one, two] = judges.map((judge) => judge.metric(all));
  if (!Number.isFinite(one - two)) return null;
  const samples = bySample({ names: outcomes.observed.map(String) });
  const without = (sets: Pick<Grouping, "of" | "count"> | null) => {
    const { of, count } = sets ?? samples;
    const [left, right] = judges.map((judge) => judge.without(of, count));
    return left.map((value, k) => value - right[k]);
  };
  const needsClasses = outcomes.classes > 0 && outcomes.metric !== "accuracy";
  const codes = needsClasses ? Int32Array.from(outcomes.observed) : null;
  const { ci } = limitsOf(jackknife(one - two, n, "plain", without, codes), grouping);
  return { value: one - two, low: ci?.[0] ?? null, high: ci?.[1] ?? null };
}

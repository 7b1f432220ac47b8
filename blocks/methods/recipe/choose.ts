/** Choose: which candidate is taken, from what each came to on the inner test rows. */

import type { OptionValues } from "../../contract/estimator.ts";
import type { Tuning, TuningTrace } from "../../contract/model.ts";
import type { Estimate } from "./pooled-metric.ts";

/** Of these metrics the smallest wins. */
const lowerIsBetter: ReadonlySet<string> = new Set(["rmsecv", "log_loss", "brier"]);
export const isLowerBetter = (metric: string): boolean => lowerIsBetter.has(metric);

/** Values closer than this share of the best, or of 1 where that is more, are the same: rounding may not decide. */
const TIE = 1e-12;

/**
 * The choice: `best` takes the best value, `one-standard-error` the simplest candidate within one standard error of it. Ties go
 * to the simpler. A candidate without a value is never chosen; where the best has no standard error, nothing but a tie with it
 * is within it.
 *
 * @param values one a candidate
 * @returns null where no candidate has a value
 * @see Breiman, Friedman, Olshen, Stone 1984, Classification and Regression Trees, section 3.4.3
 */
export function choose(
  candidates: readonly OptionValues[],
  values: readonly Estimate[],
  { metric, rule }: Tuning,
  complexity: (options: OptionValues) => number,
): TuningTrace | null {
  const order = candidates
    .map((_, k) => k)
    .sort((a, b) => complexity(candidates[a]) - complexity(candidates[b]) || a - b);
  const chosen = chosenAmong(
    order,
    values.map(({ value }) => value),
    { metric, rule },
    (k) => values[k].se,
  );
  if (chosen === null) return null;
  return {
    candidates: candidates.map((options, k) => ({
      options,
      mean: orNull(values[k].value),
      se: orNull(values[k].se),
    })),
    chosen,
    rule,
    metric,
  };
}

/**
 * The place of the one that is taken: of those in reach of the best, which is the best alone or all within a standard error of it, the
 * first in the order of preference.
 *
 * @param order places in `values`, the preferred first
 * @param se standard error of the k-th value: asked for the best one, and only where the rule needs it
 * @returns null where none has a value
 */
export function chosenAmong(
  order: readonly number[],
  values: ArrayLike<number>,
  { metric, rule }: Pick<Tuning, "metric" | "rule">,
  se: (k: number) => number,
): number | null {
  const sign = isLowerBetter(metric) ? -1 : 1;
  const worth = (k: number): number => sign * values[k];
  const known = order.filter((k) => Number.isFinite(values[k]));
  if (known.length === 0) return null;
  const most = known.reduce((best, k) => Math.max(best, worth(k)), Number.NEGATIVE_INFINITY);
  const tie = TIE * Math.max(1, Math.abs(most));
  const firstFrom = (limit: number): number => known.find((k) => worth(k) >= limit - tie) as number;
  const best = firstFrom(most);
  if (rule === "best") return best;
  const error = se(best);
  return Number.isFinite(error) ? firstFrom(worth(best) - error) : best;
}

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

/** Limits: the one place where an interval is made, from what the samples lost, what they belong to, and the form of the metric. */
import type { Grouping } from "./grouping.ts";
import type { Interval } from "./intervals.ts";

/** Below this many samples there is no interval. */
const LEAST_SAMPLES = 8;
/** Below this many batches or groups nothing is known of how they differ. */
const LEAST_UNITS = 5;

/** Why there is no interval, or no figure of merit. */
export const naLimits = [
  "undefined",
  "few_samples",
  "few_batches",
  "few_groups",
  "few_segments",
  "no_spread",
  "fitted_rows",
  "no_latent_variables",
  "no_degrees_left",
  "no_reference_replicates",
] as const;
export type NaLimit = (typeof naLimits)[number];

/** A metric in a form that intervals can be made of. */
export interface Form {
  /** The estimate as it is reported; NaN where it is undefined. */
  readonly value: number;
  /** Samples it is of: a mean over repeats where they differ. */
  readonly n: number;
  /** A short name of the rule by sample. */
  readonly bySample: string;
  /** A short name of the rule by batch or group. */
  readonly byUnit: string;
  /** As if samples were independent; null where their number or spread allows none. */
  sample(level: number): Interval | null;
  /** Batches or groups that bear on it: of a class those that hold it. */
  units(grouping: Grouping): number;
  /** Whole batches or groups, u of them, on u − 1 degrees of freedom; null where they do not differ or the estimate is at an end. */
  unit(level: number, grouping: Grouping): Interval | null;
}

export interface Limits {
  /** At each end the outer of the two below; null where there is none. */
  readonly ci: Interval | null;
  readonly sample: Interval | null;
  readonly unit: Interval | null;
  /** The rules that were used, joined by a plus sign. */
  readonly method: string | null;
  readonly na: NaLimit | null;
}

/**
 * The interval of a metric. Where the folds leave out whole batches or groups, these are what new ones are drawn from: the interval
 * reaches as far as the one by unit or the one by sample, whichever is farther at each end, because the one by unit knows its own
 * spread from few units only. Two-sided; its lower end at level 0.90 is the one-sided limit of 95 %.
 *
 * @param level above 0, below 1
 * @returns ci null below 8 samples, or below 5 batches or groups where these are the unit; an interval contains its estimate
 * @see Cochran 1977, Sampling Techniques, 3rd ed., section 3.12 (ratio of whole clusters); Cameron, Miller 2015, J. Hum. Resour.
 *      50:317, doi 10.3368/jhr.50.2.317 (t with u − 1 degrees for few clusters)
 */
export function limitsOf(form: Form, grouping: Grouping, level = 0.95): Limits {
  if (!Number.isFinite(form.value)) return none("undefined");
  const sample = form.n < LEAST_SAMPLES ? null : containing(form.sample(level), form.value);
  if (form.n < LEAST_SAMPLES) return none("few_samples");
  if (grouping.unit === "sample") {
    return {
      ci: sample,
      sample,
      unit: null,
      method: sample && form.bySample,
      na: sample === null ? "no_spread" : null,
    };
  }
  if (form.units(grouping) < LEAST_UNITS) {
    const na = ({ batch: "few_batches", group: "few_groups", segment: "few_segments" } as const)[grouping.unit];
    return { ci: null, sample, unit: null, method: sample && form.bySample, na };
  }
  const unit = containing(form.unit(level, grouping), form.value);
  const ci = outer(sample, unit);
  const method = [...new Set([sample && form.bySample, unit && form.byUnit])].filter((one) => one !== null).join("+");
  return { ci, sample, unit, method: method === "" ? null : method, na: ci === null ? "no_spread" : null };
}

const none = (na: NaLimit): Limits => ({ ci: null, sample: null, unit: null, method: null, na });

/** What is said of rows the model was fitted on: no interval of theirs would be one of new samples. */
export const ofFittedRows: Limits = none("fitted_rows");

function outer(one: Interval | null, other: Interval | null): Interval | null {
  if (one === null || other === null) return one ?? other;
  return [Math.min(one[0], other[0]), Math.max(one[1], other[1])];
}

/** Widened to the estimate: limits that are not symmetric (draws, repeats) might else just miss it. Null where it has no width. */
function containing(interval: Interval | null, value: number): Interval | null {
  if (interval === null || !interval.every(Number.isFinite)) return null;
  const [low, high] = [Math.min(interval[0], value), Math.max(interval[1], value)];
  return high - low <= 1e-12 * Math.max(Math.abs(low), Math.abs(high)) ? null : [low, high];
}

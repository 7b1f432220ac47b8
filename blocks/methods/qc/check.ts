/** Check: what a gate measured of one thing, and whether that meets its threshold. */
import type { CheckId, NaReason } from "./check-specs.ts";
import type { EffectivePolicy } from "./policy.ts";

/** One of the worst: a spectrum with its sample, a class, or a feature. */
export interface Worst {
  readonly sample?: string;
  readonly spectrum?: string;
  readonly class?: string;
  readonly feature?: string;
  readonly value: number | null;
  /** What the value is about: the part that limits a health, the class a sample was put in. */
  readonly about?: string;
}

/** The lower confidence limit of a value, with its own threshold. */
export interface Lower {
  readonly value: number | null;
  readonly threshold: number | null;
  readonly floor: number | null;
  readonly pass: boolean;
}

export interface Check {
  /** Null where there is nothing to measure. */
  readonly value: number | null;
  readonly threshold: number | null;
  readonly floor: number | null;
  readonly limit: "min" | "max";
  /** Null: judged nothing, `na` says why. */
  readonly pass: boolean | null;
  readonly na: NaReason | null;
  readonly unit: string | null;
  readonly lower: Lower | null;
  /** Worst first, at most five. */
  readonly worst: readonly Worst[];
}

export type Checks = { readonly [Id in CheckId]?: Check };

/** What a check was measured to be. NaN and infinities are told as null, and fail. */
export interface Measured {
  readonly value: number;
  /** The lower confidence limit, where the policy has a threshold for it. */
  readonly lower?: number;
  readonly unit?: string | null;
  readonly worst?: readonly Worst[];
}

/** Judges a measured value against thresholds of the policy; limits are inclusive. */
export function judged(
  policy: EffectivePolicy,
  field: string,
  limit: "min" | "max",
  unit: string | null,
  measured: Measured,
): Check {
  const { value: threshold, floor } = policy.thresholds[field];
  const base = {
    value: told(measured.value),
    threshold,
    floor,
    limit,
    unit: measured.unit ?? unit,
    worst: (measured.worst ?? []).slice(0, 5),
  };
  if (threshold === null) return { ...base, pass: null, na: "no_threshold", lower: null };
  const lower = measured.lower === undefined ? null : lowerOf(policy, `${field}_lower`, measured.lower);
  return { ...base, pass: meets(measured.value, threshold, limit) && lower?.pass !== false, na: null, lower };
}

/** Judges against a threshold that no document can move. */
export function judgedFixed(threshold: number, unit: string | null, measured: Measured): Check {
  const { value, worst = [] } = measured;
  const base = {
    value: told(value),
    threshold,
    floor: threshold,
    limit: "max",
    unit,
    worst: worst.slice(0, 5),
  } as const;
  return { ...base, pass: meets(value, threshold, "max"), na: null, lower: null };
}

/** A check that judges nothing. */
export function notJudged(
  na: NaReason,
  limit: "min" | "max",
  unit: string | null,
  threshold: number | null,
  floor: number | null,
): Check {
  return { value: null, threshold, floor, limit, pass: null, na, unit, lower: null, worst: [] };
}

function lowerOf(policy: EffectivePolicy, field: string, value: number): Lower {
  const { value: threshold, floor } = policy.thresholds[field];
  return { value: told(value), threshold, floor, pass: threshold === null || meets(value, threshold, "min") };
}

/** False for NaN. */
const meets = (value: number, threshold: number, limit: "min" | "max"): boolean =>
  limit === "min" ? value >= threshold : value <= threshold;

const told = (value: number): number | null => (Number.isFinite(value) ? value : null);

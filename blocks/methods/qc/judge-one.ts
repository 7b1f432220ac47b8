/** Judge one: whether what a check measured meets what it must meet. The one place where a check passes or fails. */
import type { CheckResult, Gate } from "../../../schemas/gate-report.ts";
import type { AnyCheck, CheckDeclaration, Materials, Measured, NotMeasured } from "./check.ts";
import type { EffectivePolicy } from "./policy.ts";

/** One check; null where it has no place among this material. */
export function judgeOne<G extends Gate>(
  one: CheckDeclaration<G>,
  material: Materials[G],
  policy: EffectivePolicy,
): CheckResult | null {
  const asked = typeof one.threshold === "number" ? null : policy.thresholds[one.threshold.field];
  if (one.isAsked === true && asked?.value === null) return null;
  const measured = one.measure(material);
  if (measured === null) return null;
  const { value: threshold, floor } = thresholdOf(one, measured, policy);
  const base = { threshold: threshold === null ? null : told(threshold), floor, limit: one.limit };
  if ("na" in measured) {
    return { value: null, ...base, pass: null, na: measured.na, unit: one.unit, lower: null, worst: [] };
  }
  const found = {
    value: told(measured.value),
    ...base,
    unit: measured.unit ?? one.unit,
    worst: (measured.worst ?? []).slice(0, 5).map((worst) => ({ ...worst })),
  };
  if (threshold === null) return { ...found, pass: null, na: "no_threshold", lower: null };
  const { chance } = measured;
  if (chance !== undefined) {
    const pass = !(meets(threshold, measured.value, one.limit) && chance.p < chance.below);
    return {
      ...found,
      pass: Number.isFinite(measured.value) && pass,
      na: null,
      lower: null,
      chance: { p: told(chance.p), below: chance.below },
    };
  }
  const lower = lowerOf(one, measured, policy);
  const isMet = meets(measured.value, threshold, one.limit) && lower?.pass !== false;
  const despite = isMet ? undefined : measured.despite;
  return { ...found, pass: isMet || despite !== undefined, na: null, lower, ...(despite && { despite }) };
}

function thresholdOf(
  { threshold }: Pick<AnyCheck, "threshold">,
  measured: Measured | NotMeasured,
  policy: EffectivePolicy,
): { readonly value: number | null; readonly floor: number | null } {
  if (typeof threshold === "number") return fixed(threshold, measured);
  const asked = policy.thresholds[threshold.field];
  if (threshold.isSwitch !== true || asked.value === null) return asked;
  // A limit that cannot be worked out is met by nothing.
  return { value: ("na" in measured ? undefined : measured.threshold) ?? null, floor: null };
}

function fixed(declared: number, measured: Measured | NotMeasured): { readonly value: number; readonly floor: number } {
  const value = ("na" in measured ? undefined : measured.threshold) ?? declared;
  return { value, floor: value };
}

function lowerOf(
  { lower }: Pick<AnyCheck, "lower">,
  { lower: value }: Measured,
  policy: EffectivePolicy,
): CheckResult["lower"] {
  if (lower === undefined || value === undefined) return null;
  const { value: threshold, floor } = policy.thresholds[lower.field];
  return { value: told(value), threshold, floor, pass: threshold === null || meets(value, threshold, "min") };
}

/** False for NaN. */
const meets = (value: number, threshold: number, limit: "min" | "max"): boolean =>
  limit === "min" ? value >= threshold : value <= threshold;

const told = (value: number): number | null => (Number.isFinite(value) ? value : null);

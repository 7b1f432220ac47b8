/** Unit of a target as people read it. */

/** `% fat` where it is per cent, so that nobody takes an error in per cent of the product for a relative one; a name that says per cent itself is not repeated. */
export const unitOfTarget = (unit: string | null, target: string | null): string | null =>
  unit?.startsWith("%") && target !== null && !/percent|pct|%/i.test(target) ? `${unit} ${target}` : unit;

/** The same of an error: `% fat (absolute)`. */
export const unitOfError = (unit: string | null, target: string | null): string | null =>
  unit?.startsWith("%") ? `${unitOfTarget(unit, target)} (absolute)` : unit;

/** Policy fields: every threshold of the gates that a document may move, as the checks declare them, in the order of their table. */
import type { Gate } from "../../../schemas/gate-report.ts";
import type { AnyCheck, Movable } from "./check.ts";
import { checks } from "./table.ts";

/** One threshold of `qc_policy`. */
export interface PolicyField extends Movable {
  readonly check: string;
  readonly gate: Gate;
  /** `min`: the measured value must be at least this; `max`: at most. Limits are inclusive. */
  readonly direction: "min" | "max";
  /** Null for numbers without one. */
  readonly unit: string | null;
  /** True for the threshold of the lower confidence limit. */
  readonly isLower: boolean;
}

export const policyFields: readonly PolicyField[] = checks.flatMap(fieldsOf);

function fieldsOf({ id, gate, limit, unit, threshold, lower }: AnyCheck): readonly PolicyField[] {
  const common = { check: id, gate, unit };
  return [
    ...(typeof threshold === "number" ? [] : [{ ...threshold, ...common, direction: limit, isLower: false }]),
    ...(lower === undefined ? [] : [{ ...lower, ...common, direction: "min" as const, isLower: true }]),
  ];
}

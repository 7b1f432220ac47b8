/** Words of gates: a check's outcome in a table and in the log. */
import type { Json } from "../contract/values.ts";
import type { Check } from "../methods/qc/check.ts";
import { type CheckId, naReasons, specOf } from "../methods/qc/check-specs.ts";
import { bounds } from "../methods/qc/policy.ts";

/** `passed`, `failed`, or why it judged nothing. */
export function verdictInWords({ pass, na }: Pick<Check, "pass" | "na">): string {
  if (na !== null) return `not applicable: ${naReasons[na]}`;
  return pass ? "passed" : "failed";
}

/** A line of the log in words: of a check what was measured, what was wanted and how it ended; of a gate how it ended. */
export function loggedInWords(event: string, facts: { readonly [name: string]: Json }): string {
  const [, id] = /^qc_check_(.+)$/.exec(event) ?? [];
  if (id === undefined) return `the ${facts.gate} gate ${event.endsWith("_passed") ? "passed" : "failed"}`;
  const { value, threshold, limit, pass, na } = facts as unknown as Check;
  const wanted = threshold === null ? "" : `, ${bounds[limit]} ${threshold}`;
  return `${facts.of}: ${specOf(id as CheckId).title} ${value ?? "-"}${wanted}: ${verdictInWords({ pass, na })}`;
}

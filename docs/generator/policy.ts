/** The page of the quality policy: thresholds with their reasons, checks with what to do. */
import { type CheckSpec, checkSpecs, gates } from "../../blocks/qc/check-specs.ts";
import { policyFields } from "../../blocks/qc/policy-fields.ts";
import { page, table } from "./markdown.ts";

const limit = { min: "at least", max: "at most" } as const;
const value = (number: number | null): string => (number === null ? "–" : String(number));

export function policyPage(): string {
  return page(
    "Quality policy",
    "Thresholds stand under `qc_policy` in the [front matter](front-matter.md). A [qc block](blocks/qc.md) may tighten them, never loosen them. No document may go beyond the floor. Limits are inclusive, and samples are counted, not spectra. `required: true` lets a failed gate block what comes after it.",
    ...gates.flatMap((gate) => [
      `## ${gate} gate`,
      table(
        ["threshold", "default", "floor", "what is measured", "why this default"],
        policyFields
          .filter((one) => one.gate === gate)
          .map((one) => [
            `\`${one.field}\``,
            `${limit[one.direction]} ${value(one.default)}`,
            value(one.floor),
            one.meaning,
            one.reason,
          ]),
      ),
      checksOf(gate),
    ]),
  );
}

function checksOf(gate: (typeof gates)[number]): string {
  const own = Object.entries<CheckSpec>(checkSpecs).filter(([, spec]) => spec.gate === gate);
  return table(
    ["check", "says", "where it fails"],
    own.map(([id, { title, code, advisory, action }]) => [
      `\`${id}\``,
      `${title}${advisory === true ? " (advice: never fails the gate)" : ""}`,
      `[${code}](findings.md#${code.toLowerCase()}) ${action}`,
    ]),
  );
}

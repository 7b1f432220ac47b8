/** Statement parts: gates and what blocks bring forward as lines of evidence. */
import type { EvidenceLine } from "../../blocks/contract/evidence.ts";
import { checksIn } from "../run/failed-checks.ts";
import type { GateOutcome } from "../run/types.ts";
import { proseValue } from "./numbers.ts";
import type { ReportBlock } from "./report-block.ts";

/** A title and its lines. */
export type Section = readonly [title: string, lines: readonly string[]];

/** Each gate with its report and every check: value, what it had to meet, whether it did. */
export function gateLines(gate: GateOutcome, { checks: all }: Pick<ReportBlock, "checks">): readonly string[] {
  const checks = checksIn(all).flatMap(({ id, value, threshold, limit, lower, na, pass, despite }) => {
    if (pass === null) return [`   ${id}: not applicable (${na ?? "nothing to judge"})`];
    const bound = limit === "min" ? "at least" : "at most";
    const below =
      lower === null ? "" : `, lower 95 % limit ${number(lower.value)} (at least ${number(lower.threshold)})`;
    return [
      `   ${id}: ${number(value)} (${bound} ${number(threshold)})${below}: ${pass ? "passed" : "failed"}${despite === "accepted" ? ", for the protocol accepts it" : ""}`,
    ];
  });
  const status = gate.status === "pass" ? "passed" : "failed";
  return [
    `${gate.gate} gate (block ${gate.block}): ${status}. Evidence: ${gate.report}, ${gate.digest.replace(/^sha256:/, "")}`,
    ...checks,
  ];
}

/** A line of evidence as it is printed. */
export const evidenceText = (line: EvidenceLine): string =>
  line
    .map((part) => (typeof part === "string" ? part : (proseValue(part.value, part.format) ?? "not available")))
    .join("");

const number = (value: number | null | undefined): string =>
  typeof value === "number" ? (proseValue(value, null) ?? "") : "not available";

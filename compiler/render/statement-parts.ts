/** Statement parts: gates and what blocks bring forward as lines of evidence. */
import type { EvidenceLine } from "../../blocks/contract/evidence.ts";
import { own } from "../../schemas/dictionary.ts";
import type { GateReport, GateVerdict } from "../../schemas/gate-report.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { checksIn, criterionOf, numberOf } from "../run/failed-checks.ts";
import type { GateOutcome } from "../run/types.ts";
import { proseValue } from "./numbers.ts";
import type { ReportBlock } from "./report-block.ts";

/** A title and its lines. */
export type Section = readonly [title: string, lines: readonly string[]];

/** Each gate with its report and every check: value, what it had to meet, whether it did. */
export function gateLines(
  gate: GateOutcome,
  { checks, checkWords, results }: Pick<ReportBlock, "checks" | "checkWords" | "results">,
): readonly string[] {
  const parts = partsOf(results);
  const lines =
    parts.length === 0
      ? checkLines(checks, checkWords)
      : parts.flatMap(([of, one]) => [`   Of ${of}:`, ...checkLines(one.checks, checkWords)]);
  const status = gate.status === "pass" ? "Pass" : "Fail";
  return [
    `${gate.gate} gate (block ${gate.block}): ${status}. Evidence: ${gate.report}, ${gate.digest.replace(/^sha256:/, "")}`,
    ...lines,
  ];
}

/** Where several blocks were judged, the verdict on each by its id. */
const partsOf = (results: Json): readonly (readonly [string, GateVerdict])[] =>
  Object.entries((results as { readonly by_block?: GateReport["by_block"] } | null)?.by_block ?? {});

function checkLines(all: ReportBlock["checks"], checkWords: ReportBlock["checkWords"]): readonly string[] {
  return checksIn(all).flatMap(({ id, value, threshold, limit, lower, na, pass, despite, unit }) => {
    const words = own(checkWords, id);
    const name = words?.title ?? id;
    if (pass === null) return [`   ${name}: Not applicable (${na === null ? "nothing to judge" : naWordsOf(na)})`];
    const number = (of: number | null) => numberOf(words, of, unit);
    const criterion = (of: number | null) => criterionOf(words, of, unit);
    const sign = limit === "min" ? "≥" : "≤";
    const below =
      lower === null ? "" : `; lower 95 % limit ${number(lower.value)} (criterion ≥ ${criterion(lower.threshold)})`;
    return [
      `   ${name}: ${number(value)} (criterion ${sign} ${criterion(threshold)})${below}: ${pass ? "Pass" : "Fail"}${despite === "accepted" ? ", for the protocol accepts it" : ""}`,
    ];
  });
}

/** A line of evidence as it is printed. */
export const evidenceText = (line: EvidenceLine): string =>
  line
    .map((part) => (typeof part === "string" ? part : (proseValue(part.value, part.format) ?? "not available")))
    .join("");

/** A reason by its code, as words. */
const naWordsOf = (code: string): string => code.replaceAll("_", " ");

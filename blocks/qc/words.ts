/** Words of gates: a check's outcome in a table and in the log. */
import type { CheckResult, Excuse, NaReason } from "../../schemas/gate-report.ts";
import type { Json } from "../../schemas/plain-json.ts";
import type { Facts } from "../contract/refusal.ts";
import { naWords } from "../methods/qc/na-words.ts";
import { bounds, checkCriterion, checkFacts, checkNumber, wordsOf } from "../methods/qc/words.ts";

/** Why a check passes in spite of its value. */
export const excuseWords: { readonly [excuse in Excuse]: string } = {
  accepted: "the protocol accepts it, with its reason",
  chance: "chance gives as much",
  by_row: "below the limit of 50.0 % for spectra without names",
};

/** `Pass`, `Fail`, or why it judged nothing. */
export function verdictInWords({ pass, na, despite }: Pick<CheckResult, "pass" | "na" | "despite">): string {
  if (despite !== undefined) return `Pass: ${excuseWords[despite]}`;
  if (na !== null) return `Not applicable: ${naWords[na]}`;
  return pass ? "Pass" : "Fail";
}

/** A line of the log in words: of a check what was measured, what was wanted and how it ended; of a gate how it ended. */
export function loggedInWords(event: string, facts: { readonly [name: string]: Json }): string {
  const [, id] = /^qc_check_(.+)$/.exec(event) ?? [];
  if (id === undefined) return `the ${facts.gate} gate ${event.endsWith("_passed") ? "passed" : "failed"}`;
  const { value, threshold, limit, pass, na, despite } = facts as CheckResult;
  const criterion = threshold === null ? "" : `, criterion ${bounds[limit]} ${checkCriterion(id, threshold, null)}`;
  const result = value === null ? "" : ` ${checkNumber(id, value, null)}`;
  return `${facts.of}: ${wordsOf(id).title}${result}${criterion}: ${verdictInWords({ pass, na, despite })}`;
}

/** Whether a line of the log tells of a check or a gate that failed. */
export const isFailureLogged = (event: string, { pass }: { readonly [name: string]: Json }): boolean =>
  event.endsWith("_failed") || (event.startsWith("qc_check_") && pass === false);

/** Facts of a remark in words: numbers of a check as people read them, and why a gate judged nothing. */
export const remarkedInWords = (_: string, facts: Facts): Facts => ({
  ...checkFacts(facts),
  ...reasonInWords(facts),
});

const reasonInWords = ({ reason }: Facts): Facts => ({
  ...(typeof reason === "string" && reason in naWords ? { reason: naWords[reason as NaReason] } : {}),
});

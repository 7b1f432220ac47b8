/** Criteria of a gate: a line a check and a line its lower limit, without the advice, which fails nothing. */
import type { CheckResult, GateReport } from "../../schemas/gate-report.ts";
import { jsonPointer } from "../contract/brief.ts";
import type { Criterion } from "../contract/criterion.ts";
import { naWords } from "../methods/qc/na-words.ts";
import { criterionForm, numbersOf, wordsOf } from "../methods/qc/words.ts";
import { excuseWords } from "./words.ts";
import { worstNames } from "./worst-names.ts";

/** In the order of the checks; where several blocks were judged, block by block. */
export function criteriaOf({ by_block, checks }: GateReport): readonly Criterion[] {
  if (by_block === undefined) return linesOf(checks, null, []);
  return Object.entries(by_block).flatMap(([of, verdict]) => linesOf(verdict.checks, of, ["by_block", of]));
}

function linesOf(
  checks: { readonly [id: string]: CheckResult },
  of: string | null,
  above: readonly string[],
): readonly Criterion[] {
  return Object.entries(checks).flatMap(([check, result]) => {
    const { value, threshold, limit, lower, unit, pass, na, despite } = result;
    const name = wordsOf(check).title;
    const bound = result.chance === undefined ? limit : "below";
    const pointer = jsonPointer([...above, "checks", check]);
    const reason = na !== null ? naWords[na] : despite === undefined ? null : excuseWords[despite];
    // A check with a lower limit passes where both do: each line tells its own end.
    const own = lower !== null && pass === false && !isBeyond(value, threshold, limit) ? true : pass;
    const names = [...new Set(result.worst.flatMap((one) => one.sample ?? one.class ?? one.feature ?? []))];
    const { form, unit: behind } = numbersOf(check, unit);
    const first: Criterion = {
      check,
      name,
      of,
      unit,
      written: { value: form, threshold: criterionForm(form), unit: behind, worst: worstNames(result.worst) },
      value,
      bound,
      threshold,
      pass: own,
      reason,
      worst: names,
      pointer,
    };
    if (lower === null || na !== null) return [first];
    const { value: low, threshold: least, pass: isMet } = lower;
    const below = { value: low, threshold: least, pass: isMet, reason: null, worst: [], pointer: `${pointer}/lower` };
    const written = { ...first.written, worst: [] };
    return [first, { ...first, ...below, written, name: `${name}: lower 95\u00a0% limit`, bound: "min" as const }];
  });
}

const isBeyond = (value: number | null, threshold: number | null, limit: CheckResult["limit"]): boolean =>
  value === null || threshold === null || (limit === "min" ? value < threshold : value > threshold);

/** Failed checks: what a gate's report says of the checks that failed, for error.json and the failure report. */
import type { CheckWordsById } from "../../blocks/contract/face.ts";
import { numberText } from "../../blocks/contract/quantity.ts";
import type { ChecksReport } from "../../schemas/gate-report.ts";
import type { RunBlock } from "./types.ts";

export interface FailedCheck {
  readonly id: string;
  /** As its kind calls it; null where it has no words for it. */
  readonly title: string | null;
  readonly observed: number | null;
  readonly bound: "at least" | "at most";
  readonly required: number | null;
  /** The lower confidence limit with its own threshold; null where the check has none. */
  readonly lower: { readonly value: number | null; readonly threshold: number | null } | null;
  /** Names of the worst samples, classes or features. */
  readonly worst: readonly string[];
  /** What to do about it; null where the kind has no words for it. */
  readonly action: string | null;
}

export interface FailedChecks {
  readonly gate: string;
  readonly failed: readonly FailedCheck[];
}

/** How people read a number of a check. @param unit of the check's report */
export const numberOf = (
  words: CheckWordsById[string] | undefined,
  value: number | null,
  unit: string | null,
): string => words?.number?.(value, unit) ?? (value === null ? "not available" : numberText(value, "number"));

/** The same of a criterion. */
export const criterionOf = (
  words: CheckWordsById[string] | undefined,
  value: number | null,
  unit: string | null,
): string => words?.criterion?.(value, unit) ?? (value === null ? "not available" : numberText(value, "given"));

/** Checks by id. */
export type Checks = ChecksReport["checks"];

/** Every check, in their order, with what a report may leave out. */
export function checksIn(checks: Checks) {
  return Object.entries(checks).map(([id, check]) => {
    const { value, threshold, limit, pass, na = null, lower = null, despite = null, unit = null } = check;
    return { id, value, threshold, limit, pass, na, lower, despite, unit };
  });
}

/** What a block judged by checks; null where it judges nothing, or broke down before it could judge. */
export const judgedOf = ({ block, results }: Pick<RunBlock, "block" | "results">): ChecksReport | null =>
  results === null ? null : (block.kind.checked?.(results) ?? null);

/** What failed at a gate, or as drift; null where nothing was judged. */
export function checksOf({ block, results }: RunBlock): FailedChecks | null {
  const report = judgedOf({ block, results });
  if (report === null) return null;
  const words = block.kind.checkWords?.(results) ?? {};
  const failed = report.failed_checks.map((id): FailedCheck => {
    const { value, threshold, limit, lower = null, worst = [] } = report.checks[id];
    const names = worst.map((one) => one.sample ?? one.class ?? one.feature).filter((name) => name !== undefined);
    return {
      id,
      title: words[id]?.title ?? null,
      observed: value,
      bound: limit === "min" ? "at least" : "at most",
      required: threshold,
      lower,
      worst: [...new Set(names)],
      action: words[id]?.action ?? null,
    };
  });
  return { gate: report.gate, failed };
}

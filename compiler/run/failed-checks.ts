/** Failed checks: what a gate's report says of the checks that failed, for error.json and the failure report. */
import type { Json } from "../../blocks/contract/values.ts";
import type { RunBlock } from "./types.ts";

export interface FailedCheck {
  readonly id: string;
  /** As the finding of the failure calls it; null where there is none. */
  readonly title: string | null;
  readonly observed: number | null;
  readonly bound: "at least" | "at most";
  readonly required: number | null;
  /** The lower confidence limit with its own threshold; null where the check has none. */
  readonly lower: { readonly value: number | null; readonly threshold: number | null } | null;
  /** Names of the worst samples, classes or features. */
  readonly worst: readonly string[];
}

export interface FailedChecks {
  readonly gate: string;
  readonly failed: readonly FailedCheck[];
  readonly actions: readonly string[];
}

interface Check {
  readonly value: number | null;
  readonly threshold: number | null;
  readonly limit?: "min" | "max";
  readonly pass?: boolean | null;
  readonly na?: string | null;
  readonly lower?: { readonly value: number | null; readonly threshold: number | null } | null;
  readonly worst?: readonly { readonly [about: string]: unknown }[];
}

interface Report {
  readonly gate: string;
  readonly failed_checks: readonly string[];
  readonly recommended_actions?: readonly string[];
  readonly checks: { readonly [id: string]: Check };
}

/** Every check of a gate's results, in their order. */
export function checksIn(results: Json): readonly (Required<Omit<Check, "worst">> & { readonly id: string })[] {
  return Object.entries((results as unknown as Report).checks).map(([id, check]) => {
    const { value, threshold, limit = "max", pass = null, na = null, lower = null } = check;
    return { id, value, threshold, limit, pass, na, lower };
  });
}

/** What failed at a gate, or as drift; null where the block judges nothing, or broke down before it could judge. */
export function checksOf({ block, results, findings }: RunBlock): FailedChecks | null {
  const report = results as unknown as Report | null;
  // Drift is judged by the block that scores, not by a gate.
  const judges = block.kind.role === "gate" || block.kind.gives === "monitoring";
  if (!judges || report === null) return null;
  const failed = report.failed_checks.map((id): FailedCheck => {
    const { value, threshold, limit = "max", lower = null, worst = [] } = report.checks[id];
    const title = findings.find(({ facts }) => facts.check === id)?.facts.title;
    const names = worst.map((one) => one.sample ?? one.class ?? one.feature).filter((name) => typeof name === "string");
    return {
      id,
      title: typeof title === "string" ? title : null,
      observed: value,
      bound: limit === "min" ? "at least" : "at most",
      required: threshold,
      lower,
      worst: [...new Set(names)],
    };
  });
  return { gate: report.gate, failed, actions: report.recommended_actions ?? [] };
}

/** Error file: error.json, what ended a run, with what to do next. */
import type { ErrorFile } from "../../schemas/run-files.ts";
import { errorType } from "../diagnostics/catalogue.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { checksOf, type FailedCheck, type FailedChecks } from "./failed-checks.ts";
import type { RunBlock } from "./types.ts";

/** error.json of the finding that decided the exit code; the other errors stand in its details. */
export function errorFile(
  decisive: Finding,
  findings: readonly Finding[],
  exitCode: number,
  runId: string,
  timestamp: string,
  blocks: readonly RunBlock[] = [],
): ErrorFile {
  const judged = judgedBy(decisive, blocks);
  const others = findings.filter((one) => one.severity === "error" && one !== decisive);
  return {
    schema_version: 1,
    exit_code: exitCode,
    error_type: errorType(decisive.code, exitCode),
    message: decisive.message,
    stage: decisive.stage,
    code: decisive.code,
    position: decisive.position,
    recommendations: recommendationsOf(decisive, judged),
    details: {
      block: decisive.block,
      pointer: decisive.pointer,
      facts: decisive.facts,
      ...gateDetails(judged),
      other_errors: others.map(({ code, message, position }) => ({ code, message, position })),
    } as ErrorFile["details"],
    run_id: runId,
    timestamp,
    logs_path: "logs/run.jsonl",
  };
}

/** What a failed gate, or drift, judged; null of any other finding. */
function judgedBy({ block, exit }: Finding, blocks: readonly RunBlock[]): FailedChecks | null {
  const gate = blocks.find((one) => one.block.id === block);
  return gate === undefined || exit !== 7 ? null : checksOf(gate);
}

/** What to do about each failed check, the one that is farthest from its criterion first; of anything else the finding's own next actions. */
function recommendationsOf({ help }: Finding, judged: FailedChecks | null): string[] {
  const failed = [...(judged?.failed ?? [])].sort((a, b) => shortfall(b) - shortfall(a));
  const actions = [...new Set(failed.map(({ action }) => action).filter((action) => action !== null))];
  return actions.length > 0 ? actions : [...help];
}

/** How far a check is from its criterion, as a share of that; 0 where one of the two is not known. */
function shortfall({ observed, required }: FailedCheck): number {
  if (observed === null || required === null) return 0;
  return Math.abs(observed - required) / Math.max(Math.abs(required), Number.EPSILON);
}

/** Of a failed gate, or of drift: which it was, and every failed check with what was observed and what was required. */
function gateDetails(report: FailedChecks | null): { readonly [field: string]: unknown } {
  if (report === null) return {};
  const failed = report.failed.map(({ id, observed, required, lower, action }) => ({
    check: id,
    observed,
    required,
    ...(lower === null ? {} : { lower }),
    ...(action === null ? {} : { action }),
  }));
  return { gate: report.gate, failed_checks: failed };
}

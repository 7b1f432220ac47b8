/** Findings as JSON lines: one object a finding, every field of it, for scripts. */
import { errorType } from "./catalogue.ts";
import type { Finding, Fix, Position } from "./finding.ts";

/** One line a finding, in the order given. */
export function jsonLines(findings: readonly Finding[]): string {
  return findings.map((finding) => `${JSON.stringify(plain(finding))}\n`).join("");
}

/** A finding as it stands in JSON: names as in error.json. */
export function plain(finding: Finding) {
  const { code, severity, message, help, stage, exit, block, pointer, facts, count, fix } = finding;
  return {
    code,
    severity,
    message,
    stage,
    exit_code: exit,
    error_type: errorType(code, exit),
    position: finding.position === null ? null : plainPosition(finding.position),
    block,
    pointer,
    facts,
    recommendations: help,
    related: finding.related.map(({ position, message }) => ({ position: plainPosition(position), message })),
    count,
    fix: fix === null ? null : plainFix(fix),
    documentation: `foodspec explain ${code}`,
  };
}

const plainPosition = ({ file, line, column, endLine, endColumn }: Position) => ({
  file,
  line,
  column,
  end_line: endLine,
  end_column: endColumn,
});

const plainFix = ({ title, safe, edits }: Fix) => ({
  title,
  safe,
  edits: edits.map(({ position, text }) => ({ position: plainPosition(position), text })),
});

/** Findings as JSON lines: one object a finding, every field of it, for scripts. */
import { anchorOf, errorType } from "./catalogue.ts";
import type { Finding } from "./finding.ts";

/** One line a finding, in the order given. */
export function jsonLines(findings: readonly Finding[]): string {
  return findings.map((finding) => `${JSON.stringify(plain(finding))}\n`).join("");
}

/** A finding as it stands in JSON: names as in error.json. */
export function plain(finding: Finding) {
  const { code, severity, message, help, stage, exit, position, block, pointer, facts } = finding;
  return {
    code,
    severity,
    message,
    stage,
    exit_code: exit,
    error_type: errorType(code, exit),
    position:
      position === null
        ? null
        : {
            file: position.file,
            line: position.line,
            column: position.column,
            end_line: position.endLine,
            end_column: position.endColumn,
          },
    block,
    pointer,
    facts,
    recommendations: help,
    documentation: anchorOf(code),
  };
}

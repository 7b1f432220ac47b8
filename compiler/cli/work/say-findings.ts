/** Say findings: those without a place in a document, on standard error. */
import type { World } from "../../compile/world.ts";
import { exitCode } from "../../diagnostics/exit-code.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";

/** @returns the exit code they lead to */
export function sayFindings(findings: readonly Finding[], { err, colour }: World): number {
  if (findings.length > 0) err(`${text(findings, noSources, { colour })}\n`);
  return exitCode(findings);
}

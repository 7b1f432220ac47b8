/** Exit code: computed from all findings, in this one place. */
import { type Finding, isError } from "./finding.ts";

const order = [2, 4, 3, 5, 7, 6, 8, 9];

/** The first of 2, 4, 3, 5, 7, 6, 8, 9 that an error leads to; 0 without errors. */
export function exitCode(findings: readonly Finding[]): number {
  return decisive(findings)?.exit ?? 0;
}

/** The finding the exit code comes from: the first with that code, which error.json tells about. */
export function decisive(findings: readonly Finding[]): Finding | null {
  const errors = findings.filter(isError);
  for (const exit of order) {
    const first = errors.find((finding) => finding.exit === exit);
    if (first !== undefined) return first;
  }
  return errors[0] ?? null;
}

/** Kept: of very many findings the first of each code, and how many more there are. */
import { findingLimits } from "../../schemas/limits.ts";
import { finding } from "./build.ts";
import type { Finding } from "./finding.ts";
import { grouped } from "./grouped.ts";

/**
 * Equal ones as one; at most 100 findings a code and 1,000 in all, in their order, with a note that counts what was left out. The first of
 * each code always stays, so that the exit code is that of all.
 */
export function kept(all: readonly Finding[]): readonly Finding[] {
  const findings = grouped(all);
  const { code: most, all: mostOfAll } = findingLimits;
  if (findings.length <= most) return findings;
  const seen = new Map<string, number>();
  const stay: Finding[] = [];
  const left = new Map<string, number>();
  for (const one of findings) {
    const before = seen.get(one.code) ?? 0;
    seen.set(one.code, before + 1);
    if (before === 0 || (before < most && stay.length < mostOfAll)) stay.push(one);
    else left.set(one.code, (left.get(one.code) ?? 0) + one.count);
  }
  if (left.size === 0) return findings;
  const codes = [...left].map(([code, count]) => `${code} ${count} times more`);
  const count = [...left.values()].reduce((sum, more) => sum + more, 0);
  return [...stay, finding("FS2071", null, { count, codes })];
}

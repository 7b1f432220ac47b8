/** Grouped: equal findings from three on are one, with how many they are, the first place and the last. */
import { lastOf } from "./build.ts";
import type { Finding } from "./finding.ts";

/** From so many on. */
const several = 3;

/** Facts that say which of several things it is, and nothing of why. */
const whose: ReadonlySet<string> = new Set(["row", "id", "sample", "line", "first"]);

/** In order; each group stands where its first stood. */
export function grouped(findings: readonly Finding[]): readonly Finding[] {
  if (findings.length < several) return findings;
  const groups = new Map<string, Finding[]>();
  for (const one of findings) {
    const key = keyOf(one);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  if (groups.size === findings.length) return findings;
  return findings.flatMap((one) => {
    const group = groups.get(keyOf(one)) ?? [];
    return group.length < several ? [one] : group[0] === one ? [together(group)] : [];
  });
}

function together(group: readonly Finding[]): Finding {
  const count = group.reduce((sum, one) => sum + one.count, 0);
  const last = group[group.length - 1].position;
  return { ...group[0], count, related: last === null ? [] : [lastOf(last, count)] };
}

/** Code, block and option, column of a data file, reason. */
function keyOf({ code, severity, block, pointer, position, facts }: Finding): string {
  const reason = Object.entries(facts).filter(([name]) => !whose.has(name));
  const isInData = position !== null && position.line === position.endLine && /\.(csv|tsv|txt)$/i.test(position.file);
  return JSON.stringify([
    code,
    severity,
    block,
    pointer,
    position?.file ?? null,
    isInData ? position.column : 0,
    reason,
  ]);
}

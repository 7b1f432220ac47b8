/** Identifiers: the names of blocks, given or by default, and what is wrong with them. */
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import type { Fence } from "./fences.ts";

export interface Named {
  readonly fence: Fence;
  readonly id: string;
}

const form = /^[A-Za-z_][A-Za-z0-9_-]*$/;
const longest = 60;

/** The id is the kind where a document has one block of that kind; of two, each needs its own. All fences are named, also badly. */
export function nameBlocks(fences: readonly Fence[]): {
  readonly named: readonly Named[];
  readonly findings: readonly Finding[];
} {
  const findings: Finding[] = [];
  const taken = new Map<string, Fence>();
  const counts = new Map<string, number>();
  for (const { kind } of fences) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const named = fences.map((fence) => {
    const { kind } = fence;
    const id = fence.id ?? kind;
    const count = counts.get(kind) ?? 0;
    const what = fence.id === null ? null : problem(id);
    const before = taken.get(id.toLowerCase());
    if (what !== null) findings.push(finding("FS2066", fence.idPosition, { id, what }));
    else if (fence.id === null && count > 1) {
      findings.push(finding("FS2064", fence.kindPosition, { kind, count }));
    } else if (before !== undefined) {
      findings.push(finding("FS2065", fence.idPosition, { id, kind, line: before.position.line }, { block: id }));
    }
    if (before === undefined) taken.set(id.toLowerCase(), fence);
    return { fence, id };
  });
  return { named, findings };
}

function problem(id: string): string | null {
  if (id === "params") return "the word stands for the parameters of the front matter";
  if (id.length > longest) return `it has more than ${longest} characters`;
  return form.test(id) ? null : "it has a character that a name cannot have";
}

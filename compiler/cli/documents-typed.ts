/** Documents typed: a command that takes several is handed protocols, and says at its end how many there were. */
import { documentsOf } from "../compile/documents-of.ts";
import type { World } from "../compile/world.ts";
import { sayFindings } from "./work/say-findings.ts";

/**
 * Hands on what is meant; ends by itself with 2 or 4 where that is nothing.
 *
 * @param changed a revision of git that they must differ from; empty where git is to say
 */
export async function withDocuments(
  typed: readonly string[],
  world: World,
  run: (documents: readonly string[]) => Promise<number>,
  changed?: string,
): Promise<number> {
  const { documents, passed, findings } = await documentsOf(typed, world);
  for (const one of passed) world.err(`${one}: holds no block and no front matter, passed over\n`);
  if (findings.length > 0) return sayFindings(findings, world);
  return changed === undefined ? run(documents) : ofChanged(documents, changed, world, run);
}

/** Of none that differs too: what is printed for machines is whole then. */
async function ofChanged(
  documents: readonly string[],
  revision: string,
  world: World,
  run: (documents: readonly string[]) => Promise<number>,
): Promise<number> {
  const { differingFrom } = await import("../review/differing-from.ts");
  const differing = await differingFrom(documents, revision, world);
  if (differing.findings.length > 0) return sayFindings(differing.findings, world);
  const same = documents.length - differing.documents.length;
  if (same > 0) world.err(`${same} of ${documents.length} as in ${differing.hash.slice(0, 8)}, passed over\n`);
  return run(differing.documents);
}

/** `4 documents: 3 success, 1 failed`, the last line on standard error; of one document nothing. */
export function sayCounts(statuses: readonly string[], { err }: World): void {
  if (statuses.length < 2) return;
  const kinds = ["success", "failed", "cancelled"].flatMap((status) => {
    const count = statuses.filter((one) => one === status).length;
    return count === 0 ? [] : [`${count} ${status}`];
  });
  err(`${statuses.length} documents: ${kinds.join(", ")}\n`);
}

/** `foodspec runs`: what ran here, from the store's journal. */
import { resolve } from "node:path";
import { storeOutside } from "../../compile/prepare.ts";
import { rootAbove, rootOf } from "../../compile/root.ts";
import { runsOf } from "../../compile/runs.ts";
import { storeNotes, storeProblem } from "../../compile/store-findings.ts";
import { whyUnreadable } from "../../compile/unreadable.ts";
import type { World } from "../../compile/world.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";
import { type OpenStore, openStore } from "../../store/open-store.ts";

export function runsCommand(document: string | undefined, world: World): number {
  if (isMissing(document, world)) return 4;
  const { store, root } = storeOf(document, world);
  const problem = storeProblem(store, root);
  if (problem.length > 0) return tell(problem, world);
  const runs = runsOf(store);
  tell(storeNotes(store, false), world);
  for (const { time, status, run_id, document: of } of runs)
    world.out(`${time}  ${status.padEnd(11)}  ${run_id ?? "-"}  ${of}\n`);
  if (runs.length === 0) world.err("nothing has run here yet\n");
  return 0;
}

/** Says so where a document was named that is not there. */
export function isMissing(document: string | undefined, { disk, cwd, err, colour }: World): boolean {
  if (document === undefined || disk.stands(resolve(cwd, document)) !== null) return false;
  err(text([whyUnreadable(disk, resolve(cwd, document), document)], noSources, { colour }));
  return true;
}

/** The store of a document, or of the folder one stands in, and its root. */
export function storeOf(
  document: string | undefined,
  world: World,
): { readonly store: OpenStore; readonly root: string } {
  const { disk, cwd } = world;
  const root = document === undefined ? rootAbove(disk, disk.realPath(cwd)) : rootOf(disk, resolve(cwd, document));
  return { store: openStore(root, storeOutside(world)), root };
}

/** Prints findings; returns the exit code of the last, 0 where there are none. */
export function tell(findings: readonly Finding[], { err, colour }: World): number {
  if (findings.length > 0) err(text(findings, noSources, { colour }));
  return findings.at(-1)?.exit ?? 0;
}

/** `foodspec runs`: what ran here, from the store's journal. */
import { resolve } from "node:path";
import { rootAbove, rootOf, storeFolder } from "../../compile/root.ts";
import { runsOf } from "../../compile/runs.ts";
import { whyUnreadable } from "../../compile/unreadable.ts";
import type { World } from "../../compile/world.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";

export function runsCommand(document: string | undefined, world: World): number {
  if (isMissing(document, world)) return 4;
  const runs = runsOf(world.disk, storeOf(document, world));
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

/** The store of a document, or of the folder one stands in. */
export function storeOf(document: string | undefined, { disk, cwd, env }: World): string {
  return storeFolder(document === undefined ? rootAbove(disk, cwd) : rootOf(disk, resolve(cwd, document)), env);
}

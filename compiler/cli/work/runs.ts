/** `foodspec runs`: what ran here, from the store's journal. */
import { resolve } from "node:path";
import { whyUnreadable } from "../../compile/prepare.ts";
import { rootAbove, rootOf, storeFolder } from "../../compile/root.ts";
import type { World } from "../../compile/world.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";
import { closeInterrupted, readJournals } from "../../store/journal.ts";

export function runsCommand(document: string | undefined, world: World): number {
  if (isMissing(document, world)) return 4;
  const store = storeOf(document, world);
  closeInterrupted(world.disk, store);
  let listed = 0;
  for (const { lines } of readJournals(world.disk, store)) {
    const head = lines.find((line) => line.event === "run_started");
    const end = lines.find((line) => line.event === "run_ended");
    if (head === undefined) continue;
    const status =
      end === undefined ? "running" : end.run_id === null && end.status === "cancelled" ? "interrupted" : end.status;
    listed++;
    world.out(`${head.time}  ${status.padEnd(11)}  ${end?.run_id ?? "-"}  ${head.document}\n`);
  }
  if (listed === 0) world.err("nothing has run here yet\n");
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

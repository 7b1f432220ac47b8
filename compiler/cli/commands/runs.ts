/** `foodspec runs`: what ran here, from the store's journal. */
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import type { Effects } from "../../compile/effects.ts";
import { whyUnreadable } from "../../compile/prepare.ts";
import { rootAbove, rootOf, storeFolder } from "../../compile/root.ts";
import { noSources } from "../../diagnostics/sources.ts";
import { text } from "../../diagnostics/text.ts";
import { closeInterrupted, readJournals } from "../../store/journal.ts";

export function runsCommand(document: string | undefined, effects: Effects): number {
  if (isMissing(document, effects)) return 4;
  const store = storeOf(document, effects);
  closeInterrupted(store);
  let listed = 0;
  for (const { lines } of readJournals(store)) {
    const head = lines.find((line) => line.event === "run_started");
    const end = lines.find((line) => line.event === "run_ended");
    if (head === undefined) continue;
    const status =
      end === undefined ? "running" : end.run_id === null && end.status === "cancelled" ? "interrupted" : end.status;
    listed++;
    effects.out(`${head.time}  ${status.padEnd(11)}  ${end?.run_id ?? "-"}  ${head.document}\n`);
  }
  if (listed === 0) effects.err("nothing has run here yet\n");
  return 0;
}

/** Says so where a document was named that is not there. */
export function isMissing(document: string | undefined, { cwd, err, colour }: Effects): boolean {
  if (document === undefined || existsSync(resolve(cwd, document))) return false;
  err(text([whyUnreadable(resolve(cwd, document), document)], noSources, { colour }));
  return true;
}

/** The store of a document, or of the folder one stands in. */
export function storeOf(document: string | undefined, { cwd, env }: Effects): string {
  return storeFolder(document === undefined ? rootAbove(cwd) : rootOf(resolve(cwd, document)), env);
}

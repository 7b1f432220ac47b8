/** `foodspec clean`: removes what is stored; the next compile computes everything anew. */
import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Effects } from "../../compile/effects.ts";
import { isMissing, storeOf } from "./runs.ts";

export function cleanCommand(document: string | undefined, effects: Effects): number {
  if (isMissing(document, effects)) return 4;
  const store = storeOf(document, effects);
  // Only what the store itself made: FOODSPEC_CACHE may name a folder that holds other things.
  for (const part of ["objects", "keys", "notes", "browser"])
    rmSync(join(store, part), { recursive: true, force: true });
  effects.out(existsSync(store) ? "stored results removed; run folders are untouched\n" : "nothing was stored\n");
  return 0;
}

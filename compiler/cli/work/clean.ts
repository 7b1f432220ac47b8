/** `foodspec clean`: removes what is stored; the next compile computes everything anew. */
import { join } from "node:path";
import type { World } from "../../compile/world.ts";
import { isMissing, storeOf } from "./runs.ts";

export function cleanCommand(document: string | undefined, world: World): number {
  if (isMissing(document, world)) return 4;
  const store = storeOf(document, world);
  // Only what the store itself made: FOODSPEC_CACHE may name a folder that holds other things.
  for (const part of ["objects", "keys", "notes", "browser"]) world.disk.remove(join(store, part));
  world.out(
    world.disk.stands(store) !== null ? "stored results removed; run folders are untouched\n" : "nothing was stored\n",
  );
  return 0;
}

/** `foodspec clean`: removes what is stored; the next compile computes everything anew. */
import { storeProblem } from "../../compile/store-findings.ts";
import type { World } from "../../compile/world.ts";
import { isMissing, storeOf, tell } from "./runs.ts";

/** Removes what a store itself made, and of nothing else more than it says. */
export function cleanCommand(document: string | undefined, world: World): number {
  if (isMissing(document, world)) return 2;
  const { store, root } = storeOf(document, world);
  const problem = storeProblem(store, root);
  if (problem.length > 0) return tell(problem, world);
  const left = store.clean();
  world.out(left === null ? "nothing was stored\n" : "stored results removed; run folders are untouched\n");
  if (left !== null && left.length > 0) world.out(`not ours, and left where it lies: ${left.join(", ")}\n`);
  return 0;
}

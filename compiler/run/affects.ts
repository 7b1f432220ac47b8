/** Affects: which blocks have less because another is not available. */
import type { RunBlock } from "./types.ts";

/** Of a block, what its end hangs on. */
type Standing = Pick<RunBlock, "from" | "reason"> & { readonly block: { readonly id: string } };

/**
 * Ids of the blocks that start from a block, near or far, and of those whose reason names it, in the order of the document.
 */
export function affectedBy(id: string, blocks: readonly Standing[]): readonly string[] {
  const affected = new Set([id]);
  let before = 0;
  while (before < affected.size) {
    before = affected.size;
    for (const { block, from, reason } of blocks)
      if (from.some((one) => affected.has(one)) || affected.has(reason?.code.split(":")[1] ?? ""))
        affected.add(block.id);
  }
  affected.delete(id);
  return blocks.map(({ block }) => block.id).filter((one) => affected.has(one));
}

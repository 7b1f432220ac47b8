/** Tried: what a manifest says of how often was tried, beside the blocks it lists. */
import type { Manifest } from "../../schemas/manifest.ts";

/** A kind of which a document may try several. */
export interface Trying {
  readonly kind: string;
  /** There where its blocks are counted. */
  readonly tries?: unknown;
}

/** No more can have been tried than there are blocks to try with, and a run that ended with 0 has a word on it. */
export function triedProblems({ tried, blocks, success }: Manifest, kinds: readonly Trying[]) {
  const trying = new Set(kinds.filter(({ tries }) => tries !== undefined).map(({ kind }) => kind));
  const most = blocks.filter(({ kind }) => trying.has(kind)).length;
  const say = (problem: string) => [{ path: "manifest.json", problem }];
  if (tried === undefined) return success && most > 0 ? say("does not say how many models were tried") : [];
  return tried.models <= most ? [] : say(`says that ${tried.models} models were tried, and lists ${most}`);
}

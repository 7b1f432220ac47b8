/** Same bytes: cells of one file told apart before they are texts. */

/** Fowler, Noll and Vo's hash, 32 bits, with its upper half in the lower one too. */
export function hashOf(bytes: Uint8Array, from: number, to: number): number {
  let hash = 0x811c9dc5;
  for (let i = from; i < to; i++) hash = Math.imul(hash ^ bytes[i], 0x01000193);
  return hash ^ (hash >>> 16);
}

/** Whether two places hold the same bytes. */
export function isSame(bytes: Uint8Array, from: number, to: number, from2: number, to2: number): boolean {
  if (to - from !== to2 - from2) return false;
  for (let i = from, j = from2; i < to; i++, j++) if (bytes[i] !== bytes[j]) return false;
  return true;
}

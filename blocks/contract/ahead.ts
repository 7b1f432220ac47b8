/** Ahead: a look at a large file before it is held in memory, so that what no reader takes is refused at little cost. */
import type { Remark } from "./refusal.ts";

/** Counts through a file, piece after piece. */
export interface Ahead {
  /** Takes the next bytes: what refuses the file whatever stands behind them, or null. */
  take(piece: Uint8Array): Remark | null;
  /** What refuses it now that all of it was taken, or null: it is to be read. */
  end(): Remark | null;
}

/**
 * Begins a look.
 *
 * @param path as findings name the file
 * @param beginning the first bytes of the file, or of what it holds where it is packed: a megabyte, or all of it
 * @param size of the file; null of what is unpacked from one, which nobody knows before it is
 */
export type LookAhead = (path: string, beginning: Uint8Array, size: number | null) => Ahead;

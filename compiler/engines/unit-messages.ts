/** Unit messages: what a thread that answers units is told, and tells. */
import type { Failure } from "../../schemas/records.ts";

/** Where a unit's objects and record lie. */
export interface UnitPlace {
  /** Absolute, without links: the root whose store it is. */
  readonly root: string;
  /** What of the environment names store and key. */
  readonly env: { readonly [name: string]: string | undefined };
}

export interface UnitAsk {
  readonly key: string;
}

/** `failure`: null where a sound record stands. `lost`: nothing was decided, as where the disk is full. */
export type UnitAnswer =
  | { readonly key: string; readonly failure: Failure | null }
  | { readonly key: string; readonly lost: string };

/** Elsewhere: a unit is done by whoever takes its key, in a process that shares the store alone. The store says what came of it. */
import type { Kind } from "../../blocks/contract/kind.ts";
import type { BlockRecord, Preimage } from "../../schemas/records.ts";
import { failureLeft, leaveFailure, thrownBy } from "./failure.ts";
import type { UnitEffects } from "./unit.ts";
import { layPreimage } from "./unit-objects.ts";

/** Does a unit: here (`runUnit`), or elsewhere. */
export type Perform = (preimage: Preimage, kind: Kind, effects: UnitEffects) => Promise<BlockRecord>;

/** Has the unit of a key done; ends when it may be looked for. What it says of how it went is not believed. */
export type Ask = (key: string) => Promise<void>;

/**
 * The same record, the same events and the same failure as where the unit is done here.
 *
 * @param ask told a key whose pre-image and input files are objects of the store
 */
export const elsewhere =
  (ask: Ask): Perform =>
  async (preimage, _kind, { store, onEvent }) => {
    const key = layPreimage(store, preimage);
    // What another attempt left says nothing of this one.
    if (failureLeft(store, key) !== null) leaveFailure(store, key, null);
    await ask(key);
    const record = store.record(key);
    const left = record === null ? failureLeft(store, key) : null;
    for (const event of (record ?? left)?.events ?? []) onEvent(event);
    if (record !== null) return record;
    throw left === null ? new Error(`nobody answered for the unit ${key}`) : thrownBy(left.failure);
  };

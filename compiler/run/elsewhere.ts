/** Elsewhere: a unit is done by whoever takes its key, in a process that shares the store alone. The store says what came of it. */
import type { Kind } from "../../blocks/contract/kind.ts";
import type { BlockRecord, Preimage } from "../../schemas/records.ts";
import { digestOfJson } from "../store/digest.ts";
import { failureLeft, leaveFailure, thrownBy } from "./failure.ts";
import { runUnit, type UnitEffects } from "./unit.ts";
import { layPreimage } from "./unit-objects.ts";

/** Does a unit: here (`runUnit`), or elsewhere. */
export type Perform = (preimage: Preimage, kind: Kind, effects: UnitEffects) => Promise<BlockRecord>;

/** What the store has of a unit: `done` with a record or a refusal, which is final; `bug`: our mistake, which may be tried again. */
export type Standing = () => "done" | "bug" | null;

/** Has the unit of a key done; ends when it is settled. What anybody says of how it went is not believed: `standing` is asked. */
export type Ask = (key: string, standing: Standing) => Promise<void>;

/**
 * The same record, the same events and the same failure as where the unit is done here.
 *
 * @param ask told a key whose pre-image and input files are objects of the store
 */
export const elsewhere =
  (ask: Ask): Perform =>
  async (preimage, kind, effects) => {
    const { store, onEvent } = effects;
    // Who forces a block, or lacks an object of its record, has no use for the record that stands: it is done here.
    if (store.record(digestOfJson(preimage)) !== null) return runUnit(preimage, kind, effects);
    const key = layPreimage(store, preimage);
    // What another attempt left says nothing of this one.
    if (failureLeft(store, key) !== null) leaveFailure(store, key, null);
    await ask(key, () => {
      if (store.record(key) !== null) return "done";
      const failed = failureLeft(store, key)?.failure;
      if (failed === undefined) return null;
      return "bug" in failed ? "bug" : "done";
    });
    const record = store.record(key);
    const left = record === null ? failureLeft(store, key) : null;
    // Nobody could say what came of it, as where a disk is full: it is done here, which says so.
    const answer = record ?? left;
    if (answer === null) return runUnit(preimage, kind, effects);
    for (const event of answer.events) onEvent(event);
    if ("failure" in answer) throw thrownBy(answer.failure);
    return answer;
  };

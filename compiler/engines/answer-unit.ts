/** Answer a unit: all it needs is its key and a store. Its record is kept there; where it leaves none, its failure is. */
import type { Kind } from "../../blocks/contract/kind.ts";
import type { Methods } from "../../blocks/contract/methods.ts";
import { own } from "../../schemas/dictionary.ts";
import type { BlockRecord, Failure, Preimage } from "../../schemas/records.ts";
import type { Implementations } from "../plan/key.ts";
import { Cancelled } from "../run/cancel.ts";
import { failureOf, leaveFailure } from "../run/failure.ts";
import { partLoader } from "../run/parts.ts";
import { runUnit } from "../run/unit.ts";
import { inputsIn, preimageIn } from "../run/unit-objects.ts";
import type { Store } from "../store/store.ts";

/** Who answers: a build, at a store. */
export interface Answering {
  readonly store: Store;
  readonly kinds: { readonly [kind: string]: Kind };
  readonly methods: Methods;
  readonly implementations: Implementations;
  /** Yields to the event loop; throws Cancelled where the unit is not wanted any more. */
  readonly breathe: () => Promise<void>;
}

/**
 * @returns null where a sound record stands
 * @throws Cancelled; what the file system throws: the disk is nobody's unit
 */
export async function answerUnit(key: string, answering: Answering): Promise<Failure | null> {
  const { store, kinds, methods, breathe } = answering;
  if (store.record(key) !== null) return null;
  const events: BlockRecord["events"][number][] = [];
  try {
    const preimage = preimageIn(store, key);
    demandBuild(preimage, answering);
    const kind = own(kinds, preimage.kind);
    if (kind === undefined) throw new Error(`no kind ${preimage.kind}`);
    await runUnit(preimage, kind, {
      store,
      files: inputsIn(store, preimage),
      methods,
      load: partLoader(store),
      onEvent: (event) => void events.push(event),
      breathe,
    });
    leaveFailure(store, key, null);
    return null;
  } catch (error) {
    if (error instanceof Cancelled || isOfDisk(error)) throw error;
    const failure = failureOf(error);
    leaveFailure(store, key, { failure, events });
    return failure;
  }
}

/** @throws Error where another build asks: its code is not at hand */
function demandBuild({ kind, implementation, methods }: Preimage, { implementations }: Answering): void {
  const named = { ...methods, [`kind:${kind}`]: implementation };
  for (const [name, digest] of Object.entries(named))
    if (own(implementations, name) !== digest) throw new Error(`${name} is asked of another build (${digest})`);
}

const isOfDisk = (error: unknown): boolean =>
  error instanceof Error && typeof (error as NodeJS.ErrnoException).syscall === "string";

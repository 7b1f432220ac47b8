/** Remembering: a store that reads and checks an object once, while those it holds fit into memory. */
import type { Store } from "./store.ts";

/** Bytes held at once: the parts of a run of a few hundred spectra. Larger ones are read again, which costs less than their memory. */
const MOST = 32 * 1024 * 1024;

/**
 * The same store for the time of one command. What was read and checked, or written, is handed out again as it is: bytes that
 * change on disk meanwhile are met by the next command. The oldest are let go first.
 *
 * @param most bytes held at once
 */
export function remembering(store: Store, most = MOST): Store {
  const held = new Map<string, Uint8Array>();
  let size = 0;
  const hold = (digest: string, bytes: Uint8Array): void => {
    if (bytes.byteLength > most || held.has(digest)) return;
    held.set(digest, bytes);
    size += bytes.byteLength;
    for (const [oldest, those] of held) {
      if (size <= most) return;
      held.delete(oldest);
      size -= those.byteLength;
    }
  };
  return {
    ...store,
    put(bytes) {
      const digest = store.put(bytes);
      if (typeof bytes !== "string") hold(digest, bytes);
      return digest;
    },
    get(digest) {
      const bytes = held.get(digest) ?? store.get(digest);
      if (bytes !== null) hold(digest, bytes);
      return bytes;
    },
  };
}

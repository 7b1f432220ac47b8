/** Remembered: what was made of a file's bytes, for blocks of one run that read them again, such as those of several targets. */

/** So many results of the same bytes are kept; those of other options push out the oldest. */
const most = 4;

/** Larger results are made anew: a run holds its inputs and its results already. */
const largest = 1 << 27;

const known = new WeakMap<Uint8Array, Map<string, unknown>>();

/**
 * What `make` gives, made once for the same bytes and key, and forgotten with the bytes. Whoever is handed it leaves it unchanged.
 *
 * @param bytes the very array, not an equal one
 * @param key all that `make` depends on besides the bytes
 * @param size bytes of a result
 */
export function remembered<T>(bytes: Uint8Array, key: readonly unknown[], size: (made: T) => number, make: () => T): T {
  const name = JSON.stringify(key);
  const there = known.get(bytes) ?? new Map<string, unknown>();
  if (there.has(name)) return there.get(name) as T;
  const made = make();
  if (size(made) > largest) return made;
  const [oldest] = there.keys();
  if (there.size === most && oldest !== undefined) there.delete(oldest);
  there.set(name, made);
  known.set(bytes, there);
  return made;
}

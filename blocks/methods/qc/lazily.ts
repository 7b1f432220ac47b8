/** Lazily: work that several checks share and the first one that asks for it does. */

/** What is worked out when it is first asked for, and kept. */
export function lazily<T>(work: () => T): () => T {
  let kept: { readonly value: T } | null = null;
  return () => {
    kept ??= { value: work() };
    return kept.value;
  };
}

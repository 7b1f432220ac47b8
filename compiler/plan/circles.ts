/** Circles: which of some things wait for themselves by way of others. */

/**
 * Tarjan's strongly connected components: each thing and each arrow is looked at once.
 *
 * @param waiting for what each waits; what is not among the keys waits for nothing
 * @returns those that wait for themselves
 * @see Tarjan, R. (1972), SIAM J. Comput. 1:146-160, doi 10.1137/0201010
 */
export function inCircles(waiting: ReadonlyMap<string, readonly string[]>): ReadonlySet<string> {
  const places = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const found = new Set<string>();
  const lower = (id: string, to: number) => lowest.set(id, Math.min(lowest.get(id) as number, to));
  const visit = (id: string) => {
    const place = places.size;
    places.set(id, place);
    lowest.set(id, place);
    open.push(id);
    isOpen.add(id);
    for (const next of waiting.get(id) ?? []) {
      if (!places.has(next)) {
        visit(next);
        lower(id, lowest.get(next) as number);
      } else if (isOpen.has(next)) lower(id, places.get(next) as number);
    }
    if (lowest.get(id) !== place) return;
    const circle = open.splice(open.lastIndexOf(id));
    for (const one of circle) isOpen.delete(one);
    if (circle.length > 1 || waiting.get(id)?.includes(id) === true) for (const one of circle) found.add(one);
  };
  for (const id of waiting.keys()) if (!places.has(id)) visit(id);
  return found;
}

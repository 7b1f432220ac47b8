/** Complete linkage up to a cut: clusters in which every two members lie within it, from the close pairs alone. */

import type { ClosePairs } from "./close-pairs.ts";

/**
 * Agglomeration by the largest distance between members. Two clusters can join within the cut only where all pairs between them
 * are close, so pairs are taken from the smallest distance upwards, and two clusters join as soon as all pairs between them have
 * come by: the last of these is their distance, and no others have a smaller one. Of equal distances those clusters join first whose
 * least members stand first.
 *
 * @param items how many there are
 * @returns for each item the least member of its cluster
 * @see Sørensen 1948, Biologiske Skrifter 5(4):1; Defays 1977, doi 10.1093/comjnl/20.4.364
 */
export function completeLinkage(items: number, pairs: ClosePairs): Int32Array {
  const clusters = new Clusters(items);
  const order = byHeight(pairs);
  for (let from = 0; from < order.length; ) {
    const height = pairs.height[order[from]];
    let until = from;
    for (; until < order.length && pairs.height[order[until]] === height; until++) {
      clusters.see(pairs.i[order[until]], pairs.j[order[until]]);
      // Equals of one are equal: whichever join first, and nothing is kept of their many pairs.
      if (height === 0) clusters.join();
    }
    clusters.join();
    from = until;
  }
  return Int32Array.from({ length: items }, (_, i) => clusters.of(i));
}

/** Clusters by their least member, and how many pairs between any two have come by. */
class Clusters {
  readonly #parent: Int32Array;
  readonly #size: Int32Array;
  readonly #seen = new Map<number, Map<number, number>>();
  /** Pairs of clusters whose pairs are all there. */
  #whole: [number, number][] = [];

  constructor(items: number) {
    this.#parent = Int32Array.from({ length: items }, (_, i) => i);
    this.#size = new Int32Array(items).fill(1);
  }

  of(item: number): number {
    let root = item;
    while (this.#parent[root] !== root) root = this.#parent[root];
    for (let i = item; this.#parent[i] !== root; ) {
      const next = this.#parent[i];
      this.#parent[i] = root;
      i = next;
    }
    return root;
  }

  see(i: number, j: number): void {
    this.#add(this.of(i), this.of(j), 1);
  }

  /** Joins all that are whole; what becomes whole by that, at the same distance, too. */
  join(): void {
    while (this.#whole.length > 0) {
      const [a, b] = this.#least();
      if (!this.#isWhole(a, b)) continue;
      this.#parent[b] = a;
      this.#size[a] += this.#size[b];
      const others = this.#seen.get(b) ?? new Map<number, number>();
      this.#seen.delete(b);
      this.#seen.get(a)?.delete(b);
      const own = [...(this.#seen.get(a) ?? [])];
      for (const [c, count] of others) {
        this.#seen.get(c)?.delete(b);
        if (c !== a) this.#add(a, c, count);
      }
      for (const [c] of own) if (!others.has(c)) this.#ask(a, c);
    }
  }

  #add(a: number, b: number, count: number): void {
    const known = this.#seen.get(a)?.get(b) ?? 0;
    for (const [from, to] of [
      [a, b],
      [b, a],
    ]) {
      const map = this.#seen.get(from) ?? new Map<number, number>();
      this.#seen.set(from, map.set(to, known + count));
    }
    this.#ask(a, b);
  }

  #ask(a: number, b: number): void {
    if (this.#isWhole(a, b)) this.#whole.push(a < b ? [a, b] : [b, a]);
  }

  /** False too of a cluster that has gone into another. */
  #isWhole(a: number, b: number): boolean {
    return this.#seen.get(a)?.get(b) === this.#size[a] * this.#size[b];
  }

  #least(): [number, number] {
    let least = 0;
    this.#whole.forEach(([a, b], k) => {
      const [c, d] = this.#whole[least];
      if (a < c || (a === c && b < d)) least = k;
    });
    return this.#whole.splice(least, 1)[0];
  }
}

/** Indexes of the pairs by height, equals in their own order: first into 65,536 heaps, then each by itself. */
function byHeight({ count, height }: ClosePairs): Uint32Array {
  let most = 0;
  for (let k = 0; k < count; k++) most = Math.max(most, height[k]);
  const heaps = 65_536;
  const heapOf = (k: number) => (most === 0 ? 0 : Math.floor((height[k] / most) * (heaps - 1)));
  const start = new Uint32Array(heaps + 1);
  for (let k = 0; k < count; k++) start[heapOf(k) + 1]++;
  for (let h = 0; h < heaps; h++) start[h + 1] += start[h];
  const order = new Uint32Array(count);
  const next = start.slice();
  for (let k = 0; k < count; k++) order[next[heapOf(k)]++] = k;
  for (let h = 0; h < heaps; h++) {
    if (start[h + 1] - start[h] > 1) {
      order.subarray(start[h], start[h + 1]).sort((a, b) => height[a] - height[b] || a - b);
    }
  }
  return order;
}

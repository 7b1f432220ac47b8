/** Did you mean: the name in the data nearest to what was written. */

/**
 * The candidate with the smallest edit distance (insertion, deletion, substitution, swap of neighbours; Damerau 1964,
 * doi 10.1145/363958.363994), case and the choice between space, - and _ aside; null where none is near. Of equals the
 * first.
 */
export function closest(name: string, candidates: Iterable<string>): string | null {
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of candidates) {
    const longer = Math.max(name.length, candidate.length);
    const limit = Math.max(1, Math.floor(longer / 3));
    if (longer > 100 || Math.abs(name.length - candidate.length) > limit) continue;
    const far = distance(plain(name), plain(candidate));
    if (far <= limit && far < least) {
      best = candidate;
      least = far;
    }
  }
  return best;
}

const plain = (text: string) => text.toLowerCase().replaceAll(/[_ ]/g, "-");

function distance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      const cost = a[i - 1] === b[j - 1] ? 0 : 1;
      row[j] = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + cost);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1])
        row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    before = last;
    last = row;
  }
  return last[b.length];
}

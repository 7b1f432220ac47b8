/** Did you mean: the allowed name nearest to what was written. */

/**
 * The allowed name with the smallest Damerau–Levenshtein distance (insertion, deletion, substitution, swap of
 * neighbours; case costs a tenth), or null where none is near: at most a third of the longer name's letters may differ,
 * and at least one may. Of equals the first allowed. A name that only lacks its end (`comp` for `components`) is near. What
 * separates less, checks less or flatters is never suggested, unless the name is plainly that word, misspelt.
 */
export function closest(name: string, candidates: Iterable<string>): string | null {
  if (name === "" || name.length > longest) return null;
  const allowed = [...candidates].filter((candidate) => !weaker.has(candidate) || isSlip(name, candidate));
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of allowed) {
    if (candidate.length > longest) continue;
    const far = distance(plain(name), plain(candidate)) + (name === candidate ? 0 : 0.1);
    const limit = Math.max(1, Math.floor(Math.max(name.length, candidate.length) / 3)) + 0.5;
    if (far < least && (far <= limit || begins(candidate, name))) {
      best = candidate;
      least = far;
    }
  }
  return best ?? hiddenIn(name, allowed);
}

/**
 * Words that, anywhere, stand for less: no validation, folds that cut through a sample, a figure of the rows a model was fitted on,
 * the mode without gates, copies left in. A test holds every closed list of the product against them. @internal
 */
export const weaker: ReadonlySet<string> = new Set([
  "none",
  "kfold",
  "holdout",
  "rmsec",
  "sec",
  "rmsep_sec",
  "fitted",
  "research",
  "keep",
]);

/** Case, signs between words, or one letter of a long word: nothing else could be meant. */
function isSlip(name: string, candidate: string): boolean {
  const [a, b] = [name, candidate].map((word) => plain(word).replaceAll("-", ""));
  return a === b || (b.length >= 7 && distance(a, b) <= 1);
}

/** A name inside of what was written, as `order` in `polyoder`: at most a quarter of its letters differ. */
function hiddenIn(name: string, allowed: readonly string[]): string | null {
  let best: string | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of allowed) {
    if (candidate.length < 4 || candidate.length > longest) continue;
    const far = distanceInside(plain(candidate), plain(name));
    const isNearer = far < least || (far === least && candidate.length > (best ?? "").length);
    if (far <= Math.floor(candidate.length / 4) && isNearer) {
      best = candidate;
      least = far;
    }
  }
  return best;
}

/** Smallest edit distance between `part` and any stretch of `whole` (Sellers 1980, J. Algorithms 1:359). */
function distanceInside(part: string, whole: string): number {
  let last = new Array<number>(whole.length + 1).fill(0);
  for (let i = 1; i <= part.length; i++) {
    const row = [i];
    for (let j = 1; j <= whole.length; j++) {
      row[j] = Math.min(row[j - 1] + 1, last[j] + 1, last[j - 1] + (part[i - 1] === whole[j - 1] ? 0 : 1));
    }
    last = row;
  }
  return Math.min(...last);
}

const longest = 100;

/** Case and the choice between -, _ and space are slips of the pen. */
const plain = (text: string) => text.toLowerCase().replaceAll(/[_ ]/g, "-");

const begins = (candidate: string, name: string) => name.length >= 3 && plain(candidate).startsWith(plain(name));

/** Optimal string alignment distance. */
export function distance(a: string, b: string): number {
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

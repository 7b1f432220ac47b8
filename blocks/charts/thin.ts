/** Thinning: fewer points where a drawing would grow too large, the same ones every time. */

/** Points of a scatter drawn at most; each takes nearly 200 bytes, so that the drawing stays under 200 kB. */
const mostPoints = 900;

/**
 * Indexes of the points that are drawn, ascending: all where there are at most `most`; otherwise those to keep, and evenly
 * spaced ones of the rest. Where there are too many to keep, their first ones.
 *
 * @param n how many points there are
 * @param keep indexes that must be among them (what is labelled), the most important first
 */
export function thinned(n: number, keep: readonly number[] = [], most = mostPoints): readonly number[] {
  if (n <= most) return Array.from({ length: n }, (_, i) => i);
  const kept = new Set(keep.slice(0, most));
  const rest = Array.from({ length: n }, (_, i) => i).filter((i) => !kept.has(i));
  const room = most - kept.size;
  for (let k = 0; k < room; k++) kept.add(rest[Math.floor((k * rest.length) / room)]);
  return [...kept].sort((a, b) => a - b);
}

/** What a caption says of it; null where every point is drawn. */
export const thinnedNote = (n: number, drawn: number): string | null =>
  drawn < n ? `${drawn} of ${n} points are drawn, evenly spaced; the data hold all of them.` : null;

/**
 * Indexes of a line's points that are drawn, ascending: the ends, and the least and largest value of each of `buckets` equal
 * stretches, so that no peak is lost. All of them where there are no more than two a stretch.
 */
export function extremes(values: ArrayLike<number>, buckets: number): readonly number[] {
  const n = values.length;
  if (n <= 2 * buckets) return Array.from({ length: n }, (_, i) => i);
  const kept = new Set([0, n - 1]);
  for (let b = 0; b < buckets; b++) {
    const end = Math.floor(((b + 1) * n) / buckets);
    let least = Math.floor((b * n) / buckets);
    let most = least;
    for (let i = least; i < end; i++) {
      if (values[i] < values[least]) least = i;
      if (values[i] > values[most]) most = i;
    }
    kept.add(least).add(most);
  }
  return [...kept].sort((a, b) => a - b);
}

/** Isotonic regression: the non-decreasing curve closest to 0 and 1, by pooling adjacent violators. */

export interface Isotonic {
  /** Ends of the pooled blocks, ascending. */
  readonly x: readonly number[];
  /** Their values, ascending. */
  readonly y: readonly number[];
}

interface Block {
  first: number;
  last: number;
  mean: number;
  weight: number;
}

/**
 * Least squares under monotony. Equal x are one point (their mean); a block keeps its two ends, and between blocks the curve is
 * linear, as scikit-learn has it.
 *
 * @param x length n
 * @param isClass whether a row is of the class, length n
 * @see Zadrozny, Elkan 2002, doi 10.1145/775047.775151; Ayer, Brunk, Ewing, Reid, Silverman 1955, doi 10.1214/aoms/1177728423
 */
export function fitIsotonic(x: ArrayLike<number>, isClass: ArrayLike<boolean>): Isotonic {
  const order = Array.from(x, (_, i) => i).sort((a, b) => x[a] - x[b] || a - b);
  const blocks: Block[] = [];
  for (const i of order) {
    const own = { first: x[i], last: x[i], mean: isClass[i] ? 1 : 0, weight: 1 };
    const before = blocks.at(-1);
    if (before !== undefined && before.last === own.first && before.first === before.last) pool(before, own);
    else blocks.push(own);
  }
  const pooled: Block[] = [];
  for (const block of blocks) {
    pooled.push({ ...block });
    while (pooled.length > 1 && pooled[pooled.length - 2].mean >= pooled[pooled.length - 1].mean) {
      const last = pooled.pop() as Block;
      pool(pooled[pooled.length - 1], last);
    }
  }
  const ends = pooled.flatMap(({ first, last, mean }) =>
    first === last ? [{ x: first, y: mean }] : [first, last].map((end) => ({ x: end, y: mean })),
  );
  return { x: ends.map((end) => end.x), y: ends.map((end) => end.y) };
}

/** The curve at one place: linear between ends, level beyond the first and the last. */
export function applyIsotonic({ x, y }: Isotonic, at: number): number {
  if (at <= x[0]) return y[0];
  const above = x.findIndex((end) => end >= at);
  if (above === -1) return y[y.length - 1];
  if (x[above] === at) return y[above];
  const share = (at - x[above - 1]) / (x[above] - x[above - 1]);
  return y[above - 1] + share * (y[above] - y[above - 1]);
}

function pool(into: Block, other: Block): void {
  const weight = into.weight + other.weight;
  into.mean = (into.mean * into.weight + other.mean * other.weight) / weight;
  into.weight = weight;
  into.last = other.last;
}

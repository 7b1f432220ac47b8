/** Placements: for each sample how many of the other side its score is on the right side of; the area under the ROC curve and its error. */
import type { Matrix } from "../../contract/matrix.ts";
import type { Grouping } from "./grouping.ts";

/** A class against the rest. */
export interface Placed {
  /** 1 where the sample is of the class. */
  readonly isOwn: Uint8Array;
  readonly own: number;
  readonly others: number;
  /** Of a sample of the class the others it scores above, of another those of the class above it; ties one half. */
  readonly wins: Float64Array;
  /** Column of the class's scores. */
  readonly values: Float64Array;
}

/** @param observed class codes, length u @param code the class and the column of its score */
export function placed(scores: Matrix, observed: Int32Array, code: number): Placed {
  const n = scores.rows;
  const values = Float64Array.from({ length: n }, (_, i) => scores.data[i * scores.cols + code]);
  const order = Int32Array.from({ length: n }, (_, i) => i).sort((i, j) => values[i] - values[j]);
  const isOwn = Uint8Array.from(observed, (one) => (one === code ? 1 : 0));
  const own = isOwn.reduce((sum, is) => sum + is, 0);
  const wins = new Float64Array(n);
  let [ownBelow, othersBelow] = [0, 0];
  for (let from = 0; from < n; ) {
    let to = from;
    let ownTied = 0;
    while (to < n && values[order[to]] === values[order[from]]) ownTied += isOwn[order[to++]];
    const othersTied = to - from - ownTied;
    for (let k = from; k < to; k++) {
      const i = order[k];
      wins[i] = isOwn[i] === 1 ? othersBelow + othersTied / 2 : own - ownBelow - ownTied / 2;
    }
    ownBelow += ownTied;
    othersBelow += othersTied;
    from = to;
  }
  return { isOwn, own, others: n - own, wins, values };
}

/** The share of pairs that stand in the right order; NaN where one side is empty. @internal */
export const areaOf = ({ isOwn, own, others, wins }: Placed): number =>
  wins.reduce((sum, win, i) => sum + isOwn[i] * win, 0) / (own * others);

/**
 * The area without each set of samples: the pairs of the set, counted once although both its members lose them, are taken off.
 *
 * @param sets which set each sample is in; null: each sample is one
 */
export function areasWithout({ isOwn, own, others, wins, values }: Placed, sets: Sets | null): Float64Array {
  const all = wins.reduce((sum, win, i) => sum + isOwn[i] * win, 0);
  if (sets === null) {
    return wins.map((win, i) => (all - win) / (isOwn[i] === 1 ? (own - 1) * others : own * (others - 1)));
  }
  return Float64Array.from(membersOf(sets), (members) => {
    let left = all;
    let ownIn = 0;
    for (const i of members) {
      left -= wins[i];
      ownIn += isOwn[i];
    }
    for (const i of members) {
      if (isOwn[i] === 0) continue;
      for (const j of members) {
        if (isOwn[j] === 0) left += values[i] > values[j] ? 1 : values[i] === values[j] ? 0.5 : 0;
      }
    }
    return left / ((own - ownIn) * (others - (members.length - ownIn)));
  });
}

export type Sets = Pick<Grouping, "of" | "count">;

function membersOf({ of, count }: Sets): number[][] {
  const members: number[][] = Array.from({ length: count }, () => []);
  of.forEach((set, i) => {
    members[set].push(i);
  });
  return members;
}

/**
 * What each sample adds to the area's deviation: its placement less the area, over the number of its side.
 *
 * @see DeLong, DeLong, Clarke-Pearson 1988, Biometrics 44:837, doi 10.2307/2531595
 */
export function influence(of: Placed): Float64Array {
  const area = areaOf(of);
  const { isOwn, own, others, wins } = of;
  return wins.map((win, i) => (isOwn[i] === 1 ? (win / others - area) / own : (win / own - area) / others));
}

/**
 * Standard error of a sum of influences within strata (the class and the rest, or every class). For a class against the rest this is
 * DeLong's.
 *
 * @returns NaN where a stratum has a single sample
 */
export function influenceError(influences: Float64Array, strata: Int32Array): number {
  let variance = 0;
  for (const side of new Set(strata)) {
    const own = influences.filter((_, i) => strata[i] === side);
    const m = own.length;
    const centre = own.reduce((sum, h) => sum + h, 0) / m;
    const squares = own.reduce((sum, h) => sum + (h - centre) * (h - centre), 0);
    variance += (m / (m - 1)) * squares;
  }
  return Math.sqrt(variance);
}

/** Close pairs: which rows of a matrix lie nearer to one another than a share of the median distance; no other pair is kept. */

import { type Matrix, row, takeRows } from "../../../contract/matrix.ts";
import { rowProducts } from "../../numeric/gram.ts";

/** Pairs i < j. */
export interface ClosePairs {
  readonly count: number;
  readonly i: Uint16Array;
  readonly j: Uint16Array;
  /** Distance over the median of all pairs: at most the cut. */
  readonly height: Float64Array;
}

/** Rows that a pair's index can name. */
const mostRows = 65_536;

/**
 * Euclidean distances over the median of all pairs. All squares are made from inner products and kept with 24 bits, four bytes a
 * pair: which are close, and which stand in the middle, is then told by distances that are made from differences.
 *
 * @param x k × m, at most 65,536 rows
 * @param cut pairs up to this are kept
 * @returns none of fewer than two rows; where more than half of all rows are equal the median is 0, and equals alone are close
 * @throws RangeError for too many rows
 */
export function closePairs(x: Matrix, cut: number): ClosePairs {
  if (x.rows > mostRows) throw new RangeError(`${x.rows} rows are too many for pairs of them`);
  if (x.rows < 2) return kept(0);
  const squares = pairSquares(x);
  const middle = medianDistance(x, squares);
  const heightOf = (i: number, j: number): number => {
    const distance = distanceOf(x, i, j);
    return distance === 0 ? 0 : distance / middle;
  };
  // 24 bits, and the rounding of inner products: who may be within the cut is asked generously, and told exactly.
  const limit = cut * cut * middle * middle * (1 + 1e-5) + 1e-12 * largestSquare(x);
  let most = 0;
  for (let at = 0; at < squares.length; at++) if (squares[at] <= limit) most++;
  const found = kept(most);
  let count = 0;
  for (let j = 1, at = 0; j < x.rows; j++) {
    for (let i = 0; i < j; i++, at++) {
      if (squares[at] > limit) continue;
      const height = heightOf(i, j);
      if (!(height <= cut)) continue;
      found.i[count] = i;
      found.j[count] = j;
      found.height[count++] = height;
    }
  }
  return { ...found, count };
}

const kept = (most: number): ClosePairs => ({
  count: 0,
  i: new Uint16Array(most),
  j: new Uint16Array(most),
  height: new Float64Array(most),
});

/** Rows whose products are made at once. */
const block = 256;

/** Squared distances of all pairs i < j, by j, then i. */
function pairSquares(x: Matrix): Float32Array {
  const squares = new Float32Array((x.rows * (x.rows - 1)) / 2);
  const own = Float64Array.from({ length: x.rows }, (_, i) => row(x, i).reduce((sum, value) => sum + value * value, 0));
  const rows = (from: number, until: number) =>
    takeRows(
      x,
      Array.from({ length: until - from }, (_, k) => from + k),
    );
  for (let from = 0, at = 0; from < x.rows; from += block) {
    const until = Math.min(from + block, x.rows);
    const { data, cols } = rowProducts(rows(from, until), rows(0, until));
    for (let j = from; j < until; j++) {
      for (let i = 0; i < j; i++, at++) {
        squares[at] = Math.max(0, own[i] + own[j] - 2 * data[(j - from) * cols + i]);
      }
    }
  }
  return squares;
}

const largestSquare = (x: Matrix): number => {
  let most = 0;
  for (let i = 0; i < x.rows; i++)
    most = Math.max(
      most,
      row(x, i).reduce((sum, value) => sum + value * value, 0),
    );
  return most;
};

function distanceOf({ cols, data }: Matrix, i: number, j: number): number {
  let sum = 0;
  for (let k = 0, a = i * cols, b = j * cols; k < cols; k++, a++, b++) {
    const difference = data[a] - data[b];
    sum += difference * difference;
  }
  return Math.sqrt(sum);
}

/** Median of the distances; of an even number the mean of the two in the middle. */
function medianDistance(x: Matrix, squares: Float32Array): number {
  const high = Math.floor(squares.length / 2);
  const upper = distanceAt(x, squares, high);
  return squares.length % 2 === 1 ? upper : (distanceAt(x, squares, high - 1) + upper) / 2;
}

/** Pairs of one 24-bit square among which the exact one is looked for: beyond, they are equal for every purpose. */
const mostEqual = 65_536;

/** The distance of a rank, from 0. Floats of one sign stand in the order of their bits. */
function distanceAt(x: Matrix, squares: Float32Array, rank: number): number {
  const bits = new Uint32Array(squares.buffer, squares.byteOffset, squares.length);
  const high = placeIn(
    countedBy(bits, (value) => value >>> 16),
    rank,
  );
  const low = placeIn(
    countedBy(bits, (value) => (value >>> 16 === high.at ? value & 0xffff : -1)),
    high.rest,
  );
  const wanted = high.at * 65_536 + low.at;
  const equals: number[] = [];
  for (let j = 1, at = 0; j < x.rows; j++) {
    for (let i = 0; i < j; i++, at++) {
      if (bits[at] === wanted && equals.length < mostEqual) equals.push(distanceOf(x, i, j));
    }
  }
  return equals.sort((a, b) => a - b)[Math.min(low.rest, equals.length - 1)];
}

function countedBy(bits: Uint32Array, placeOf: (value: number) => number): Uint32Array {
  const counts = new Uint32Array(65_536);
  for (let at = 0; at < bits.length; at++) {
    const place = placeOf(bits[at]);
    if (place >= 0) counts[place]++;
  }
  return counts;
}

/** The place in which a rank falls, and the rank within it. */
function placeIn(counts: Uint32Array, rank: number): { readonly at: number; readonly rest: number } {
  let rest = rank;
  let at = 0;
  while (rest >= counts[at]) rest -= counts[at++];
  return { at, rest };
}

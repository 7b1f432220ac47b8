/** A line of many points as a short SVG path: extremes of every pixel column kept, the rest within a tolerance. */

/** Units of a path's numbers: quarters of a pixel, so that they are integers of few digits. */
export const pathScale = 4;

/**
 * Points of a line reduced to the extremes of every column of pixels, in their order: at most two a column and the line's
 * ends, so that no spike is lost.
 *
 * @param xs length p, pixels, ascending
 * @param ys length p, pixels; NaN breaks are skipped
 * @param width of a column, pixels
 * @returns pairs x, y one after another
 */
export function perColumn(xs: ArrayLike<number>, ys: ArrayLike<number>, width = 1): number[] {
  const kept: number[] = [];
  let before = -1;
  const keep = (k: number): void => {
    if (k !== before && Number.isFinite(ys[k])) kept.push(xs[k], ys[k]);
    before = k;
  };
  let i = 0;
  while (i < xs.length) {
    const column = Math.floor(xs[i] / width);
    let end = i;
    let least = i;
    let largest = i;
    while (end + 1 < xs.length && Math.floor(xs[end + 1] / width) === column) {
      end += 1;
      if (ys[end] < ys[least]) least = end;
      if (ys[end] > ys[largest]) largest = end;
    }
    if (i === 0) keep(0);
    keep(Math.min(least, largest));
    keep(Math.max(least, largest));
    if (end === xs.length - 1) keep(end);
    i = end + 1;
  }
  return kept;
}

/**
 * A path through the points such that no point lies more than `tolerance` above or below it (one pass: the slopes that
 * still serve all points since the last corner form a wedge; a corner is set where it closes).
 *
 * @param points pairs x, y, x not descending
 * @param tolerance pixels
 * @returns path data, relative, in quarters of a pixel
 * @see Imai, Iri 1988, Computer Graphics and Image Processing 36:31 (the wedge of Tomek 1974 as they give it)
 */
export function wedgePath(points: readonly number[], tolerance: number): string {
  const n = points.length / 2;
  if (n === 0) return "";
  let atX = Math.round(points[0] * pathScale);
  let atY = Math.round(points[1] * pathScale);
  const start = `M${atX} ${atY}l`;
  let steps = "";
  const to = (k: number): void => {
    const x = Math.round(points[2 * k] * pathScale);
    const y = Math.round(points[2 * k + 1] * pathScale);
    const dx = x - atX;
    const dy = y - atY;
    if (dx === 0 && dy === 0) return;
    steps += `${steps === "" || dx < 0 ? "" : " "}${dx}${dy < 0 ? "" : " "}${dy}`;
    atX = x;
    atY = y;
  };
  let corner = 0;
  while (corner < n - 1) {
    corner = reach(points, corner, tolerance);
    to(corner);
  }
  return start + (steps === "" ? "0 0" : steps);
}

/**
 * Indexes of the points that a path within the tolerance needs, ends included.
 *
 * @param points pairs x, y, x not descending
 */
export function cornersOf(points: readonly number[], tolerance: number): readonly number[] {
  const n = points.length / 2;
  const kept = [0];
  for (let corner = 0; corner < n - 1; ) {
    corner = reach(points, corner, tolerance);
    kept.push(corner);
  }
  return kept;
}

/** The farthest point a straight line from point `from` may go to with all points between inside the tolerance. */
function reach(points: readonly number[], from: number, tolerance: number): number {
  const n = points.length / 2;
  let low = Number.NEGATIVE_INFINITY;
  let high = Number.POSITIVE_INFINITY;
  let farthest = from + 1;
  for (let k = from + 1; k < n; k++) {
    const dx = points[2 * k] - points[2 * from];
    const dy = points[2 * k + 1] - points[2 * from + 1];
    if (dx <= 1e-9) {
      if (Math.abs(dy) > tolerance) return k;
      farthest = k;
      continue;
    }
    const slope = dy / dx;
    if (slope >= low && slope <= high) farthest = k;
    low = Math.max(low, (dy - tolerance) / dx);
    high = Math.min(high, (dy + tolerance) / dx);
    if (low > high) break;
  }
  return farthest;
}

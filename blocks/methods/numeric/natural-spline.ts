/** Natural cubic spline through given knots, evaluated at fixed places. */

/**
 * The natural cubic spline (second derivative zero at both ends) through values at the knots.
 *
 * The tridiagonal system of the second derivatives is factored once; each call costs O(knots + places).
 * @param knots ascending, at least 2
 * @param lower index of the knot at or before each place, at most knots − 2
 * @param share how far the place is on the way to the next knot, 0 to 1
 * @returns a function that writes the spline through `values` (length knots) at the places into `out`
 * @see de Boor 1978, A Practical Guide to Splines, chapter 4
 */
export function naturalSpline(knots: Float64Array, lower: Int32Array, share: Float64Array) {
  const n = knots.length;
  const gap = Float64Array.from({ length: n - 1 }, (_, j) => knots[j + 1] - knots[j]);
  // Row j (1 … n−2): gap[j−1] m[j−1] + 2 (gap[j−1] + gap[j]) m[j] + gap[j] m[j+1] = 6 (slope[j] − slope[j−1]).
  const pivot = new Float64Array(n);
  for (let j = 1; j < n - 1; j++) {
    const carried = j > 1 ? (gap[j - 1] * gap[j - 1]) / pivot[j - 1] : 0;
    pivot[j] = 2 * (gap[j - 1] + gap[j]) - carried;
  }
  const m = new Float64Array(n);
  return (values: Float64Array, out: Float64Array): void => {
    for (let j = 1; j < n - 1; j++) {
      const bend = (values[j + 1] - values[j]) / gap[j] - (values[j] - values[j - 1]) / gap[j - 1];
      m[j] = 6 * bend - (j > 1 ? (gap[j - 1] / pivot[j - 1]) * m[j - 1] : 0);
    }
    for (let j = n - 2; j > 0; j--) m[j] = (m[j] - gap[j] * m[j + 1]) / pivot[j];
    for (let k = 0; k < out.length; k++) {
      const j = lower[k];
      const b = share[k];
      const a = 1 - b;
      const curve = ((a * a * a - a) * m[j] + (b * b * b - b) * m[j + 1]) * gap[j] * gap[j];
      out[k] = a * values[j] + b * values[j + 1] + curve / 6;
    }
  };
}

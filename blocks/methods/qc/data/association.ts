/** Association: how far a column of names tells the classes, or the target. */
import { grouped } from "../../numeric/grouped.ts";
import { ranks } from "../../numeric/ranks.ts";

/**
 * Cramér's V of a table of counts: √(χ²/(N · min(r − 1, c − 1))).
 *
 * @param counts r × c, not negative; may be fractions where a sample stands in several columns
 * @returns 0 to 1; null where fewer than two rows or two columns hold anything
 * @see Cramér 1946, Mathematical Methods of Statistics, section 21.9; no correction of bias
 */
export function cramersV(counts: readonly (readonly number[])[]): number | null {
  const rowSums = counts.map((of) => of.reduce((sum, count) => sum + count, 0));
  const width = counts[0]?.length ?? 0;
  const columnSums = Array.from({ length: width }, (_, j) => counts.reduce((sum, of) => sum + of[j], 0));
  const total = rowSums.reduce((sum, count) => sum + count, 0);
  const rows = rowSums.filter((sum) => sum > 0).length;
  const columns = columnSums.filter((sum) => sum > 0).length;
  if (rows < 2 || columns < 2) return null;
  let chiSquare = 0;
  counts.forEach((of, i) => {
    of.forEach((count, j) => {
      const expected = (rowSums[i] * columnSums[j]) / total;
      if (expected > 0) chiSquare += ((count - expected) * (count - expected)) / expected;
    });
  });
  return Math.min(1, Math.sqrt(chiSquare / (total * Math.min(rows - 1, columns - 1))));
}

/**
 * ε² of one-way analysis of variance: 1 − (SS within/(n − k))/(SS total/(n − 1)), the share of the variance between groups,
 * corrected for their number (the adjusted R² of the groups).
 *
 * @param values length n
 * @param groups name of each value's group, length n
 * @returns null where there are fewer than two groups, no group with two values, or no variance
 * @see Kelley 1935, doi 10.1073/pnas.21.9.554
 */
export function epsilonSquared(values: readonly number[], groups: readonly string[]): number | null {
  const n = values.length;
  const byGroup = grouped(values.keys(), (i) => groups[i]);
  if (byGroup.size < 2 || byGroup.size >= n) return null;
  const total = squares(values);
  if (!(total > 0)) return null;
  const within = [...byGroup.values()].reduce((sum, own) => sum + squares(own.map((i) => values[i])), 0);
  return 1 - within / (n - byGroup.size) / (total / (n - 1));
}

/**
 * Spearman's ρ², the squared correlation of the ranks; null where one of the two is constant.
 * @see Spearman 1904, doi 10.2307/1412159
 */
export function spearmanSquared(a: readonly number[], b: readonly number[]): number | null {
  const [x, y] = [ranks(a), ranks(b)];
  const middle = (a.length + 1) / 2;
  let [xy, xx, yy] = [0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    xy += (x[i] - middle) * (y[i] - middle);
    xx += (x[i] - middle) * (x[i] - middle);
    yy += (y[i] - middle) * (y[i] - middle);
  }
  return xx > 0 && yy > 0 ? (xy * xy) / (xx * yy) : null;
}

/**
 * Share of the variance of the ranks that lies between groups: of two groups it is ρ² with the group, of more its extension.
 * Null where the values are constant.
 */
export function rankShare(values: readonly number[], groups: readonly number[]): number | null {
  const all = ranks(values);
  const middle = (values.length + 1) / 2;
  const sums = new Map<number, { sum: number; n: number }>();
  let total = 0;
  all.forEach((rank, i) => {
    total += (rank - middle) * (rank - middle);
    const own = sums.get(groups[i]) ?? { sum: 0, n: 0 };
    sums.set(groups[i], { sum: own.sum + rank - middle, n: own.n + 1 });
  });
  const between = [...sums.values()].reduce((sum, own) => sum + (own.sum * own.sum) / own.n, 0);
  return total > 0 ? between / total : null;
}

/**
 * P(a value of the second is above one of the first), ties counting one half.
 * @see Hanley, McNeil 1982, doi 10.1148/radiology.143.1.7063747
 */
export function areaBetween(first: readonly number[], second: readonly number[]): number {
  const all = ranks([...first, ...second]);
  const sum = all.subarray(first.length).reduce((total, rank) => total + rank, 0);
  return (sum - (second.length * (second.length + 1)) / 2) / (first.length * second.length);
}

function squares(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
}

/** Grouping: what a new measurement would be one of. Batches or groups where the folds leave whole ones out, else samples. */
import type { Rows } from "../../contract/dataset.ts";
import type { Split } from "../../contract/model.ts";
import { commonest } from "../numeric/grouped.ts";
import type { Units } from "./units.ts";

export interface Grouping {
  readonly unit: "batch" | "group" | "segment" | "sample";
  /** Batch, group or segment of each sample: 0 … count − 1. */
  readonly of: Int32Array;
  readonly count: number;
}

/**
 * The unit of the scheme: the batch under lobo and nested lobo, the declared group under group schemes, the segment under
 * walk_forward, else the sample. A sample measured in several batches counts in the one that holds most of its spectra (ties: the first
 * in code-unit order).
 */
export function groupingOf(units: Units, rows: Rows, split: Pick<Split, "unit" | "folds">): Grouping {
  const { unit } = split;
  const names = namesOf(rows, split);
  if (names === null || names.every((name, i) => name === rows.sample[i])) return bySample(units);
  const own = units.rows.map((of) => commonest(of.map((i) => names[i])));
  const place = new Map([...new Set(own)].sort().map((name, at) => [name, at]));
  return {
    unit: unit === "batch" || unit === "segment" ? unit : "group",
    of: Int32Array.from(own, (name) => place.get(name) as number),
    count: place.size,
  };
}

/** What each row is left out with; null where that is its sample. */
function namesOf(rows: Rows, { unit, folds }: Pick<Split, "unit" | "folds">): readonly string[] | null {
  if (unit === "batch") return rows.batch ?? rows.group;
  if (unit !== "segment") return unit === "group" ? rows.group : null;
  const names = rows.id.map(() => "");
  for (const { name, test } of folds) for (const i of test) names[i] = name;
  return names;
}

/**
 * The same for external rows: no fold leaves these out, so that batches or groups are their unit only where there are enough to
 * tell how they differ; else what is said holds for new samples of these batches.
 */
export function externalGrouping(units: Units, rows: Rows, split: Pick<Split, "unit" | "folds">): Grouping {
  if (split.unit === "segment") return bySample(units);
  const grouping = groupingOf(units, rows, split);
  return grouping.count < 5 ? bySample(units) : grouping;
}

export const bySample = ({ names }: Pick<Units, "names">): Grouping => ({
  unit: "sample",
  of: Int32Array.from(names, (_, u) => u),
  count: names.length,
});

/**
 * Intraclass correlation of the samples' losses by one-way analysis of variance, units of unequal size allowed.
 *
 * @param losses one a sample: 1 where it was wrong, or its squared error; means over repeats
 * @returns 0 to 1; null where units or their samples are too few, or no loss differs
 * @see Donner 1986, Int. Stat. Rev. 54:67, doi 10.2307/1403259
 */
export function intraclass(losses: Float64Array, { unit, of, count }: Grouping): number | null {
  const n = losses.length;
  if (unit === "sample" || count < 2 || n <= count) return null;
  const [sizes, sums] = [new Float64Array(count), new Float64Array(count)];
  let total = 0;
  losses.forEach((loss, i) => {
    sizes[of[i]]++;
    sums[of[i]] += loss;
    total += loss;
  });
  let [between, within, squares] = [0, 0, 0];
  sizes.forEach((size, b) => {
    const off = sums[b] / size - total / n;
    between += size * off * off;
    squares += size * size;
  });
  losses.forEach((loss, i) => {
    const off = loss - sums[of[i]] / sizes[of[i]];
    within += off * off;
  });
  const [meanBetween, meanWithin] = [between / (count - 1), within / (n - count)];
  const size = (n - squares / n) / (count - 1);
  const spread = meanBetween + (size - 1) * meanWithin;
  if (spread === 0) return null;
  const correlation = (meanBetween - meanWithin) / spread;
  // One wrong sample in units of one size: both means are equal, and rounding must not make a correlation of it.
  return correlation < 1e-12 ? 0 : Math.min(1, correlation);
}

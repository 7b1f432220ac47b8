/** Forms: each metric as what its intervals are made of. Losses are one a sample, means over repeats. */
import { chiSquareQuantile } from "../numeric/special.ts";
import type { Grouping } from "./grouping.ts";
import { type Interval, shareInterval } from "./intervals.ts";
import type { Form } from "./limits.ts";
import type { Sets } from "./placements.ts";
import { byT, clusterError, jackknifeError, type Scale } from "./scale.ts";

/**
 * A share: of `trials` (1, 0, or the share of repeats in which the sample counts) the `hits`.
 *
 * By sample Clopper–Pearson; by unit θ = Σx/N, s² = u/(u − 1) Σ(x_b − θ n_b)²/N² over units that have trials, t on the logit scale.
 *
 * @see Clopper, Pearson 1934, Biometrika 26:404, doi 10.1093/biomet/26.4.404; Cochran 1977, Sampling Techniques, section 3.12
 */
export function share(value: number, hits: Float64Array, trials: Float64Array): Form {
  const n = sum(trials);
  return {
    value,
    n,
    bySample: "clopper-pearson",
    byUnit: "ratio-logit-t",
    sample: (level) => (n === 0 ? null : shareInterval(whole(value * n), n, level)),
    units: (grouping) => holding(trials, grouping),
    unit(level, grouping) {
      const residuals = perUnit(trials, grouping, (i) => hits[i] - value * trials[i]);
      return byT(value, clusterError(residuals, n), residuals.length - 1, "logit", level);
    },
  };
}

/**
 * The root of a mean of squares: RMSECV, RMSEP (`degrees` n), SEP (squares of e − bias, `degrees` n − 1).
 *
 * By sample from χ², errors taken as normal; by unit the mean of squares as a ratio, t on the log scale.
 *
 * @see Hahn, Meeker 1991, Statistical Intervals, section 4.3 (χ² limits of a standard deviation)
 */
export function rootMeanSquare(value: number, squares: Float64Array, degrees: number): Form {
  const n = squares.length;
  const all = new Float64Array(n).fill(1);
  const mean = sum(squares) / n;
  return {
    value,
    n,
    bySample: "chi-square",
    byUnit: "ratio-log-t",
    sample: (level) => {
      const end = (p: number) => value * Math.sqrt(degrees / chiSquareQuantile(p, degrees));
      return [end(0.5 + level / 2), end(0.5 - level / 2)];
    },
    units: ({ count }) => count,
    unit(level, grouping) {
      const residuals = perUnit(all, grouping, (i) => squares[i] - mean);
      // The spread is relative, so that it holds for the mean of roots over repeats as for the root of means.
      const relative = clusterError(residuals, n) / mean;
      const ends = byT(1, relative, residuals.length - 1, "log", level);
      return ends && [value * Math.sqrt(ends[0]), value * Math.sqrt(ends[1])];
    },
  };
}

/** A mean, as bias is: t with n − 1 degrees of freedom; by unit cluster-robust with u − 1 (White 1984; Cameron, Miller 2015). */
export function mean(value: number, values: Float64Array): Form {
  const n = values.length;
  const all = new Float64Array(n).fill(1);
  const residual = (i: number) => values[i] - value;
  return {
    value,
    n,
    bySample: "t",
    byUnit: "cluster-t",
    sample: (level) =>
      byT(
        value,
        clusterError(
          Float64Array.from(values, (_, i) => residual(i)),
          n,
        ),
        n - 1,
        "plain",
        level,
      ),
    units: ({ count }) => count,
    unit(level, grouping) {
      const residuals = perUnit(all, grouping, residual);
      return byT(value, clusterError(residuals, n), residuals.length - 1, "plain", level);
    },
  };
}

/**
 * A coefficient of a least-squares line: t with n − 2 degrees of freedom; by unit cluster-robust with u − 1, the factor u/(u − 1).
 *
 * @param error standard error, as if samples were independent and equally scattered
 * @param influence what each sample adds to the coefficient, mean over repeats
 * @see Cameron, Miller 2015, J. Hum. Resour. 50:317, doi 10.3368/jhr.50.2.317
 */
export function coefficient(value: number, error: number, influence: Float64Array): Form {
  const n = influence.length;
  const all = new Float64Array(n).fill(1);
  return {
    value,
    n,
    bySample: "t",
    byUnit: "cluster-t",
    sample: (level) => byT(value, error, n - 2, "plain", level),
    units: ({ count }) => count,
    unit(level, grouping) {
      const sums = perUnit(all, grouping, (i) => influence[i]);
      return byT(value, clusterError(sums, 1), sums.length - 1, "plain", level);
    },
  };
}

/**
 * What has no rule of its own: jackknife and t, by sample and by unit.
 *
 * @param without the statistic with each set of samples left out; null: each sample is one
 * @param classes codes of the samples where every class must be held by enough units; null else
 */
export function jackknife(
  value: number,
  n: number,
  scale: Scale,
  without: (sets: Sets | null) => Float64Array,
  classes: Int32Array | null,
): Form {
  const at = (level: number, sets: Sets | null) => {
    const values = without(sets);
    return byT(value, jackknifeError(values), values.length - 1, scale, level);
  };
  return {
    value,
    n,
    bySample: `jackknife-${name[scale]}`,
    byUnit: `jackknife-${name[scale]}`,
    sample: (level) => at(level, null),
    units: (grouping) => (classes === null ? grouping.count : leastHolding(classes, grouping)),
    unit: at,
  };
}

const name: { readonly [S in Scale]: string } = { logit: "logit-t", log: "log-t", plain: "t" };

/** What follows from the ends of another: R² and RPIQ from RMSE, RPD from SEP. `to` may turn the ends around. */
export function derived(value: number, from: Form, to: (end: number) => number): Form {
  const turned = (interval: Interval | null): Interval | null => {
    if (interval === null) return null;
    const [one, other] = [to(interval[0]), to(interval[1])];
    return one <= other ? [one, other] : [other, one];
  };
  return {
    ...from,
    value,
    sample: (level) => turned(from.sample(level)),
    unit: (level, grouping) => turned(from.unit(level, grouping)),
  };
}

/** Fewest units that hold any class which occurs at all. */
export function leastHolding(classes: Int32Array, { of, count }: Grouping): number {
  const held = new Map<number, Set<number>>();
  classes.forEach((code, i) => {
    held.set(code, (held.get(code) ?? new Set()).add(of[i]));
  });
  return Math.min(count, ...[...held.values()].map(({ size }) => size));
}

/** Units that have any of the trials. */
function holding(trials: Float64Array, { of }: Grouping): number {
  return new Set([...of].filter((_, i) => trials[i] > 0)).size;
}

/** Sum of `residual` over the samples of each unit that has trials. */
export function perUnit(trials: Float64Array, { of, count }: Grouping, residual: (i: number) => number): Float64Array {
  const [sums, sizes] = [new Float64Array(count), new Float64Array(count)];
  of.forEach((b, i) => {
    sums[b] += residual(i);
    sizes[b] += trials[i];
  });
  return sums.filter((_, b) => sizes[b] > 0);
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/** Without the rounding of a sum of shares, so that repeats which agree are what one of them is. */
const whole = (hits: number): number => (Math.abs(hits - Math.round(hits)) < 1e-9 ? Math.round(hits) : hits);

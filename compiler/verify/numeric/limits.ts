/** Limits: 95 % intervals by sample and by batch or group, the outer of both, from what the contract says of each metric (M4). */
import { betaQuantile, chiSquareQuantile, tQuantile } from "./gamma-beta.ts";

export type Interval = readonly [low: number, high: number];
export type Scale = "logit" | "log" | "plain";

/** What samples are gathered into. */
export interface Clusters {
  readonly unit: "sample" | "batch" | "group" | "segment";
  readonly of: Int32Array;
  readonly units: number;
}

/** A metric as its rules need it. */
export interface Rule {
  readonly value: number;
  /** Samples it is of. */
  readonly n: number;
  readonly names: readonly [sample: string, unit: string];
  sample(level: number): Interval | null;
  /** Batches or groups that bear on it. */
  units(): number;
  unit(level: number): Interval | null;
}

export interface Limits {
  readonly ci: Interval | null;
  readonly ci_sample: Interval | null;
  readonly ci_unit: Interval | null;
  readonly method: string | null;
  readonly unit: Clusters["unit"];
  readonly na: string | null;
}

export function limitsOf(rule: Rule, { unit }: Clusters, level = 0.95): Limits {
  if (!Number.isFinite(rule.value)) return limitless(unit, "undefined");
  if (rule.n < 8) return limitless(unit, "few_samples");
  const sample = holding(rule.sample(level), rule.value);
  const [own, other] = rule.names;
  const alone = { ci_sample: sample, ci_unit: null, method: sample && own, unit };
  if (unit === "sample") return { ci: sample, ...alone, na: sample === null ? "no_spread" : null };
  if (rule.units() < 5) return { ci: null, ...alone, na: fewUnits[unit] };
  const byUnit = holding(rule.unit(level), rule.value);
  const ends = [sample, byUnit].filter((one) => one !== null);
  const ci: Interval | null =
    ends.length === 0 ? null : [Math.min(...ends.map(([low]) => low)), Math.max(...ends.map(([, high]) => high))];
  const used = new Set([...(sample === null ? [] : [own]), ...(byUnit === null ? [] : [other])]);
  const method = used.size === 0 ? null : [...used].join("+");
  return { ci, ci_sample: sample, ci_unit: byUnit, method, unit, na: ci === null ? "no_spread" : null };
}

const fewUnits = { batch: "few_batches", group: "few_groups", segment: "few_segments" } as const;

function limitless(unit: Clusters["unit"], na: string): Limits {
  return { ci: null, ci_sample: null, ci_unit: null, method: null, unit, na };
}

/** Widened to its estimate; null where it has no width. */
function holding(interval: Interval | null, value: number): Interval | null {
  if (interval === null || !interval.every(Number.isFinite)) return null;
  const [low, high] = [Math.min(interval[0], value), Math.max(interval[1], value)];
  return high - low <= 1e-12 * Math.max(Math.abs(low), Math.abs(high)) ? null : [low, high];
}

/** Clopper and Pearson's interval; between whole numbers of hits the beta quantiles run on. */
export function shareLimits(hits: number, n: number, level: number): Interval {
  const whole = Math.abs(hits - Math.round(hits)) < 1e-9 ? Math.round(hits) : hits;
  const tail = (1 - level) / 2;
  return [
    whole <= 0 ? 0 : betaQuantile(tail, whole, n - whole + 1),
    whole >= n ? 1 : betaQuantile(1 - tail, whole + 1, n - whole),
  ];
}

/** The estimate and t times its error, on a scale. */
export function byT(value: number, error: number, degrees: number, scale: Scale, level: number): Interval | null {
  if (!(error > 0) || degrees < 1) return null;
  const t = tQuantile(0.5 + level / 2, degrees);
  if (scale === "plain") return [value - t * error, value + t * error];
  if (value <= 0 || (scale === "logit" && value >= 1)) return null;
  if (scale === "log") return [value * Math.exp((-t * error) / value), value * Math.exp((t * error) / value)];
  const half = (t * error) / (value * (1 - value));
  const back = (way: number) => 1 / (1 + ((1 - value) / value) * Math.exp(-way * half));
  return [back(-1), back(1)];
}

/** √(u/(u − 1) Σ z²): the error of a sum whose parts come in u whole units. */
export function unitError(parts: ArrayLike<number>): number {
  let squares = 0;
  for (let b = 0; b < parts.length; b++) squares += parts[b] * parts[b];
  return parts.length < 2 ? Number.NaN : Math.sqrt((parts.length / (parts.length - 1)) * squares);
}

/** √((m − 1)/m Σ (θ₋ⱼ − mean)²). */
export function jackknifeError(without: ArrayLike<number>): number {
  const m = without.length;
  let [mean, squares] = [0, 0];
  for (let j = 0; j < m; j++) mean += without[j] / m;
  for (let j = 0; j < m; j++) squares += (without[j] - mean) * (without[j] - mean);
  return m < 2 ? Number.NaN : Math.sqrt(((m - 1) / m) * squares);
}

/** Sums of `part` over the units that hold any of the trials. */
export function perUnit({ of, units }: Clusters, part: (i: number) => number, counts: (i: number) => number): number[] {
  const [sums, sizes] = [new Float64Array(units), new Float64Array(units)];
  of.forEach((b, i) => {
    sums[b] += part(i);
    sizes[b] += counts(i);
  });
  return [...sums].filter((_, b) => sizes[b] > 0);
}

/** Units that hold a sample of which this is so. */
export const unitsWith = ({ of }: Clusters, is: (i: number) => boolean): number =>
  new Set([...of].filter((_, i) => is(i))).size;

/** A root mean square: by sample χ², by unit the mean of squares as a ratio, t on the log scale. */
export function rootRule(value: number, squares: Float64Array, degrees: number, clusters: Clusters): Rule {
  const n = squares.length;
  let mean = 0;
  for (const square of squares) mean += square / n;
  return {
    value,
    n,
    names: ["chi-square", "ratio-log-t"],
    sample(level) {
      const end = (p: number) => value * Math.sqrt(degrees / chiSquareQuantile(p, degrees));
      return [end(0.5 + level / 2), end(0.5 - level / 2)];
    },
    units: () => clusters.units,
    unit(level) {
      const parts = perUnit(
        clusters,
        (i) => (squares[i] - mean) / (n * mean),
        () => 1,
      );
      const ends = byT(1, unitError(parts), parts.length - 1, "log", level);
      return ends && [value * Math.sqrt(ends[0]), value * Math.sqrt(ends[1])];
    },
  };
}

/** Errors held against what they should be: of validation, of the reference, of single samples, of bias and slope. */
import { type Judged, samplesOf } from "../metrics/judged.ts";
import type { Confusion, Metrics } from "../metrics/schema.ts";
import { offIn } from "../metrics/worst.ts";
import { mostChance } from "./outside.ts";
import { type Expectation, worstOf } from "./schema.ts";

/** A sample off by more than so many RMSECV is far off. */
export const farOffTimes = 4;

type Interval = readonly [number, number];
type Regression = Extract<Metrics, { task: "regression" }>;
const nothingCounted = { limit: null, p: null, worst: [] };

/** FS5303: RMSEP's interval above RMSECV's, or the external accuracy's below that of validation. None without both intervals. */
export function externalError(measured: Metrics, unit: string | null): readonly Expectation[] {
  const [inside, outside] = bothOf(measured);
  if (inside === null || outside === null) return [];
  const isRegression = measured.task === "regression";
  const beyond = isRegression ? outside.ci[0] > inside.ci[1] : outside.ci[1] < inside.ci[0];
  return [
    {
      code: "FS5303",
      measure: isRegression ? "rmse" : "accuracy",
      rows: "external",
      observed: outside.value,
      expected: inside.value,
      n: outside.n,
      unit,
      beyond,
      ...nothingCounted,
    },
  ];
}

interface Headline {
  readonly value: number;
  readonly ci: Interval;
  readonly n: number;
}

function bothOf(measured: Metrics): readonly [Headline | null, Headline | null] {
  if (measured.task === "classification") {
    const of = ({ accuracy, accuracy_ci, accuracy_n }: NonNullable<typeof measured.pooled>) =>
      headline(accuracy, accuracy_ci, accuracy_n);
    return [measured.pooled && of(measured.pooled), measured.external && of(measured.external)];
  }
  const { pooled, external } = measured;
  return [
    pooled && headline(pooled.rmsecv, pooled.rmsecv_ci, pooled.rmsecv_n),
    external && headline(external.rmsep, external.rmsep_ci, external.rmsep_n),
  ];
}

const headline = (value: number | null, ci: Interval | null, n: number): Headline | null =>
  value === null || ci === null ? null : { value, ci, n };

/**
 * FS5304: samples whose prediction is off by more than four times the RMSECV. With repeats how far one is off is the root mean square
 * over them. An RMSECV holds the sample itself, so that of n samples none can be off by more than √n of it.
 *
 * @param rmsecv above 0
 */
export function farOff(
  judged: Judged,
  rmsecv: number,
  rows: "left out" | "external",
  unit: string | null,
): Expectation | null {
  const n = samplesOf(judged).names.length;
  if (n === 0 || !(rmsecv > 0)) return null;
  const limit = farOffTimes * rmsecv;
  const far = offIn(judged).flatMap(({ sample, size }) => (Math.abs(size) > limit ? [{ sample, value: size }] : []));
  return {
    code: "FS5304",
    measure: "residual",
    rows,
    observed: far.length,
    expected: 0,
    limit,
    n,
    unit,
    p: null,
    beyond: far.length > 0,
    worst: worstOf(far),
  };
}

/**
 * FS5305: the interval reaches what one would have without the model, the no-information rate (share of the largest class) or the
 * standard deviation of the reference values (divisor n: the error of always naming their mean). None without an interval.
 *
 * @param judged samples left out in turn, at least one
 */
export function noBetter(
  measured: Metrics,
  counts: Confusion | null,
  judged: Judged,
  unit: string | null,
): Expectation | null {
  const [inside] = bothOf(measured);
  if (inside === null) return null;
  const { value: observed, ci, n } = inside;
  const common = { code: "FS5305", rows: "left out", observed, n, ...nothingCounted } as const;
  if (measured.task === "regression") {
    const expected = spread(samplesOf(judged).target as Float64Array);
    return { ...common, measure: "rmse", expected, unit, beyond: ci[1] >= expected };
  }
  if (counts === null) return null;
  const expected = Math.max(...counts.counts.map((row) => row.reduce((sum, of) => sum + of, 0))) / counts.n;
  return { ...common, measure: "accuracy", expected, unit: null, beyond: ci[0] <= expected };
}

/** Standard deviation, divisor n. */
function spread(values: Float64Array): number {
  const mean = values.reduce((sum, of) => sum + of, 0) / values.length;
  return Math.sqrt(values.reduce((sum, of) => sum + (of - mean) * (of - mean), 0) / values.length);
}

/**
 * FS5306: 0 outside the interval of the bias, 1 outside that of the slope, of validated and of external samples, and p < 0.005. An
 * interval alone, which is of 95 %, would name one of twenty good sets for each of the four.
 */
export function biasAndSlope({ pooled, external }: Regression, unit: string | null): readonly Expectation[] {
  return [["left out", pooled] as const, ["external", external] as const].flatMap(([rows, of]): Expectation[] => {
    if (of === null) return [];
    const { bias, bias_ci, bias_n, bias_p, slope, slope_ci, slope_n, slope_p } = of;
    return [
      tested({ measure: "bias", rows, unit, expected: 0 }, bias, bias_ci, bias_n, bias_p),
      tested({ measure: "slope", rows, unit: null, expected: 1 }, slope, slope_ci, slope_n, slope_p),
    ].filter((one) => one !== null);
  });
}

function tested(
  what: Pick<Expectation, "measure" | "rows" | "unit" | "expected">,
  observed: number | null,
  ci: Interval | null,
  n: number,
  p: number | null,
): Expectation | null {
  if (observed === null || ci === null) return null;
  const beyond = (ci[0] > what.expected || ci[1] < what.expected) && (p ?? 0) < mostChance;
  return { code: "FS5306", ...what, observed, limit: null, n, p, beyond, worst: [] };
}

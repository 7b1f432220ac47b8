/** Errors: a model's metrics beside what they are held against (FS5303 to FS5306), worked out again. */
import { isRecord } from "../../../schemas/is-record.ts";
import { confusionOf } from "../class-metrics.ts";
import type { Model } from "../models.ts";
import { mean, type Samples, samplesOf, sum } from "../samples.ts";
import { farthest, mostChance, type Placed, type Told } from "./entry.ts";

type Interval = readonly [number, number];
const farOffTimes = 4;

/** @param metrics metrics.json of the model, which has been worked out again by itself */
export const expectedErrors = (model: Model, metrics: Told): readonly Told[] => [
  ...noBetter(model, metrics),
  ...externalError(model, metrics),
  ...farOff(model, metrics),
  ...biasAndSlope(model, metrics),
];

const nothingCounted = { limit: null, p: null, worst: [] };

interface Headline {
  readonly value: number;
  readonly ci: Interval;
  readonly n: number;
  readonly p: unknown;
}

/** A metric with its interval; null without one. */
function headline(of: unknown, name: string): Headline | null {
  if (!isRecord(of)) return null;
  const known = new Map(Object.entries(of));
  const [value, ci] = [known.get(name), known.get(`${name}_ci`)];
  if (typeof value !== "number" || !Array.isArray(ci)) return null;
  return { value, ci: ci as unknown as Interval, n: Number(known.get(`${name}_n`)), p: known.get(`${name}_p`) };
}

/** FS5305: the interval reaches the share of the largest class, or the spread of the reference values (divisor n). */
function noBetter({ classes, samples, unit }: Model, { pooled }: Told): readonly Told[] {
  const inside = headline(pooled, classes === null ? "rmsecv" : "accuracy");
  if (inside === null) return [];
  const { value: observed, ci, n } = inside;
  const common = { code: "FS5305", rows: "left out", observed, n, ...nothingCounted };
  if (classes === null) {
    const centre = mean(samples.target);
    const expected = Math.sqrt(mean(samples.target.map((one) => (one - centre) * (one - centre))));
    return [{ ...common, measure: "rmse", expected, unit, beyond: ci[1] >= expected }];
  }
  const expected = Math.max(...confusionOf(samples, classes.length).map(sum)) / samples.names.length;
  return [{ ...common, measure: "accuracy", expected, unit: null, beyond: ci[0] <= expected }];
}

/** FS5303: the external interval lies on the bad side of that of validation. */
function externalError({ classes, unit }: Model, { pooled, external }: Told): readonly Told[] {
  const isRegression = classes === null;
  const inside = headline(pooled, isRegression ? "rmsecv" : "accuracy");
  const outside = headline(external, isRegression ? "rmsep" : "accuracy");
  if (inside === null || outside === null) return [];
  const beyond = isRegression ? outside.ci[0] > inside.ci[1] : outside.ci[1] < inside.ci[0];
  const values = { observed: outside.value, expected: inside.value, n: outside.n, unit, beyond };
  return [
    { code: "FS5303", measure: isRegression ? "rmse" : "accuracy", rows: "external", ...values, ...nothingCounted },
  ];
}

/** FS5304: samples off by more than four RMSECV. */
function farOff({ classes, samples, external, task, unit }: Model, { pooled }: Told): readonly Told[] {
  const rmsecv = isRecord(pooled) ? pooled.rmsecv : null;
  if (classes !== null || typeof rmsecv !== "number" || !(rmsecv > 0)) return [];
  const limit = farOffTimes * rmsecv;
  const outside = external && samplesOf(external, task, true);
  return (["left out", "external"] as const).flatMap((rows) => {
    const own = rows === "external" ? outside : samples;
    if (own === null || own.names.length === 0) return [];
    const far = offBy(own).filter(({ value }) => Math.abs(value) > limit);
    const counts = { observed: far.length, expected: 0, limit, n: own.names.length, unit, p: null };
    return [{ code: "FS5304", measure: "residual", rows, ...counts, beyond: far.length > 0, worst: farthest(far) }];
  });
}

/** Predicted less measured; of several repeats the root mean square, with the sign of the mean. */
function offBy({ names, repeats, target }: Samples): readonly Placed[] {
  return names.map((sample, i) => {
    const errors = repeats.map(({ scores: [predicted] }) => predicted[i] - target[i]);
    const centre = mean(errors);
    return {
      sample,
      value: errors.length === 1 ? centre : Math.sign(centre) * Math.sqrt(mean(errors.map((e) => e * e))),
    };
  });
}

/** FS5306: 0 outside the interval of the bias, 1 outside that of the slope, and p below 0.005. */
function biasAndSlope({ classes, unit }: Model, metrics: Told): readonly Told[] {
  if (classes !== null) return [];
  return [["left out", metrics.pooled] as const, ["external", metrics.external] as const].flatMap(([rows, of]) =>
    [["bias", 0, unit] as const, ["slope", 1, null] as const].flatMap(([measure, expected, in_]) => {
      const one = headline(of, measure);
      if (one === null) return [];
      const { value, ci, n } = one;
      const p = typeof one.p === "number" ? one.p : null;
      const beyond = (ci[0] > expected || ci[1] < expected) && (p ?? 0) < mostChance;
      return [
        { code: "FS5306", measure, rows, observed: value, expected, limit: null, n, unit: in_, p, beyond, worst: [] },
      ];
    }),
  );
}

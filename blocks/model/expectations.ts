/** What of a model is beyond expectation, as findings: each with its numbers, the worst first. */
import { z } from "zod";
import { listed } from "../charts/words.ts";
import { fixed, interval95, percent, rounded } from "../contract/number-text.ts";
import { estimateForm, noBreak, numberText } from "../contract/quantity.ts";
import type { Facts } from "../contract/refusal.ts";
import type { Context } from "../contract/running.ts";
import { farOffTimes } from "../methods/expectations/errors.ts";
import { type Expectation, type ExpectationCode, expectationSchema } from "../methods/expectations/schema.ts";
import type { Metrics } from "../methods/metrics/schema.ts";

/** model/expectations.json. */
export const expectationsFile = z.strictObject({
  schema_version: z.literal(1),
  expectations: z.array(expectationSchema).describe("the worst first"),
});

/** What a T² or Q is called. */
export const measureWords = { t2: "T²", q: "Q" } as const;

/** `= 0.0021`, `< 0.001`. */
export const probability = (p: number): string => numberText(p, "p said");

/** Says each that is beyond. */
export function remarkOnExpectations(all: readonly Expectation[], measured: Metrics, context: Context): void {
  for (const one of all) if (one.beyond) context.remark(one.code, factsOf[one.code](one, measured));
}

const rowWords = { fitted: "fitted", "left out": "validated", external: "external" } as const;

const factsOf: { readonly [C in ExpectationCode]: (one: Expectation, measured: Metrics) => Facts } = {
  FS5301: (one) => counts(one),
  FS5302: (one) => counts(one),
  FS5303: ({ measure, n, unit }, measured) => ({
    n,
    external: intervalled(measured, measure === "rmse" ? "rmsep" : "accuracy", "external", unit),
    validated: intervalled(measured, measure === "rmse" ? "rmsecv" : "accuracy", "pooled", unit),
    metric: measure === "rmse" ? "RMSEP" : "accuracy",
    other: measure === "rmse" ? "RMSECV" : "accuracy in validation",
    way: measure === "rmse" ? "above" : "below",
  }),
  FS5304: ({ rows, observed, n, unit, limit, worst }) => {
    const rmsecv = (limit ?? 0) / farOffTimes;
    const named = worst.map(
      ({ sample, value }) => `${sample} (${inUnit(value, unit)}, ${fixed(Math.abs(value) / rmsecv, 1)} RMSECV)`,
    );
    return {
      count: observed,
      of: n,
      rows: rowWords[rows],
      rmsecv: inUnit(rmsecv, unit),
      samples: andMore(named, observed),
    };
  },
  FS5305: ({ measure, expected, unit }, measured) => ({
    metric: measure === "rmse" ? "RMSECV" : "accuracy",
    value: intervalled(measured, measure === "rmse" ? "rmsecv" : "accuracy", "pooled", unit),
    reference: measure === "rmse" ? "standard deviation of the reference values" : "no-information rate",
    rate: measure === "rmse" ? inUnit(expected, unit) : percent(expected),
  }),
  FS5306: ({ measure, rows, expected, n, unit, p }, measured) => ({
    measure,
    rows: rowWords[rows],
    n,
    expected,
    value: intervalled(measured, measure, rows === "external" ? "external" : "pooled", unit),
    p: p === null ? null : probability(p),
  }),
};

const counts = ({ measure, observed, expected, limit, n, p, worst }: Expectation): Facts => ({
  count: observed,
  of: n,
  measure: measureWords[measure as keyof typeof measureWords],
  limit: rounded(limit ?? Number.NaN),
  expected: fixed(expected, 1),
  p: probability(p ?? 1),
  samples: andMore(
    worst.map(({ sample }) => sample),
    observed,
  ),
});

/** `a, b and 4 more`, of so many in all. */
const andMore = (named: readonly string[], all: number): string =>
  all > named.length ? `${named.join(", ")} and ${all - named.length} more` : listed(named, named.length);

const inUnit = (value: number, unit: string | null): string =>
  unit === null ? rounded(value) : `${rounded(value)}${noBreak}${unit}`;

/** `1.47 % (95 % interval 1.25 to 1.71)`. */
function intervalled(measured: Metrics, name: string, where: "pooled" | "external", unit: string | null): string {
  const of = measured[where] as { readonly [field: string]: unknown } | null;
  const [value, ci] = [of?.[name], of?.[`${name}_ci`]];
  if (typeof value !== "number" || !Array.isArray(ci)) return "not known";
  const [low, high] = ci as readonly number[];
  if (name === "accuracy") return `${percent(value)} (${interval95} ${percent(low)} to ${percent(high)})`;
  const form = name === "slope" ? "index" : estimateForm([low, high]);
  const [text, ...limits] = [value, low, high].map((number) => numberText(number, form));
  return `${text}${unit === null ? "" : noBreak + unit} (${interval95} ${limits.join(" to ")})`;
}

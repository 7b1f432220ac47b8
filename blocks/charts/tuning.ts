/** How tuning went: the pooled metric over the tried values with its standard error, the chosen one marked, the rule named. */

import type { Json } from "../../schemas/plain-json.ts";
import { sentenceCase } from "../contract/sentence-case.ts";
import type { ChartView } from "../contract/view.ts";
import { colours, faint, ink } from "./palette.ts";
import { tableOf } from "./table-of.ts";

/**
 * @param option name of what was tuned: "components"
 * @param values length m, what was tried, in the order tried (simplest first)
 * @param mean length m, the metric of the scores of all inner folds together
 * @param se length m, its standard error by the jackknife over inner folds; null where it has none
 * @param chosen index of the value taken
 * @param metric its name: "balanced accuracy"
 * @param isShare whether it is a share of 1: it is drawn in per cent, an end of a standard error at 100 % at most
 * @param rule "best", or "one-standard-error": the simplest value within one standard error of the best
 * @param lowerIsBetter true for errors
 */
export function tuning({
  option,
  values,
  mean,
  se,
  chosen,
  metric,
  isShare,
  rule,
  lowerIsBetter,
}: {
  readonly option: string;
  readonly values: readonly Json[];
  readonly mean: readonly number[];
  readonly se: readonly (number | null)[];
  readonly chosen: number;
  readonly metric: string;
  readonly isShare: boolean;
  readonly rule: "best" | "one-standard-error";
  readonly lowerIsBetter: boolean;
}): ChartView {
  const rows = values.map((value, i) => ({
    value: typeof value === "number" ? value : typeof value === "string" ? value : JSON.stringify(value),
    mean: mean[i],
    se: se[i],
    chosen: i === chosen ? "chosen" : "",
  }));
  let best = 0;
  mean.forEach((value, i) => {
    if (lowerIsBetter ? value < mean[best] : value > mean[best]) best = i;
  });
  const limit = mean[best] + (lowerIsBetter ? 1 : -1) * (se[best] ?? 0);
  const drawn = (value: number): number => (isShare ? 100 * Math.min(1, value) : value);
  const points = rows.map((row) => ({
    ...row,
    mean: drawn(row.mean),
    low: drawn(row.mean - (row.se ?? 0)),
    high: drawn(row.mean + (row.se ?? 0)),
  }));
  return {
    type: "chart",
    spec: lines(points, points[chosen], {
      option: sentenceCase(option),
      metric: `${sentenceCase(metric)}${isShare ? " (%)" : ""}`,
      rule,
      limit: rule === "best" || !Number.isFinite(limit) ? null : drawn(limit),
    }),
    data: tableOf(
      {
        value: [option, rows.every((row) => typeof row.value === "number") ? "given" : null],
        mean: [`Pooled ${metric}`, "number"],
        se: ["Standard error", "number"],
        chosen: "Chosen",
      },
      rows,
    ),
  };
}

interface Words {
  readonly option: string;
  readonly metric: string;
  readonly rule: string;
  readonly limit: number | null;
}

function lines(
  points: readonly { readonly [key: string]: Json }[],
  chosen: { readonly [key: string]: Json },
  words: Words,
): ChartView["spec"] {
  const x = { field: "value", ...scaleOf(points.map((point) => point.value)), title: words.option };
  const y = (field: string): Json => ({ field, type: "quantitative", scale: { zero: false }, title: words.metric });
  const taken = words.rule === "best" ? "best" : "simplest within one standard error of the best";
  const limit = {
    data: { values: words.limit === null ? [] : [{ limit: words.limit }] },
    mark: { type: "rule", strokeDash: [5, 4], stroke: faint },
    encoding: { y: y("limit") },
  };
  return {
    width: 520,
    height: 240,
    layer: [
      limit,
      {
        data: { values: points },
        mark: { type: "rule", stroke: colours[0] },
        encoding: { x, y: y("low"), y2: { field: "high" } },
      },
      {
        data: { values: points },
        mark: { type: "line", stroke: colours[0], strokeWidth: 1.5 },
        encoding: { x, y: y("mean"), order: { field: "value" } },
      },
      {
        data: { values: points },
        mark: { type: "point", filled: true, size: 42, color: colours[0], opacity: 1 },
        encoding: { x, y: y("mean") },
      },
      {
        data: { values: [{ ...chosen, taken: `${String(chosen.value)}: ${taken}` }] },
        layer: [
          {
            mark: { type: "point", size: 190, stroke: colours[1], strokeWidth: 2.2, filled: false, opacity: 1 },
            encoding: { x, y: y("mean") },
          },
          { mark: { type: "rule", stroke: colours[1], strokeDash: [2, 3] }, encoding: { x } },
          { mark: { type: "text", y: -10, baseline: "bottom", color: ink }, encoding: { x, text: { field: "taken" } } },
        ],
      },
    ],
  };
}

/** Numbers spread over two powers of ten or more stand on a logarithmic axis, other numbers on a linear one, the rest in their order. */
function scaleOf(values: readonly Json[]): { readonly [key: string]: Json } {
  const numbers = values.filter((value) => typeof value === "number");
  if (numbers.length < values.length) return { type: "ordinal", sort: null };
  let low = numbers[0];
  let high = numbers[0];
  for (const value of numbers) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > 0 && high / low >= 100)
    return {
      type: "quantitative",
      scale: { type: "log", nice: false },
      axis: { values: numbers, grid: false, format: ".6~g" },
    };
  const scale = { zero: false, nice: false, padding: 12 };
  // Not format "d": vega would then thin the values out as if they were its own ticks.
  const whole = numbers.every(Number.isInteger) && numbers.length <= 20;
  return { type: "quantitative", scale, axis: { grid: false, ...(whole ? { values: numbers, format: ".6~g" } : {}) } };
}

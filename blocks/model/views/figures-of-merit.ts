/** Figures of merit of a regression: bias and slope with their tests, and its error beside those of the fit and the reference. */

import type { Json } from "../../../schemas/plain-json.ts";
import { type Heads, tableOf } from "../../charts/table-of.ts";
import { leakageWords, sentences } from "../../charts/words.ts";
import { interval95 } from "../../contract/number-text.ts";
import { type Form, noBreak } from "../../contract/quantity.ts";
import { unitOfTarget } from "../../contract/target-unit.ts";
import { formOfMetric, metricNamed } from "../../methods/metrics/declared.ts";
import { isNaLimit, naWords } from "../../methods/metrics/na-words.ts";
import type { ModelView } from "../model-view.ts";
import { censoredWords, type ModelResults } from "../results.ts";
import { isTask } from "./parts.ts";

export const figuresOfMerit: ModelView = {
  shape: "table",
  title: "figures of merit",
  byDefault: true,
  exists: isTask("regression"),
  make(source) {
    const results = source.results;
    const lines = linesOf(results);
    if (lines.length === 0) return Promise.resolve({ na: "Without validation there is no honest figure of merit." });
    const place = (what: "value" | "low" | "high" | "limit" | "t" | "p") => (line: number) =>
      lines[line].places[what] ?? null;
    const columns = ["value", "low", "high", "limit", "t", "p"] as const;
    return Promise.resolve({
      data: {
        ...tableOf(
          heads,
          lines.map(({ row }) => row),
          Object.fromEntries(columns.map((column) => [column, place(column)])),
          (line, key) => (["value", "low", "high", "limit"].includes(key) ? lines[line].form : null),
        ),
        around: Object.fromEntries(lines.map((_, i) => [`${i}:limit`, { before: `≤${noBreak}` }])),
      },
      alt: `${lines.length} figures of merit with their ${interval95}s, limits and tests.`,
      caption: sentences(
        "Reference values stand on predicted ones: a slope of 1 is none.",
        "Limits and tests (5 %) take samples as independent.",
        ...missing(results),
        leakageWords(results.leakage),
        censoredWords(results.n_censored),
      ),
    });
  },
};

const heads: Heads = {
  figure: "Figure of merit",
  on: "Measured on",
  value: ["Estimate", "number"],
  low: ["95 % from", "number"],
  high: ["to", "number"],
  limit: ["Criterion", "number"],
  t: ["t", "number"],
  p: ["p", "p"],
};

/** By field: the name readers know, and the fields of its limit and test. */
const figures: readonly (readonly [field: string, name: string, beside?: Beside])[] = [
  ["bias", "Bias", { limit: "bias_limit", t: "bias_t", p: "bias_p" }],
  ["sep", "SEP", { limit: "sep_limit" }],
  ["slope", "Slope", { t: "slope_t", p: "slope_p" }],
  ["offset", "Offset"],
  ["sep_sel", "SEP/SEL"],
  ["rpd", "RPD"],
  ["rpiq", "RPIQ"],
  ["rer", "RER"],
];
type Beside = { readonly [column in "limit" | "t" | "p"]?: string };

interface Line {
  readonly form: Form;
  readonly row: { readonly [column: string]: Json };
  readonly places: { readonly [column: string]: { readonly artifact: string; readonly pointer: string } };
}
type Numbers = { readonly [field: string]: Json };

function linesOf(results: ModelResults): readonly Line[] {
  const own = results as unknown as Numbers;
  const external = results.external as unknown as Numbers | null;
  const unit = unitOfTarget(results.target_unit, results.target);
  const fitted = [
    lineOf(own, "sec", "SEC", "fitted rows", "/pooled", unit),
    lineOf(own, "sel", "SEL", "reference", "/pooled", unit),
  ];
  const lines = [
    ...measuredOn(own, "validation", "/pooled", "RMSECV/SEC", unit),
    ...(external === null ? [] : measuredOn(external, "external test set", "/external", "RMSEP/SEC", unit)),
    ...fitted,
  ];
  return lines.filter((line): line is Line => line !== null);
}

const measuredOn = (
  numbers: Numbers,
  on: string,
  at: string,
  ratio: string,
  unit: string | null,
): readonly (Line | null)[] => [
  ...figures.map(([field, name, beside]) => lineOf(numbers, field, name, on, at, unit, beside)),
  lineOf(numbers, "rmsep_sec", ratio, on, at, null),
];

/** Null for what is not defined. */
function lineOf(
  numbers: Numbers,
  field: string,
  figure: string,
  on: string,
  at: string,
  unit: string | null,
  beside: Beside = {},
): Line | null {
  const value = numbers[field];
  if (typeof value !== "number") return null;
  const ends = numbers[`${field}_ci`];
  const [low, high] = Array.isArray(ends) ? ends : [null, null];
  const others = Object.entries(beside).map(([what, of]) => [what, of, numbers[of] ?? null] as const);
  const pointers = [
    ["value", field],
    ...(low === null ? [] : [["low", `${field}_ci/0`] as const, ["high", `${field}_ci/1`] as const]),
    ...others.flatMap(([column, name, number]) => (number === null ? [] : [[column, name] as const])),
  ] as const;
  const { scale } = metricNamed(field);
  const of = unit === null || scale !== "target" ? "" : ` (${unit})`;
  return {
    form: formOfMetric(field, low === null || high === null ? null : [low, high]),
    row: {
      figure: figure + of,
      on,
      value,
      low,
      high,
      limit: null,
      t: null,
      p: null,
      ...Object.fromEntries(others.map(([column, , number]) => [column, number])),
    },
    places: Object.fromEntries(
      pointers.map(([column, name]) => [column, { artifact: "model/metrics.json", pointer: `${at}/${name}` }]),
    ),
  };
}

/** Why SEC or SEL is not there. */
function missing({ sec_na, sel_na }: ModelResults): readonly string[] {
  const why = (name: string, na: unknown) => (isNaLimit(na) ? [`${name}: ${naWords[na]}.`] : []);
  return [...why("No SEC", sec_na), ...why("No SEL", sel_na)];
}

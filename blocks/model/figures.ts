/** Figures: what sums up a regression beside those of other targets. */
import type { TargetFigures } from "../contract/model.ts";
import type { latentVariables } from "../methods/metrics/merit.ts";
import { grouped } from "../methods/numeric/grouped.ts";
import type { FitData } from "../methods/recipe/fit-data.ts";
import type { ModelResults } from "./results.ts";

/** Null of a classification. */
export function figuresOf(
  results: ModelResults,
  { rows, outcome }: FitData,
  components: ReturnType<typeof latentVariables>,
): TargetFigures | null {
  const { target } = outcome;
  if (results.task !== "regression" || target === null) return null;
  const own = [...rows.sample.keys()].filter((i) => !rows.external[i]);
  const samples = [...grouped(own, (i) => rows.sample[i])];
  const values = samples.map(([, of]) => of.reduce((sum, i) => sum + target.values[i], 0) / of.length);
  const n = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / n;
  const squares = values.reduce((sum, value) => sum + (value - mean) * (value - mean), 0);
  const number = (value: unknown): number | null => (typeof value === "number" ? value : null);
  const { external, rmsecv_ci } = results;
  return {
    target: target.name,
    unit: target.unit,
    n,
    min: n === 0 ? null : values.reduce((a, b) => Math.min(a, b)),
    max: n === 0 ? null : values.reduce((a, b) => Math.max(a, b)),
    sd: n < 2 ? null : Math.sqrt(squares / (n - 1)),
    components,
    rmsec: number(results.rmsec),
    rmsecv: number(results.rmsecv),
    rmsecv_ci: rmsecv_ci == null ? null : [rmsecv_ci[0], rmsecv_ci[1]],
    r2: number(results.r2),
    bias: number(results.bias),
    sep: number(results.sep),
    rpd: number(results.rpd),
    rmsep: number(external?.rmsep),
    samples: samples.map(([name]) => name),
    values,
  };
}

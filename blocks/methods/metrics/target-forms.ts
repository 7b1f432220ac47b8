/** Forms of regression metrics: what the intervals of each are made of. Gates take theirs from here too. */
import { derived, mean, rootMeanSquare } from "./forms.ts";
import { estimates } from "./intervals.ts";
import { errorsIn, type Judged, meanOverRepeats, overRepeats, samplesOf } from "./judged.ts";
import type { Form } from "./limits.ts";
import { REGRESSION, regressionStatistics } from "./regression.ts";

/**
 * @param value of the metric as it is reported: the mean over repeats
 * @returns the form of the metric, in which losses are means over repeats; R² follows from the ends of the root mean square error,
 *   RPD from those of SEP
 */
export function targetForm(judged: Judged, name: (typeof REGRESSION)[number], values: TargetValues): Form {
  const observed = samplesOf(judged).target as Float64Array;
  const n = observed.length;
  const errors = errorsIn(judged);
  if (name === "bias")
    return mean(
      values.bias,
      meanOverRepeats(errors, n, (of, i) => of[i]),
    );
  const squares = sumOfSquares(observed);
  if (name === "rmse" || name === "r2") {
    const rmse = rootMeanSquare(
      values.rmse,
      meanOverRepeats(errors, n, (of, i) => of[i] * of[i]),
      n,
    );
    return name === "rmse" ? rmse : derived(values.r2, rmse, (end) => 1 - (n * end * end) / squares);
  }
  const centred = errors.map((of) => {
    const bias = of.reduce((sum, error) => sum + error, 0) / n;
    return of.map((error) => error - bias);
  });
  const sep = rootMeanSquare(
    values.sep,
    meanOverRepeats(centred, n, (of, i) => of[i] * of[i]),
    n - 1,
  );
  return name === "sep" ? sep : derived(values.rpd, sep, (end) => Math.sqrt(squares / (n - 1)) / end);
}

/** Every metric as it is reported: the mean over repeats. */
export function targetValues(judged: Judged): TargetValues {
  const repeats = valuesOfRepeats(judged);
  const means = REGRESSION.map((metric) => [metric, overRepeats(repeats.map((of) => of[metric])).mean]);
  return Object.fromEntries(means);
}

/** Every metric of each repeat. */
export const valuesOfRepeats = ({ repeats }: Judged): readonly TargetValues[] =>
  repeats.map((units) => {
    const values = estimates(regressionStatistics(units), units.names.length);
    return Object.fromEntries(REGRESSION.map((name, s) => [name, values[s]])) as TargetValues;
  });

export type TargetValues = { readonly [N in (typeof REGRESSION)[number]]: number };

function sumOfSquares(values: Float64Array): number {
  const centre = values.reduce((sum, value) => sum + value, 0) / values.length;
  return values.reduce((sum, value) => sum + (value - centre) * (value - centre), 0);
}

/** States the figures of merit of a regression in the form of metrics.json, of samples the model was not fitted on. */
import { coefficient, derived } from "./forms.ts";
import { type Judged, meanOverRepeats, overRepeats, samplesOf } from "./judged.ts";
import { type Form, limitsOf, type NaLimit } from "./limits.ts";
import { biasLimit, type Line, lineOf, pOf, sepLimit, spreadOf, standardErrorOfCalibration } from "./merit.ts";
import type { Merit } from "./schema.ts";
import { type Fields, finite, put, stated } from "./state.ts";
import { targetForm, targetValues, valuesOfRepeats } from "./target-forms.ts";

/** What the figures of merit are measured by, besides the predictions. */
export interface Yardstick {
  /** Squared errors of the samples the model was fitted on; null where they are not known. */
  readonly fitted: Float64Array | null;
  /** Latent variables of the fit; null where the estimator has none. */
  readonly components: number | null;
  /** Error of the reference method; null where it is not known. */
  readonly sel: number | null;
}

/**
 * Slope and offset of measured on predicted values, RPIQ, RER and SEP/SEL with their intervals; tests of bias and slope, SEC, and
 * what hangs on it. Of repeats each is the mean, a p that of the mean t.
 *
 * @param judged units with a target, at least one
 */
export function stateMerit(judged: Judged, { fitted, components, sel }: Yardstick): Merit {
  const samples = samplesOf(judged);
  const observed = samples.target as Float64Array;
  const n = observed.length;
  const values = targetValues(judged);
  const repeats = valuesOfRepeats(judged);
  const lines = judged.repeats.map(lineOf);
  const { range, quartiles } = spreadOf(observed);
  const fields: Fields = {};
  const say = (name: string, own: readonly number[], form: (value: number) => Form) =>
    put(fields, name, stated(own, form, n, judged, limitsOf));

  for (const what of ["slope", "offset"] as const) {
    const form = (value: number) => coefficientForm(value, lines, `${what}Error`, `${what}Influence`);
    const own = lines.map((of) => of[what]);
    say(what, own, form);
  }
  const sep = targetForm(judged, "sep", values);
  const rmse = targetForm(judged, "rmse", values);
  const over = (name: string, own: readonly number[], of: Form, top: number) =>
    say(name, own, (value) => derived(value, of, (end) => top / end));
  const ratio = (top: number, below: number) => (below === 0 || top === 0 ? Number.NaN : top / below);
  over(
    "rpiq",
    repeats.map((of) => ratio(quartiles, of.rmse)),
    rmse,
    quartiles,
  );
  over(
    "rer",
    repeats.map((of) => ratio(range, of.sep)),
    sep,
    range,
  );
  const reference = sel !== null && sel > 0 ? sel : Number.NaN;
  const times = repeats.map((of) => of.sep / reference);
  say("sep_sel", times, (value) => derived(value, sep, (end) => end / reference));
  const selNa: NaLimit | null = sel === null ? "no_reference_replicates" : null;
  if (selNa !== null) fields.sep_sel_na = selNa;

  const biasT = overRepeats(repeats.map((of) => (Math.abs(of.bias) * Math.sqrt(n)) / of.sep)).mean;
  const slopeT = overRepeats(lines.map(({ slope, slopeError }) => Math.abs(slope - 1) / slopeError)).mean;
  const degrees = fitted === null || components === null ? Number.NaN : fitted.length - components - 1;
  const sec = fitted === null || components === null ? Number.NaN : standardErrorOfCalibration(fitted, components);
  const plain = {
    bias_limit: finite(biasLimit(values.sep, n)),
    bias_t: finite(biasT),
    bias_p: finite(pOf(biasT, n - 1)),
    slope_t: finite(slopeT),
    slope_p: finite(pOf(slopeT, n - 2)),
    sec: finite(sec),
    sec_na: naOfSec(fitted, components),
    sep_limit: finite(sepLimit(sec, n, degrees)),
    rmsep_sec: finite(values.rmse / sec),
    sel,
    sel_na: selNa,
  };
  return { ...fields, ...plain } as Merit;
}

/** Over repeats the root of the mean square of the errors, which the error of the mean does not exceed. */
function coefficientForm(
  value: number,
  lines: readonly Line[],
  error: "slopeError" | "offsetError",
  influence: "slopeInfluence" | "offsetInfluence",
): Form {
  const squares = lines.reduce((sum, of) => sum + of[error] * of[error], 0) / lines.length;
  const n = lines[0][influence].length;
  return coefficient(
    value,
    Math.sqrt(squares),
    meanOverRepeats(lines, n, (of, i) => of[influence][i]),
  );
}

function naOfSec(fitted: Float64Array | null, components: number | null): NaLimit | null {
  if (fitted === null || components === null) return "no_latent_variables";
  return fitted.length - components - 1 <= 0 ? "no_degrees_left" : null;
}

/** Target metrics: what metrics.json says of a regression, figures of merit among it, worked out again (M4, M8). */
import { orNull, stated } from "./class-metrics.ts";
import { overRepeats } from "./class-values.ts";
import { fQuantile, tQuantile, tTwoSided } from "./numeric/gamma-beta.ts";
import {
  byT,
  type Clusters,
  type Interval,
  type Limits,
  perUnit,
  type Rule,
  rootRule,
  unitError,
} from "./numeric/limits.ts";
import { mean, type Samples, sum } from "./samples.ts";

/** What figures of merit are held against, beside the predictions. */
export interface Yardstick {
  /** Samples of the fit and its mean square error; null where not told. */
  readonly fit: { readonly n: number; readonly rmsec: number } | null;
  /** Latent variables; null where the estimator has none. */
  readonly components: number | null;
  /** Error of the reference method, as the run says: replicates of reference values are in no file. */
  readonly sel: number | null;
}

type Limiting = ((rule: Rule, clusters: Clusters) => Limits) | null;

/** Errors and what follows from them, of each repeat. */
function errorsOf({ target, repeats }: Samples) {
  const n = target.length;
  const centre = mean(target);
  const spread = sum(target.map((y) => (y - centre) * (y - centre)));
  const isConstant = target.every((y) => y === target[0]);
  return repeats.map(({ scores: [predicted] }) => {
    const e = predicted.map((value, i) => value - target[i]);
    const bias = mean(e);
    const squares = sum(e.map((one) => one * one));
    const sep = Math.sqrt(sum(e.map((one) => (one - bias) * (one - bias))) / (n - 1));
    return {
      e,
      rmse: Math.sqrt(squares / n),
      r2: isConstant ? Number.NaN : 1 - squares / spread,
      bias,
      sep,
      rpd: isConstant || sep === 0 ? Number.NaN : Math.sqrt(spread / (n - 1)) / sep,
      line: lineOf(predicted, target),
    };
  });
}

/** The least-squares line of reference values on predicted ones. */
function lineOf(x: Float64Array, y: Float64Array) {
  const n = x.length;
  const [xMean, yMean] = [mean(x), mean(y)];
  const squares = sum(x.map((one) => (one - xMean) * (one - xMean)));
  const slope = x.every((one) => one === x[0])
    ? Number.NaN
    : sum(x.map((one, i) => (one - xMean) * (y[i] - yMean))) / squares;
  const residuals = y.map((one, i) => one - yMean - slope * (x[i] - xMean));
  const variance = sum(residuals.map((one) => one * one)) / (n - 2);
  return {
    slope: {
      value: slope,
      error: Math.sqrt(variance / squares),
      adds: residuals.map((r, i) => (r * (x[i] - xMean)) / squares),
    },
    offset: {
      value: yMean - slope * xMean,
      error: Math.sqrt(variance * (1 / n + (xMean * xMean) / squares)),
      adds: residuals.map((r, i) => r * (1 / n - (xMean * (x[i] - xMean)) / squares)),
    },
  };
}

/** @param rmse the name of the root mean square error; limits null: of a fold */
export function targetMetrics(
  samples: Samples,
  rmse: "rmsecv" | "rmsep",
  limits: Limiting,
  yardstick: Yardstick | null,
) {
  const n = samples.names.length;
  const errors = errorsOf(samples);
  const means = (of: (i: number, e: Float64Array, bias: number) => number) =>
    Float64Array.from({ length: n }, (_, i) => mean(errors.map(({ e, bias }) => of(i, e, bias))));
  const over = (name: "rmse" | "sep" | "bias" | "r2" | "rpd") => overRepeats(errors.map((one) => one[name])).mean;
  const root = rootRule(
    over("rmse"),
    means((i, e) => e[i] * e[i]),
    n,
    samples,
  );
  const sep = rootRule(
    over("sep"),
    means((i, e, bias) => (e[i] - bias) * (e[i] - bias)),
    n - 1,
    samples,
  );
  const spread = spreadOf(samples.target);
  const state = (name: string, each: readonly number[], rule: (value: number) => Rule) =>
    stated(name, each, n, limits?.(rule(overRepeats(each).mean), samples) ?? null);
  const each = (name: "rmse" | "sep" | "bias" | "r2" | "rpd") => errors.map((one) => one[name]);
  const fields = {
    n_samples: n,
    n_spectra: samples.spectra,
    ...state(rmse, each("rmse"), () => root),
    ...state("r2", each("r2"), (value) => following(value, root, (end) => 1 - (n * end * end) / spread.squares)),
    ...state("bias", each("bias"), (value) =>
      meanRule(
        value,
        means((i, e) => e[i]),
        samples,
      ),
    ),
    ...state("sep", each("sep"), () => sep),
    ...state("rpd", each("rpd"), (value) => following(value, sep, (end) => Math.sqrt(spread.squares / (n - 1)) / end)),
  };
  if (yardstick === null) return fields;
  const { sel } = yardstick;
  const reference = sel !== null && sel > 0 ? sel : Number.NaN;
  const ratio = (top: number, below: number) => (top === 0 || below === 0 ? Number.NaN : top / below);
  const sepSel = state(
    "sep_sel",
    errors.map((one) => one.sep / reference),
    (value) => following(value, sep, (end) => end / reference),
  );
  return {
    ...fields,
    ...lineFields("slope", errors, samples, state),
    ...lineFields("offset", errors, samples, state),
    ...state(
      "rpiq",
      errors.map((one) => ratio(spread.quartiles, one.rmse)),
      (value) => following(value, root, (end) => spread.quartiles / end),
    ),
    ...state(
      "rer",
      errors.map((one) => ratio(spread.range, one.sep)),
      (value) => following(value, sep, (end) => spread.range / end),
    ),
    ...sepSel,
    ...(sel === null ? { sep_sel_na: "no_reference_replicates" } : {}),
    ...tests(errors, n, over("sep"), over("rmse"), yardstick),
  };
}

type Errors = ReturnType<typeof errorsOf>;

function lineFields(
  name: "slope" | "offset",
  errors: Errors,
  samples: Samples,
  state: (name: string, each: readonly number[], rule: (value: number) => Rule) => object,
) {
  const own = errors.map(({ line }) => line[name]);
  const error = Math.sqrt(mean(own.map((one) => one.error * one.error)));
  const adds = samples.target.map((_, i) => mean(own.map((one) => one.adds[i])));
  const rule = (value: number): Rule => ({
    value,
    n: adds.length,
    names: ["t", "cluster-t"],
    sample: (level) => byT(value, error, adds.length - 2, "plain", level),
    units: () => samples.units,
    unit(level) {
      const parts = perUnit(
        samples,
        (i) => adds[i],
        () => 1,
      );
      return byT(value, unitError(parts), parts.length - 1, "plain", level);
    },
  });
  return state(
    name,
    own.map(({ value }) => value),
    rule,
  );
}

/** Tests of bias and slope, and the error beside that of the fit. */
function tests(errors: Errors, n: number, sep: number, rmse: number, { fit, components, sel }: Yardstick) {
  const biasT = overRepeats(errors.map((one) => (Math.abs(one.bias) * Math.sqrt(n)) / one.sep)).mean;
  const slopeT = overRepeats(errors.map(({ line: { slope } }) => Math.abs(slope.value - 1) / slope.error)).mean;
  const p = (t: number, degrees: number) => (Number.isFinite(t) && degrees > 0 ? tTwoSided(t, degrees) : Number.NaN);
  const degrees = fit === null || components === null ? Number.NaN : fit.n - components - 1;
  const sec = degrees > 0 && fit !== null ? Math.sqrt((fit.n * fit.rmsec * fit.rmsec) / degrees) : Number.NaN;
  return {
    bias_limit: n < 2 ? null : orNull((tQuantile(0.975, n - 1) * sep) / Math.sqrt(n)),
    bias_t: orNull(biasT),
    bias_p: orNull(p(biasT, n - 1)),
    slope_t: orNull(slopeT),
    slope_p: orNull(p(slopeT, n - 2)),
    sec: orNull(sec),
    sec_na: Number.isNaN(degrees) ? "no_latent_variables" : degrees <= 0 ? "no_degrees_left" : null,
    sep_limit: n < 2 || !(degrees > 0) ? null : orNull(sec * Math.sqrt(fQuantile(0.95, n - 1, degrees))),
    rmsep_sec: orNull(rmse / sec),
    sel,
    sel_na: sel === null ? "no_reference_replicates" : null,
  };
}

/** Of measured values: squares about the mean, range, and the distance of the quartiles (type 7). */
function spreadOf(values: Float64Array) {
  const sorted = Float64Array.from(values).sort();
  const centre = mean(values);
  const quantile = (p: number) => {
    const at = (sorted.length - 1) * p;
    const low = Math.floor(at);
    return sorted[low] + (at - low) * (sorted[Math.min(low + 1, sorted.length - 1)] - sorted[low]);
  };
  return {
    squares: sum(values.map((one) => (one - centre) * (one - centre))),
    range: sorted[sorted.length - 1] - sorted[0],
    quartiles: quantile(0.75) - quantile(0.25),
  };
}

/** What follows from the ends of another. */
function following(value: number, of: Rule, to: (end: number) => number): Rule {
  const turned = (interval: Interval | null): Interval | null => {
    if (interval === null) return null;
    const ends = interval.map(to);
    return [Math.min(...ends), Math.max(...ends)];
  };
  return { ...of, value, sample: (level) => turned(of.sample(level)), unit: (level) => turned(of.unit(level)) };
}

/** A mean: t with n − 1 degrees, by unit cluster-robust. */
function meanRule(value: number, values: Float64Array, clusters: Clusters): Rule {
  const n = values.length;
  const off = (i: number) => (values[i] - value) / n;
  return {
    value,
    n,
    names: ["t", "cluster-t"],
    sample: (level) => byT(value, unitError(values.map((_, i) => off(i))), n - 1, "plain", level),
    units: () => clusters.units,
    unit(level) {
      const parts = perUnit(clusters, off, () => 1);
      return byT(value, unitError(parts), parts.length - 1, "plain", level);
    },
  };
}

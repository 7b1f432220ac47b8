/** Metrics: metrics.json, confusion_matrix.json and the scores of folds, worked out again from the predictions. */
import { fieldsOf, isRecord } from "../../schemas/is-record.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { classMetrics, confusionOf, shareRule } from "./class-metrics.ts";
import type { Classified, Probabilities } from "./class-values.ts";
import { About, contradiction, differences } from "./differ.ts";
import { isWalk, type Model } from "./models.ts";
import { limitsOf, rootRule } from "./numeric/limits.ts";
import { uniforms } from "./numeric/uniforms.ts";
import { below, filled, rowsOf, where } from "./rows.ts";
import { jsonOf, type RunFolder } from "./run-folder.ts";
import { mean, type Samples, samplesOf, sum } from "./samples.ts";
import { targetMetrics, type Yardstick } from "./target-metrics.ts";

/** Of every model; `fitted`, which needs the spectra, is left out. */
export function metricFindings(folder: RunFolder, manifest: Manifest, models: readonly Model[]): readonly Finding[] {
  return models.flatMap((model) => [
    ...differencesOfMetrics(folder, manifest, model),
    ...differencesOfConfusion(folder, model),
  ]);
}

function differencesOfMetrics(folder: RunFolder, manifest: Manifest, model: Model): readonly Finding[] {
  const { seed } = manifest;
  const path = `${model.folder}metrics.json`;
  const found = jsonOf(folder, path);
  if (!isRecord(found)) return [];
  const folds = model.folds.flatMap(({ path: file, fold }) => {
    const own = samplesOf(where(model.rows, "fold", fold), model.task);
    return own.names.length === 0 ? [] : [{ file, fold, wanted: { fold, ...plainMetrics(model, own, seed) } }];
  });
  const main = model.classes === null ? "rmsecv" : "accuracy";
  const scores = folds.map(({ wanted }) => Number(new Map(Object.entries(wanted)).get(main)));
  const external = model.external && samplesOf(model.external, model.task, true);
  const hasFolds = model.folds.length > 0;
  const including = includingOf(folder, manifest, model);
  const isUntold = including === undefined && found.including_excluded === undefined;
  const wanted = {
    schema_version: 1,
    over: "samples",
    ...scoreOver(scores),
    ...(isWalk(model) ? { n_untested: new Set(model.rows.cells("sample")).size - model.samples.names.length } : {}),
    task: model.classes === null ? "regression" : "classification",
    cv_metric: main,
    ...(model.classes === null ? {} : { classes: model.classes, average: "macro" }),
    pooled:
      hasFolds && model.samples.names.length > 0 ? whole(model, model.samples, seed, "pooled", found.fitted) : null,
    folds: folds.map((one) => one.wanted),
    external:
      external !== null && external.names.length > 0 ? whole(model, external, seed, "external", found.fitted) : null,
    fitted: undefined,
    ...(including === null || isUntold ? {} : { including_excluded: including }),
  };
  const files = folds.flatMap(({ file }, k) => {
    const said = jsonOf(folder, file);
    const parts = { metric: main, score: scores[k] };
    return isRecord(said) ? differences(file, { metric: said.metric, score: said.score }, parts) : [];
  });
  return [...differences(path, found, wanted), ...files];
}

/**
 * The figure of validation with the samples that were taken out, by the final model (S3); excluded rows belong to every repeat, and
 * where there is no table of them none could be predicted. Null where there is no such figure: nothing was taken out, or nothing left
 * out in turn. Undefined where it is not worked out: of several inputs, and of folds that are segments of time.
 */
function includingOf(folder: RunFolder, { blocks }: Manifest, model: Model): object | null | undefined {
  if (model.folds.length === 0) return null;
  const path = `${model.folder}excluded_predictions.csv`;
  const rows = folder.paths.includes(path) ? rowsOf(folder, path) : null;
  const summaries = blocks.flatMap(({ artifacts }) =>
    Object.keys(artifacts).filter((one) => one.endsWith("/data_summary.json")),
  );
  const summary = summaries.length === 1 ? jsonOf(folder, summaries[0]) : null;
  if (!isRecord(summary) || !isRecord(summary.selection)) return undefined;
  if (summary.selection.excluded_samples === 0) return null;
  if (isWalk(model) || model.task.separated === "segment") return undefined;
  const observed = rows?.cells("observed") ?? [];
  const known = (rows ?? model.rows).only((i) => rows !== null && observed[i] !== "");
  const repeats = [...new Set(model.rows.cells("repeat"))];
  const all = repeats.reduce((sofar, repeat) => below(sofar, filled(known, "repeat", repeat)), model.rows);
  const samples = samplesOf(all, model.task);
  const not_predicted = Number(summary.selection.excluded_samples) - new Set(known.cells("sample")).size;
  const rule =
    model.classes === null
      ? rootRule(...rootOf(samples), samples.names.length, samples)
      : shareRule(
          samples,
          (called, i) => called === samples.observed[i],
          () => true,
        );
  const name = model.classes === null ? "rmsecv" : "accuracy";
  const { ci } = limitsOf(rule, samples);
  return {
    [name]: rule.value,
    [`${name}_ci`]: ci?.map((end) => new About(end, 1e-8)) ?? null,
    [`${name}_n`]: samples.names.length,
    not_predicted,
  };
}

/** The root of the mean squared error, mean over repeats, and the squares by sample. */
function rootOf(samples: Samples): [value: number, squares: Float64Array] {
  const roots = samples.repeats.map((one) => Math.sqrt(mean(lossesOf({ ...samples, repeats: [one] }, false))));
  return [mean(roots), lossesOf(samples, false)];
}

/** With intervals, figures of merit, and what a new sample would be one of. */
function whole(model: Model, samples: Samples, seed: number, what: "pooled" | "external", fitted: unknown) {
  const units = {
    unit: samples.unit,
    n: samples.units,
    icc: intraclass(samples, model.classes !== null),
    batches: samples.batches,
  };
  if (model.classes !== null) return { ...classMetrics(classified(model, samples, seed, what), limitsOf), units };
  const yardstick = yardstickOf(model, fitted);
  return {
    ...targetMetrics(samples, what === "pooled" ? "rmsecv" : "rmsep", limitsOf, yardstick),
    ...(what === "pooled" ? rmsecOf(yardstick) : {}),
    units,
  };
}

/** Of one segment: without what needs a fit. */
export function segmentMetrics(model: Model, samples: Samples, seed: number, id: string): object {
  const task = model.classes === null ? "regression" : "classification";
  const head = { schema_version: 1, over: "samples", task } as const;
  const { names, spectra } = samples;
  if (names.length < 5) return { ...head, n_samples: names.length, n_spectra: spectra, na: "too_few" };
  const units = { unit: "sample", n: names.length, icc: null, batches: samples.batches };
  const stated =
    model.classes === null
      ? targetMetrics(samples, "rmsecv", limitsOf, null)
      : classMetrics(classified(model, samples, seed, `segment ${id}`), limitsOf);
  return { ...head, ...stated, units };
}

function plainMetrics(model: Model, samples: Samples, seed: number) {
  if (model.classes === null) return targetMetrics(samples, "rmsecv", null, null);
  return classMetrics(classified(model, samples, seed, "fold"), null);
}

function classified(model: Model, samples: Samples, seed: number, what: string): Classified {
  return {
    samples,
    classes: model.classes ?? [],
    probabilities: probabilitiesOf(model),
    draw: () => uniforms(seed, model.estimator, "balanced-accuracy", what),
  };
}

/** PLS-DA's scores are clipped and made to sum to 1 (CONTRACT §2); where a table has `p:` columns otherwise, scores are them. */
export function probabilitiesOf({
  rows,
  estimator,
  classes,
}: Pick<Model, "rows" | "estimator" | "classes">): Probabilities {
  if (classes === null || !classes.every((name) => rows.columns.includes(`p:${name}`))) return null;
  if (estimator !== "pls-da") return (scores) => scores;
  return (scores) => {
    const clipped = scores.map((score) => Math.min(Math.max(score, 1e-6), 1));
    const total = sum(clipped);
    return clipped.map((score) => score / total);
  };
}

/** The fit itself needs the spectra; what is said of it is taken from `fitted`. */
function yardstickOf(model: Model, fitted: unknown): Yardstick {
  const { rmsec, n_samples: n } = fieldsOf(fitted);
  const fit = typeof rmsec === "number" && typeof n === "number" ? { n, rmsec } : null;
  return { fit, components: model.used, sel: model.sel };
}

const rmsecOf = ({ fit }: Yardstick) => ({
  rmsec: fit?.rmsec ?? null,
  rmsec_ci: null,
  rmsec_ci_sample: null,
  rmsec_ci_unit: null,
  rmsec_method: null,
  rmsec_unit: "sample",
  rmsec_na: "fitted_rows",
  rmsec_n: fit?.n ?? 0,
  rmsec_over: "samples",
});

function differencesOfConfusion(folder: RunFolder, model: Model): readonly Finding[] {
  const path = `${model.folder}confusion_matrix.json`;
  const found = jsonOf(folder, path);
  if (model.classes === null) return [];
  // Where nothing is left out, nothing is predicted that could be counted.
  if (found === undefined && model.samples.names.length === 0) return [];
  if (found === undefined) return [contradiction(path, "is missing or cannot be read, though the model tells classes")];
  const { classes, samples } = model;
  const counts = confusionOf(samples, classes.length);
  return differences(path, found, { schema_version: 1, over: "samples", classes, counts, n: samples.names.length });
}

/** Mean and standard deviation over the folds. */
function scoreOver(values: readonly number[]) {
  const known = values.filter(Number.isFinite);
  if (known.length === 0) return { cv_score: null, cv_std: null };
  const centre = mean(known);
  const squares = sum(known.map((one) => (one - centre) * (one - centre)));
  return { cv_score: centre, cv_std: known.length < 2 ? null : Math.sqrt(squares / (known.length - 1)) };
}

/** Losses of samples, means over repeats: 1 where called another class, or the squared error. */
export function lossesOf(samples: Samples, isClass: boolean): Float64Array {
  const loss = (r: number, i: number) => {
    const { called, scores } = samples.repeats[r];
    if (isClass) return called[i] === samples.observed[i] ? 0 : 1;
    const error = scores[0][i] - samples.target[i];
    return error * error;
  };
  return Float64Array.from(samples.names, (_, i) => mean(samples.repeats.map((_, r) => loss(r, i))));
}

/** Intraclass correlation of the losses: analysis of variance, units of unequal size. */
function intraclass(samples: Samples, isClass: boolean): number | null {
  const losses = lossesOf(samples, isClass);
  const [n, u] = [losses.length, samples.units];
  if (samples.unit === "sample" || u < 2 || n <= u) return null;
  const own = Array.from({ length: u }, (_, b) => losses.filter((_, i) => samples.of[i] === b));
  const all = mean(losses);
  const between = sum(own.map((of) => of.length * (mean(of) - all) * (mean(of) - all))) / (u - 1);
  const within = sum(own.map((of) => sum(of.map((loss) => (loss - mean(of)) * (loss - mean(of)))))) / (n - u);
  const size = (n - sum(own.map((of) => of.length * of.length)) / n) / (u - 1);
  const spread = between + (size - 1) * within;
  if (spread === 0) return null;
  const correlation = (between - within) / spread;
  return correlation < 1e-12 ? 0 : Math.min(1, correlation);
}

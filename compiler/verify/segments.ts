/** Segments: each holds rows of the predictions, no row is in two, and metrics, trend and worst follow from them. */
import { isRecord } from "../../schemas/is-record.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { shareRule } from "./class-metrics.ts";
import { About, contradiction, differences } from "./differ.ts";
import { segmentMetrics } from "./metrics.ts";
import { isWalk, type Model } from "./models.ts";
import { limitsOf } from "./numeric/limits.ts";
import { type Rows, rowsOf } from "./rows.ts";
import { jsonOf, type RunFolder } from "./run-folder.ts";
import { type Samples, samplesOf } from "./samples.ts";
import { targetMetrics } from "./target-metrics.ts";
import { trendOf } from "./trend.ts";

type Said = Readonly<Record<string, unknown>>;

export function segmentFindings(folder: RunFolder, manifest: Manifest, models: readonly Model[]): readonly Finding[] {
  return models.flatMap((model) => {
    const path = `${model.folder}segments_summary.json`;
    const said = jsonOf(folder, path);
    if (isRecord(said)) return ofModel(folder, manifest, model, path, said);
    const listed = folder.paths.some(
      (one) => one.startsWith(`${model.folder}segments/`) && one.endsWith("/predictions.csv"),
    );
    return isWalk(model) || listed ? [contradiction(path, "is missing, though the model has segments")] : [];
  });
}

interface Told {
  readonly said: Said;
  readonly id: string;
  readonly rows: Rows;
  readonly samples: Samples;
}

function ofModel(folder: RunFolder, { seed }: Manifest, model: Model, path: string, said: Said): readonly Finding[] {
  const all = said.segments as readonly Said[];
  const told = all.flatMap((one): Told[] => {
    const id = String(one.id);
    const rows = rowsOf(folder, `${model.folder}segments/${id}/predictions.csv`);
    const task = { ...model.task, separated: "sample" } as const;
    return rows === null ? [] : [{ said: one, id, rows, samples: samplesOf(rows, task) }];
  });
  if (told.length < all.length) return [contradiction(path, "names a segment whose predictions cannot be read")];
  return [
    ...rowFindings(path, model, said, told),
    ...told.flatMap(({ id, said: one, samples }) => {
      const file = `${model.folder}segments/${id}/metrics.json`;
      const wanted = { ...segmentMetrics(model, samples, seed, id), segment: one.name };
      return differences(file, jsonOf(folder, file), wanted);
    }),
    ...summaryFindings(path, model, said, told),
  ];
}

/** Every tested row stands in one segment, as it stands in the predictions. */
function rowFindings(path: string, { rows }: Model, { by }: Said, told: readonly Told[]): readonly Finding[] {
  const fold = rows.cells("fold");
  const wanted = linesOf(rows.only((i) => fold[i] !== ""));
  const found = told.flatMap((one) => linesOf(one.rows));
  const isWhole = [...wanted].sort().join("\n") === [...found].sort().join("\n");
  const strange = told.find(({ said, rows: own }) => {
    const column =
      said.kind === "fold" ? "fold" : by === "batch" && own.cells("batch").some((name) => name !== "") ? "batch" : null;
    return column !== null && own.cells(column).some((name) => name !== said.name);
  });
  return [
    ...(isWhole
      ? []
      : [contradiction(path, "has segments that do not hold each predicted row once, as it was predicted")]),
    ...(strange === undefined ? [] : [contradiction(path, `has rows in the segment ${strange.id} that are not of it`)]),
  ];
}

function linesOf(rows: Rows): readonly string[] {
  const cells = rows.columns.map((name) => rows.cells(name));
  return Array.from({ length: rows.count }, (_, i) => JSON.stringify(cells.map((column) => column[i])));
}

function summaryFindings(path: string, model: Model, said: Said, told: readonly Told[]): readonly Finding[] {
  const isClass = model.classes !== null;
  const values = told.map(({ samples }) => figureOf(model, samples, 0.95));
  const known = told.flatMap(({ id, samples }, k) =>
    values[k].value === null ? [] : [{ id, samples, value: values[k].value }],
  );
  const worst = known.reduce<(typeof known)[number] | null>(
    (found, one) => (found === null || (isClass ? one.value < found.value : one.value > found.value) ? one : found),
    null,
  );
  const figures = known.map(({ value }) => value);
  const isTimed = isRecord(said.trend);
  const trend = isTimed ? trendOf(figures) : null;
  const wanted = {
    schema_version: 1,
    model: model.estimator,
    by: undefined,
    metric: isClass ? "accuracy" : "rmse",
    segments: told.map(({ id, samples }, k) => ({
      id,
      name: undefined,
      kind: isWalk(model) ? undefined : "slice",
      from: undefined,
      to: undefined,
      n_samples: samples.names.length,
      n_spectra: samples.spectra,
      ...values[k],
    })),
    trend:
      trend === null
        ? isTimed
          ? null
          : undefined
        : { rho: trend.rho, p: new About(trend.p, trend.within / trend.p), n: trend.n },
    worst:
      worst === null
        ? null
        : { id: worst.id, ...figureOf(model, worst.samples, Math.exp(Math.log(0.95) / known.length)) },
    spread: figures.length === 0 ? null : Math.max(...figures) - Math.min(...figures),
  };
  const isHidden =
    !isTimed &&
    isWalk(model) &&
    said.by !== undefined &&
    trendOf(figures) !== null &&
    told.every((one) => one.said.kind === "fold");
  return [
    ...differences(path, said, wanted),
    ...(isHidden ? [contradiction(path, "has no trend, though its segments are in the order of time")] : []),
  ];
}

/** Accuracy or root mean square error with its limits; null with fewer than 5 samples. */
function figureOf({ classes }: Model, samples: Samples, level: number) {
  if (samples.names.length < 5) return { value: null, low: null, high: null };
  if (classes === null) {
    const limits: typeof limitsOf = (rule, of) => limitsOf(rule, of, level);
    const { rmsecv, rmsecv_ci } = targetMetrics(samples, "rmsecv", limits, null) as Said;
    const ends = rmsecv_ci as readonly About[] | null;
    return { value: Number(rmsecv), low: ends?.[0] ?? null, high: ends?.[1] ?? null };
  }
  const rule = shareRule(
    samples,
    (called, i) => called === samples.observed[i],
    () => true,
  );
  const { ci } = limitsOf(rule, samples, level);
  const [low = null, high = null] = ci?.map((end) => new About(end, 1e-8)) ?? [];
  return { value: rule.value, low, high };
}

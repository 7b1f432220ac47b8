/** Segments: how a model does from one batch, instrument or span of time to the next, from what its folds left out. */
import { createHash } from "node:crypto";
import type { Rows } from "../../contract/dataset.ts";
import { takeRows } from "../../contract/matrix.ts";
import { stream } from "../../contract/stream.ts";
import { sharesOf } from "../metrics/class-forms.ts";
import { bySample } from "../metrics/grouping.ts";
import { type Judged, samplesOf } from "../metrics/judged.ts";
import { limitsOf } from "../metrics/limits.ts";
import { type Scored, unitsSaid } from "../metrics/metrics.ts";
import { inRepeats } from "../metrics/repeats.ts";
import { stateClassification, stateRegression } from "../metrics/state.ts";
import { targetForm, targetValues } from "../metrics/target-forms.ts";
import { unitsIn } from "../metrics/units.ts";
import { isoTime } from "../numeric/civil-date.ts";
import { leastSamples, type SegmentMetrics, type SegmentsSummary } from "./schema.ts";
import type { Slice, Slices } from "./slices.ts";
import { trendOf } from "./trend.ts";

export interface Segment {
  readonly id: string;
  /** Rows that some fold tests, ascending. */
  readonly rows: readonly number[];
  readonly metrics: SegmentMetrics;
}

export interface Segments {
  readonly segments: readonly Segment[];
  readonly summary: SegmentsSummary;
}

/** What is needed of a model: its out-of-fold scores, and what they are of. */
type Segmented = Pick<Scored, "task" | "rows" | "outcome" | "split" | "scores" | "probabilities">;

/**
 * Metrics of each segment, and how they differ. Inside a segment samples count, each by the mean score over its spectra there.
 *
 * @param name seed and estimator: the beginning of the names of the streams
 */
export function segmentsOfModel(
  model: Segmented,
  { by, isTimed, slices }: Slices,
  name: readonly (string | number)[],
): Segments {
  const ids = idsOf(slices.map((one) => one.name));
  const all = slices.map((slice, k) => ({ slice, id: ids[k], judged: judgedIn(model, slice) }));
  const level = (m: number) => Math.exp(Math.log(0.95) / m);
  const stated = all.map(({ slice, id, judged }) => ({ id, slice, judged, ...figureOf(model, judged, 0.95) }));
  const valued = stated.filter((one) => one.value !== null) as ((typeof stated)[number] & { readonly value: number })[];
  const values = valued.map(({ value }) => value);
  const isWorse = (a: number, b: number) => (model.task === "regression" ? a > b : a < b);
  const worst = valued.reduce<(typeof valued)[number] | null>(
    (found, one) => (found === null || isWorse(one.value, found.value) ? one : found),
    null,
  );
  return {
    segments: all.map(({ slice, id, judged }) => ({
      id,
      rows: slice.rows,
      metrics: metricsOf(model, slice.name, id, judged, name),
    })),
    summary: {
      schema_version: 1,
      model: String(name.at(-1)),
      by,
      metric: model.task === "regression" ? "rmse" : "accuracy",
      segments: stated.map(({ id, slice, judged, value, low, high }) => ({
        id,
        name: slice.name,
        kind: slice.kind,
        ...spanOf(slice, model.rows),
        n_samples: samplesOf(judged).names.length,
        n_spectra: samplesOf(judged).spectra,
        value,
        low,
        high,
      })),
      trend: isTimed ? trendOf(values, () => stream(...name, "trend")) : null,
      worst:
        worst === null
          ? null
          : { id: worst.id, value: worst.value, ...endsOf(model, worst.judged, level(valued.length)) },
      spread: values.length === 0 ? null : Math.max(...values) - Math.min(...values),
    },
  };
}

function judgedIn({ rows, outcome, scores }: Segmented, slice: Slice): Judged {
  const units = unitsIn(slice.rows, rows, outcome);
  const repeats = inRepeats(scores, rows.id.length).map((of) => units(takeRows(of, slice.rows)));
  return { repeats, grouping: bySample(repeats[0]) };
}

const isEnough = (judged: Judged): boolean => samplesOf(judged).names.length >= leastSamples;

function formOf({ task }: Segmented, judged: Judged) {
  return task === "classification" ? sharesOf(judged).accuracy() : targetForm(judged, "rmse", targetValues(judged));
}

function figureOf(model: Segmented, judged: Judged, level: number) {
  if (!isEnough(judged)) return { value: null, low: null, high: null };
  const { value } = formOf(model, judged);
  return Number.isFinite(value) ? { value, ...endsOf(model, judged, level) } : { value: null, low: null, high: null };
}

function endsOf(model: Segmented, judged: Judged, level: number) {
  const { ci } = limitsOf(formOf(model, judged), judged.grouping, level);
  return { low: ci?.[0] ?? null, high: ci?.[1] ?? null };
}

function metricsOf(
  model: Segmented,
  segment: string,
  id: string,
  judged: Judged,
  name: readonly (string | number)[],
): SegmentMetrics {
  const head = { schema_version: 1, segment, over: "samples", task: model.task } as const;
  const { names, spectra } = samplesOf(judged);
  if (!isEnough(judged)) return { ...head, n_samples: names.length, n_spectra: spectra, na: "too_few" };
  const units = unitsSaid(judged, model);
  if (model.task === "regression")
    return { ...head, ...stateRegression(judged, "rmsecv"), units } as unknown as SegmentMetrics;
  const classes = model.outcome.label?.classes ?? [];
  const { probabilities } = model;
  const known = probabilities && judged.repeats.map(({ scores }) => probabilities(scores));
  const draw = () => stream(...name, "balanced-accuracy", `segment ${id}`);
  return { ...head, ...stateClassification(judged, classes, known, draw), units } as SegmentMetrics;
}

/** First and last time of a segment. */
function spanOf({ rows }: Slice, { time }: Rows): { from: string | number | null; to: string | number | null } {
  const known = time === undefined ? [] : rows.flatMap((i) => time.values[i] ?? []);
  if (time === undefined || known.length === 0) return { from: null, to: null };
  const told = (value: number) => (time.isCalendar ? isoTime(value) : value);
  return { from: told(known.reduce((a, b) => Math.min(a, b))), to: told(known.reduce((a, b) => Math.max(a, b))) };
}

/** Folders of segments: their names where these can be folders and no other differs by case alone, else 12 hex digits of their digest. */
function idsOf(names: readonly string[]): readonly string[] {
  const times = new Map<string, number>();
  for (const name of names) times.set(name.toLowerCase(), (times.get(name.toLowerCase()) ?? 0) + 1);
  return names.map((name) =>
    /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/.test(name) && times.get(name.toLowerCase()) === 1
      ? name
      : createHash("sha256").update(name).digest("hex").slice(0, 12),
  );
}

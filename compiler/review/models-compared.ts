/** Models compared: the paired difference of every metric of a model between two runs, and the samples that came out otherwise. */
import { type Matrix, matrix } from "../../blocks/contract/matrix.ts";
import { type Compared, compareRuns } from "../../blocks/methods/metrics/compare.ts";
import { registry } from "../../blocks/registry.ts";
import { own } from "../../schemas/dictionary.ts";
import type { Diff, MetricDifference, Verdict } from "../../schemas/diff.ts";
import { isRecord } from "../../schemas/is-record.ts";
import type { Model } from "../verify/models.ts";
import { memberOf, type Side } from "./side.ts";

/** Of the models that stand in both runs, in the order of the newer one. */
export function metricsBetween(before: Side, after: Side): readonly MetricDifference[] {
  return pairsOf(before, after).flatMap(({ older, newer }) => {
    const why = whyNotPaired(older, newer);
    if (why !== null) return apart(before, older, after, newer, why);
    const found = compareRuns(comparedOf(newer), comparedOf(older));
    if (found.length === 0) return apart(before, older, after, newer, "no sample was scored by both");
    return found
      .filter(({ first, second }) => first !== null || second !== null)
      .map((one): MetricDifference => {
        const { metric, difference, difference_n: n } = one;
        const ci = one.difference_ci === null ? null : ([...one.difference_ci] as [number, number]);
        return {
          model: newer.block,
          metric,
          unit: unitOf(after, newer, metric),
          before: one.second,
          after: one.first,
          difference,
          difference_ci: ci,
          difference_unit: one.difference_unit,
          difference_na: one.difference_na,
          n,
          verdict: verdictOf(metric, one.second, one.first, ci),
        };
      });
  });
}

interface Pair {
  readonly older: Model;
  readonly newer: Model;
}

const pairsOf = (before: Side, after: Side): readonly Pair[] =>
  after.models.flatMap((newer) => {
    const older = before.models.find(({ block }) => block === newer.block);
    return older === undefined ? [] : [{ older, newer }];
  });

/** Null where predictions can be held beside one another. */
function whyNotPaired(older: Model, newer: Model): string | null {
  if (older.folds.length === 0 || newer.folds.length === 0) return "one of the two was not validated";
  if ((older.classes === null) !== (newer.classes === null)) return "one predicts classes, the other a number";
  if (older.target !== newer.target) return "they predict different columns";
  if (older.classes !== null && older.classes.join("\n") !== newer.classes?.join("\n")) return "their classes differ";
  return null;
}

/** What each run says of itself, with nothing between them. */
function apart(before: Side, older: Model, after: Side, newer: Model, why: string): readonly MetricDifference[] {
  const pooled = (side: Side, { folder }: Model): { readonly [name: string]: unknown } => {
    const found = memberOf(side, `${folder}metrics.json`, "pooled");
    return isRecord(found) ? found : {};
  };
  const [then, now] = [pooled(before, older), pooled(after, newer)];
  return compared()
    .filter((name) => typeof own(then, name) === "number" || typeof own(now, name) === "number")
    .map((metric) => ({
      model: newer.block,
      metric,
      unit: unitOf(after, newer, metric),
      before: numberOr(own(then, metric)),
      after: numberOr(own(now, metric)),
      difference: null,
      difference_ci: null,
      difference_unit: null,
      difference_na: why,
      n: 0,
      verdict: "not_distinguishable" as const,
    }));
}

const numberOr = (value: unknown): number | null => (typeof value === "number" ? value : null);
const declared = () => registry.kinds.model.metrics ?? [];
const compared = (): readonly string[] => declared().map(({ name }) => name);

/** Whether the difference is one: an interval that holds 0, or none at all, shows nothing. @internal */
export function verdictOf(
  metric: string,
  before: number | null,
  after: number | null,
  ci: readonly [number, number] | null,
): Verdict {
  if (before === after) return "same";
  if (before === null || after === null || ci === null || (ci[0] <= 0 && ci[1] >= 0)) return "not_distinguishable";
  const better = declared().find(({ name }) => name === metric)?.better ?? "not compared";
  if (better === "not compared") return "not_distinguishable";
  const gain =
    better === "larger" ? after - before : better === "smaller" ? before - after : Math.abs(before) - Math.abs(after);
  return gain > 0 ? "better" : "worse";
}

/** Of the target, for what is on its scale; the last data block that says one. */
function unitOf(side: Side, model: Model, metric: string): string | null {
  if (declared().find(({ name }) => name === metric)?.scale !== "target" || model.target === null) return null;
  const summaries = side.folder.paths.filter((path) => path.endsWith("data_summary.json"));
  for (const path of summaries) {
    const said = [memberOf(side, path, "target"), memberOf(side, path, "targets")].flat();
    const own = said.find((one) => isRecord(one) && one.column === model.target);
    if (isRecord(own) && typeof own.unit === "string") return own.unit;
  }
  return null;
}

/** The predictions of a run in the form in which models are compared. */
function comparedOf({ rows, classes, folds, estimator }: Model): Compared {
  const repeat = rows.columns.includes("repeat") ? rows.cells("repeat") : null;
  const first = repeat === null ? rows : rows.only((i) => repeat[i] === repeat[0]);
  const observed = first.cells("observed");
  const batch = first.cells("batch");
  const sample = first.cells("sample");
  const fold = first.cells("fold");
  const isRegression = classes === null;
  return {
    task: isRegression ? "regression" : "classification",
    rows: {
      id: first.cells("id"),
      sample,
      group: first.cells("group"),
      batch: batch.some((name) => name !== "") ? batch : null,
      instrument: null,
      external: sample.map(() => false),
      duplicateOf: sample.map(() => null),
    },
    outcome: {
      label: isRegression
        ? null
        : { name: "observed", classes, codes: observed.map((name) => classes.indexOf(name)), positive: null },
      target: isRegression ? { name: "observed", unit: null, values: observed.map(Number) } : null,
    },
    split: {
      scheme: { name: folds[0].scheme, options: {} },
      unit: folds[0].unit as Compared["split"]["unit"],
      folds: folds.map(({ fold: name, left_out: left }) => ({
        name,
        left,
        training: [],
        test: fold.flatMap((own, i) => (own === name ? [i] : [])),
      })),
    },
    scores: scoresOf(isRegression ? ["predicted"] : classes.map((name) => `score:${name}`), rows),
    probabilities: probabilitiesOf(estimator),
  };
}

function probabilitiesOf(name: string): Compared["probabilities"] {
  try {
    return registry.methods.estimator(name).probabilities ?? null;
  } catch {
    // A run of a release that had another estimator: its log loss cannot be made again here.
    return null;
  }
}

/** Rows × columns, the repeats below one another as they stand. */
function scoresOf(columns: readonly string[], rows: Model["rows"]): Matrix {
  const data = new Float64Array(rows.count * columns.length);
  columns.forEach((name, c) => {
    rows.numbers(name).forEach((value, i) => {
      data[i * columns.length + c] = value;
    });
  });
  return matrix(rows.count, columns.length, data);
}

const most = 10;

/** Every sample called another class; of a regression the ten whose prediction moved most. Of repeats the first is looked at. */
export const samplesBetween = (before: Side, after: Side): Diff["samples"] =>
  pairsOf(before, after).flatMap(({ older, newer }) =>
    whyNotPaired(older, newer) === null ? samplesOf(older, newer) : [],
  );

function samplesOf(older: Model, newer: Model): Diff["samples"] {
  const { classes, block: model, samples } = newer;
  const places = new Map(older.samples.names.map((name, i) => [name, i]));
  const [was, is] = [older.samples.repeats[0], samples.repeats[0]];
  const both = samples.names.flatMap((sample, i) => {
    const at = places.get(sample);
    return at === undefined || was === undefined || is === undefined ? [] : [{ sample, i, at }];
  });
  if (classes !== null)
    return both
      .filter(({ i, at }) => is.called[i] !== was.called[at])
      .map(({ sample, i, at }) => ({
        model,
        sample,
        observed: classes[samples.observed[i]] ?? "",
        before: classes[was.called[at]],
        after: classes[is.called[i]],
        flip: true,
      }));
  return both
    .map(({ sample, i, at }) => ({
      model,
      sample,
      observed: samples.target[i],
      before: was.scores[0][at],
      after: is.scores[0][i],
      flip: false,
    }))
    .filter(({ before, after }) => before !== after)
    .sort((a, b) => Math.abs(b.after - b.before) - Math.abs(a.after - a.before) || (a.sample < b.sample ? -1 : 1))
    .slice(0, most);
}

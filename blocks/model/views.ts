/** Views of a model: confusion or predicted against measured, tuning, metrics, and the worst samples. */
import { confusion as confusionChart } from "../shared/charts/confusion.ts";
import { predictedMeasured } from "../shared/charts/predicted-measured.ts";
import { tuning as tuningChart } from "../shared/charts/tuning.ts";
import { type Matrix, takeRows } from "../shared/numeric/matrix.ts";
import type { Json, ModelParts, Outcome, Rows } from "../values.ts";
import type { TableView, View, ViewSource } from "../view.ts";
import { estimatorOf } from "./estimators.ts";
import { largest, unitsOf } from "./metrics/units.ts";
import { gridOf, type ModelOptions, tuningOf } from "./options.ts";
import type { ModelResults } from "./results.ts";
import { isLowerBetter } from "./tune.ts";

const isTask =
  (task: string) =>
  ({ options }: { readonly options: Json }) =>
    estimatorOf((options as unknown as ModelOptions).estimator.name).task === task;

const confusion: View = {
  shape: "figure",
  title: "confusion matrix",
  byDefault: true,
  exists: isTask("classification"),
  async make(source) {
    const { confusion: counted, accuracy } = source.results as unknown as ModelResults;
    if (counted === null) return { na: "Without validation no sample was left out, so there is nothing to count." };
    const right = counted.counts.reduce((sum, row, k) => sum + row[k], 0);
    return {
      data: confusionChart({ classes: counted.classes, counts: counted.counts, unit: "samples" }),
      alt: `${right} of ${counted.n} samples are predicted as what they are`,
      caption: `Observed against predicted class of ${counted.n} samples, each predicted by a model that had not seen it${
        typeof accuracy === "number" ? `: ${right} right` : ""
      }.`,
    };
  },
};

const predicted: View = {
  shape: "figure",
  title: "predicted against measured",
  byDefault: true,
  exists: isTask("regression"),
  async make(source) {
    const { task, rmsecv, target_unit } = source.results as unknown as ModelResults;
    if (rmsecv === undefined || task !== "regression") return { na: "Without validation no sample was left out." };
    const parts = await partsOf(source);
    const own = unitsOf(
      takeRows(parts.scores, indexes(parts.rows, false)),
      indexes(parts.rows, false),
      parts.rows,
      parts.outcome,
    );
    const outside = unitsOf(parts.externalScores, indexes(parts.rows, true), parts.rows, parts.outcome);
    const target = parts.outcome.target?.name ?? "target";
    return {
      data: predictedMeasured({
        observed: [...(own.target ?? []), ...(outside.target ?? [])],
        predicted: [...own.scores.data, ...outside.scores.data],
        ids: [...own.names, ...outside.names],
        external: [...own.names.map(() => false), ...outside.names.map(() => true)],
        unit: target_unit,
        target,
        rmse: rmsecv,
      }),
      alt: `${own.names.length} samples: predicted ${target} against measured, the error of prediction is ${Number(rmsecv?.toPrecision(3))}`,
      caption: `Predicted against measured ${target} of ${own.names.length} samples, each predicted by a model that had not seen it${
        outside.names.length > 0 ? `, and of ${outside.names.length} external samples` : ""
      }.`,
    };
  },
};

const tuning: View = {
  shape: "figure",
  title: "tuning",
  byDefault: true,
  exists: ({ options }) => tuningOf(options as unknown as ModelOptions) !== null,
  async make(source) {
    const final = (await source.own("final")) as ModelParts["final"];
    const trace = final.tuning;
    if (trace === null) return { na: "There was one candidate only." };
    const [option] = Object.keys(gridOf(source.options as unknown as ModelOptions)).filter(
      (name) => new Set(trace.candidates.map(({ options }) => JSON.stringify(options[name]))).size > 1,
    );
    // A candidate without a score in any inner fold has no point.
    const tried = trace.candidates.filter(({ mean }) => mean !== null);
    const chosen = tried.indexOf(trace.candidates[trace.chosen]);
    return {
      data: tuningChart({
        option,
        values: tried.map(({ options }) => options[option]),
        mean: tried.map(({ mean }) => mean ?? 0),
        se: tried.map(({ se }) => se ?? 0),
        chosen,
        metric: trace.metric,
        rule: trace.rule,
        lowerIsBetter: isLowerBetter(trace.metric),
      }),
      alt: `${trace.metric} for ${tried.length} values of ${option}; ${String(trace.candidates[trace.chosen].options[option])} was chosen`,
      caption: `Tuning of the final model inside its training rows: ${trace.metric} (mean and standard error over inner folds) for each value of ${option}.`,
    };
  },
};

const metricsTable: View = {
  shape: "table",
  title: "metrics",
  byDefault: true,
  exists: () => true,
  async make(source) {
    const results = source.results as unknown as ModelResults;
    const names = results.task === "classification" ? classificationNames : regressionNames;
    const rows = [
      ...lines(results as unknown as Numbers, names, "validation", ""),
      ...lines(results.external as unknown as Numbers, names, "external", "/external"),
    ];
    if (rows.length === 0) return { na: "Without validation there is no honest metric." };
    const shown = rows.map(({ origin: _, ...row }) => row);
    const origins = Object.fromEntries(
      rows.flatMap(({ origin }, i) =>
        ["value", "low", "high"].map((key) => [
          `${i}:${key}`,
          { artifact: "model/metrics.json", pointer: origin + (key === "value" ? "" : `_ci/${key === "low" ? 0 : 1}`) },
        ]),
      ),
    );
    return {
      data: { type: "table", columns: metricColumns, rows: shown, origins },
      alt: `${rows.length} metrics with intervals`,
      caption: `Metrics counted by sample, with 95 % intervals; validation by ${results.scheme}, ${results.n_folds} folds.`,
    };
  },
};

const metricColumns: TableView["columns"] = [
  { key: "metric", title: "Metric", format: null },
  { key: "on", title: "Measured on", format: null },
  { key: "value", title: "Estimate", format: ".3f" },
  { key: "low", title: "95 % from", format: ".3f" },
  { key: "high", title: "to", format: ".3f" },
  { key: "n", title: "n", format: "d" },
  { key: "over", title: "counted", format: null },
];

const classificationNames = [
  "accuracy",
  "balanced_accuracy",
  "precision",
  "recall",
  "specificity",
  "f1",
  "mcc",
  "kappa",
  "roc_auc",
  "log_loss",
  "brier",
];
const regressionNames = ["rmsecv", "rmsep", "rmsec", "r2", "bias", "sep", "rpd"];

type Numbers = { readonly [name: string]: Json } | null;

/** A line a metric that is there; those of external rows are named by where they stand in metrics.json. */
function lines(of: Numbers, names: readonly string[], on: string, pointer: string) {
  if (of === null) return [];
  return names
    .filter((name) => typeof of[name] === "number")
    .map((name) => {
      const [low, high] = (of[`${name}_ci`] ?? [null, null]) as readonly (number | null)[];
      const where = name === "rmsec" ? "fitted rows" : on;
      return {
        metric: name,
        on: where,
        value: of[name],
        low,
        high,
        n: of[`${name}_n`],
        over: of[`${name}_over`],
        origin: `${pointer === "" ? "/pooled" : pointer}/${name}`,
      };
    });
}

const worst: View = {
  shape: "table",
  title: "worst predicted samples",
  byDefault: false,
  exists: () => true,
  async make(source) {
    const parts = await partsOf(source);
    if (parts.split.folds.length === 0) return { na: "Without validation no sample was left out." };
    const units = unitsOf(
      takeRows(parts.scores, indexes(parts.rows, false)),
      indexes(parts.rows, false),
      parts.rows,
      parts.outcome,
    );
    const rows = parts.recipe.task === "regression" ? worstResiduals(units) : wrongSamples(units, parts.outcome);
    const isRegression = parts.recipe.task === "regression";
    const number = isRegression ? ".3~f" : null;
    return {
      data: {
        type: "table",
        columns: [
          { key: "sample", title: "Sample", format: null },
          { key: "observed", title: "Observed", format: number },
          { key: "predicted", title: "Predicted", format: number },
          { key: "distance", title: isRegression ? "Residual" : "Score difference", format: ".3f" },
        ],
        rows: rows.slice(0, 10),
      },
      alt: `${Math.min(rows.length, 10)} samples that were predicted worst`,
      caption: isRegression
        ? "The ten largest residuals."
        : `Samples predicted as another class: ${rows.length}; the most confident errors first.`,
    };
  },
};

type Units = ReturnType<typeof unitsOf>;

function worstResiduals({ names, scores, target }: Units) {
  const rows = names.map((sample, u) => {
    const observed = target?.[u] ?? Number.NaN;
    return { sample, observed, predicted: scores.data[u], distance: scores.data[u] - observed };
  });
  return rows.sort((a, b) => Math.abs(b.distance) - Math.abs(a.distance) || (a.sample < b.sample ? -1 : 1));
}

function wrongSamples({ names, scores, codes }: Units, { label }: Outcome) {
  const winners = largest(scores);
  return names
    .flatMap((sample, u) => {
      const observed = codes?.[u] ?? -1;
      if (winners[u] === observed || label === null) return [];
      const at = (c: number) => scores.data[u * scores.cols + c];
      return [
        {
          sample,
          observed: label.classes[observed],
          predicted: label.classes[winners[u]],
          distance: at(winners[u]) - at(observed),
        },
      ];
    })
    .sort((a, b) => b.distance - a.distance || (a.sample < b.sample ? -1 : 1));
}

interface Parts {
  readonly recipe: ModelParts["recipe"];
  readonly split: ModelParts["split"];
  readonly scores: Matrix;
  readonly externalScores: Matrix;
  readonly rows: Rows;
  readonly outcome: Outcome;
}

async function partsOf(source: ViewSource): Promise<Parts> {
  return {
    recipe: (await source.own("recipe")) as ModelParts["recipe"],
    split: (await source.own("split")) as ModelParts["split"],
    scores: (await source.own("scores")) as Matrix,
    externalScores: (await source.own("externalScores")) as Matrix,
    rows: (await source.input("dataset", "rows")) as Rows,
    outcome: (await source.input("dataset", "outcome")) as Outcome,
  };
}

const indexes = (rows: Rows, external: boolean): number[] =>
  rows.external.flatMap((is, i) => (is === external ? [i] : []));

export const modelViews: { readonly [name: string]: View } = {
  confusion,
  "predicted-measured": predicted,
  tuning,
  metrics: metricsTable,
  worst,
};

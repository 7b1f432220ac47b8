/** Views of features: scores of the first two components, explained variance, and what each feature says. */

import { scores } from "../charts/scores.ts";
import { type Heads, tableOf } from "../charts/table-of.ts";
import type { Outcome, Rows } from "../contract/dataset.ts";
import { type Matrix, takeRows } from "../contract/matrix.ts";
import { percent } from "../contract/number-text.ts";
import type { DisplayMatrix } from "../contract/variables.ts";
import type { Origin, PartSource } from "../contract/view.ts";
import { t2FittedLimit } from "../methods/numeric/multivariate-limits.ts";
import { finiteScores } from "./display.ts";
import type { FeaturesView } from "./features-view.ts";
import type { Importance } from "./results.ts";

/** Lines of the importance table; the file holds all. */
const mostLines = 30;

const hasPca: FeaturesView["exists"] = ({ options }) => options.columns.pca !== undefined;

const pcaScores: FeaturesView = {
  shape: "figure",
  title: "PCA scores",
  byDefault: true,
  exists: hasPca,
  async make(source, selection) {
    const { names, explained_variance: explained } = source.results;
    const [first, second] = ["PC1", "PC2"].map((name) => names.indexOf(name));
    if (first === -1 || second === -1) {
      return {
        na: explained.length < 2 ? "There is one component only." : "Selection did not keep the first two components.",
      };
    }
    const { x, rows, outcome } = await partsOf(source);
    const { label } = outcome;
    const wanted = rows.id.flatMap((_, i) =>
      selection.classes === undefined || label === null || selection.classes.includes(label.classes[label.codes[i]])
        ? [i]
        : [],
    );
    if (wanted.length === 0) return { na: "No spectrum is of these classes." };
    const own = indexes(rows);
    const at = (indexes: readonly number[], j: number) => indexes.map((i) => x.data[i * x.cols + j]);
    const limit = t2FittedLimit(own.length, 2, 0.95);
    const radius = (j: number, of: number): number => Math.sqrt(of * meanSquare(at(own, j)));
    const title = (c: number): string => `PC${c + 1} (${percent(explained[c])})`;
    const share = percent(explained[0] + explained[1]);
    return {
      data: {
        ...scores({
          x: at(wanted, first),
          y: at(wanted, second),
          ids: wanted.map((i) => rows.id[i]),
          samples: wanted.map((i) => rows.sample[i]),
          codes: label === null ? null : wanted.map((i) => label.codes[i]),
          classes: label?.classes ?? [],
          external: wanted.map((i) => rows.external[i]),
          radii: limit === null ? null : [radius(first, limit), radius(second, limit)],
          titles: [title(0), title(1)],
        }),
        from: { artifact: "features/X_features.npy", pointer: "" },
      },
      alt: `${wanted.length} spectra on the first two principal components, which carry ${share} of the variance`,
      caption: `Scores on the first two principal components of all non-external spectra (${share} of the variance); the dashed ellipse is the 95 % limit of Hotelling's T² of the two. For the eye only: models learn the components anew in each fold.`,
    };
  },
};

/** Scores of fitted rows have mean 0. Divisor n − 1. */
const meanSquare = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value * value, 0) / (values.length - 1);

const explainedVariance: FeaturesView = {
  shape: "table",
  title: "explained variance",
  byDefault: true,
  exists: hasPca,
  async make(source) {
    const { explained_variance: explained, importance } = source.results;
    let sum = 0;
    const rows = explained.map((share, c) => {
      sum += share;
      return { component: `PC${c + 1}`, share, cumulative: sum };
    });
    const from = importance.features.findIndex(({ family }) => family === "pca");
    return {
      data: {
        ...tableOf(
          { component: "Component", share: ["Share of the variance", "share"], cumulative: ["Together", "share"] },
          rows,
          { share: (c) => inImportance(`${from + c}/explained_variance`) },
        ),
        from: { artifact: "features/feature_importance.json", pointer: "/features", how: "sum down to this line" },
      },
      alt: `${rows.length} components carry ${percent(sum)} of the variance`,
      caption: `Variance that the principal components of ${importance.n_spectra} non-external spectra carry.`,
    };
  },
};

const titles: { readonly [method: string]: string } = {
  anova_f: "F between classes",
  f_regression: "F of the correlation with the target",
  vip: "VIP",
  explained_variance: "Share of the variance",
};

const importanceTable: FeaturesView = {
  shape: "table",
  title: "what each feature says",
  byDefault: true,
  exists: () => true,
  async make(source) {
    const { importance } = source.results;
    const isStored = importance.method !== null && importance.method !== "explained_variance";
    const told = isStored ? importance : await byOutcome(source, importance);
    if (told.method === null) return { na: "There is neither a label nor a target that features could tell of." };
    const order = told.features
      .map((_, j) => j)
      .sort((a, b) => (told.features[b].importance ?? -1) - (told.features[a].importance ?? -1) || a - b)
      .slice(0, mostLines);
    const selects = source.options.columns.select !== undefined;
    const format = told.method === "explained_variance" ? "share" : "number";
    const heads: Heads = {
      feature: "Feature",
      family: "Made as",
      importance: [titles[told.method], format],
      ...(selects ? { kept: "Kept" } : {}),
    };
    const of = told.features.length;
    return {
      data: {
        ...tableOf(
          heads,
          order.map((j) => {
            const { name, family, importance: value, kept } = told.features[j];
            return { feature: name, family, importance: value, kept: kept ? "yes" : "no" };
          }),
          isStored ? { importance: (line) => inImportance(`${order[line]}/importance`) } : undefined,
        ),
        ...(isStored
          ? {}
          : { from: { artifact: "features/X_features.npy", pointer: "", how: "measured over these features" } }),
      },
      alt: `${order.length} features by ${titles[told.method]}`,
      caption: `${order.length < of ? `The first ${order.length} of ${of} features` : "Features"} by ${titles[told.method]}, over ${told.n_spectra} non-external spectra. It describes these spectra and is no validation: models learn anew in each fold.`,
    };
  },
};

const inImportance = (place: string): Origin => ({
  artifact: "features/feature_importance.json",
  pointer: `/features/${place}`,
});

/** Features that learn nothing from the outcome do not load it; a view may. */
async function byOutcome(source: PartSource, importance: Importance): Promise<Importance> {
  const { x, rows, outcome } = await partsOf(source);
  const { label, target } = outcome;
  if (label === null && target === null) return importance;
  const own = indexes(rows);
  const codes = label === null ? null : Int32Array.from(own, (i) => label.codes[i]);
  const values = target === null ? null : Float64Array.from(own, (i) => target.values[i]);
  const score = codes === null ? "f_regression" : "anova_f";
  const known = { codes, classes: label?.classes.length ?? 0, target: values };
  const told = finiteScores(takeRows(x, own), score, known);
  return {
    ...importance,
    method: score,
    features: importance.features.map((one, j) => ({ ...one, importance: told[j] })),
  };
}

async function partsOf(source: PartSource): Promise<{ x: Matrix; rows: Rows; outcome: Outcome }> {
  return {
    x: ((await source.own("display")) as DisplayMatrix).display,
    rows: (await source.input("dataset", "rows")) as Rows,
    outcome: (await source.input("dataset", "outcome")) as Outcome,
  };
}

const indexes = (rows: Rows): number[] => rows.external.flatMap((external, i) => (external ? [] : [i]));

export const featuresViews: { readonly [name: string]: FeaturesView } = {
  "pca-scores": pcaScores,
  "explained-variance": explainedVariance,
  importance: importanceTable,
};

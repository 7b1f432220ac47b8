/** Scores and loadings of the final model: its spectra on the first two latent variables, and what these are made of. */
import { scores as chartOf } from "../../charts/scores.ts";
import { variableBars } from "../../charts/variable-bars.ts";
import { type VariableLine, variableLines } from "../../charts/variable-lines.ts";
import { sentences } from "../../charts/words.ts";
import type { Outcome } from "../../contract/dataset.ts";
import { columnMeans, takeRows } from "../../contract/matrix.ts";
import { counted, percent } from "../../contract/number-text.ts";
import { methods } from "../../methods/methods.ts";
import { t2FittedLimit } from "../../methods/numeric/multivariate-limits.ts";
import type { ModelView } from "../model-view.ts";
import type { ModelResults } from "../results.ts";
import { signedLoadings, signedScores } from "../signs.ts";
import { inRange } from "./axis.ts";
import { nothingLatent, onlyOnRequest } from "./latent-variables.ts";
import { indexes, variablesOf } from "./parts.ts";

const mostLoadings = 3;

/** `LV1 (71.2 %)`: the share of the variance of the variables. */
const titleOf = (c: number, { latent_variables }: ModelResults): string =>
  `LV${c + 1} (${percent(latent_variables?.x_variance[c] ?? Number.NaN)})`;

export const scores: ModelView = {
  ...onlyOnRequest,
  title: "scores on the latent variables",
  async make(source, selection) {
    const { results } = source;
    const { predictor, rows, x } = await variablesOf(source);
    const { distances } = methods.estimator(predictor.estimator);
    if (distances === undefined || results.latent_variables == null) return { na: nothingLatent };
    const { scores: all, components } = distances(x, predictor.state);
    if (components < 2) return { na: "There is one latent variable only." };
    const { label } = (await source.input("dataset", "outcome")) as Outcome;
    const classes = results.classes === null ? null : label;
    const wanted = rows.id.flatMap((_, i) =>
      selection.classes === undefined ||
      classes === null ||
      selection.classes.includes(classes.classes[classes.codes[i]])
        ? [i]
        : [],
    );
    if (wanted.length === 0) return { na: "No spectrum is of these classes." };
    const signed = signedScores(all, predictor.state);
    const at = (c: number, of: readonly number[]) => of.map((i) => signed.data[i * components + c]);
    const own = indexes(rows, false);
    const limit = t2FittedLimit(own.length, 2, 0.95);
    const radius = (c: number, of: number) => Math.sqrt((of * sumOfSquares(at(c, own))) / (own.length - 1));
    const chart = chartOf({
      x: at(0, wanted),
      y: at(1, wanted),
      ids: wanted.map((i) => rows.id[i]),
      samples: wanted.map((i) => rows.sample[i]),
      codes: classes === null ? null : wanted.map((i) => classes.codes[i]),
      classes: classes?.classes ?? [],
      external: wanted.map((i) => rows.external[i]),
      radii: limit === null ? null : [radius(0, limit), radius(1, limit)],
      titles: [titleOf(0, results), titleOf(1, results)],
    });
    const outside = rows.id.length - own.length;
    return {
      data: { ...chart, from: { artifact: "model/scores.csv", pointer: "" } },
      alt: `${counted(wanted.length, "spectrum", "spectra")} on the first two latent variables, ${titleOf(0, results)} and ${titleOf(1, results)}.`,
      caption: sentences(
        `Scores on the first two of ${components} latent variables of the final model, in brackets their share of the variance of the variables.`,
        outside === 0
          ? null
          : `Hollow: ${counted(outside, "external spectrum", "external spectra")}, which it was not fitted on.`,
        limit === null ? null : "Dashed: the 95\u00a0% limit of Hotelling's T² of the two.",
      ),
    };
  },
};

const sumOfSquares = (values: readonly number[]): number => values.reduce((sum, value) => sum + value * value, 0);

export const loadings: ModelView = {
  ...onlyOnRequest,
  title: "loadings of the latent variables",
  async make(source, selection) {
    const { results } = source;
    const { predictor, rows, x } = await variablesOf(source);
    if (results.latent_variables == null) return { na: nothingLatent };
    const { columns } = predictor.pipeline;
    const lines = signedLoadings(predictor.state)
      .slice(0, mostLoadings)
      .map((values, c): VariableLine => ({ name: titleOf(c, results), code: c, values }));
    const mean = columnMeans(takeRows(x, indexes(rows, false)));
    const narrowed =
      columns.kind === "names" ? null : inRange(columns, selection.range, [...lines.map(({ values }) => values), mean]);
    if (columns.kind !== "names" && narrowed === null) return { na: "No point of the axis lies in the chosen range." };
    const measure = "Loading";
    const { chart, note } =
      columns.kind === "names" || narrowed === null
        ? variableBars({ names: columns.kind === "names" ? columns.names : [], measure, lines, level: 0 })
        : variableLines({
            axis: narrowed.axis,
            measure,
            lines: lines.map((line, k) => ({ ...line, values: narrowed.lists[k] })),
            level: 0,
            shaded: false,
            mean: narrowed.lists[lines.length],
          });
    return {
      data: { ...chart, from: { artifact: "model/model.json", pointer: "/state/loadings" } },
      alt: `Loadings of ${lines.map(({ name }) => name).join(", ")} on ${counted(mean.length, "variable")}.`,
      caption: sentences(
        `Loadings of the first ${lines.length === 1 ? "latent variable" : `${lines.length} latent variables`} of the final model; the largest, by size, is positive.`,
        columns.kind === "names" ? null : "Below: the mean of the spectra as the model sees them.",
        note,
      ),
    };
  },
};

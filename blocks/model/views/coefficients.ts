/** Coefficients of the final model: what one unit more of a variable adds to the prediction or to the score of a class. */
import type { SpectralAxis } from "../../charts/axis-words.ts";
import { variableBars } from "../../charts/variable-bars.ts";
import { type VariableLine, variableLines } from "../../charts/variable-lines.ts";
import { listed, sentences } from "../../charts/words.ts";
import type { Outcome } from "../../contract/dataset.ts";
import { columnMeans, type Matrix, takeColumns, takeRows } from "../../contract/matrix.ts";
import type { Predictor } from "../../contract/model.ts";
import { counted, rounded } from "../../contract/number-text.ts";
import type { Selection } from "../../contract/view.ts";
import { methods } from "../../methods/methods.ts";
import type { ModelView } from "../model-view.ts";
import { inRange, pointWithUnit } from "./axis.ts";
import { estimatorIn, finalPredictor, indexes, isTask, variablesOf } from "./parts.ts";

const from = { artifact: "model/model.json", pointer: "/state" };

export const coefficients: ModelView = {
  shape: "figure",
  title: "coefficients",
  byDefault: true,
  isFirst: isTask("regression"),
  exists: ({ options }) => estimatorIn(options).importance !== undefined,
  async make(source, selection) {
    const predictor = await finalPredictor(source);
    const all = methods.estimator(predictor.estimator).importance?.(predictor.state).coefficients;
    if (all === undefined) return { na: "This estimator has no coefficients." };
    const { label } = (await source.input("dataset", "outcome")) as Outcome;
    const lines = linesOf(all, predictor, label?.positive ?? null, selection);
    if (lines.length === 0) return { na: "None of the chosen classes is in the data." };
    const { columns } = predictor.pipeline;
    const measure = measureOf(predictor, lines);
    const about = `Coefficients of the final model for the variables after preprocessing${mirrorWords(predictor, lines)}.`;
    if (columns.kind === "names") {
      const { chart, note } = variableBars({ names: columns.names, measure, lines, level: 0 });
      const first = chart.data.rows.slice(0, 3).map((row) => String(row.variable));
      return {
        data: { ...chart, from },
        alt: `${measure} of ${counted(columns.names.length, "variable")}; largest in size: ${listed(first)}.`,
        caption: sentences(about, note),
      };
    }
    const { rows, x } = await variablesOf(source);
    const mean = columnMeans(takeRows(x, indexes(rows, false)));
    const narrowed = inRange(columns, selection.range, [...lines.map(({ values }) => values), mean]);
    if (narrowed === null) return { na: "No point of the axis lies in the chosen range." };
    const shown = lines.map((line, k) => ({ ...line, values: narrowed.lists[k] }));
    const { axis } = narrowed;
    const shownMean = narrowed.lists[lines.length];
    const { chart, note } = variableLines({ axis, measure, lines: shown, level: 0, shaded: false, mean: shownMean });
    const peaks = shown.map(({ name, values }) => `${lines.length > 1 ? `${name} ` : ""}${largestWords(values, axis)}`);
    return {
      data: { ...chart, from },
      alt: `${measure} at ${counted(axis.values.length, "point")} of the axis; largest in size: ${peaks.join("; ")}.`,
      caption: sentences(about, "Below: the mean of the spectra as the model sees them.", note),
    };
  },
};

/** One a class that is shown, or the one of a regression; of two classes one, the other is its mirror. */
function linesOf(all: Matrix, { classes, target }: Predictor, positive: string | null, { classes: chosen }: Selection) {
  const column = (k: number): Float64Array => takeColumns(all, [k]).data;
  if (classes === null) return [{ name: target?.name ?? "target", code: 0, values: column(0) }];
  const shown = classes.length === 2 ? [positive ?? classes[1]] : classes;
  return shown
    .filter((name) => chosen === undefined || classes.length === 2 || chosen.includes(name))
    .map((name) => ({ name, code: classes.indexOf(name), values: column(classes.indexOf(name)) }));
}

function measureOf({ classes }: Predictor, lines: readonly VariableLine[]): string {
  return classes === null || lines.length === 1 ? `Coefficient for ${lines[0].name}` : "Coefficient";
}

const mirrorWords = ({ classes }: Predictor, [first]: readonly VariableLine[]): string =>
  classes?.length === 2 ? `; those of ${classes[1 - first.code]} are the same with the sign turned` : "";

function largestWords(values: ArrayLike<number>, axis: SpectralAxis): string {
  let most = 0;
  for (let j = 1; j < values.length; j++) if (Math.abs(values[j]) > Math.abs(values[most])) most = j;
  return `${rounded(values[most])} at ${pointWithUnit(axis.values[most], axis)}`;
}

/** Variable importance in projection of the final model: over the axis and the mean spectrum, or by named variable. */

import type { SpectralAxis } from "../../charts/axis-words.ts";
import { unitName } from "../../charts/axis-words.ts";
import { regionsAbove } from "../../charts/over-axis.ts";
import { variableBars } from "../../charts/variable-bars.ts";
import { variableLines } from "../../charts/variable-lines.ts";
import { listed, sentences } from "../../charts/words.ts";
import { columnMeans, takeRows } from "../../contract/matrix.ts";
import { counted, rounded } from "../../contract/number-text.ts";
import { methods } from "../../methods/methods.ts";
import type { ModelView } from "../model-view.ts";
import { inRange, point, pointWithUnit } from "./axis.ts";
import { estimatorIn, finalPredictor, indexes, variablesOf } from "./parts.ts";

const measure = "VIP";

const from = { artifact: "model/model.json", pointer: "/state" };

export const vip: ModelView = {
  shape: "figure",
  title: "variable importance (VIP)",
  byDefault: false,
  exists: ({ options }) => estimatorIn(options).hasVip === true,
  async make(source, selection) {
    const { estimator, state, pipeline } = await finalPredictor(source);
    const values = methods.estimator(estimator).importance?.(state).vip;
    if (values === undefined) return { na: "This estimator has no VIP." };
    const { columns } = pipeline;
    const above = values.reduce((n, value) => n + (value > 1 ? 1 : 0), 0);
    const about =
      "VIP tells how much a variable contributes to the final model; above 1 it does more than the average one.";
    if (columns.kind === "names") {
      const line = { name: measure, code: 0, values };
      const { chart, note } = variableBars({ names: columns.names, measure, lines: [line], level: 1 });
      const first = chart.data.rows.slice(0, 3).map((row) => `${String(row.variable)} (${rounded(Number(row.line0))})`);
      return {
        data: { ...chart, from },
        alt: `VIP of ${counted(values.length, "variable")}, ${above} above 1; largest: ${listed(first)}.`,
        caption: sentences(about, note),
      };
    }
    const { rows, x } = await variablesOf(source);
    const mean = columnMeans(takeRows(x, indexes(rows, false)));
    const narrowed = inRange(columns, selection.range, [values, mean]);
    if (narrowed === null) return { na: "No point of the axis lies in the chosen range." };
    const [shown, shownMean] = narrowed.lists;
    const { chart, note } = variableLines({
      axis: narrowed.axis,
      measure,
      lines: [{ name: measure, code: 0, values: shown }],
      level: 1,
      shaded: true,
      mean: shownMean,
    });
    return {
      data: { ...chart, from },
      alt: `VIP over ${axisWords(narrowed.axis)}, above the mean spectrum: largest ${peak(shown, narrowed.axis)}; above 1 ${regionWords(shown, narrowed.axis)}.`,
      caption: sentences(about, `Shaded: above 1. Below: the mean of the spectra as the model sees them.`, note),
    };
  },
};

const axisWords = (axis: SpectralAxis): string =>
  `${point(axis.values[0])} to ${pointWithUnit(axis.values[axis.values.length - 1], axis)}`;

function peak(values: ArrayLike<number>, axis: SpectralAxis): string {
  let most = 0;
  for (let j = 1; j < values.length; j++) if (values[j] > values[most]) most = j;
  return `${rounded(values[most])} at ${pointWithUnit(axis.values[most], axis)}`;
}

function regionWords(values: ArrayLike<number>, axis: SpectralAxis): string {
  const regions = regionsAbove(values, axis, 1).map(({ from, to }) =>
    from === to ? `at ${point(from)}` : `from ${point(from)} to ${point(to)}`,
  );
  return regions.length === 0 ? "nowhere" : `${listed(regions, 4)} (${unitName(axis.unit)})`;
}

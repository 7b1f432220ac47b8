/** Confusion matrix as a chart: counts, and their share of each observed class. */

import type { Json } from "../../schemas/plain-json.ts";
import { fixed, percent } from "../contract/number-text.ts";
import type { ChartView } from "../contract/view.ts";
import { tableOf } from "./table-of.ts";

/** Text on cells: not the ink of axes, which the page may turn light; the cells stay as they are. */
const onCell = { dark: "#10151c", light: "#ffffff" };

/**
 * @param classes names of the K classes, in the order of the rows and columns
 * @param counts K × K, observed (rows) by predicted (columns), whole or means over repeats; a K × L table with `predicted` names is allowed
 * @param unit what is counted, in the plural: "samples"
 * @param predicted names of the columns where they differ from the rows (an answer withheld)
 */
export function confusion({
  classes,
  counts,
  unit,
  predicted = classes,
}: {
  readonly classes: readonly string[];
  readonly counts: readonly (readonly number[])[];
  readonly unit: string;
  readonly predicted?: readonly string[];
}): ChartView {
  const rows = classes.flatMap((observed, i) => {
    const total = counts[i].reduce((sum, count) => sum + count, 0);
    return predicted.map((name, k) => ({
      observed,
      predicted: name,
      count: counts[i][k],
      share: total === 0 ? null : counts[i][k] / total,
    }));
  });
  const totals = counts.map((row) => countText(row.reduce((sum, count) => sum + count, 0)));
  const areWhole = counts.flat().every(Number.isInteger);
  const label = (i: number): string => `${classes[i]} (${totals[i]})`;
  const values = rows.map((row) => ({
    ...row,
    ...(areWhole ? {} : { text: countText(row.count) }),
    row: label(classes.indexOf(row.observed)),
    percent: row.share === null ? "" : percent(row.share),
  }));
  return {
    type: "chart",
    spec: heatMap(
      values,
      classes.map((_, i) => label(i)),
      predicted,
      unit,
      areWhole ? "count" : "text",
    ),
    data: table(rows),
  };
}

/** A count as it is; a mean of counts with one decimal. */
export const countText = (count: number): string =>
  Math.abs(count - Math.round(count)) < 1e-9 ? String(Math.round(count)) : fixed(count, 1);

function heatMap(
  values: readonly Json[],
  observed: readonly string[],
  predicted: readonly string[],
  unit: string,
  text: string,
): ChartView["spec"] {
  const side = Math.max(48, Math.min(96, Math.floor(420 / Math.max(observed.length, predicted.length))));
  const onDark = { condition: { test: "datum.share > 0.55", value: onCell.light }, value: onCell.dark };
  return {
    data: { values },
    width: side * predicted.length,
    height: Math.round(side * 0.72) * observed.length,
    encoding: {
      x: {
        field: "predicted",
        type: "nominal",
        sort: predicted,
        title: "Predicted class",
        axis: { orient: "top", labelAngle: predicted.length > 6 ? -40 : 0 },
      },
      y: { field: "row", type: "nominal", sort: observed, title: `Observed class (${unit})` },
    },
    layer: [
      {
        mark: { type: "rect", stroke: "#8a9099", strokeOpacity: 0.35 },
        encoding: {
          color: {
            field: "share",
            type: "quantitative",
            scale: { domain: [0, 1], range: ["#eef4f9", "#0b4f86"] },
            legend: null,
          },
        },
      },
      {
        mark: { type: "text", fontSize: 16, fontWeight: "bold", dy: -7 },
        encoding: { text: { field: text }, color: onDark },
      },
      {
        mark: { type: "text", fontSize: 12, dy: 11 },
        encoding: { text: { field: "percent" }, color: onDark },
      },
    ],
  };
}

function table(rows: readonly { readonly [key: string]: Json }[]): ChartView["data"] {
  return tableOf(
    {
      observed: "Observed",
      predicted: "Predicted",
      count: ["Count", "count"],
      share: ["Share of observed", "share"],
    },
    rows,
  );
}

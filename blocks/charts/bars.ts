/** Counts or amounts by name as horizontal bars, each with its number at its end. */
import type { ChartView } from "../contract/view.ts";
import { colours, ink } from "./palette.ts";
import { tableOf } from "./table-of.ts";

/**
 * @param names length m, from top to bottom
 * @param values length m
 * @param title what the names are: "Class"
 * @param measure what the values are: "Samples"
 * @param format d3-format of the values ("d" for counts)
 */
export function bars({
  names,
  values,
  title,
  measure,
  format = "d",
}: {
  readonly names: readonly string[];
  readonly values: readonly number[];
  readonly title: string;
  readonly measure: string;
  readonly format?: string;
}): ChartView {
  const rows = names.map((name, i) => ({ name, value: values[i] }));
  const y = { field: "name", type: "nominal", sort: names, title: null };
  const x = {
    field: "value",
    type: "quantitative",
    title: measure,
    axis: { format, grid: false, tickCount: 6, tickMinStep: format === "d" ? 1 : 0 },
  };
  return {
    type: "chart",
    spec: {
      data: { values: rows },
      width: 460,
      height: 30 * Math.max(1, names.length),
      encoding: { x, y },
      layer: [
        { mark: { type: "bar", color: colours[0], height: 18 } },
        {
          mark: { type: "text", align: "left", dx: 6, color: ink },
          encoding: { text: { field: "value", type: "quantitative", format } },
        },
      ],
    },
    data: tableOf({ name: title, value: [measure, format === "d" ? "count" : "number"] }, rows),
  };
}

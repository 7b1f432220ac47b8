/** Learning curve: a figure against the number of samples it was learnt from, with its spread over draws. */
import type { ChartView } from "../contract/view.ts";
import { colours } from "./palette.ts";
import { tableOf } from "./table-of.ts";

export interface LearningPoint {
  readonly samples: number;
  readonly mean: number;
  /** 0 where nothing was drawn. */
  readonly sd: number;
}

/** @param metric what the figure is: "Accuracy" */
export function learningChart(points: readonly LearningPoint[], metric: string): ChartView {
  const rows = points.map(({ samples, mean, sd }) => ({ samples, mean, sd, low: mean - sd, high: mean + sd }));
  const x = { field: "samples", type: "quantitative", title: "Samples in training", scale: { zero: false } };
  const scale = { zero: false };
  const y = { field: "mean", type: "quantitative", title: metric, scale };
  return {
    type: "chart",
    spec: {
      data: { values: rows },
      width: 460,
      height: 280,
      layer: [
        {
          mark: { type: "rule", stroke: colours[0], strokeWidth: 1.5 },
          encoding: { x, y: { field: "low", type: "quantitative", title: metric, scale }, y2: { field: "high" } },
        },
        { mark: { type: "line", stroke: colours[0], strokeWidth: 2 }, encoding: { x, y } },
        { mark: { type: "point", filled: true, size: 50, color: colours[0], opacity: 1 }, encoding: { x, y } },
      ],
    },
    data: tableOf(
      { samples: ["Samples", "number"], mean: [metric, "number"], sd: ["Standard deviation", "number"] },
      rows,
    ),
  };
}

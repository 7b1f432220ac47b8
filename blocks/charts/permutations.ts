/** Permutations: how a figure is spread where labels are exchanged, and where the observed one stands. */
import type { ChartView } from "../contract/view.ts";
import { colours, ink } from "./palette.ts";
import { tableOf } from "./table-of.ts";

const bins = 20;

/** @param metric what the figure is: "Balanced accuracy" */
export function permutationChart(values: readonly number[], observed: number, metric: string): ChartView {
  const [low, high] = [Math.min(observed, ...values), Math.max(observed, ...values)];
  const width = high > low ? (high - low) / bins : 1;
  const counts = Array.from({ length: bins }, (_, k) => ({
    from: low + k * width,
    to: low + (k + 1) * width,
    count: 0,
  }));
  for (const value of values) counts[Math.min(bins - 1, Math.floor((value - low) / width))].count++;
  return {
    type: "chart",
    spec: {
      width: 460,
      height: 240,
      layer: [
        {
          data: { values: counts },
          mark: { type: "bar", color: colours[0] },
          encoding: {
            x: { field: "from", type: "quantitative", bin: "binned", title: metric, scale: { zero: false } },
            x2: { field: "to" },
            y: { field: "count", type: "quantitative", title: "Exchanges", axis: { tickMinStep: 1 } },
          },
        },
        {
          data: { values: [{ observed }] },
          mark: { type: "rule", stroke: ink, strokeWidth: 2 },
          encoding: { x: { field: "observed", type: "quantitative", title: metric } },
        },
      ],
    },
    data: tableOf({ from: ["From", "number"], to: ["to", "number"], count: ["Exchanges", "count"] }, counts),
  };
}

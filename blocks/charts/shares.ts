/** Shares with their intervals, one a line, against what was promised. */
import type { ChartView } from "../contract/view.ts";
import { colours, faint, ink } from "./palette.ts";
import { tableOf } from "./table-of.ts";

export interface Share {
  readonly name: string;
  readonly share: number;
  /** 95 % interval. */
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

/**
 * @param shares from top to bottom
 * @param title what the names are: "Class"
 * @param measure what the shares are: "Coverage"
 * @param promised drawn as a line
 */
export function sharesWithIntervals(
  shares: readonly Share[],
  title: string,
  measure: string,
  promised: number,
): ChartView {
  const rows = shares.map((one) => ({ ...one, counted: `n = ${one.n}` }));
  const least = Math.min(promised, ...rows.map(({ low }) => low));
  const y = { field: "name", type: "nominal", sort: rows.map(({ name }) => name), title: null };
  const x = (field: string) => ({
    field,
    type: "quantitative",
    title: measure,
    scale: { domain: [Math.max(0, Math.floor(least * 10) / 10), 1], nice: false, zero: false },
    axis: { format: ".2~f", tickCount: 6 },
  });
  return {
    type: "chart",
    spec: {
      width: 460,
      height: 34 * Math.max(1, rows.length),
      layer: [
        {
          data: { values: [{ promised }] },
          mark: { type: "rule", stroke: faint, strokeDash: [5, 4] },
          encoding: { x: x("promised") },
        },
        {
          data: { values: rows },
          layer: [
            {
              mark: { type: "rule", stroke: colours[0], strokeWidth: 1.5 },
              encoding: { y, x: x("low"), x2: { field: "high" } },
            },
            {
              mark: { type: "point", filled: true, size: 70, color: colours[0], opacity: 1 },
              encoding: { y, x: x("share") },
            },
            {
              mark: { type: "text", baseline: "bottom", dy: -7, color: ink, fontSize: 11 },
              encoding: { y, x: x("share"), text: { field: "counted" } },
            },
          ],
        },
      ],
    },
    data: tableOf(
      {
        name: title,
        share: [measure, "share"],
        low: ["95 % from", "share"],
        high: ["to", "share"],
        n: ["Samples", "count"],
      },
      shares.map((one) => ({ ...one })),
    ),
  };
}

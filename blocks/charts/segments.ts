/** A figure by segment: its value with its interval, one a line, beside that of all segments together. */
import type { ChartView, Format } from "../contract/view.ts";
import { colours, faint, ink } from "./palette.ts";
import { tableOf } from "./table-of.ts";

export interface SegmentMark {
  readonly name: string;
  /** Null with too few samples. */
  readonly value: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly n: number;
}

/**
 * @param marks from top to bottom
 * @param measure what the values are, with its unit
 * @param form what the values are numbers of
 * @param pooled of all together, drawn as a line; null: not drawn
 */
export function segmentChart(
  marks: readonly SegmentMark[],
  measure: string,
  pooled: number | null,
  form: Format,
): ChartView {
  const rows = marks.map((one) => ({ ...one, counted: `n = ${one.n}` }));
  const drawn = rows.filter(({ value }) => value !== null);
  const y = { field: "name", type: "nominal", sort: rows.map(({ name }) => name), title: null };
  const x = (field: string) => ({
    field,
    type: "quantitative",
    title: measure,
    scale: { zero: false },
    axis: { tickCount: 6 },
  });
  return {
    type: "chart",
    spec: {
      width: 460,
      height: 30 * Math.max(1, rows.length),
      layer: [
        {
          data: { values: pooled === null ? [] : [{ pooled }] },
          mark: { type: "rule", stroke: faint, strokeDash: [5, 4] },
          encoding: { x: x("pooled") },
        },
        {
          data: { values: drawn },
          layer: [
            {
              transform: [{ filter: "datum.low !== null" }],
              mark: { type: "rule", stroke: colours[0], strokeWidth: 1.5 },
              encoding: { y, x: x("low"), x2: { field: "high" } },
            },
            {
              mark: { type: "point", filled: true, size: 70, color: colours[0], opacity: 1 },
              encoding: { y, x: x("value") },
            },
            {
              mark: { type: "text", baseline: "bottom", dy: -7, color: ink, fontSize: 11 },
              encoding: { y, x: x("value"), text: { field: "counted" } },
            },
          ],
        },
      ],
    },
    data: tableOf(
      {
        name: "Segment",
        value: [measure, form],
        low: ["95 % from", form],
        high: ["to", form],
        n: ["Samples", "count"],
      },
      marks.map((one) => ({ ...one })),
    ),
  };
}

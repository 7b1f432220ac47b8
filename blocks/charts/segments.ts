/** A figure by segment: its value with its interval, one a line, beside that of all segments together. */
import type { ChartView, Format } from "../contract/view.ts";
import { intervalMarks } from "./interval-marks.ts";
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
  return {
    type: "chart",
    spec: intervalMarks({
      rows,
      value: "value",
      height: 30,
      against: ["pooled", pooled],
      axis: { title: measure, scale: { zero: false }, axis: { tickCount: 6 } },
      hasGaps: true,
    }),
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

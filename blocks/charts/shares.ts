/** Shares with their intervals, one a line, against what was promised. */
import type { ChartView } from "../contract/view.ts";
import { intervalMarks } from "./interval-marks.ts";
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
  return {
    type: "chart",
    spec: intervalMarks({
      rows,
      value: "share",
      height: 34,
      against: ["promised", promised],
      axis: {
        title: measure,
        scale: { domain: [Math.max(0, Math.floor(least * 10) / 10), 1], nice: false, zero: false },
        axis: { format: ".2~f", tickCount: 6 },
      },
      hasGaps: false,
    }),
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

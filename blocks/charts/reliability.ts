/** Reliability: how often predictions are right against how sure they were, bin by bin; on the line they mean what they say. */
import type { Json } from "../../schemas/plain-json.ts";
import type { ChartView } from "../contract/view.ts";
import { labelLayers } from "./labelled-points.ts";
import { inLayouts, plotWidth } from "./layouts.ts";
import { colours, faint } from "./palette.ts";
import { tableOf } from "./table-of.ts";

export interface ReliabilityPoint {
  /** "before" or "after" calibration, as the legend has it. */
  readonly stage: string;
  /** Mean of the largest probability in the bin. */
  readonly confidence: number;
  /** Share of right predictions in it. */
  readonly accuracy: number;
  /** 95 % interval of that share. */
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

const domain: readonly [number, number] = [-0.015, 1.015];
const xTitle = "Confidence (mean of the largest probability)";
const yTitle = "Share of right predictions";

/**
 * @param points bins that hold samples, of one or two stages
 * @param stages in the order of the legend; the last is drawn full
 */
export function reliability(points: readonly ReliabilityPoint[], stages: readonly string[]): ChartView {
  const axis = (field: string, title: string): Json => ({
    field,
    type: "quantitative",
    title,
    scale: { domain, nice: false },
    axis: { values: [0, 0.2, 0.4, 0.6, 0.8, 1], format: ".1~f" },
  });
  const x = axis("confidence", xTitle);
  const y = (field: string) => axis(field, yTitle);
  const marks = stages.length > 1 ? [colours[1], colours[0]] : [colours[0]];
  const shapes = stages.length > 1 ? ["triangle-up", "circle"] : ["circle"];
  const legend = stages.length > 1 ? {} : null;
  const rows = points.map((point) => ({ ...point }));
  const last = rows.filter(({ stage }) => stage === stages[stages.length - 1]);
  return {
    type: "chart",
    ...inLayouts((isNarrow) => {
      const side = plotWidth(400, isNarrow);
      const size = { width: side, height: side };
      return {
        ...size,
        layer: [
          {
            data: { values: [{ confidence: 0, accuracy: 0, endX: 1, endY: 1 }] },
            mark: { type: "rule", stroke: faint, strokeDash: [4, 4] },
            encoding: { x, y: y("accuracy"), x2: { field: "endX" }, y2: { field: "endY" } },
          },
          {
            data: { values: last },
            mark: { type: "rule", stroke: colours[0], strokeWidth: 1.5 },
            encoding: { x, y: y("low"), y2: { field: "high" } },
          },
          {
            data: { values: rows },
            mark: { type: "point", filled: true, size: 70, opacity: 0.9 },
            encoding: {
              x,
              y: y("accuracy"),
              color: { field: "stage", type: "nominal", scale: { domain: [...stages], range: marks }, legend },
              shape: { field: "stage", type: "nominal", scale: { domain: [...stages], range: shapes }, legend },
            },
          },
          ...labelLayers(
            last.map((point) => ({ x: point.confidence, y: point.accuracy, text: `n = ${point.n}` })),
            rows.map((point) => ({ x: point.confidence, y: point.accuracy })),
            { domain, log: false },
            { domain, log: false },
            size,
            { x: axis("x", xTitle), y: axis("y", yTitle) },
          ),
        ],
      };
    }),
    data: tableOf(
      {
        stage: "Calibration",
        confidence: ["Confidence", "share"],
        accuracy: ["Share right", "share"],
        low: ["95 % from", "share"],
        high: ["to", "share"],
        n: ["Samples", "count"],
      },
      rows,
    ),
  };
}

/** Risk and coverage: how often answers are wrong when only the most confident samples are answered. */
import type { Json } from "../../schemas/plain-json.ts";
import type { ChartView } from "../contract/view.ts";
import { colours, faint, ink } from "./palette.ts";
import { tableOf } from "./table-of.ts";

/**
 * @param points from the most confident on: share answered, share of answers that are wrong, least confidence among them
 * @param target risk that was asked for, or null
 * @param used what the rule answers, and how often it is wrong there; null where nobody abstains
 */
export function riskCoverage(
  points: readonly { readonly coverage: number; readonly risk: number; readonly confidence: number }[],
  target: number | null,
  used: { readonly coverage: number; readonly risk: number } | null,
): ChartView {
  const rows = points.map((point) => ({ ...point }));
  const most = Math.max(target ?? 0, used?.risk ?? 0, ...rows.map(({ risk }) => risk), 0.02);
  const x: Json = {
    field: "coverage",
    type: "quantitative",
    title: "Share of samples answered",
    scale: { domain: [0, 1.015], nice: false },
    axis: { values: [0, 0.2, 0.4, 0.6, 0.8, 1], format: ".1~f" },
  };
  const y: Json = {
    field: "risk",
    type: "quantitative",
    title: "Share of answers that are wrong",
    scale: { domain: [0, most * 1.1], nice: false },
    axis: { format: ".2~f", tickCount: 5 },
  };
  return {
    type: "chart",
    spec: {
      width: 460,
      height: 280,
      layer: [
        {
          data: { values: target === null ? [] : [{ risk: target }] },
          mark: { type: "rule", stroke: faint, strokeDash: [5, 4] },
          encoding: { y },
        },
        {
          data: { values: rows },
          mark: { type: "line", stroke: colours[0], strokeWidth: 2, interpolate: "step-after" },
          encoding: { x, y, order: { field: "coverage" } },
        },
        {
          data: { values: used === null ? [] : [{ ...used }] },
          mark: { type: "point", size: 110, stroke: ink, strokeWidth: 2, filled: false, opacity: 1 },
          encoding: { x, y },
        },
      ],
    },
    data: tableOf(
      {
        confidence: ["Confidence at least", "share"],
        coverage: ["Share answered", "share"],
        risk: ["Share wrong", "share"],
      },
      rows,
    ),
  };
}

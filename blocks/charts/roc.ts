/** ROC curves: sensitivity against false alarms for every threshold, one line a class. */
import type { Json } from "../../schemas/plain-json.ts";
import type { ChartView } from "../contract/view.ts";
import { classMark, faint, ink } from "./palette.ts";
import { tableOf } from "./table-of.ts";
import { extremes } from "./thin.ts";

export interface RocLine {
  readonly name: string;
  /** Index of the class among all classes: it keeps its mark in every figure. */
  readonly code: number;
  /** What the legend says: name, area, interval. */
  readonly legend: string;
  /** From (0, 0) to (1, 1): share of the others at or above the threshold, share of the class, the threshold (null: none). */
  readonly points: readonly {
    readonly others: number;
    readonly recognised: number;
    readonly threshold: number | null;
  }[];
}

/** Points of all curves drawn at most. */
const mostPoints = 6000;

/**
 * @param lines one a class that is shown
 * @param used where the model stands with the threshold it has (two classes); null for no mark
 */
export function roc(
  lines: readonly RocLine[],
  used: { readonly others: number; readonly recognised: number } | null,
): ChartView {
  const marks = lines.map(({ code }) => classMark(code));
  const names = lines.map(({ legend }) => legend);
  const colour = { domain: names, range: marks.map((mark) => mark.colour) };
  const dash = {
    domain: names,
    range: marks.map(({ dash }) => (dash.length === 0 || lines.length === 1 ? [1, 0] : dash)),
  };
  const legend = { orient: "top", direction: "vertical", columns: 1, labelLimit: 420, symbolSize: 600 };
  const share = (field: string, title: string): Json => ({
    field,
    type: "quantitative",
    title,
    scale: { domain: [-0.015, 1.015], nice: false },
    axis: { values: [0, 0.2, 0.4, 0.6, 0.8, 1], format: ".1~f" },
  });
  const x = share("others", "1 − specificity (share of the other samples taken for the class)");
  const y = share("recognised", "Sensitivity (share of the class recognised)");
  return {
    type: "chart",
    spec: {
      width: 400,
      height: 400,
      layer: [
        {
          data: { values: [{ others: 0, recognised: 0, endX: 1, endY: 1 }] },
          mark: { type: "rule", stroke: faint, strokeDash: [4, 4] },
          encoding: { x, y, x2: { field: "endX" }, y2: { field: "endY" } },
        },
        {
          data: { values: drawn(lines) },
          mark: { type: "line", strokeWidth: 2, strokeJoin: "round" },
          encoding: {
            x,
            y,
            order: { field: "k" },
            color: { field: "curve", type: "nominal", scale: colour, legend },
            strokeDash: { field: "curve", type: "nominal", scale: dash, legend },
          },
        },
        {
          data: { values: used === null ? [] : [{ ...used }] },
          mark: { type: "point", size: 110, stroke: ink, strokeWidth: 2, filled: false, opacity: 1 },
          encoding: { x, y },
        },
      ],
    },
    data: table(lines),
  };
}

/** Rows of the lines in their order; of long curves the steps that matter most to the eye. */
function drawn(lines: readonly RocLine[]): Json[] {
  const buckets = Math.floor(mostPoints / 2 / Math.max(1, lines.length));
  return lines.flatMap(({ legend, points }) =>
    extremes(
      points.map(({ others, recognised }) => recognised - others),
      buckets,
    ).map((k) => ({ curve: legend, k, others: points[k].others, recognised: points[k].recognised })),
  );
}

function table(lines: readonly RocLine[]): ChartView["data"] {
  return tableOf(
    {
      class: "Class",
      threshold: ["Score at least", "number"],
      others: ["1 − specificity", "share"],
      recognised: ["Sensitivity", "share"],
    },
    lines.flatMap(({ name, points }) => points.map((point) => ({ class: name, ...point }))),
  );
}

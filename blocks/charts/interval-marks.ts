/** Interval marks: values with their intervals, one a line, beside a value that is drawn as a line. */
import { colours, faint, ink } from "./palette.ts";

export interface IntervalMarks {
  /** From top to bottom, each with its `name`, `low`, `high`, the value and what is written above it (`counted`). */
  readonly rows: readonly { readonly name: string; readonly counted: string }[];
  /** Field of the value. */
  readonly value: string;
  /** Height of a line, in pixels. */
  readonly height: number;
  /** Drawn as a line, under the name of its field; null: not drawn. */
  readonly against: readonly [field: string, value: number | null];
  /** Of all four: title, scale and ticks of the axis. */
  readonly axis: { readonly [property: string]: unknown };
  /** Leaves out rows and intervals that are null. */
  readonly hasGaps: boolean;
}

/** The drawing of such marks, as a Vega-Lite specification. */
export function intervalMarks({ rows, value, height, against, axis, hasGaps }: IntervalMarks) {
  const [field, level] = against;
  const y = { field: "name", type: "nominal", sort: rows.map(({ name }) => name), title: null };
  const x = (of: string) => ({ field: of, type: "quantitative", ...axis });
  const drawn = hasGaps ? rows.filter((row) => (row as { readonly [name: string]: unknown })[value] !== null) : rows;
  return {
    width: 460,
    height: height * Math.max(1, rows.length),
    layer: [
      {
        data: { values: level === null ? [] : [{ [field]: level }] },
        mark: { type: "rule", stroke: faint, strokeDash: [5, 4] },
        encoding: { x: x(field) },
      },
      {
        data: { values: drawn },
        layer: [
          {
            ...(hasGaps ? { transform: [{ filter: "datum.low !== null" }] } : {}),
            mark: { type: "rule", stroke: colours[0], strokeWidth: 1.5 },
            encoding: { y, x: x("low"), x2: { field: "high" } },
          },
          {
            mark: { type: "point", filled: true, size: 70, color: colours[0], opacity: 1 },
            encoding: { y, x: x(value) },
          },
          {
            mark: { type: "text", baseline: "bottom", dy: -7, color: ink, fontSize: 11 },
            encoding: { y, x: x(value), text: { field: "counted" } },
          },
        ],
      },
    ],
  };
}

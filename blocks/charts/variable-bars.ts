/** A number of every named variable: bars for one line of numbers, points by class for several. */
import type { Json } from "../../schemas/plain-json.ts";
import type { ChartView } from "../contract/view.ts";
import { domainOf } from "./labelled-points.ts";
import { classMark, colours, faint, ink } from "./palette.ts";
import type { VariableLine } from "./variable-lines.ts";

export interface VariableBars {
  /** Length p. */
  readonly names: readonly string[];
  readonly measure: string;
  readonly lines: readonly VariableLine[];
  /** Where the straight line stands: 0, or 1 for VIP. */
  readonly level: number;
}

/** Variables drawn at most, and names drawn at most of as many classes as there may be. */
const mostVariables = 30;
const mostMarks = 900;

/** The chart, the largest first, and what the caption says where some are not drawn; the data table has every variable. */
export function variableBars(of: VariableBars): { readonly chart: ChartView; readonly note: string | null } {
  const size = (j: number): number => of.lines.reduce((most, { values }) => Math.max(most, Math.abs(values[j])), 0);
  const order = of.names.map((_, j) => j).sort((a, b) => size(b) - size(a) || a - b);
  const shown = order.slice(0, Math.max(5, Math.min(mostVariables, Math.floor(mostMarks / of.lines.length))));
  const rows = shown.flatMap((j) =>
    of.lines.map(({ name, values }) => ({ variable: of.names[j], line: name, value: values[j] })),
  );
  const several = of.lines.length > 1;
  const [low, high] = domainOf([0, of.level, ...rows.map(({ value }) => value)]);
  const x = {
    field: "value",
    type: "quantitative",
    title: of.measure,
    scale: { domain: [low < 0 && rows.some(({ value }) => value < 0) ? low : 0, high], nice: false },
    axis: { tickCount: 6, format: ".6~g" },
  };
  const y = { field: "variable", type: "nominal", sort: shown.map((j) => of.names[j]), title: null };
  return {
    chart: {
      type: "chart",
      spec: {
        width: 460,
        height: 26 * Math.max(1, shown.length),
        layer: [
          several ? dots(rows, of.lines, x, y) : bar(rows, x, y),
          {
            data: { values: [{ value: of.level }] },
            mark: { type: "rule", stroke: of.level === 0 ? faint : ink, strokeDash: [5, 4] },
            encoding: { x },
          },
        ],
      },
      data: table(of, order),
    },
    note:
      shown.length < order.length
        ? `The ${shown.length} of ${order.length} variables with the largest are drawn.`
        : null,
  };
}

const bar = (rows: readonly Json[], x: Json, y: Json): Json => ({
  data: { values: rows },
  mark: { type: "bar", color: colours[0], height: 16 },
  encoding: { x, y },
});

function dots(rows: readonly Json[], lines: readonly VariableLine[], x: Json, y: Json): Json {
  const domain = lines.map(({ name }) => name);
  const marks = lines.map(({ code }) => classMark(code));
  const by = (range: readonly string[]): Json => ({ field: "line", type: "nominal", scale: { domain, range } });
  return {
    data: { values: rows },
    mark: { type: "point", filled: true, size: 64, opacity: 0.85 },
    encoding: { x, y, color: by(marks.map(({ colour }) => colour)), shape: by(marks.map(({ shape }) => shape)) },
  };
}

function table({ names, measure, lines }: VariableBars, order: readonly number[]): ChartView["data"] {
  const one = lines.length === 1;
  return {
    type: "table",
    columns: [
      { key: "variable", title: "Variable", format: null },
      ...lines.map(({ name }, k) => ({
        key: `line${k}`,
        title: one ? measure : `${measure}: ${name}`,
        format: "number" as const,
      })),
    ],
    rows: order.map((j) => ({
      variable: names[j],
      ...Object.fromEntries(lines.map(({ values }, k) => [`line${k}`, values[j]])),
    })),
  };
}

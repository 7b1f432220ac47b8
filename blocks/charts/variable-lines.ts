/** A number of every variable as lines over the spectral axis, one a class, above the mean spectrum where it is given. */
import type { Json } from "../../schemas/plain-json.ts";
import type { ChartView } from "../contract/view.ts";
import { axisTitle, isDescending, type SpectralAxis, unitName } from "./axis-words.ts";
import { domainOf } from "./labelled-points.ts";
import { classMark, colours, faint, ink } from "./palette.ts";
import { extremes } from "./thin.ts";

export interface VariableLine {
  readonly name: string;
  /** Index among all classes: it keeps its mark in every figure. */
  readonly code: number;
  /** Length p. */
  readonly values: ArrayLike<number>;
}

export interface VariableLines {
  readonly axis: SpectralAxis;
  /** What the lines are, for the axis title. */
  readonly measure: string;
  readonly lines: readonly VariableLine[];
  /** Where the straight line stands: 0, or 1 for VIP. */
  readonly level: number;
  /** Shades what lies above the level. */
  readonly shaded: boolean;
  /** Mean of the variables, drawn below in a plot of its own; null where there is none. */
  readonly mean: ArrayLike<number> | null;
}

/** Points of all lines drawn at most. */
const mostPoints = 6000;
const width = 640;

/** Beyond so many lines a plot each would fill pages: then they lie over one another. */
const mostPlots = 8;

/** The chart, and what the caption says where lines are drawn by their extremes; the data table has every point. */
export function variableLines(of: VariableLines): { readonly chart: ChartView; readonly note: string | null } {
  const count = of.lines.length + (of.mean === null ? 0 : 1);
  const buckets = Math.max(50, Math.floor(mostPoints / 2 / count));
  const regions = of.shaded ? regionsAbove(of.lines[0].values, of.axis, of.level) : [];
  const isApart = of.lines.length > 1 && of.lines.length <= mostPlots;
  const groups = isApart ? of.lines.map((one) => [one]) : [of.lines];
  const height = isApart ? 90 : of.mean === null ? 280 : 220;
  const plots = groups.map((lines, k) => {
    const isLast = of.mean === null && k === groups.length - 1;
    return {
      width,
      height,
      layer: plotLayers({ ...of, lines }, of.lines, abscissa(of.axis, isLast), regions, buckets),
    };
  });
  const { mean } = of;
  const below = mean === null ? [] : [{ width, height: 120, layer: meanLayers(of.axis, mean, regions, buckets) }];
  return {
    chart: {
      type: "chart",
      spec: { spacing: 12, vconcat: [...plots, ...below] } as ChartView["spec"],
      data: table(of),
    },
    note:
      of.axis.values.length > 2 * buckets
        ? `Lines are drawn by the least and largest value of each of ${buckets} stretches.`
        : null,
  };
}

/** `isLabelled` where its numbers and title stand: below the last plot. */
function abscissa(axis: SpectralAxis, isLabelled: boolean): Json {
  const { values } = axis;
  const domain = values.length > 1 ? [values[0], values[values.length - 1]] : [values[0] - 1, values[0] + 1];
  return {
    field: "x",
    type: "quantitative",
    title: isLabelled ? `${axisTitle(axis)} (${unitName(axis.unit)})` : null,
    scale: { domain, nice: false, zero: false, reverse: isDescending(axis) },
    axis: { format: ".6~r", tickCount: 9, labels: isLabelled },
  };
}

/** One plot; its ordinate is that of all lines, so that plots can be compared. */
function plotLayers(
  of: VariableLines,
  all: readonly VariableLine[],
  x: Json,
  regions: readonly Region[],
  buckets: number,
): Json[] {
  const [low, high] = domainOf([...all.flatMap(({ values }) => Array.from(values)), of.level]);
  const y: Json = {
    field: "y",
    type: "quantitative",
    title: of.measure,
    scale: { domain: [of.shaded ? 0 : low, high], nice: false, zero: false },
    axis: { tickCount: all === of.lines ? 5 : 3, format: ".6~g" },
  };
  const isOne = of.lines.length === 1;
  const isNamed = isOne && all.length > 1;
  // Plots share their scales of colour, so that a line alone in its plot is given its colour outright.
  const { colour } = classMark(of.lines[0].code);
  return [
    ...shading(x, regions),
    {
      data: { values: [{ y: of.level }] },
      mark: { type: "rule", stroke: of.shaded ? ink : faint, strokeDash: [5, 4], strokeWidth: 1.1 },
      encoding: { y },
    },
    {
      data: { values: of.lines.flatMap(({ name, values }) => points(of.axis.values, values, buckets, name)) },
      mark: { type: "line", strokeWidth: 1.8, strokeJoin: "round", ...(isOne ? { stroke: colour } : {}) },
      encoding: { x, y, order: { field: "k" }, ...(isOne ? {} : markEncodings(of.lines)) },
    },
    {
      data: { values: isNamed ? [{ name: of.lines[0].name }] : [] },
      mark: { type: "text", align: "left", baseline: "top", color: ink },
      encoding: { x: { value: 8 }, y: { value: 4 }, text: { field: "name" } },
    },
  ];
}

/** Colour, dash and a legend of lines that lie over one another. */
function markEncodings(lines: readonly VariableLine[]): { readonly [channel: string]: Json } {
  const marks = lines.map(({ code }) => classMark(code));
  const by = (range: readonly Json[]): Json => ({
    field: "line",
    type: "nominal",
    scale: { domain: lines.map(({ name }) => name), range },
    legend: { symbolSize: 600 },
  });
  const dash = marks.map(({ dash }) => (dash.length === 0 ? [1, 0] : dash));
  return { color: by(marks.map(({ colour }) => colour)), strokeDash: by(dash) };
}

function meanLayers(axis: SpectralAxis, mean: ArrayLike<number>, regions: readonly Region[], buckets: number): Json[] {
  const x = abscissa(axis, true);
  const y = {
    field: "y",
    type: "quantitative",
    title: "Mean, as modelled",
    scale: { domain: domainOf(Array.from(mean)), nice: false, zero: false },
    axis: { tickCount: 3, format: ".6~g" },
  };
  return [
    ...shading(x, regions),
    {
      data: { values: points(axis.values, mean, buckets, "mean") },
      mark: { type: "line", stroke: ink, strokeWidth: 1.2, strokeJoin: "round" },
      encoding: { x, y, order: { field: "k" } },
    },
  ];
}

/** A stretch of the axis, both ends inside it. */
export interface Region {
  readonly from: number;
  readonly to: number;
}

/** Stretches of the axis on which a number of every variable lies above a level, in the order of the axis. */
export function regionsAbove(values: ArrayLike<number>, axis: SpectralAxis, level: number): readonly Region[] {
  const found: { from: number; to: number }[] = [];
  let open = false;
  for (let j = 0; j < values.length; j++) {
    const isAbove = values[j] > level;
    if (isAbove && open) found[found.length - 1].to = axis.values[j];
    else if (isAbove) found.push({ from: axis.values[j], to: axis.values[j] });
    open = isAbove;
  }
  return found;
}

function shading(x: Json, regions: readonly Region[]): Json[] {
  return [
    {
      data: { values: regions.map(({ from, to }) => ({ x: from, x2: to })) },
      mark: { type: "rect", fill: colours[0], fillOpacity: 0.1 },
      encoding: { x, x2: { field: "x2" } },
    },
  ];
}

const points = (axis: readonly number[], values: ArrayLike<number>, buckets: number, line: string): Json[] =>
  extremes(values, buckets).map((k) => ({ line, k, x: axis[k], y: values[k] }));

function table({ axis, measure, lines, mean }: VariableLines): ChartView["data"] {
  const one = lines.length === 1;
  return {
    type: "table",
    columns: [
      { key: "at", title: axisTitle(axis), unit: unitName(axis.unit), format: "axis" },
      ...lines.map(({ name }, k) => ({
        key: `line${k}`,
        title: one ? measure : `${measure}: ${name}`,
        format: "number" as const,
      })),
      ...(mean === null ? [] : [{ key: "mean", title: "Mean, as modelled", format: "number" as const }]),
    ],
    rows: axis.values.map((at, j) => ({
      at,
      ...Object.fromEntries(lines.map(({ values }, k) => [`line${k}`, values[j]])),
      ...(mean === null ? {} : { mean: mean[j] }),
    })),
  };
}

/** A number of every variable as lines over the spectral axis, one a class, above the mean spectrum where it is given. */
import type { Json } from "../../schemas/plain-json.ts";
import { axisForm, numberText } from "../contract/quantity.ts";
import type { ChartView } from "../contract/view.ts";
import { axisTitle, isDescending, type SpectralAxis, unitName } from "./axis-words.ts";
import { domainOf, labelLayers, type PlotSize } from "./labelled-points.ts";
import { inLayouts, plotWidth } from "./layouts.ts";
import {
  abscissa,
  axisDomain,
  meanPlot,
  pointsOf,
  type Region,
  regionsAbove,
  shading,
  stretches,
} from "./over-axis.ts";
import { classMark, faint, ink } from "./palette.ts";
import { peaks } from "./peaks.ts";
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

const fullWidth = 640;

/** Beyond so many lines a plot each would fill pages: then they lie over one another. */
const mostPlots = 8;
/** Peaks whose positions are written. */
const mostPeaks = 5;

/** The chart, and what the caption says where lines are drawn by their extremes; the data table has every point. */
export function variableLines(of: VariableLines): { readonly chart: ChartView; readonly note: string | null } {
  const isReduced = of.axis.values.length > 2 * stretches(fullWidth);
  return {
    chart: { type: "chart", ...inLayouts((isNarrow) => specOf(of, isNarrow)), data: table(of) },
    note: isReduced
      ? `Lines are drawn by the least and largest value of each of ${stretches(fullWidth)} stretches.`
      : null,
  };
}

function specOf(of: VariableLines, isNarrow: boolean): ChartView["spec"] {
  const width = plotWidth(fullWidth, isNarrow);
  const regions = of.shaded ? regionsAbove(of.lines[0].values, of.axis, of.level) : [];
  const isApart = of.lines.length > 1 && of.lines.length <= mostPlots;
  const groups = isApart ? of.lines.map((one) => [one]) : [of.lines];
  const height = isApart ? 90 : of.mean === null ? 280 : 220;
  const found = highest(of);
  const plots = groups.map((lines, k): Json => {
    const isLast = of.mean === null && k === groups.length - 1;
    const x = abscissa(of.axis, isLast, width);
    const own = found.filter(({ line }) => lines.includes(of.lines[line]));
    return { width, height, layer: plotLayers({ ...of, lines }, of.lines, x, regions, own, { width, height }) };
  });
  const below = of.mean === null ? [] : [meanPlot(of.axis, of.mean, regions, width)];
  return { spacing: 12, vconcat: [...plots, ...below] };
}

interface Peak {
  /** Index among all lines, and among the points. */
  readonly line: number;
  readonly j: number;
}

/** The largest in size, whichever line they are of: what stands out from the level. */
function highest({ axis, lines, level, shaded }: VariableLines): readonly Peak[] {
  const sizes = axis.values.map((_, j) =>
    lines.reduce((most, { values }) => Math.max(most, shaded ? values[j] : Math.abs(values[j] - level)), 0),
  );
  return peaks(sizes, mostPeaks).map((j) => {
    const size = (line: number): number => Math.abs(lines[line].values[j] - (shaded ? 0 : level));
    return { j, line: lines.reduce((best, _, k) => (size(k) > size(best) ? k : best), 0) };
  });
}

/** One plot; its ordinate is that of all lines, so that plots can be compared. */
function plotLayers(
  of: VariableLines,
  all: readonly VariableLine[],
  x: Json,
  regions: readonly Region[],
  found: readonly Peak[],
  size: PlotSize,
): Json[] {
  const [low, high] = domainOf([...all.flatMap(({ values }) => Array.from(values)), of.level], 0.14);
  const domain: readonly [number, number] = [of.shaded ? 0 : low, high];
  const y: Json = {
    field: "y",
    type: "quantitative",
    title: of.measure,
    scale: { domain, nice: false, zero: false },
    axis: { tickCount: all === of.lines ? 5 : 3, format: ".6~g" },
  };
  const isOne = of.lines.length === 1;
  const isNamed = isOne && all.length > 1;
  // Plots share their scales of colour, so that a line alone in its plot is given its colour outright.
  const { colour } = classMark(of.lines[0].code);
  const buckets = stretches(size.width);
  return [
    shading(x, regions),
    {
      data: { values: [{ y: of.level }] },
      mark: { type: "rule", stroke: of.shaded ? ink : faint, strokeDash: [5, 4], strokeWidth: 1.1 },
      encoding: { y },
    },
    {
      data: { values: of.lines.flatMap(({ name, values }) => pointsOf(of.axis.values, values, buckets, name)) },
      mark: { type: "line", strokeWidth: 1.8, strokeJoin: "round", ...(isOne ? { stroke: colour } : {}) },
      encoding: { x, y, order: { field: "k" }, ...(isOne ? {} : markEncodings(of.lines)) },
    },
    ...positions(of, all, found, domain, size, { x, y }),
    {
      data: { values: isNamed ? [{ name: of.lines[0].name }] : [] },
      mark: { type: "text", align: "left", baseline: "top", color: ink },
      encoding: { x: { value: 8 }, y: { value: 4 }, text: { field: "name" } },
    },
  ];
}

/** The positions of peaks: above those that rise from the level, below those that fall; none over a line, another, or the plot's name. */
function positions(
  of: VariableLines,
  all: readonly VariableLine[],
  found: readonly Peak[],
  domain: readonly [number, number],
  size: PlotSize,
  encoding: { readonly x: Json; readonly y: Json },
): Json[] {
  const { axis, level } = of;
  const form = axisForm(axis.values);
  const named = found.map(({ line, j }) => {
    const y = all[line].values[j];
    return {
      x: axis.values[j],
      y,
      text: numberText(axis.values[j], form),
      side: of.shaded || y >= level ? ("above" as const) : ("below" as const),
    };
  });
  const [first, last] = axisDomain(axis);
  const ends: readonly [number, number] = isDescending(axis) ? [last, first] : [first, last];
  const x = { domain: ends, log: false };
  const drawn = of.lines.flatMap(({ values }) =>
    extremes(values, Math.floor(size.width / 6)).map((j) => ({ x: axis.values[j], y: values[j] })),
  );
  return labelLayers(
    named,
    [...drawn, ...nameSpots(of, all, ends, domain, size)],
    x,
    { domain, log: false },
    size,
    encoding,
  );
}

/** Where the name of a plot stands there is no room for a label. */
function nameSpots(
  { lines: [{ name }] }: VariableLines,
  all: readonly VariableLine[],
  [start, end]: readonly [number, number],
  [low, high]: readonly [number, number],
  { width, height }: PlotSize,
) {
  const letters = all.length > 1 ? Math.ceil((8 + 7.5 * name.length) / 8) : 0;
  return Array.from({ length: letters }, (_, k) => ({
    x: start + ((4 + 8 * k) / width) * (end - start),
    y: high - (10 / height) * (high - low),
  }));
}

/** Colour, dash and a legend of lines that lie over one another. */
export function markEncodings(lines: readonly Pick<VariableLine, "name" | "code">[]): {
  readonly [channel: string]: Json;
} {
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

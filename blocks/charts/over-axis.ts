/** Over the axis: what charts of numbers of every variable share: the abscissa, lines reduced to what is seen, the mean below. */
import type { Json } from "../../schemas/plain-json.ts";
import { axisTitle, isDescending, type SpectralAxis, unitName } from "./axis-words.ts";
import { domainOf } from "./labelled-points.ts";
import { colours, ink } from "./palette.ts";
import { extremes } from "./thin.ts";

/** Pixels of a plot to a stretch of which the least and largest value are drawn. */
const pixelsAStretch = 2;

export const stretches = (width: number): number => Math.floor(width / pixelsAStretch);

/** From the first point of the axis to the last, a point to either side where there is one only. */
export const axisDomain = ({ values }: SpectralAxis): readonly [number, number] =>
  values.length > 1 ? [values[0], values[values.length - 1]] : [values[0] - 1, values[0] + 1];

/** `isLabelled` where its numbers and title stand: below the last plot. */
export const abscissa = (axis: SpectralAxis, isLabelled: boolean, width: number): Json => ({
  field: "x",
  type: "quantitative",
  title: isLabelled ? `${axisTitle(axis)} (${unitName(axis.unit)})` : null,
  scale: { domain: axisDomain(axis), nice: false, zero: false, reverse: isDescending(axis) },
  axis: { format: ".6~r", tickCount: Math.max(4, Math.floor(width / 70)), labels: isLabelled },
});

/** The points of a line that are drawn; `k` is their order. */
export const pointsOf = (axis: readonly number[], values: ArrayLike<number>, buckets: number, line: string): Json[] =>
  extremes(values, buckets).map((k) => ({ line, k, x: axis[k], y: values[k] }));

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

export const shading = (x: Json, regions: readonly Region[]): Json => ({
  data: { values: regions.map(({ from, to }) => ({ x: from, x2: to })) },
  mark: { type: "rect", fill: colours[0], fillOpacity: 0.1 },
  encoding: { x, x2: { field: "x2" } },
});

/** The plot of the mean spectrum, which stands below the others and carries the numbers of the axis. */
export function meanPlot(axis: SpectralAxis, mean: ArrayLike<number>, regions: readonly Region[], width: number): Json {
  const x = abscissa(axis, true, width);
  const y = {
    field: "y",
    type: "quantitative",
    title: "Mean, as modelled",
    scale: { domain: domainOf(Array.from(mean)), nice: false, zero: false },
    axis: { tickCount: 3, format: ".6~g" },
  };
  return {
    width,
    height: 110,
    layer: [
      shading(x, regions),
      {
        data: { values: pointsOf(axis.values, mean, stretches(width), "mean") },
        mark: { type: "line", stroke: ink, strokeWidth: 1.2, strokeJoin: "round" },
        encoding: { x, y, order: { field: "k" } },
      },
    ],
  };
}

/** Points with some of them named: what figures of samples one by one share. */
import type { Json } from "../../schemas/plain-json.ts";
import { type LabelOrder, placeLabels } from "./labels.ts";
import { colours, ink } from "./palette.ts";

export interface PlotSize {
  readonly width: number;
  readonly height: number;
}

/** A scale from data to pixels; `log` for values above 0 that span several powers of ten. */
export interface PlotScale {
  readonly domain: readonly [number, number];
  readonly log: boolean;
}

/** Where training and external rows differ: colour and shape together. */
const rowKinds = {
  own: { colour: colours[0], shape: "circle" },
  external: { colour: colours[1], shape: "triangle-up" },
} as const;

/**
 * The encodings of colour and shape by a field `rows`; the legend stands only where there are both kinds.
 *
 * @param own what the rows that are not external are called
 * @param offset of the legend from the plot, pixels
 */
export function kindEncoding(
  own: string,
  external: boolean,
  offset = 18,
): { readonly color: Json; readonly shape: Json } {
  const domain = [own, "external"];
  const legend = external ? { offset } : null;
  const of = (range: readonly string[]): Json => ({ field: "rows", type: "nominal", scale: { domain, range }, legend });
  return {
    color: of([rowKinds.own.colour, rowKinds.external.colour]),
    shape: of([rowKinds.own.shape, rowKinds.external.shape]),
  };
}

/**
 * One text layer a label that found a place, at the fields `x` and `y` of its own datum.
 *
 * @param points what is named
 * @param others what is drawn without a name, and should not lie under one
 */
export function labelLayers(
  points: readonly { readonly x: number; readonly y: number; readonly text: string; readonly side?: LabelOrder }[],
  others: readonly { readonly x: number; readonly y: number }[],
  x: PlotScale,
  y: PlotScale,
  size: PlotSize,
  axes: { readonly x: Json; readonly y: Json },
): Json[] {
  const pixels = <T extends { readonly x: number; readonly y: number }>(point: T): T => ({
    ...point,
    x: share(point.x, x) * size.width,
    y: (1 - share(point.y, y)) * size.height,
  });
  return placeLabels(points.map(pixels), size, others.map(pixels)).flatMap((place, k) =>
    place === null
      ? []
      : [
          {
            data: { values: [{ x: points[k].x, y: points[k].y, text: points[k].text }] },
            mark: { type: "text", ...place, baseline: "middle", fontSize: 12, color: ink },
            encoding: { ...axes, text: { field: "text" } },
          },
        ],
  );
}

function share(value: number, { domain: [low, high], log }: PlotScale): number {
  if (log) return Math.log(value / low) / Math.log(high / low);
  return (value - low) / (high - low);
}

/** Least and largest of the finite values with a margin on both sides; [0, 1] where there are none. */
export function domainOf(values: readonly number[], margin = 0.05): [number, number] {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const value of values) {
    if (!Number.isFinite(value)) continue;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  if (low > high) return [0, 1];
  const room = high > low ? (high - low) * margin : 1;
  return [low - room, high + room];
}

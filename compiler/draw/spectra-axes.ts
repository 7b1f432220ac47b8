/** Axes of a spectra drawing: its frame, its scales, ticks and titles. */

import { faint, ink } from "../../blocks/charts/palette.ts";
import { fixed } from "../../blocks/contract/number-text.ts";
import type { SpectraView } from "../../blocks/contract/view.ts";
import type { SpectraGroup } from "./spectra-groups.ts";
import { escapeXml } from "./svg.ts";
import { niceTicks, type Ticks } from "./ticks.ts";

/** Pixels. */
export const width = 760;
export const plot = { left: 64, right: 738, bottomSpace: 52, height: 300 };
export const size = 13;

export interface Scales {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly xs: Float64Array;
  /** Columns in the order they stand from left to right. */
  readonly order: readonly number[];
  readonly top: number;
  readonly bottom: number;
}

/** Range of the ordinate with a margin: all spectra, and the bands of all classes. */
export function ordinateRange(
  view: SpectraView,
  groups: readonly SpectraGroup[],
): { low: number; high: number; ticks: Ticks } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const take = (value: number): void => {
    if (value < low) low = value;
    if (value > high) high = value;
  };
  view.spectra.data.forEach(take);
  for (const { rows, mean, sd } of groups) {
    for (let j = 0; j < (rows.length > 1 ? mean.length : 0); j++) {
      take(mean[j] - sd[j]);
      take(mean[j] + sd[j]);
    }
  }
  if (!(high > low)) [low, high] = Number.isFinite(low) ? [low - 1, low + 1] : [0, 1];
  const margin = (high - low) * 0.04;
  return { low: low - margin, high: high + margin, ticks: niceTicks(low - margin, high + margin, 8) };
}

/** From data to pixels. */
export function scalesOf(view: SpectraView, top: number, bottom: number, range: { low: number; high: number }): Scales {
  const { values, descending } = view.axis;
  const first = Math.min(...values);
  const last = Math.max(...values);
  const span = last > first ? last - first : 1;
  const room = plot.right - plot.left;
  const x = (value: number): number => plot.left + ((descending ? last - value : value - first) / span) * room;
  const y = (value: number): number => bottom - ((value - range.low) / (range.high - range.low)) * (bottom - top);
  const order = values.map((_, j) => j).sort((a, b) => x(values[a]) - x(values[b]));
  return { x, y, xs: Float64Array.from(order, (j) => x(values[j])), order, top, bottom };
}

export function axes(view: SpectraView, { x, y, top, bottom }: Scales, { ticks }: { ticks: Ticks }): string {
  const across = niceTicks(Math.min(...view.axis.values), Math.max(...view.axis.values), 8);
  const middle = (plot.left + plot.right) / 2;
  const label = view.axis.unit === null ? view.axis.title : `${view.axis.title} (${unitText(view.axis.unit)})`;
  const at = (value: number): string => value.toFixed(1);
  return [
    `<g class="grid" stroke="${faint}" stroke-opacity="0.25">`,
    ...ticks.values.map((tick) => `<path d="M${plot.left} ${at(y(tick))}H${plot.right}"/>`),
    `</g><g class="axis" stroke="${faint}" fill="none"><path d="M${plot.left} ${bottom}H${plot.right}"/>`,
    ...across.values.map((tick) => `<path d="M${at(x(tick))} ${bottom}v5"/>`),
    `</g><g class="ink" fill="${ink}" font-size="${size}">`,
    ...across.values.map(
      (tick) =>
        `<text x="${at(x(tick))}" y="${bottom + 20}" text-anchor="middle">${tickText(tick, across.decimals)}</text>`,
    ),
    ...ticks.values.map(
      (tick) =>
        `<text x="${plot.left - 8}" y="${at(y(tick) + 4.5)}" text-anchor="end">${tickText(tick, ticks.decimals)}</text>`,
    ),
    `<text x="${middle}" y="${bottom + 44}" text-anchor="middle">${escapeXml(label)}</text>`,
    `<text transform="translate(15 ${at((top + bottom) / 2)}) rotate(-90)" text-anchor="middle">${escapeXml(view.ordinate)}</text></g>`,
  ].join("");
}

const tickText = (value: number, decimals: number): string => fixed(value, Math.min(decimals, 12));

/** Units as a printed axis has them. */
const unitText = (unit: string): string => (unit === "cm-1" ? "cm⁻¹" : unit === "um" ? "µm" : unit);

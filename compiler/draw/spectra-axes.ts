/** Axes of a spectra drawing: its frame, its scales, ticks and titles. */

import { faint, ink } from "../../blocks/charts/palette.ts";
import { fixed } from "../../blocks/contract/number-text.ts";
import type { SpectraView } from "../../blocks/contract/view.ts";
import type { SpectraGroup } from "./spectra-groups.ts";
import { type SpectraLayout, size } from "./spectra-layout.ts";
import { escapeXml } from "./svg.ts";
import { niceTicks, type Ticks } from "./ticks.ts";

export interface Scales {
  readonly layout: SpectraLayout;
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
  readonly xs: Float64Array;
  /** Columns in the order they stand from left to right. */
  readonly order: readonly number[];
  readonly top: number;
  readonly bottom: number;
  /** Where the plot ends; beside it stand names. */
  readonly right: number;
  readonly range: OrdinateRange;
}

interface OrdinateRange {
  readonly low: number;
  readonly high: number;
  readonly ticks: Ticks;
}

/** Range of the ordinate with a margin: all lines that are drawn, and the bands of all classes. */
export function ordinateRange(view: SpectraView, groups: readonly SpectraGroup[], upTicks: number): OrdinateRange {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  const take = (value: number): void => {
    if (value < low) low = value;
    if (value > high) high = value;
  };
  const { cols, data } = view.spectra;
  if (view.form === "difference") take(0);
  for (const { rows, hasBand, mean, low: lower, high: upper, shift } of groups) {
    // Apart, classes have the room of their bands; a single line may leave it.
    const isBare = view.form === "difference" || (view.form === "offset" && hasBand);
    const lines = isBare ? [] : rows;
    for (const i of lines) for (let j = 0; j < cols; j++) take(data[i * cols + j] + shift);
    for (let j = 0; j < cols; j++) {
      take(mean[j] + shift);
      if (hasBand) {
        take(lower[j] + shift);
        take(upper[j] + shift);
      }
    }
  }
  if (!(high > low)) [low, high] = Number.isFinite(low) ? [low - 1, low + 1] : [0, 1];
  const margin = (high - low) * 0.05;
  return { low: low - margin, high: high + margin, ticks: niceTicks(low - margin, high + margin, upTicks) };
}

/** Least and largest point of the axis. */
const endsOf = (values: readonly number[]): readonly [number, number] => [
  values.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY),
  values.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY),
];

/** From data to pixels. */
export function scalesOf(
  view: SpectraView,
  layout: SpectraLayout,
  { top, right }: { readonly top: number; readonly right: number },
  range: OrdinateRange,
): Scales {
  const { values, descending } = view.axis;
  const [first, last] = endsOf(values);
  const span = last > first ? last - first : 1;
  const bottom = top + layout.height;
  const room = right - layout.left;
  const x = (value: number): number => layout.left + ((descending ? last - value : value - first) / span) * room;
  const y = (value: number): number => bottom - ((value - range.low) / (range.high - range.low)) * (bottom - top);
  const order = values.map((_, j) => j).sort((a, b) => x(values[a]) - x(values[b]));
  return { layout, x, y, xs: Float64Array.from(order, (j) => x(values[j])), order, top, bottom, right, range };
}

/** What the page needs to say which point the pointer is at: pixels of the plot's sides, and their values. */
export function frameAttributes(view: SpectraView, { layout, top, bottom, right, range }: Scales): string {
  const [first, last] = endsOf(view.axis.values);
  const [from, to] = view.axis.descending ? [last, first] : [first, last];
  const up = view.form === "offset" ? "" : ` data-up="${range.low} ${range.high}"`;
  const unit = view.axis.unit === null ? "" : ` data-unit="${escapeXml(unitText(view.axis.unit))}"`;
  return ` data-plot="${layout.left} ${top} ${right} ${bottom}" data-across="${from} ${to}"${up}${unit}`;
}

export function axes(view: SpectraView, { layout, x, y, top, bottom, right, range: { ticks } }: Scales): string {
  const across = niceTicks(...endsOf(view.axis.values), layout.acrossTicks);
  const middle = (layout.left + right) / 2;
  const label = view.axis.unit === null ? view.axis.title : `${view.axis.title} (${unitText(view.axis.unit)})`;
  const at = (value: number): string => value.toFixed(1);
  // Apart, a value of one class is none of another: no numbers stand there.
  const up = view.form === "offset" ? [] : ticks.values;
  return [
    `<g class="grid" stroke="${faint}" stroke-opacity="0.25">`,
    ...up.map((tick) => `<path d="M${layout.left} ${at(y(tick))}H${at(right)}"/>`),
    `</g><g class="axis" stroke="${faint}" fill="none"><path d="M${layout.left} ${bottom}H${at(right)}"/>`,
    ...across.values.map((tick) => `<path class="tick" d="M${at(x(tick))} ${bottom}v5"/>`),
    `</g><g class="ink" fill="${ink}" font-size="${size}">`,
    ...across.values.map(
      (tick) =>
        `<text class="tick" x="${at(x(tick))}" y="${bottom + 20}" text-anchor="middle">${tickText(tick, across.decimals)}</text>`,
    ),
    ...up.map(
      (tick) =>
        `<text class="tick" x="${layout.left - 8}" y="${at(y(tick) + 4.5)}" text-anchor="end">${tickText(tick, ticks.decimals)}</text>`,
    ),
    `<text x="${at(middle)}" y="${bottom + 44}" text-anchor="middle">${escapeXml(label)}</text>`,
    `<text transform="translate(15 ${at((top + bottom) / 2)}) rotate(-90)" text-anchor="middle">${escapeXml(view.ordinate)}</text></g>`,
  ].join("");
}

const tickText = (value: number, decimals: number): string => fixed(value, Math.min(decimals, 12));

/** Units as a printed axis has them. */
const unitText = (unit: string): string => (unit === "cm-1" ? "cm⁻¹" : unit === "um" ? "µm" : unit);

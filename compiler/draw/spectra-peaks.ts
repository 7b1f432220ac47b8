/** Peaks of the mean of all spectra, with their positions above all lines; none over another. */

import { faint, ink } from "../../blocks/charts/palette.ts";
import { peaks } from "../../blocks/charts/peaks.ts";
import { axisForm, numberText } from "../../blocks/contract/quantity.ts";
import type { SpectraView } from "../../blocks/contract/view.ts";
import type { Scales } from "./spectra-axes.ts";
import type { SpectraGroup } from "./spectra-groups.ts";
import { smallSize } from "./spectra-layout.ts";
import { textWidth } from "./text-width.ts";

/** Peaks that are found unasked. */
const mostPeaks = 8;
const lineHeight = 14;
/** Rows of labels above the plot. */
const mostRows = 2;

/** Room above the plot that labels of peaks may take. */
export const peakRoom = mostRows * lineHeight + 4;

/** Columns of the peaks that are labelled, the most prominent first; those an author asks for at the points nearest to them. */
export function peaksOf(view: SpectraView, groups: readonly SpectraGroup[]): readonly number[] {
  const { values } = view.axis;
  if (view.peaks === false) return [];
  if (view.peaks !== undefined && view.peaks !== true)
    return view.peaks.map((wanted) =>
      values.reduce((best, value, j) => (Math.abs(value - wanted) < Math.abs(values[best] - wanted) ? j : best), 0),
    );
  return peaks(view.form === "difference" ? largestOf(groups) : meanOf(view), mostPeaks);
}

/** Labels stand above the plot in two rows, from the most prominent on; what finds no room there is left out. */
export function peakLabels(view: SpectraView, groups: readonly SpectraGroup[], scales: Scales): string {
  const { x, top, right, layout } = scales;
  const form = axisForm(view.axis.values);
  const taken: { readonly row: number; readonly from: number; readonly to: number }[] = [];
  const at = (value: number): string => value.toFixed(1);
  const parts = peaksOf(view, groups).flatMap((j) => {
    const text = numberText(view.axis.values[j], form);
    const half = textWidth(text, smallSize) / 2 + 3;
    const peak = x(view.axis.values[j]);
    const middle = Math.max(layout.left + half - 8, Math.min(right - half + 8, peak));
    const row = Array.from({ length: mostRows }, (_, k) => k).find((k) =>
      taken.every((one) => one.row !== k || one.to <= middle - half || one.from >= middle + half),
    );
    if (row === undefined) return [];
    taken.push({ row, from: middle - half, to: middle + half });
    const y = top - 5 - row * lineHeight;
    return [
      {
        line: `<path d="M${at(peak)} ${at(y + 3)}V${at(highest(groups, j, scales) - 3)}"/>`,
        label: `<text x="${at(middle)}" y="${at(y)}">${text}</text>`,
      },
    ];
  });
  if (parts.length === 0) return "";
  // Letters in a group of their own: stroked ones are printed as a font without a name.
  return [
    `<g class="peaks"><g stroke="${faint}" stroke-width="0.8" stroke-dasharray="1.5 2.5">${parts.map(({ line }) => line).join("")}</g>`,
    `<g class="ink" fill="${ink}" text-anchor="middle" font-size="${smallSize}">${parts.map(({ label }) => label).join("")}</g></g>`,
  ].join("");
}

/** Where the highest band or mean is at a point, in pixels. */
function highest(groups: readonly SpectraGroup[], j: number, { y, top }: Scales): number {
  const least = groups.reduce(
    (most, { mean, high, hasBand, shift }) => Math.min(most, y((hasBand ? high[j] : mean[j]) + shift)),
    Number.POSITIVE_INFINITY,
  );
  return Math.max(top, least);
}

/** Of all rows. Length p. */
function meanOf({ spectra: { rows, cols, data } }: SpectraView): Float64Array {
  const mean = new Float64Array(cols);
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) mean[j] += data[i * cols + j] / rows;
  return mean;
}

/** Of differences the largest in size, whichever class has it. */
const largestOf = (groups: readonly SpectraGroup[]): Float64Array =>
  groups[0].mean.map((_, j) => groups.reduce((most, { mean }) => Math.max(most, Math.abs(mean[j])), 0));

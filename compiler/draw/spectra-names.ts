/** Names of the spectra far from the others, in the margin beside the plot, each with a line to where its spectrum ends. */
import { colours, ink } from "../../blocks/charts/palette.ts";
import { mostNamed, type SpectraView } from "../../blocks/contract/view.ts";
import type { Scales } from "./spectra-axes.ts";
import { type SpectraLayout, smallSize } from "./spectra-layout.ts";
import { escapeXml } from "./svg.ts";
import { textWidth } from "./text-width.ts";

/** The far spectra that are named. */
export const named = (view: SpectraView): readonly number[] =>
  view.form === "difference" ? [] : (view.outlying ?? []).slice(0, view.named ?? mostNamed);

const rowOf = ({ spectra: { cols, data } }: SpectraView, i: number): Float64Array =>
  data.subarray(i * cols, (i + 1) * cols);

/** From the plot to a name. */
const leader = 16;
const lineHeight = 15;

/** Room the names take beside the plot; 0 where there are none. */
export function marginOf(view: SpectraView, { widestName }: SpectraLayout): number {
  const widths = named(view).map((i) => textWidth(shortened(view.ids[i], widestName), smallSize));
  return widths.length === 0 ? 0 : leader + 4 + Math.ceil(widths.reduce((most, width) => Math.max(most, width), 0));
}

/** @param shiftOf what is added to the line of a row */
export function namesOf(view: SpectraView, scales: Scales, shiftOf: (i: number) => number): string {
  const { order, y, right, layout, top, bottom } = scales;
  const last = order[order.length - 1];
  const ends = named(view).map((i) => ({ i, y: y(rowOf(view, i)[last] + shiftOf(i)) }));
  const places = spread(
    ends.map((end) => Math.max(top, Math.min(bottom, end.y))),
    top + 4,
    bottom - 4,
  );
  const at = (value: number): string => value.toFixed(1);
  const lines = ends.map(
    (end, k) =>
      `<path d="M${at(right)} ${at(Math.max(top, Math.min(bottom, end.y)))}L${at(right + leader - 4)} ${at(places[k])}"/>`,
  );
  const texts = ends.map(({ i }, k) => {
    const text = shortened(view.ids[i], layout.widestName);
    return `<text x="${at(right + leader)}" y="${at(places[k] + 4)}">${escapeXml(text)}</text>`;
  });
  if (texts.length === 0) return "";
  return `<g class="names"><g stroke="${colours[6]}" stroke-width="0.8" fill="none">${lines.join("")}</g><g class="ink" fill="${ink}" font-size="${smallSize}">${texts.join("")}</g></g>`;
}

/** Heights as near to those wanted as leaves a line between any two, in their order. */
function spread(wanted: readonly number[], top: number, bottom: number): number[] {
  const order = wanted.map((_, k) => k).sort((a, b) => wanted[a] - wanted[b] || a - b);
  const placed: number[] = [...wanted];
  let floor = top;
  for (const k of order) {
    placed[k] = Math.max(placed[k], floor);
    floor = placed[k] + lineHeight;
  }
  let ceiling = bottom;
  for (const k of order.toReversed()) {
    placed[k] = Math.min(placed[k], ceiling);
    ceiling = placed[k] - lineHeight;
  }
  return placed;
}

/** The text, or its beginning and its end, which tells replicates apart. */
function shortened(text: string, widest: number): string {
  if (textWidth(text, smallSize) <= widest) return text;
  const signs = [...text];
  for (let kept = signs.length - 1; kept > 2; kept--) {
    const head = signs.slice(0, Math.ceil(kept / 2)).join("");
    const short = `${head}…${signs.slice(signs.length - Math.floor(kept / 2)).join("")}`;
    if (textWidth(short, smallSize) <= widest) return short;
  }
  return `${signs[0]}…`;
}

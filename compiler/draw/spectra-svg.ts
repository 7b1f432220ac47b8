/** Spectra as an SVG: single ones thin, mean and 10–90 % band by class, in both layouts within 200 kB however many there are. */
import { colours, faint, ink } from "../../blocks/charts/palette.ts";
import type { SpectraView } from "../../blocks/contract/view.ts";
import { legendOf } from "./legend.ts";
import { pathScale, wedgePath } from "./line-path.ts";
import { axes, frameAttributes, ordinateRange, type Scales, scalesOf } from "./spectra-axes.ts";
import { groupsOf, type SpectraGroup } from "./spectra-groups.ts";
import { narrow, type SpectraLayout, wide } from "./spectra-layout.ts";
import { type Level, levels, px, reduced, rowPath, singleLines, who, within } from "./spectra-lines.ts";
import { marginOf, named, namesOf } from "./spectra-names.ts";
import { peakLabels, peakRoom, peaksOf } from "./spectra-peaks.ts";
import { type Drawing, escapeXml, svgRoot } from "./svg.ts";

/**
 * Draws spectra for a page and for a narrow screen. Lines keep the extremes of every pixel column and stay within the tolerance of a
 * fraction of a pixel that fits the budget; where even that does not, evenly spaced rows stand for the others and the note says so.
 *
 * @param say words of the legend in the language of the report
 */
export function spectraSvg(view: SpectraView, say: (text: string) => string = (text) => text): Drawing {
  const made = drawn(view, wide, say);
  return { svg: made.svg, narrow: drawn(view, narrow, say).svg, note: made.note };
}

function drawn(
  view: SpectraView,
  layout: SpectraLayout,
  say: (text: string) => string,
): { readonly svg: string; readonly note: string | null } {
  const groups = groupsOf(view);
  const legend = legendOf(view, groups, layout, say);
  const top = legend.height + (peaksOf(view, groups).length > 0 ? peakRoom : 0) + 10;
  const right = layout.right - marginOf(view, layout);
  const range = ordinateRange(view, groups, layout.upTicks);
  const scales = scalesOf(view, layout, { top, right }, range);
  const isDifference = view.form === "difference";
  const lines = isDifference ? { svg: "", note: null } : singleLines(view, scales, groups);
  const shift = shiftsOf(view, groups);
  const banded = groups.filter(({ hasBand }) => hasBand);
  const several = groups.filter(({ counted }) => counted > 1);
  const share = layout.summaryBudget / (2 * banded.length + several.length);
  const parts = [
    axes(view, scales),
    plotStart(scales),
    ...(isDifference ? [zeroLine(scales)] : []),
    lines.svg,
    ...(isDifference ? [] : [namedLines(view, scales, shift), externalLines(view, scales, shift)]),
    ...banded.map((group) => band(group, scales, share)),
    ...several.map((group) => meanLine(group, scales, share)),
    "</svg>",
    peakLabels(view, groups, scales),
    namesOf(view, scales, shift),
    legend.svg,
  ];
  const root = svgRoot(
    layout.width,
    scales.bottom + layout.foot,
    layout.isNarrow ? "spectra narrow" : "spectra",
    frameAttributes(view, scales),
  );
  return { svg: `${root}${parts.join("")}</svg>`, note: lines.note };
}

/** What is drawn over the axes has a window of its own, in quarters of a pixel: the page zooms by moving what it shows. */
function plotStart({ layout, top, bottom, right }: Scales): string {
  const [left, width, height] = [layout.left, right - layout.left, bottom - top];
  const box = [left, top, width, height].map((value) => value * pathScale).join(" ");
  return `<svg class="plot" x="${left}" y="${top}" width="${width}" height="${height}" viewBox="${box}" preserveAspectRatio="none" fill="none" stroke-linejoin="round">`;
}

const shiftsOf =
  (view: SpectraView, groups: readonly SpectraGroup[]) =>
  (i: number): number =>
    view.codes === null ? 0 : (groups.find(({ rows }) => rows.includes(i))?.shift ?? 0);

function zeroLine({ layout, right, y }: Scales): string {
  const at = Math.round(y(0) * pathScale);
  return `<path d="M${layout.left * pathScale} ${at}H${right * pathScale}" stroke="${faint}" stroke-width="${px(1)}" stroke-dasharray="${px(5)} ${px(4)}"/>`;
}

function band({ name, low, high, shift, mark }: SpectraGroup, scales: Scales, share: number): string {
  const upper = within(share, high, scales, shift);
  const { column, tolerance } = upper.level;
  const lower = reduced(low, scales, column, shift);
  // The wedge runs towards larger x; the way back is taken in a mirror and turned round again.
  const back: number[] = [];
  for (let k = lower.length - 2; k >= 0; k -= 2) back.push(-lower[k], lower[k + 1]);
  const d = `${upper.path}${mirrored(wedgePath(back, tolerance))}z`;
  return `<path${classOf(name)} d="${d}" fill="${mark.colour}" fill-opacity="0.2"/>`;
}

/** Relative path data of a mirrored line, mirrored back and continued from where the pen stands. */
function mirrored(path: string): string {
  const [start, steps] = path.slice(1).split("l");
  const [x, y] = start.split(" ").map(Number);
  const numbers = steps.match(/-?\d+/g)?.map(Number) ?? [];
  return `L${-x} ${y}l${numbers.map((value, k) => (k % 2 === 0 ? -value : value)).join(" ")}`;
}

function meanLine({ name, mean, mark, shift }: SpectraGroup, scales: Scales, share: number): string {
  const dash = mark.dash.length > 0 ? ` stroke-dasharray="${mark.dash.map(px).join(" ")}"` : "";
  return `<path${classOf(name)} d="${within(share, mean, scales, shift).path}" stroke="${mark.colour}" stroke-width="${px(1.8)}"${dash}/>`;
}

function externalLines(view: SpectraView, scales: Scales, shift: (i: number) => number): string {
  const own = new Set(named(view));
  const rows = view.marked.filter((i) => !own.has(i));
  if (rows.length === 0) return "";
  const opacity = Math.max(0.35, Math.min(0.9, 8 / rows.length));
  const paths = rows.map((i) => linePath(view, i, scales, shift(i), levels[1]));
  return `<g class="ink-stroke" stroke="${ink}" stroke-width="${px(0.8)}" stroke-opacity="${Number(opacity.toFixed(2))}" stroke-dasharray="${px(1.5)} ${px(2)}">${paths.join("")}</g>`;
}

/** Below means and bands: what lies apart is seen there too, and hides nothing. */
function namedLines(view: SpectraView, scales: Scales, shift: (i: number) => number): string {
  const paths = named(view).map((i) => linePath(view, i, scales, shift(i), levels[0]));
  return paths.length === 0
    ? ""
    : `<g class="far" stroke="${colours[6]}" stroke-width="${px(1.1)}">${paths.join("")}</g>`;
}

const linePath = (view: SpectraView, i: number, scales: Scales, shift: number, level: Level): string =>
  `<path${scales.layout.isNarrow ? "" : who(view, i, apartWords(view, i))} d="${rowPath(view, i, scales, level, shift)}"/>`;

const classOf = (name: string): string => (name === "" ? "" : ` data-of="${escapeXml(name)}"`);

/** Their group is not that of their class. */
const apartWords = ({ codes, classes, marked }: SpectraView, i: number): string =>
  [codes === null ? "" : classes[codes[i]], marked.includes(i) ? "external" : ""]
    .filter((part) => part !== "")
    .join(", ");

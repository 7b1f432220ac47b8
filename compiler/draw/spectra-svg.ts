/** Spectra as an SVG: every line thin, mean and standard deviation by class, at most 200 kB however many there are. */
import { ink } from "../../blocks/charts/palette.ts";
import type { SpectraView } from "../../blocks/contract/view.ts";
import { legendOf } from "./legend.ts";
import { pathScale, perColumn, wedgePath } from "./line-path.ts";
import { axes, ordinateRange, plot, type Scales, scalesOf, size, width } from "./spectra-axes.ts";
import { groupsOf, type SpectraGroup } from "./spectra-groups.ts";
import { named, namesOf, rowOf } from "./spectra-names.ts";
import { type Drawing, escapeXml, sampleAttributes, svgRoot } from "./svg.ts";

/**
 * Bytes for the single lines. A figure may have 200 kB; a report of four such figures and fonts shall stay below 1 MB, and at
 * half of that no eye sees what is left out.
 */
const lineBudget = 100_000;
/** Bytes for means and bands of all classes. */
const summaryBudget = 27_000;

/**
 * Draws spectra. Lines keep the extremes of every pixel column and stay within the tolerance of a fraction of a pixel
 * that fits the budget; where even that does not, evenly spaced rows stand for the others and the note says so.
 */
export function spectraSvg(view: SpectraView): Drawing {
  const groups = groupsOf(view);
  const legend = legendOf(view, groups, plot.left, plot.right, size);
  const top = legend.height + 14;
  const bottom = top + plot.height;
  const ordinate = ordinateRange(view, groups);
  const scales = scalesOf(view, top, bottom, ordinate);
  const lines = singleLines(view, scales, groups);
  const several = groups.filter(({ rows }) => rows.length > 1);
  const share = summaryBudget / (3 * several.length);
  const parts = [
    axes(view, scales, ordinate),
    `<g fill="none" stroke-linejoin="round" transform="scale(${1 / pathScale})">`,
    lines.svg,
    ...several.map((group) => spread(group, scales, share)),
    ...several.map((group) => meanLine(group, scales, share)),
    externalLines(view, scales),
    namedLines(view, scales),
    "</g>",
    namesOf(view, scales),
    legend.svg,
  ];
  return { svg: `${svgRoot(width, bottom + plot.bottomSpace, "spectra")}${parts.join("")}</svg>`, note: lines.note };
}

/** Pixels in the units of paths. */
const px = (pixels: number): number => Number((pixels * pathScale).toFixed(1));

function pathOf(values: Float64Array, scales: Scales, tolerance: number, column = 1): string {
  return wedgePath(reduced(values, scales, column), tolerance);
}

function reduced(values: Float64Array, { xs, order, y }: Scales, column: number): number[] {
  const ys = new Float64Array(xs.length);
  for (let k = 0; k < ys.length; k++) ys[k] = y(values[order[k]]);
  return perColumn(xs, ys, column);
}

/** How much a line is reduced: width of the columns whose extremes are kept, and tolerance, both in pixels. */
interface Level {
  readonly column: number;
  readonly tolerance: number;
}
const levels: readonly Level[] = [
  { column: 1, tolerance: 0.2 },
  { column: 1, tolerance: 0.4 },
  { column: 1, tolerance: 0.7 },
  { column: 1, tolerance: 1 },
  { column: 2, tolerance: 1 },
  { column: 4, tolerance: 1 },
  { column: 6, tolerance: 1 },
  { column: 9, tolerance: 1 },
];

/** All rows at the finest level that fits the budget; beyond the coarsest, every second, third … row of each class. */
function singleLines(
  view: SpectraView,
  scales: Scales,
  groups: readonly SpectraGroup[],
): { svg: string; note: string | null } {
  const apart = new Set([...view.marked, ...named(view)]);
  const rows = groups.map((group) => group.rows.filter((i) => !apart.has(i)));
  const total = rows.reduce((sum, some) => sum + some.length, 0);
  const bytes = levels.map((level) => bytesOfLine(view, rows.flat(), scales, level));
  for (let every = 1; ; every++) {
    const count = rows.reduce((sum, some) => sum + Math.ceil(some.length / every), 0);
    const last = count <= groups.length;
    for (const [at, level] of levels.entries()) {
      if (!last && bytes[at] * count > lineBudget) continue;
      const shown = rows.map((some) => some.filter((_, k) => k % every === 0));
      const svg = shown.map((some, g) => classLines(view, some, groups[g], scales, level)).join("");
      if (svg.length > lineBudget && !last) continue;
      const left = `${count} of ${total} single lines are drawn; means and bands are over all of them.`;
      return { svg, note: every === 1 ? null : left };
    }
  }
}

/** Bytes a row takes, from a dozen of them spread over the rows. */
function bytesOfLine(view: SpectraView, rows: readonly number[], scales: Scales, level: Level): number {
  const step = Math.max(1, Math.floor(rows.length / 12));
  const some = rows.filter((_, k) => k % step === 0);
  const bytes = some.reduce((sum, i) => sum + rowPath(view, i, scales, level).length + who(view, i).length + 13, 0);
  return bytes / Math.max(1, some.length);
}

function rowPath(view: SpectraView, i: number, scales: Scales, { column, tolerance }: Level): string {
  const { cols, data } = view.spectra;
  return pathOf(data.subarray(i * cols, (i + 1) * cols), scales, tolerance, column);
}

function classLines(
  view: SpectraView,
  rows: readonly number[],
  group: SpectraGroup,
  scales: Scales,
  level: Level,
): string {
  const alone = group.rows.length === 1;
  const opacity = alone ? 1 : Math.max(0.16, Math.min(0.45, 12 / group.rows.length));
  const paths = rows.map((i) => `<path${who(view, i)} d="${rowPath(view, i, scales, level)}"/>`).join("");
  const name = group.name === "" ? "" : ` data-class="${escapeXml(group.name)}"`;
  return `<g${name} stroke="${group.mark.colour}" stroke-width="${px(alone ? 1.6 : 0.8)}" stroke-opacity="${Number(opacity.toFixed(2))}">${paths}</g>`;
}

/** The finest path of these values that takes no more bytes than its share; the coarsest where none does. */
function within(bytes: number, values: Float64Array, scales: Scales): { path: string; level: Level } {
  let path = "";
  for (const level of levels) {
    path = pathOf(values, scales, level.tolerance, level.column);
    if (path.length <= bytes) return { path, level };
  }
  return { path, level: levels[levels.length - 1] };
}

function spread({ mean, sd, mark }: SpectraGroup, scales: Scales, share: number): string {
  const upper = within(
    share,
    mean.map((value, j) => value + sd[j]),
    scales,
  );
  const { column, tolerance } = upper.level;
  const lower = reduced(
    mean.map((value, j) => value - sd[j]),
    scales,
    column,
  );
  // The wedge runs towards larger x; the way back is taken in a mirror and turned round again.
  const back: number[] = [];
  for (let k = lower.length - 2; k >= 0; k -= 2) back.push(-lower[k], lower[k + 1]);
  const d = `${upper.path}${mirrored(wedgePath(back, tolerance))}z`;
  return `<path d="${d}" fill="${mark.colour}" fill-opacity="0.14"/>`;
}

/** Relative path data of a mirrored line, mirrored back and continued from where the pen stands. */
function mirrored(path: string): string {
  const [start, steps] = path.slice(1).split("l");
  const [x, y] = start.split(" ").map(Number);
  const numbers = steps.match(/-?\d+/g)?.map(Number) ?? [];
  return `L${-x} ${y}l${numbers.map((value, k) => (k % 2 === 0 ? -value : value)).join(" ")}`;
}

function meanLine(group: SpectraGroup, scales: Scales, share: number): string {
  const dash = group.mark.dash.length > 0 ? ` stroke-dasharray="${group.mark.dash.map(px).join(" ")}"` : "";
  return `<path d="${within(share, group.mean, scales).path}" stroke="${group.mark.colour}" stroke-width="${px(1.8)}"${dash}/>`;
}

/** Which spectrum a path is. */
const who = (view: SpectraView, i: number, words = ""): string =>
  sampleAttributes(view.samples?.[i] ?? view.ids[i], view.ids[i], words);

function externalLines(view: SpectraView, scales: Scales): string {
  const own = new Set(named(view));
  const paths = view.marked.filter((i) => !own.has(i)).map((i) => linePath(view, i, scales));
  if (paths.length === 0) return "";
  const opacity = Math.max(0.35, Math.min(0.9, 8 / paths.length));
  return `<g class="ink-stroke" stroke="${ink}" stroke-width="${px(0.8)}" stroke-opacity="${Number(opacity.toFixed(2))}" stroke-dasharray="${px(1.5)} ${px(2)}">${paths.join("")}</g>`;
}

function namedLines(view: SpectraView, scales: Scales): string {
  const paths = named(view).map((i) => linePath(view, i, scales));
  return paths.length === 0
    ? ""
    : `<g class="ink-stroke" stroke="${ink}" stroke-width="${px(1.1)}">${paths.join("")}</g>`;
}

const linePath = (view: SpectraView, i: number, scales: Scales): string =>
  `<path${who(view, i, apartWords(view, i))} d="${pathOf(rowOf(view, i), scales, 0.2)}"/>`;

/** Their group is not that of their class. */
const apartWords = ({ codes, classes, marked }: SpectraView, i: number): string =>
  [codes === null ? "" : classes[codes[i]], marked.includes(i) ? "external" : ""]
    .filter((part) => part !== "")
    .join(", ");

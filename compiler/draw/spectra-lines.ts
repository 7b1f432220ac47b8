/** Single lines of a spectra drawing, as fine as their bytes allow; where not even the coarsest fit, evenly spaced ones of each class. */
import type { SpectraView } from "../../blocks/contract/view.ts";
import { pathScale, perColumn, wedgePath } from "./line-path.ts";
import type { Scales } from "./spectra-axes.ts";
import type { SpectraGroup } from "./spectra-groups.ts";
import { named } from "./spectra-names.ts";
import { escapeXml, sampleAttributes } from "./svg.ts";

/** How much a line is reduced: width of the columns whose extremes are kept, and tolerance, both in pixels. */
export interface Level {
  readonly column: number;
  readonly tolerance: number;
}
export const levels: readonly Level[] = [
  { column: 1, tolerance: 0.2 },
  { column: 1, tolerance: 0.4 },
  { column: 1, tolerance: 0.7 },
  { column: 1, tolerance: 1 },
  { column: 2, tolerance: 1 },
  { column: 4, tolerance: 1 },
  { column: 6, tolerance: 1 },
  { column: 9, tolerance: 1 },
];

/** Pixels in the units of paths. */
export const px = (pixels: number): number => Number((pixels * pathScale).toFixed(1));

/** Pairs of pixels: the extremes of every column. @param shift added to every value */
export function reduced(values: Float64Array, { xs, order, y }: Scales, column: number, shift: number): number[] {
  const ys = new Float64Array(xs.length);
  for (let k = 0; k < ys.length; k++) ys[k] = y(values[order[k]] + shift);
  return perColumn(xs, ys, column);
}

const pathOf = (values: Float64Array, scales: Scales, { column, tolerance }: Level, shift: number): string =>
  wedgePath(reduced(values, scales, column, shift), tolerance);

export function rowPath(view: SpectraView, i: number, scales: Scales, level: Level, shift: number): string {
  const { cols, data } = view.spectra;
  return pathOf(data.subarray(i * cols, (i + 1) * cols), scales, level, shift);
}

/** The finest path of these values that takes no more bytes than its share; the coarsest where none does. */
export function within(
  bytes: number,
  values: Float64Array,
  scales: Scales,
  shift: number,
): { readonly path: string; readonly level: Level } {
  let path = "";
  for (const level of levels) {
    path = pathOf(values, scales, level, shift);
    if (path.length <= bytes) return { path, level };
  }
  return { path, level: levels[levels.length - 1] };
}

/** Which spectrum a path is. The page hands these words on to the narrow layout, whose lines stand in the same order. */
export const who = (view: SpectraView, i: number, words = ""): string =>
  sampleAttributes(view.samples?.[i] ?? view.ids[i], view.ids[i], words);

/** All rows at the finest level that fits the budget; beyond the coarsest, every second, third … row of each class. */
export function singleLines(
  view: SpectraView,
  scales: Scales,
  groups: readonly SpectraGroup[],
): { readonly svg: string; readonly note: string | null } {
  const apart = new Set([...view.marked, ...named(view)]);
  const rows = groups.map((group) => group.rows.filter((i) => !apart.has(i)));
  const total = rows.reduce((sum, some) => sum + some.length, 0);
  const budget = scales.layout.lineBudget;
  const bytes = levels.map((level) => bytesOfLine(view, rows.flat(), scales, level));
  for (let every = 1; ; every++) {
    const count = rows.reduce((sum, some) => sum + Math.ceil(some.length / every), 0);
    const last = count <= groups.length;
    for (const [at, level] of levels.entries()) {
      if (!last && bytes[at] * count > budget) continue;
      const shown = rows.map((some) => some.filter((_, k) => k % every === 0));
      const svg = shown.map((some, g) => classLines(view, some, groups[g], scales, level)).join("");
      if (svg.length > budget && !last) continue;
      const left = `${count} of ${total} single lines are drawn; means and bands are over all of them.`;
      return { svg, note: every === 1 ? null : left };
    }
  }
}

const identity = (view: SpectraView, i: number, { layout }: Scales): string => (layout.isNarrow ? "" : who(view, i));

/** Bytes a row takes, from a dozen of them spread over the rows. */
function bytesOfLine(view: SpectraView, rows: readonly number[], scales: Scales, level: Level): number {
  const step = Math.max(1, Math.floor(rows.length / 12));
  const some = rows.filter((_, k) => k % step === 0);
  const bytes = some.reduce(
    (sum, i) => sum + rowPath(view, i, scales, level, 0).length + identity(view, i, scales).length + 13,
    0,
  );
  return bytes / Math.max(1, some.length);
}

function classLines(
  view: SpectraView,
  rows: readonly number[],
  group: SpectraGroup,
  scales: Scales,
  level: Level,
): string {
  const alone = group.rows.length === 1;
  const opacity = alone ? 1 : Math.max(0.14, Math.min(0.45, 9 / group.rows.length));
  const paths = rows
    .map((i) => `<path${identity(view, i, scales)} d="${rowPath(view, i, scales, level, group.shift)}"/>`)
    .join("");
  const name = group.name === "" ? "" : ` data-class="${escapeXml(group.name)}" data-of="${escapeXml(group.name)}"`;
  return `<g${name} stroke="${group.mark.colour}" stroke-width="${px(alone ? 1.6 : 0.7)}" stroke-opacity="${Number(opacity.toFixed(2))}">${paths}</g>`;
}

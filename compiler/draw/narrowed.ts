/** A chart made narrow for a narrow screen, where it does not say itself how: plots less wide, fewer ticks, shorter names. */
import { narrowPlot } from "../../blocks/charts/layouts.ts";
import type { Json } from "../../schemas/plain-json.ts";
import { textWidth } from "./text-width.ts";

/** What a narrow screen of 390 pixels leaves for a drawing. */
export const narrowWidth = 352;

/** Options of every axis and legend of a narrow drawing. */
export const narrowTheme = (spec: { readonly [key: string]: Json }) => ({
  axis: { labelLimit: 120, titleLimit: 300 },
  axisX: { tickCount: 5, labelOverlap: true, titleLimit: 300 },
  legend: { labelLimit: 250, columns: longestEntry(spec) > 16 ? 1 : 2, columnPadding: 12, rowPadding: 3 },
});

/** Signs of the longest entry of any legend: names of scales are listed in their domains. */
function longestEntry(value: Json | undefined): number {
  if (typeof value !== "object" || value === null) return 0;
  const inside = Array.isArray(value) ? value : Object.values(value);
  const { domain } = value as { readonly domain?: Json };
  const names = Array.isArray(domain) ? domain.filter((one) => typeof one === "string") : [];
  return [...names.map((name) => name.length), ...inside.map(longestEntry)].reduce((a, b) => Math.max(a, b), 0);
}

/**
 * The same specification with no plot wider than fits, and titles of axes in lines that fit too.
 *
 * @param excess pixels by which the drawing was still too wide
 */
export function narrowed(spec: { readonly [key: string]: Json }, excess: number): { readonly [key: string]: Json } {
  return wrapped(fitted(spec, Math.max(120, narrowPlot - excess))) as { readonly [key: string]: Json };
}

function fitted(spec: { readonly [key: string]: Json }, most: number): { readonly [key: string]: Json } {
  const { vconcat, width, height } = spec;
  if (Array.isArray(vconcat))
    return { ...spec, vconcat: vconcat.map((one) => (isObject(one) ? fitted(one, most) : one)) };
  if (typeof width !== "number" || width <= most) return spec;
  // What is square has two like axes and stays square.
  return { ...spec, width: most, ...(width === height ? { height: most } : {}) };
}

/** Titles that are too long for a plot in as many lines as they need. */
export function wrapped(value: Json): Json {
  if (Array.isArray(value)) return value.map(wrapped);
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inside]) =>
      key === "values"
        ? [key, inside]
        : [key, key === "title" && typeof inside === "string" ? inLines(inside) : wrapped(inside)],
    ),
  );
}

/** Pixels a line of a title may have: it stands in the middle of a plot that may be narrower than most. */
const widestTitle = 210;

function inLines(title: string): Json {
  if (textWidth(title, 13) <= widestTitle) return title;
  const lines: string[] = [];
  for (const word of title.split(" ")) {
    const longer = `${lines[lines.length - 1] ?? ""} ${word}`.trim();
    if (lines.length > 0 && textWidth(longer, 13) <= widestTitle) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  return lines;
}

const isObject = (value: Json): value is { readonly [key: string]: Json } =>
  typeof value === "object" && value !== null && !Array.isArray(value);

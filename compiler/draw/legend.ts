/** The legend above spectra: a line sample in colour and dash, the class, how many spectra. */
import { colours, ink } from "../../blocks/charts/palette.ts";
import type { SpectraView } from "../../blocks/contract/view.ts";
import type { SpectraGroup } from "./spectra-groups.ts";
import { type SpectraLayout, size } from "./spectra-layout.ts";
import { named } from "./spectra-names.ts";
import { escapeXml } from "./svg.ts";
import { textWidth } from "./text-width.ts";

interface Entry {
  readonly sample: string;
  readonly text: string;
  /** The class it stands for; what the page can hide by it. */
  readonly name: string | null;
}

/** Entries set from left to right, in as many rows as they need. */
export function legendOf(
  view: SpectraView,
  groups: readonly SpectraGroup[],
  { left, width: whole, isNarrow }: SpectraLayout,
  say: (text: string) => string,
): { readonly svg: string; readonly height: number } {
  const entries = [
    ...groups.map((group) => classEntry(group, isNarrow, say)),
    ...farEntry(view, say),
    ...markedEntry(view, say),
  ];
  // On a narrow screen the legend takes the room of the ordinate too.
  const start = isNarrow ? 4 : left;
  let x = start;
  let y = size + 3;
  const parts = entries.map(({ sample, text, name }) => {
    const width = 36 + textWidth(text, size) + 22;
    if (x > start && x + width > whole) {
      x = start;
      y += size + 8;
    }
    const of =
      name === null ? "" : ` class="entry" data-entry="${escapeXml(name)}" data-width="${Math.round(width - 16)}"`;
    const part = `<g${of} transform="translate(${x.toFixed(1)} ${y})">${sample}<text class="ink" x="36" fill="${ink}" font-size="${size}">${escapeXml(text)}</text></g>`;
    x += width;
    return part;
  });
  return { svg: parts.join(""), height: y + 8 };
}

function classEntry(
  { name, mark, rows, counted, hasBand }: SpectraGroup,
  isNarrow: boolean,
  say: (text: string) => string,
): Entry {
  const dash = mark.dash.length > 0 ? ` stroke-dasharray="${mark.dash.join(" ")}"` : "";
  const band = hasBand ? `<rect y="-9" width="28" height="10" fill="${mark.colour}" fill-opacity="0.2"/>` : "";
  const sample = `${band}<path d="M0 -4H28" stroke="${mark.colour}" stroke-width="1.8" fill="none"${dash}/>`;
  const spread = hasBand ? (isNarrow ? "mean, 10–90\u00a0%" : "mean and 10–90\u00a0% of") : "mean of";
  const what =
    rows.length === 1 ? "1 spectrum" : isNarrow && hasBand ? `${spread}, ${counted}` : `${spread} ${counted}`;
  return { sample, text: name === "" ? say(what) : `${name} (${say(what)})`, name: name === "" ? null : name };
}

function farEntry(view: SpectraView, say: (text: string) => string): Entry[] {
  const n = named(view).length;
  if (n === 0) return [];
  const sample = `<path d="M0 -4H28" stroke="${colours[6]}" stroke-width="1.1" fill="none"/>`;
  return [{ sample, text: say(n === 1 ? "named in the margin" : `named in the margin (${n})`), name: null }];
}

function markedEntry(view: SpectraView, say: (text: string) => string): Entry[] {
  if (view.marked.length === 0) return [];
  const sample = `<path class="ink-stroke" d="M0 -4H28" stroke="${ink}" stroke-width="0.9" stroke-dasharray="1.5 2" fill="none"/>`;
  return [{ sample, text: say(`external (${view.marked.length})`), name: null }];
}

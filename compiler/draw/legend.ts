/** The legend above spectra: a line sample in colour and dash, the class, how many spectra. */
import { ink } from "../../blocks/charts/palette.ts";
import type { SpectraView } from "../../blocks/contract/view.ts";
import type { SpectraGroup } from "./spectra-groups.ts";
import { escapeXml } from "./svg.ts";
import { textWidth } from "./text-width.ts";

interface Entry {
  readonly sample: string;
  readonly text: string;
}

/** Entries set from left to right, in as many rows as they need. */
export function legendOf(
  view: SpectraView,
  groups: readonly SpectraGroup[],
  left: number,
  right: number,
  size: number,
): { readonly svg: string; readonly height: number } {
  const entries = [...groups.map(classEntry), ...markedEntry(view)];
  let x = left;
  let y = size + 3;
  const parts = entries.map(({ sample, text }) => {
    const width = 36 + textWidth(text, size) + 22;
    if (x > left && x + width > right) {
      x = left;
      y += size + 8;
    }
    const part = `<g transform="translate(${x.toFixed(1)} ${y})">${sample}<text class="ink" x="36" fill="${ink}" font-size="${size}">${escapeXml(text)}</text></g>`;
    x += width;
    return part;
  });
  return { svg: parts.join(""), height: y + 8 };
}

function classEntry({ name, mark, rows }: SpectraGroup): Entry {
  const dash = mark.dash.length > 0 ? ` stroke-dasharray="${mark.dash.join(" ")}"` : "";
  const band = rows.length > 1 ? `<rect y="-9" width="28" height="10" fill="${mark.colour}" fill-opacity="0.14"/>` : "";
  const sample = `${band}<path d="M0 -4H28" stroke="${mark.colour}" stroke-width="1.8" fill="none"${dash}/>`;
  const what = rows.length === 1 ? "1 spectrum" : `mean ± sd of ${rows.length}`;
  return { sample, text: name === "" ? what : `${name} (${what})` };
}

function markedEntry(view: SpectraView): Entry[] {
  if (view.marked.length === 0) return [];
  const sample = `<path class="ink-stroke" d="M0 -4H28" stroke="${ink}" stroke-width="0.9" stroke-dasharray="1.5 2" fill="none"/>`;
  return [{ sample, text: `external (${view.marked.length})` }];
}

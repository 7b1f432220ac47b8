/** Names of the spectra far from the others, written where their lines stand clear of the rest. */
import { ink } from "../../blocks/charts/palette.ts";
import { mostNamed, type SpectraView } from "../../blocks/contract/view.ts";
import { plot, type Scales, size } from "./spectra-axes.ts";
import { escapeXml } from "./svg.ts";
import { textWidth } from "./text-width.ts";

/** The far spectra that are named. */
export const named = (view: SpectraView): readonly number[] => (view.outlying ?? []).slice(0, mostNamed);

export const rowOf = ({ spectra: { cols, data } }: SpectraView, i: number): Float64Array =>
  data.subarray(i * cols, (i + 1) * cols);

/** Space a name needs above and below its middle. */
const nameHeight = 15;

/** The names of the far spectra where their lines stand farthest apart from the mean of all, each clear of the others. */
export function namesOf(view: SpectraView, scales: Scales): string {
  const taken: { x: number; y: number; width: number }[] = [];
  const parts = named(view).flatMap((i) => {
    const text = view.ids[i];
    const width = textWidth(text, size) + 8;
    const place = placeOfName(view, i, scales, width, taken);
    if (place === null) return [];
    taken.push({ ...place, width });
    const [left, top] = [(place.x - width / 2 + 2).toFixed(1), (place.y - size).toFixed(1)];
    // A ground of its own, not a stroke around the letters: browsers print stroked letters as a font without a name.
    return [
      `<rect class="halo" x="${left}" y="${top}" width="${(width - 4).toFixed(1)}" height="${size + 4}" rx="3" fill="#ffffff" fill-opacity="0.75"/>`,
      `<text class="ink" x="${place.x.toFixed(1)}" y="${place.y.toFixed(1)}" text-anchor="middle" fill="${ink}" font-size="${size}">${escapeXml(text)}</text>`,
    ];
  });
  return parts.join("");
}

function placeOfName(
  view: SpectraView,
  i: number,
  scales: Scales,
  width: number,
  taken: readonly { readonly x: number; readonly y: number; readonly width: number }[],
): { x: number; y: number } | null {
  const values = rowOf(view, i);
  const means = meanOf(view);
  const apart = scales.order
    .map((j, k) => ({ x: scales.xs[k], away: values[j] - means[j], y: scales.y(values[j]) }))
    .filter(({ x }) => x - width / 2 > plot.left && x + width / 2 < plot.right)
    .sort((one, other) => Math.abs(other.away) - Math.abs(one.away) || one.x - other.x);
  for (const { x, y, away } of apart) {
    const at = { x, y: away >= 0 ? y - 7 : y + 17 };
    const isInside = at.y - nameHeight > scales.top - 12 && at.y < scales.bottom - 4;
    const isFree = taken.every(
      (other) => Math.abs(other.x - at.x) > (other.width + width) / 2 || Math.abs(other.y - at.y) > nameHeight,
    );
    if (isInside && isFree) return at;
  }
  return null;
}

function meanOf({ spectra: { rows, cols, data } }: SpectraView): Float64Array {
  const mean = new Float64Array(cols);
  for (let i = 0; i < rows; i++) for (let j = 0; j < cols; j++) mean[j] += data[i * cols + j] / rows;
  return mean;
}

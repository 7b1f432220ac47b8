/** A number with its interval on its scale, beside what one would get without a model: a glance, said again in words beside it. */

import { colours, faint, ink } from "../../blocks/charts/palette.ts";
import type { Headline } from "../../blocks/contract/brief.ts";

/** Pixels. */
const width = 320;
const height = 26;
const edge = 8;
const middle = 15;

export function gauge({ value, interval, reference, scale: [low, high] }: Headline): string {
  const x = (at: number): string => {
    const share = high > low ? (at - low) / (high - low) : 0;
    return (edge + Math.max(0, Math.min(1, share)) * (width - 2 * edge)).toFixed(1);
  };
  const number = (of: typeof value): number => (typeof of.value === "number" ? of.value : of.value[0]);
  const ends = interval !== null && typeof interval.value !== "number" ? interval.value : null;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="gauge" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" aria-hidden="true">`,
    `<path d="M${edge} ${middle}H${width - edge}" stroke="${faint}" stroke-opacity="0.45" stroke-width="2" stroke-linecap="round"/>`,
    reference === null
      ? ""
      : `<path class="ink-stroke" d="M${x(number(reference.value))} ${middle - 9}v18" stroke="${ink}" stroke-width="1.6" stroke-dasharray="3 2"/>`,
    ends === null
      ? ""
      : `<path d="M${x(ends[0])} ${middle}H${x(ends[1])}" stroke="${colours[0]}" stroke-width="8" stroke-opacity="0.4" stroke-linecap="round"/>`,
    `<circle cx="${x(number(value))}" cy="${middle}" r="5" fill="${colours[0]}"/>`,
    "</svg>",
  ].join("");
}

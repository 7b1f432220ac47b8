/** rubberband: baseline by the lower convex hull. */
import { z } from "zod";
import type { BaselineFit } from "./common.ts";

export const rubberbandOptions = z
  .strictObject({ method: z.literal("rubberband").describe("Lower convex hull.") })
  .describe("A rubber band stretched below the spectrum: straight lines between the points it touches.");

/** @param at ascending positions of the points */
export function rubberband(at: Float64Array): BaselineFit {
  const corner = new Int32Array(at.length);
  return (spectrum, baseline) => {
    let count = 0;
    for (let j = 0; j < at.length; j++) {
      while (count > 1 && isAbove(at, spectrum, corner[count - 2], corner[count - 1], j)) count--;
      corner[count++] = j;
    }
    baseline[0] = spectrum[0];
    for (let c = 1; c < count; c++) {
      const from = corner[c - 1];
      const to = corner[c];
      const slope = (spectrum[to] - spectrum[from]) / (at[to] - at[from]);
      for (let j = from + 1; j < to; j++) baseline[j] = spectrum[from] + slope * (at[j] - at[from]);
      baseline[to] = spectrum[to];
    }
    return undefined;
  };
}

/** True where the middle point is on or above the line from the left to the right one. */
function isAbove(at: Float64Array, y: Float64Array, left: number, middle: number, right: number): boolean {
  return (y[middle] - y[left]) * (at[right] - at[left]) >= (y[right] - y[left]) * (at[middle] - at[left]);
}

/** rubberband: baseline by the lower convex hull. */
import { z } from "zod";
import type { MethodPage } from "../../../contract/method-page.ts";
import type { BaselineFit } from "./common.ts";

export const rubberbandOptions = z
  .strictObject({ method: z.literal("rubberband").describe("Lower convex hull.") })
  .describe("A rubber band stretched below the spectrum: straight lines between the points it touches.");

export const rubberbandPage: MethodPage = {
  formula: "z: the lower convex hull of the points (νⱼ, xⱼ), straight between its corners",
  conventions: [
    "It lies nowhere above the spectrum and touches it at both ends, so both ends become 0.",
    "Points on a line between two corners are no corners.",
    "A baseline that bulges upwards (∩) cannot be followed: the band is straight there.",
    "Noise pulls it down: it touches the lowest points, not their mean. At least 2 points.",
  ],
  cost: "O(n·p): every point enters and leaves the hull at most once.",
  sources: [
    {
      authors: "Andrew",
      year: 1979,
      where: "Inf. Process. Lett. 9:216",
      doi: "10.1016/0020-0190(79)90072-3",
      about: "the monotone chain",
    },
  ],
  example: `
    steps:
      - baseline: {method: rubberband}
  `,
};

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
  };
}

/** True where the middle point is on or above the line from the left to the right one. */
function isAbove(at: Float64Array, y: Float64Array, left: number, middle: number, right: number): boolean {
  return (y[middle] - y[left]) * (at[right] - at[left]) >= (y[right] - y[left]) * (at[middle] - at[left]);
}

/** Examples: sets of spectra that come from one distribution, and what may happen to later ones. */

import type { DriftReport } from "../../../../blocks/contract/drift-report.ts";
import { type Matrix, matrix } from "../../../../blocks/contract/matrix.ts";
import { stream } from "../../../../blocks/contract/stream.ts";
import { detectDrift } from "../../../../blocks/methods/drift/detect-drift.ts";
import { driftReference } from "../../../../blocks/methods/drift/drift-reference.ts";
import type { Sampled } from "../../../../blocks/methods/drift/space.ts";
import { normalDeviates } from "../../../../blocks/methods/simulate/normal-deviates.ts";
import { defaultDriftPolicy } from "../../../../schemas/drift-policy.ts";

export interface Made extends Sampled {
  readonly ids: readonly string[];
}

/** What later spectra may have that earlier ones had not. */
export interface Change {
  /** Added to every point. */
  readonly offset?: number;
  /** By how many points the bands stand too high. */
  readonly shift?: number;
  /** Factor on the noise. */
  readonly noise?: number;
}

/** n samples of four broad bands with heights of their own, p points, one spectrum each; a set has a name, and no draw in common with another. */
export function made(name: string, n: number, p = 60, { offset = 0, shift = 0, noise = 1 }: Change = {}): Made {
  const draw = normalDeviates(stream("drift examples", name));
  const x = matrix(n, p);
  for (let i = 0; i < n; i++) {
    const heights = [3, 2, 1, 0.5].map((height) => 5 + height * draw());
    for (let j = 0; j < p; j++) {
      const value = heights.reduce((sum, height, c) => sum + height * band(j - shift - (p * (c + 1)) / 5), 0);
      x.data[i * p + j] = value + offset + 0.1 * noise * draw();
    }
  }
  const ids = Array.from({ length: n }, (_, i) => `${name}-${String(i).padStart(3, "0")}`);
  return { x, ids, samples: ids };
}

const band = (distance: number): number => Math.exp((-distance * distance) / 30);

export const policy = defaultDriftPolicy;

/** A report on `fresh` against a reference of 60 training and 80 other samples. */
export function reportOn(fresh: Made, name: string | number = "a", p = 60): DriftReport {
  const reference = driftReference(made(`training ${name}`, 60, p), made(`reference ${name}`, 80, p));
  return detectDrift(reference, { ...fresh, variables: null }, policy, stream("drift", name));
}

/** Every spectrum less its mean, divided by its length: what removes an offset and a scale. */
export function withoutOffset(set: Made): Made {
  const { rows: n, cols: p, data } = set.x;
  const out: Matrix = matrix(n, p);
  for (let i = 0; i < n; i++) {
    const own = data.subarray(i * p, i * p + p);
    const mean = own.reduce((sum, value) => sum + value, 0) / p;
    const length = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) * (value - mean), 0));
    own.forEach((value, j) => {
      out.data[i * p + j] = (value - mean) / length;
    });
  }
  return { ...set, x: out };
}

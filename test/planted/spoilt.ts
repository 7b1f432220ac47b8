/** What somebody may have done to the spectra of a set before FoodSpec: averages, corrections and selections that saw the labels. */

import { stream } from "../../blocks/contract/stream.ts";
import { normalDeviates } from "../../blocks/methods/simulate/normal-deviates.ts";
import type { BaseSet } from "./base-set.ts";

type Label = (sample: number) => "A" | "B";

const sixDecimals = (value: number): number => Math.round(value * 1e6) / 1e6;
const withValues = (set: BaseSet, values: readonly ArrayLike<number>[]): BaseSet => ({
  ...set,
  rows: set.rows.map((row, i) => ({ ...row, values: Array.from(values[i], sixDecimals) })),
});

/** Each spectrum is the mean of the nine of its class around it in the file; the first and the last of a class stand side by side. */
export function averagedOverNeighbours(set: BaseSet, label: Label): BaseSet {
  const places = new Map<string, number[]>();
  set.rows.forEach(({ sample }, i) => {
    places.set(label(sample), [...(places.get(label(sample)) ?? []), i]);
  });
  const means = set.rows.map(({ sample }, i) => {
    const own = places.get(label(sample)) as number[];
    const near = Array.from({ length: 9 }, (_, k) => own[(own.indexOf(i) + k - 4 + own.length) % own.length]);
    return set.axis.map((_, j) => near.reduce((sum, at) => sum + set.rows[at].values[j], 0) / 9);
  });
  return withValues(set, means);
}

/**
 * Orthogonal signal correction on all rows: the directions that hold most of the spectra and nothing of the label are taken off
 * (Fearn 2000, doi 10.1016/S0169-7439(99)00045-3).
 */
export function withoutOrthogonal(set: BaseSet, label: Label, directions: number): BaseSet {
  const [n, p] = [set.rows.length, set.axis.length];
  const means = set.axis.map((_, j) => set.rows.reduce((sum, { values }) => sum + values[j], 0) / n);
  const spectra = set.rows.map(({ values }) => Float64Array.from(values, (value, j) => value - means[j]));
  const codes = set.rows.map(({ sample }) => (label(sample) === "A" ? -1 : 1));
  const middle = codes.reduce<number>((sum, code) => sum + code, 0) / n;
  const outcome = unit(codes.map((code) => code - middle));
  const rest = spectra.map((values) => values.slice());
  takeOff(rest, outcome);
  for (let k = 0; k < directions; k++) {
    let along = unit(rest.map((values) => values[k % p]));
    for (let pass = 0; pass < 60; pass++) {
      const loading = set.axis.map((_, j) => along.reduce((sum, t, i) => sum + t * rest[i][j], 0));
      along = unit(rest.map((values) => loading.reduce((sum, w, j) => sum + w * values[j], 0)));
    }
    takeOff(rest, along);
    takeOff(spectra, along);
  }
  const corrected = spectra.map((values) => values.map((value, j) => value + means[j]));
  return withValues(set, corrected);
}

/** As many columns of noise as there are points: of so many, those whose means differ most between the classes. */
export function bestOfNoise(set: BaseSet, label: Label, seed: number, variables: number): BaseSet {
  const isB = set.rows.map(({ sample }) => label(sample) === "B");
  const n = set.rows.length;
  const draw = normalDeviates(stream(seed, "best of noise"));
  const noise = Array.from({ length: variables }, () => {
    const values = Float64Array.from({ length: n }, draw);
    const gap = values.reduce((sum, value, i) => sum + (isB[i] ? value : -value), 0);
    return { values, gap: Math.abs(gap) };
  });
  const best = noise.sort((a, b) => b.gap - a.gap).slice(0, set.axis.length);
  return withValues(
    set,
    set.rows.map((_, i) => best.map(({ values }) => 10 + values[i])),
  );
}

function unit(values: readonly number[]): number[] {
  const length = Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
  return values.map((value) => value / length);
}

/** Takes what lies along a unit vector of length n off the rows. */
function takeOff(rows: readonly Float64Array[], along: readonly number[]): void {
  for (let j = 0; j < rows[0].length; j++) {
    const size = along.reduce((sum, t, i) => sum + t * rows[i][j], 0);
    for (let i = 0; i < rows.length; i++) rows[i][j] -= size * along[i];
  }
}

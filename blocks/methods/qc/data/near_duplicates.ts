/** Near duplicates: different samples whose spectra differ by no more than noise. */
import { row } from "../../../contract/matrix.ts";
import { grouped } from "../../numeric/grouped.ts";
import { type CheckWords, check, type Measured } from "../check.ts";
import { lazily } from "../lazily.ts";
import { leastPoints } from "../spectral/health.ts";
import { isNoiseBelow, noiseOf } from "../spectral/spread.ts";
import { type DataMaterial, isAccepted } from "./material.ts";
import { mayBeWithin, medianDifference, type Placed, placed, rmsWithin } from "./nearness.ts";

/** Shares of the median difference: below the first two are the same; below the second, where no more than noise is between them. */
const SAME = 0.005;
const NOISY = 0.08;
/** Of the noise of the difference. */
const SIGMAS = 2;

export const declaration = check({
  id: "near_duplicates",
  gate: "data",
  code: "FS7110",
  limit: "max",
  unit: "pairs",
  threshold: 0,
  measure(material) {
    const { spectra, rows, design } = material;
    if (new Set(rows.sample).size < 3 || spectra.cols < 3) return { na: "too_few_points" };
    const space = placed(spectra);
    const median = medianDifference(space, (i, j) => rows.sample[i] !== rows.sample[j]);
    if (median === null || !(median > 0)) return { na: "no_variance" };
    const { count, worst } = pairsOf(material, space, median);
    return { value: count, worst, ...(isAccepted(design, "near_duplicates") ? { despite: "accepted" as const } : {}) };
  },
});

export const words: CheckWords = {
  title: "Pairs of different samples with all but the same spectrum",
  quantity: "count",
  action:
    "Find out whether these are repeats of one sample: then name it in `sample`, so that they stay together and count once.",
};

interface Pairs {
  readonly count: number;
  readonly worst: NonNullable<Measured["worst"]>;
}

/** Every pair of samples once, however many of their spectra are near; the nearest five are named. All rows, external ones too. */
function pairsOf({ rows, alike }: DataMaterial, space: Placed, median: number): Pairs {
  const { z, isUsable } = space;
  const copies = lazily(() => new Map(alike().map(({ i, first }) => [i, first] as const)));
  const areCopies = (i: number, j: number) => (copies().get(i) ?? i) === (copies().get(j) ?? j);
  const usable = isUsable.flatMap((is, i) => (is ? [i] : []));
  const samples = [...grouped(usable, (i) => rows.sample[i]).values()];
  const number = new Int32Array(z.rows).fill(-1);
  samples.forEach((own, k) => {
    for (const i of own) number[i] = k;
  });
  const noiseReaches = noiseOfDifferences(space);
  const mayBeNear = mayBeWithin(space, NOISY * median);
  const near = new Uint8Array(samples.length);
  let count = 0;
  const worst: { readonly i: number; readonly j: number; readonly rms: number }[] = [];
  samples.forEach((own, k) => {
    near.fill(0);
    for (const i of own) {
      for (let j = 0; j < z.rows; j++) {
        if (!mayBeNear(i, j) || number[j] <= k || near[number[j]] === 1) continue;
        const rms = rmsWithin(space, i, j, NOISY * median);
        if (rms === null || !(rms < SAME * median || (rms < NOISY * median && noiseReaches(i, j, rms / SIGMAS))))
          continue;
        if (areCopies(i, j)) continue;
        near[number[j]] = 1;
        count++;
        worst.push({ i, j, rms });
        if (worst.length > 100) keepNearest(worst);
      }
    }
  });
  keepNearest(worst);
  return {
    count,
    worst: worst.map(({ i, j, rms }) => ({
      sample: rows.sample[i],
      spectrum: rows.id[i],
      value: rms / median,
      about: "share_of_the_median_difference",
      as: rows.id[j],
    })),
  };
}

/** The five nearest, equals in the order found. */
function keepNearest(pairs: { readonly rms: number }[]): void {
  pairs.sort((a, b) => a.rms - b.rms);
  pairs.length = Math.min(pairs.length, 5);
}

/** Whether the noise of the difference of two rows reaches a limit: no where there are too few points to tell it from signal. */
function noiseOfDifferences({ z }: Placed): (i: number, j: number, limit: number) => boolean {
  const difference = new Float64Array(z.cols);
  const scratch = new Float64Array(z.cols);
  return (i, j, limit) => {
    if (z.cols < leastPoints) return limit <= 0;
    const [a, b] = [row(z, i), row(z, j)];
    for (let k = 0; k < z.cols; k++) difference[k] = a[k] - b[k];
    // Most pairs that are near at all differ by signal, and counting says so.
    return !isNoiseBelow(difference, limit) && noiseOf(difference, scratch) >= limit;
  };
}

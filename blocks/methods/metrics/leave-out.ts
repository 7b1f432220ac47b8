/** Leave out: every metric with each sample, or each batch or group, left out; of repeats the mean. What jackknives are made of. */
import type { Matrix } from "../../contract/matrix.ts";
import { BY_CLASS, type Losses, lossesOf, OVERALL, tableStatistics } from "./classification.ts";
import { errorsIn, type Judged, samplesOf } from "./judged.ts";
import { areasWithout, type Placed, type Sets } from "./placements.ts";
import { REGRESSION } from "./regression.ts";
import { largest, type Units } from "./units.ts";

/** One array a metric (in the order of `OVERALL`, then `BY_CLASS` of each class; or of `REGRESSION`), one value a set left out. */
export type WithoutEach = (sets: Sets | null) => readonly Float64Array[];

/** Answers are kept: every metric asks for the same sets. */
function kept(make: WithoutEach): WithoutEach {
  const known = new Map<Sets | null, readonly Float64Array[]>();
  return (sets) => {
    const made = known.get(sets) ?? make(sets);
    known.set(sets, made);
    return made;
  };
}

/**
 * @param places one a repeat and class
 * @param probabilities u × K, one a repeat; null where the model has none
 */
export function withoutEachOfClasses(
  judged: Judged,
  classes: number,
  places: () => readonly (readonly Placed[])[],
  probabilities: readonly Matrix[] | null,
): WithoutEach {
  const width = OVERALL.length + BY_CLASS.length * classes;
  return kept((sets) => {
    const count = sets?.count ?? samplesOf(judged).names.length;
    const means = Array.from({ length: width }, () => new Float64Array(count));
    judged.repeats.forEach((units, r) => {
      const losses = probabilities && lossesOf(probabilities[r], units.codes as Int32Array);
      addWithout(means, units, classes, places()[r], losses, sets, 1 / judged.repeats.length);
    });
    return means;
  });
}

const AREA = BY_CLASS.indexOf("roc_auc");
const areaAt = (c: number) => OVERALL.length + c * BY_CLASS.length + AREA;
const [LOG_LOSS, BRIER] = [OVERALL.indexOf("log_loss"), OVERALL.indexOf("brier")];

function addWithout(
  means: readonly Float64Array[],
  units: Units,
  classes: number,
  places: readonly Placed[],
  losses: Losses | null,
  sets: Sets | null,
  weight: number,
): void {
  const observed = units.codes as Int32Array;
  const predicted = largest(units.scores);
  const n = observed.length;
  const members = membersOf(sets, n);
  const counts = new Float64Array(classes * classes);
  const put = (i: number, by: number) => {
    counts[observed[i] * classes + predicted[i]] += by;
  };
  for (let i = 0; i < n; i++) put(i, 1);
  const areas = places.map((of) => areasWithout(of, sets));
  const statistics = tableStatistics(counts, classes);
  const out = new Float64Array(means.length);
  const totals = losses && [sum(losses.log), sum(losses.square)];
  members.forEach((left, k) => {
    for (const i of left) put(i, -1);
    for (let c = 0; c < classes; c++) out[areaAt(c)] = areas[c][k];
    statistics(out);
    for (const i of left) put(i, 1);
    out[LOG_LOSS] = totals === null || losses === null ? Number.NaN : without(totals[0], losses.log, left, n);
    out[BRIER] = totals === null || losses === null ? Number.NaN : without(totals[1], losses.square, left, n);
    for (let s = 0; s < means.length; s++) means[s][k] += weight * out[s];
  });
}

/** @param judged units with a target */
export function withoutEachOfTargets(judged: Judged): WithoutEach {
  const observed = samplesOf(judged).target as Float64Array;
  const spread = around(observed);
  return kept((sets) => {
    const members = membersOf(sets, observed.length);
    const means = REGRESSION.map(() => new Float64Array(members.length));
    for (const errors of errorsIn(judged)) {
      const of = around(errors);
      members.forEach((left, k) => {
        const [e, o] = [of(left), spread(left)];
        const press = e.squares + e.n * e.mean * e.mean;
        const sep = Math.sqrt(e.squares / (e.n - 1));
        const values = [
          Math.sqrt(press / e.n),
          o.squares === 0 ? Number.NaN : 1 - press / o.squares,
          e.mean,
          sep,
          sep === 0 ? Number.NaN : Math.sqrt(o.squares / (o.n - 1)) / sep,
        ];
        values.forEach((value, s) => {
          means[s][k] += value / judged.repeats.length;
        });
      });
    }
    return means;
  });
}

/** Count, mean and sum of squares about the mean of values but those left out; sums are about the mean of all, so that none cancels. */
function around(values: Float64Array): (left: readonly number[]) => { n: number; mean: number; squares: number } {
  const centre = sum(values) / values.length;
  const off = values.map((value) => value - centre);
  const [all, allSquares] = [sum(off), sum(off.map((value) => value * value))];
  return (left) => {
    const n = values.length - left.length;
    const rest = left.reduce((total, i) => total - off[i], all);
    const squares = left.reduce((total, i) => total - off[i] * off[i], allSquares);
    return { n, mean: centre + rest / n, squares: Math.max(0, squares - (rest * rest) / n) };
  };
}

function membersOf(sets: Sets | null, n: number): readonly (readonly number[])[] {
  if (sets === null) return Array.from({ length: n }, (_, i) => [i]);
  const members: number[][] = Array.from({ length: sets.count }, () => []);
  sets.of.forEach((set, i) => {
    members[set].push(i);
  });
  return members;
}

const without = (total: number, values: Float64Array, left: readonly number[], n: number): number =>
  left.reduce((rest, i) => rest - values[i], total) / (n - left.length);

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

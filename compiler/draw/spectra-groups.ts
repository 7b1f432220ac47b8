/** Spectra by class: their rows, mean and the band that holds 80 % of them at every point, and the mark they are drawn with. */
import { classMark } from "../../blocks/charts/palette.ts";
import type { SpectraView } from "../../blocks/contract/view.ts";
import { selectInPlace } from "../../blocks/methods/numeric/order-statistics.ts";

/** The rows of one class, with their mean and their 10 % and 90 % quantiles at every point; shifted where classes stand apart. */
export interface SpectraGroup {
  readonly name: string;
  readonly mark: ReturnType<typeof classMark>;
  readonly rows: readonly number[];
  /** How many of them mean and band are over: all but external ones, unless there are no others. */
  readonly counted: number;
  readonly mean: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly hasBand: boolean;
  /** What is added to every line of the class. */
  readonly shift: number;
}

/** Fewest spectra that have a band. */
const fewestForBand = 5;

/** The classes that have rows, in their order; one nameless class where there are none. */
export function groupsOf(view: SpectraView): SpectraGroup[] {
  const names = view.codes === null ? [""] : view.classes;
  const external = new Set(view.marked);
  const groups = names
    .map((name, k) => {
      const rows = view.ids.map((_, i) => i).filter((i) => view.codes === null || view.codes[i] === k);
      return { name, k, rows };
    })
    .filter(({ rows }) => rows.length > 0)
    .map(({ name, k, rows }) => {
      const own = rows.filter((i) => !external.has(i));
      const counted = own.length > 0 ? own : rows;
      const hasBand = counted.length >= fewestForBand;
      return { name, mark: classMark(k), rows, counted: counted.length, hasBand, shift: 0, ...summary(view, counted) };
    });
  if (view.form === "difference") return differences(groups);
  return view.form === "offset" ? apart(view, groups) : groups;
}

/** What each class has more or less than the mean of all spectra that are counted. */
function differences(groups: readonly SpectraGroup[]): SpectraGroup[] {
  const all = groups.reduce((sum, { counted }) => sum + counted, 0);
  const grand = groups[0].mean.map((_, j) =>
    groups.reduce((sum, { mean, counted }) => sum + (mean[j] * counted) / all, 0),
  );
  return groups.map((group) => ({ ...group, hasBand: false, mean: group.mean.map((value, j) => value - grand[j]) }));
}

/** Mean and type 7 quantiles at every point. */
function summary(view: SpectraView, rows: readonly number[]) {
  const { cols, data } = view.spectra;
  const [mean, low, high] = [new Float64Array(cols), new Float64Array(cols), new Float64Array(cols)];
  const values = new Float64Array(rows.length);
  for (let j = 0; j < cols; j++) {
    for (let k = 0; k < rows.length; k++) {
      values[k] = data[rows[k] * cols + j];
      mean[j] += values[k] / rows.length;
    }
    low[j] = quantile(values, 0.1);
    high[j] = quantile(values, 0.9);
  }
  return { mean, low, high };
}

/**
 * Sorts no more than it must: thousands of spectra have as many values at each of their points.
 *
 * @param values at least one; reordered
 * @see Hyndman, Fan 1996, doi 10.1080/00031305.1996.10473566 (definition 7)
 * @internal
 */
export function quantile(values: Float64Array, share: number): number {
  const at = share * (values.length - 1);
  const k = Math.floor(at);
  const low = selectInPlace(values, k);
  if (k + 1 === values.length) return low;
  let next = values[k + 1];
  for (let i = k + 2; i < values.length; i++) if (values[i] < next) next = values[i];
  return low + (at - k) * (next - low);
}

/** Room between two classes that stand apart, as a share of the extent of one. */
const gap = 0.06;

/** Each class above the one before it, by as little as keeps their bands apart. */
function apart(view: SpectraView, groups: readonly SpectraGroup[]): SpectraGroup[] {
  const cols = view.spectra.cols;
  const extent = groups.reduce((most, { low, high }) => {
    let [least, largest] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let j = 0; j < cols; j++) [least, largest] = [Math.min(least, low[j]), Math.max(largest, high[j])];
    return Math.max(most, largest - least);
  }, 0);
  const placed: SpectraGroup[] = [];
  for (const group of groups) {
    const below = placed[placed.length - 1];
    let shift = 0;
    if (below !== undefined) {
      let need = Number.NEGATIVE_INFINITY;
      for (let j = 0; j < cols; j++) need = Math.max(need, below.high[j] + below.shift - group.low[j]);
      shift = need + gap * extent;
    }
    placed.push({ ...group, shift });
  }
  return placed;
}

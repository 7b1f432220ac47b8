/** Spectra by class: their rows, mean and standard deviation, and the mark they are drawn with. */
import { classMark } from "../../blocks/charts/palette.ts";
import type { SpectraView } from "../../blocks/contract/view.ts";

/** The rows of one class, with their mean and standard deviation at every point. */
export interface SpectraGroup {
  readonly name: string;
  readonly mark: ReturnType<typeof classMark>;
  readonly rows: readonly number[];
  readonly mean: Float64Array;
  readonly sd: Float64Array;
}

/** The classes that have rows, in their order; one nameless class where there are none. */
export function groupsOf(view: SpectraView): SpectraGroup[] {
  const names = view.codes === null ? [""] : view.classes;
  return names
    .map((name, k) => {
      const rows = view.ids.map((_, i) => i).filter((i) => view.codes === null || view.codes[i] === k);
      return { name, mark: classMark(k), rows, ...moments(view, rows) };
    })
    .filter(({ rows }) => rows.length > 0);
}

function moments(view: SpectraView, rows: readonly number[]): { mean: Float64Array; sd: Float64Array } {
  const { cols, data } = view.spectra;
  const mean = new Float64Array(cols);
  const sd = new Float64Array(cols);
  for (const i of rows) for (let j = 0; j < cols; j++) mean[j] += data[i * cols + j] / rows.length;
  if (rows.length > 1) {
    for (const i of rows) {
      for (let j = 0; j < cols; j++) {
        const deviation = data[i * cols + j] - mean[j];
        sd[j] += (deviation * deviation) / (rows.length - 1);
      }
    }
    for (let j = 0; j < cols; j++) sd[j] = Math.sqrt(sd[j]);
  }
  return { mean, sd };
}

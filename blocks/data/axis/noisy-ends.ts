/** Noisy ends: points at an end of the axis whose noise is out of all proportion to that of the spectrum, as detectors have them. */
import type { Columns } from "../../contract/dataset.ts";
import { type Matrix, row as rowOf } from "../../contract/matrix.ts";
import type { Remark } from "../../contract/refusal.ts";
import { noiseOf } from "../../methods/qc/spectral/spread.ts";

/** Of an end: this share of the points, and so many at least. */
const [share, fewest] = [0.05, 8];
/** Below so many points noise cannot be told from bands. */
const leastPoints = 32;
/** Nine real sets stay below 10. */
const times = 20;

/**
 * FS3065: the noise (standard deviation from fourth differences) of the first or last points is over 20 times that of the whole
 * spectrum, in half of the spectra. A spectrum without noise at all is none of these: its steps are those of rounding.
 *
 * @param spectra n × p, as read
 */
export function noisyEnds({ values }: Columns & { readonly kind: "axis" }, spectra: Matrix): Remark[] {
  const { rows: n, cols: p } = spectra;
  if (p < leastPoints) return [];
  const wide = Math.max(fewest, Math.ceil(share * p));
  const scratch = new Float64Array(p);
  const noise = (x: Float64Array) => noiseOf(x, scratch);
  const whole = Float64Array.from({ length: n }, (_, i) => noise(rowOf(spectra, i)));
  return ([0, p - wide] as const).flatMap((at): Remark[] => {
    const ratios = Float64Array.from(whole, (sigma, i) =>
      sigma > 0 ? noise(rowOf(spectra, i).subarray(at, at + wide)) / sigma : 0,
    );
    const count = ratios.filter((ratio) => ratio > times).length;
    if (2 * count < n) return [];
    const range = at === 0 ? [values[wide], values[p - 1]] : [values[0], values[at - 1]];
    const facts = {
      count,
      of: n,
      from: values[at],
      to: values[at + wide - 1],
      ratio: Math.round(median(ratios)),
      range,
    };
    return [{ code: "FS3065", facts: { ...facts, range: range.join(", ") }, option: ["axis"] }];
  });
}

const median = (values: Float64Array): number => values.slice().sort()[Math.floor(values.length / 2)];

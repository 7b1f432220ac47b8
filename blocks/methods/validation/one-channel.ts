/** One-channel check: the model again without the three channels that tell class or target by themselves, whatever stands beside them. */

import type { DatasetParts } from "../../contract/dataset.ts";
import { type Matrix, matrix, row } from "../../contract/matrix.ts";
import type { Stream } from "../../contract/stream.ts";
import { meanRows } from "../numeric/mean-rows.ts";
import { isFiniteThroughout } from "../numeric/row-subset.ts";
import type { BareSpectra } from "./bare-spectra.ts";
import { readyAgain } from "./patched-spectra.ts";
import type { Channel } from "./schema.ts";
import type { SampleOutcome } from "./similarity/sample-profiles.ts";
import { firstRepeat, membersOf, orNotFitted, outcomeOf, refittedChange, type Validated } from "./validated.ts";

/** Channels that are replaced. */
const most = 3;
/** Points below which so few are left that another model would stand there. */
const leastPoints = 10;
/** From which ratio of the RMSECVs on the finding is told. */
export const leastChannelRatio = 1.2;

/**
 * What the model is worth without single channels. A spectrum's channels hang together; a column that is none of them, a label or a
 * counter under a number for a name, does not.
 *
 * @param bare spectra after the steps that choose points; the rows are those of `validated`
 * @param draw for the test of a regression
 */
export async function oneChannel(
  validated: Validated,
  dataset: Pick<DatasetParts, "spectra" | "columns">,
  bare: BareSpectra,
  draw: Stream,
): Promise<Channel> {
  const repeat = firstRepeat(validated);
  const { methods, recipe, data, folds } = repeat;
  if (folds.length === 0) return { na: "not_validated" };
  const { columns } = bare;
  if (columns.kind !== "axis") return { na: "no_spectra" };
  if (bare.x.cols < leastPoints) return { na: "too_few_points" };
  if (!isFiniteThroughout(bare.x)) return { na: "not_finite" };
  const members = membersOf(data.rows);
  const shares = explainedShares(bare.x, members.rows, outcomeOf(members, recipe.task, data.outcome));
  const channels = tellingMost(shares);
  return orNotFitted(async () => {
    const ready = readyAgain(methods, dataset, recipe.pipeline, channels);
    if (ready === null) return { na: "resampled_late" as const };
    const every = folds.map(({ training, test }, at) => ({ at, training, test }));
    const change = await refittedChange(repeat, ready, every, draw);
    return {
      channels: channels.map((j) => ({ axis: columns.values[j], explained: shares[j] })),
      ordinary: change.ordinary,
      patched: change.other,
      lost: change.lost,
      won: change.won,
      p: change.p,
    };
  });
}

/**
 * Of each channel, less the mean of its neighbours (at the ends: less the line through the next two), the share of its variance
 * between samples that class or target explains.
 *
 * @param spectra n × p, at least three points
 * @param members rows of each sample
 * @returns length p, from 0 to 1; 0 where nothing varies
 * @internal
 */
export function explainedShares(
  spectra: Matrix,
  members: readonly (readonly number[])[],
  { codes, target }: SampleOutcome,
): Float64Array {
  // The mean of a sample's residuals is the residual of its mean.
  const rests = besideNeighbours(meanRows(spectra, members));
  return Float64Array.from({ length: spectra.cols }, (_, j) => {
    const values = Float64Array.from({ length: rests.rows }, (_value, s) => rests.data[s * rests.cols + j]);
    return codes === null ? squaredCorrelation(values, Float64Array.from(target ?? [])) : between(values, codes);
  });
}

/** The channels with the largest shares, ascending; of equals the first. */
const tellingMost = (shares: Float64Array): readonly number[] =>
  [...shares.keys()]
    .sort((a, b) => shares[b] - shares[a] || a - b)
    .slice(0, most)
    .sort((a, b) => a - b);

function besideNeighbours(x: Matrix): Matrix {
  const result = matrix(x.rows, x.cols);
  const last = x.cols - 1;
  for (let i = 0; i < x.rows; i++) {
    const [values, out] = [row(x, i), row(result, i)];
    for (let j = 1; j < last; j++) out[j] = values[j] - (values[j - 1] + values[j + 1]) / 2;
    out[0] = values[0] - (2 * values[1] - values[2]);
    out[last] = values[last] - (2 * values[last - 1] - values[last - 2]);
  }
  return result;
}

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Sum of squares between classes over all. */
function between(values: Float64Array, codes: ArrayLike<number>): number {
  const sums: number[] = [];
  const counts: number[] = [];
  const mean = meanOf(values);
  let all = 0;
  values.forEach((value, s) => {
    const code = codes[s];
    sums[code] = (sums[code] ?? 0) + value - mean;
    counts[code] = (counts[code] ?? 0) + 1;
    all += (value - mean) * (value - mean);
  });
  if (!(all > 0)) return 0;
  let explained = 0;
  counts.forEach((count, code) => {
    explained += (sums[code] * sums[code]) / count;
  });
  return Math.min(1, explained / all);
}

function squaredCorrelation(values: Float64Array, target: Float64Array): number {
  const [mean, middle] = [meanOf(values), meanOf(target)];
  let [xx, yy, xy] = [0, 0, 0];
  values.forEach((value, s) => {
    xx += (value - mean) * (value - mean);
    yy += (target[s] - middle) * (target[s] - middle);
    xy += (value - mean) * (target[s] - middle);
  });
  return xx > 0 && yy > 0 ? Math.min(1, (xy * xy) / (xx * yy)) : 0;
}

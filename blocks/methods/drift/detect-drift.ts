/** Detect drift: are new samples still those the predictor was certified on? Five tests, one p, a verdict by the policy. */
import type { DriftPolicy } from "../../../schemas/drift-policy.ts";
import type { DriftReference, DriftReport } from "../../contract/drift-report.ts";
import type { Matrix } from "../../contract/matrix.ts";
import type { Stream } from "../../contract/stream.ts";
import { columnOf, driftTests, numbersOf, permutations } from "./drift-tests.ts";
import { populationStability } from "./population-stability.ts";
import { bySample, type Placed, placed, type Sampled } from "./space.ts";

/** Fewer new samples are not tested. */
export const fewestSamples = 5;

export interface NewSpectra extends Sampled {
  /** Names of the spectra, row by row. */
  readonly ids: readonly string[];
  /** Names of the variables where they are features; null where they are points of a spectrum. */
  readonly variables: readonly string[] | null;
}

/**
 * Holds new samples (one value each: the mean of its spectra) against the reference.
 *
 * 1. KS of every score and of Q, with Holm; 2. energy distance of the scores, each in units of its training standard deviation;
 * 3. energy distance of the residual spectra; 4. how many lie beyond the reference's 95 % value of T² or Q, twice the smaller
 * beta-binomial tail; 5. sign flips of the residual differences where at least 8 new samples carry names of the reference's.
 * p = min(1, tests × smallest p): with good samples it is below any limit at most as often as the limit says.
 *
 * @param stream drawn from in a fixed order; a stream of its own for each call
 */
export function detectDrift(
  reference: DriftReference,
  spectra: NewSpectra,
  policy: DriftPolicy,
  stream: Stream,
): DriftReport {
  const fresh = bySample(spectra);
  const n = fresh.samples.length;
  const isEnough = n >= fewestSamples;
  const at = placed(fresh.x, reference);
  const tests = isEnough ? driftTests(reference, fresh.samples, at, stream) : [];
  const p = isEnough ? Math.min(1, tests.length * Math.min(...tests.map((test) => test.p))) : null;
  return {
    schema_version: 1,
    status: p === null ? "na" : p < policy.fail_p ? "fail" : p < policy.warn_p ? "warn" : "ok",
    reason: isEnough ? null : "too_few_samples",
    p,
    ...policy,
    permutations,
    n_new: n,
    n_reference: reference.samples.length,
    components: reference.variances.length,
    tests: [...tests],
    moved: isEnough ? movedOf(reference, at, fresh.x, spectra.variables) : [],
    spectra_per_sample: {
      reference: reference.spectra / reference.samples.length,
      new: spectra.ids.length / n,
    },
    flagged: flaggedOf(reference, spectra),
  };
}

function movedOf(
  reference: DriftReference,
  at: Placed,
  x: Matrix,
  variables: readonly string[] | null,
): DriftReport["moved"] {
  const numbers =
    variables === null
      ? numbersOf(reference, at)
      : variables.map((of, j) => ({
          of,
          known: reference.samples.map((_, i) => variableOf(reference, i, j)) as ArrayLike<number>,
          fresh: columnOf(x, j),
        }));
  return numbers.map(({ of, known, fresh }) => ({ of, ...populationStability(known, fresh, numbers.length) }));
}

/** Variable j of reference sample i, put together again from mean, scores and residual. */
function variableOf({ mean, loadings, scores, residuals }: DriftReference, i: number, j: number): number {
  return loadings.reduce((sum, loading, c) => sum + scores[i][c] * loading[j], mean[j] + residuals[i][j]);
}

function flaggedOf(reference: DriftReference, { x, ids, samples }: NewSpectra): DriftReport["flagged"] {
  const { t2, q } = placed(x, reference);
  const limits = reference.spectrum_limits;
  const how = (i: number) => Math.max(limits.t2 > 0 ? t2[i] / limits.t2 : 0, limits.q > 0 ? q[i] / limits.q : 0);
  return ids
    .map((id, row) => ({
      row,
      id,
      sample: samples[row],
      t2: t2[row],
      q: q[row],
      beyond: beyond(t2[row], q[row], limits),
    }))
    .filter((one) => one.beyond !== "")
    .sort((a, b) => how(b.row) - how(a.row) || a.row - b.row);
}

const beyond = (t2: number, q: number, limits: DriftReference["spectrum_limits"]): string =>
  [t2 > limits.t2 ? "T²" : "", q > limits.q ? "Q" : ""].filter((one) => one !== "").join(" and ");

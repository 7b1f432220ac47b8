/** Outside: whether more samples lie beyond T² or Q of a model than chance puts there. */
import type { Rows } from "../../contract/dataset.ts";
import { type Applicability, level } from "../applicability/applicability.ts";
import { bySample, leftOutBySample, type SampleStanding } from "../applicability/by-sample.ts";
import { type Exceedance, exceedanceAt } from "../drift/exceedance.ts";
import { leftOutRank } from "../numeric/multivariate-limits.ts";
import { binomialCdf } from "../numeric/special.ts";
import { type Expectation, worstOf } from "./schema.ts";

/** Chance below which it is none: of good data one set in two hundred for each of T² and Q. */
export const mostChance = 0.005;
/** A share of fitted samples up to this is no finding, however many there are. */
const mostShare = 0.1;

export const measures = ["t2", "q"] as const;
type Measure = (typeof measures)[number];

/**
 * FS5301: external samples beyond the ⌈0.95 m⌉-th smallest T² or Q of the m samples that were left out, each by the fold that left it
 * out. The limit of the spectra that were fitted is too narrow for them. The share of like samples beyond it is beta, so that their
 * number is beta-binomial, whatever the distribution.
 *
 * @returns one each of T² and Q; none without external samples, or where nothing was left out
 */
export function externalOutside(found: Applicability, { sample }: Rows): readonly Expectation[] {
  const left = leftOutBySample(found, sample);
  const external = bySample([...found.external].map(([i, standing]) => [sample[i], standing]));
  if (left.length === 0 || external.length === 0) return [];
  return measures.map((measure) => {
    const told = beyondLeftOut(left, external, measure);
    const { limit, beyond: observed, p } = told;
    const expected = (external.length * (left.length + 1 - leftOutRank(left.length, level))) / (left.length + 1);
    const counts = { observed, expected, limit, n: external.length, unit: "samples", p };
    return {
      code: "FS5301",
      measure,
      rows: "external",
      ...counts,
      beyond: p < mostChance,
      worst: farthest(external, measure, limit),
    };
  });
}

/** Samples beyond what those left out reach, with the chance of as many. @param left at least one */
export const beyondLeftOut = (
  left: readonly SampleStanding[],
  others: readonly SampleStanding[],
  measure: Measure,
): Exceedance => {
  const values = (of: readonly SampleStanding[]) => of.map((one) => one[measure]);
  return exceedanceAt(values(left), values(others), leftOutRank(left.length, level));
};

/** FS5302: samples the final model was fitted on beyond its 95 % limits of T² and Q: more than one in ten, and no chance. */
export function fittedOutside({ fitted, limits }: Applicability, { sample }: Rows): readonly Expectation[] {
  const own = bySample([...fitted].map(([i, standing]) => [sample[i], standing]));
  const n = own.length;
  return measures.map((measure) => {
    const limit = limits[`${measure}_fitted`];
    const observed = own.filter((one) => one[measure] > limit).length;
    // Of so many or more outside: of at most the rest inside.
    const p = binomialCdf(n - observed, n, level);
    const beyond = observed / n > mostShare && p < mostChance;
    const counts = { observed, expected: n * (1 - level), limit, n, unit: "samples", p };
    return { code: "FS5302", measure, rows: "fitted", ...counts, beyond, worst: farthest(own, measure, limit) };
  });
}

const farthest = (of: readonly SampleStanding[], measure: Measure, limit: number): Expectation["worst"] =>
  worstOf(of.flatMap(({ sample, [measure]: value }) => (value > limit ? [{ sample, value }] : [])));

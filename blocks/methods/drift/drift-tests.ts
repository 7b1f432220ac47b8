/** Drift tests: the five ways in which new samples are held against the reference, each with one p. */

import type { DriftReference, DriftReport } from "../../contract/drift-report.ts";
import { fromRows, type Matrix, matrix, row, stacked, takeRows } from "../../contract/matrix.ts";
import type { Stream } from "../../contract/stream.ts";
import { distancesBetween, energyTests } from "./energy.ts";
import { exceedance } from "./exceedance.ts";
import { holm } from "./holm.ts";
import { kolmogorovSmirnov } from "./kolmogorov-smirnov.ts";
import { signFlip } from "./sign-flip.ts";
import type { Placed } from "./space.ts";

/** B: the smallest p of a permutation test is 1/(B + 1), which five tests leave far below the usual limits. */
export const permutations = 1999;
/** Fewer pairs have too few sign patterns for a small p. */
const fewestPairs = 8;
/** More new samples than this are thinned for the energy tests, whose cost grows with the square. */
const mostForEnergy = 500;
/** Where the reference's high value stands. */
const level = 0.95;

type Test = DriftReport["tests"][number];

/**
 * The tests, in the order of their names; those for which there is nothing to look at are left out.
 *
 * @param samples names of the new samples, row by row of `at`
 */
export function driftTests(
  reference: DriftReference,
  samples: readonly string[],
  at: Placed,
  stream: Stream,
): readonly Test[] {
  const n = samples.length;
  const pairs = samples.flatMap((name, i) => {
    const known = reference.samples.indexOf(name);
    return known === -1 ? [] : [{ i, known }];
  });
  return [
    distributionTest(reference, at, n),
    ...energyOf(reference, at, stream),
    exceedanceTest(reference, at, n),
    ...(pairs.length < fewestPairs ? [] : [pairedTest(reference, at, pairs, stream)]),
  ];
}

/** Column c. Length n. */
export const columnOf = (x: Matrix, c: number): Float64Array =>
  Float64Array.from({ length: x.rows }, (_, i) => x.data[i * x.cols + c]);

/** The numbers that are looked at one by one: every score, and Q, with those of the reference. */
export function numbersOf(reference: DriftReference, { scores, q }: Placed) {
  const ofScores = Array.from({ length: scores.cols }, (_, c) => ({
    of: `PC${c + 1}`,
    known: reference.scores.map((list) => list[c]) as ArrayLike<number>,
    fresh: columnOf(scores, c),
  }));
  return [...ofScores, { of: "Q", known: reference.q, fresh: q }];
}

function distributionTest(reference: DriftReference, at: Placed, n: number): Test {
  const numbers = numbersOf(reference, at);
  const found = numbers.map(({ known, fresh }) => kolmogorovSmirnov(known, fresh));
  const adjusted = holm(found.map(({ p }) => p));
  const p = Math.min(...adjusted);
  return {
    test: "scores_and_q",
    statistic: found[adjusted.indexOf(p)].statistic,
    p,
    n,
    parts: numbers.map(({ of }, k) => ({ of, statistic: found[k].statistic, p: adjusted[k] })),
  };
}

function energyOf(reference: DriftReference, at: Placed, stream: Stream): readonly Test[] {
  const kept = thinned(at.residuals.rows, stream);
  const known = fromRows(reference.residuals);
  const residuals = distancesBetween(stacked([known, takeRows(at.residuals, kept)]));
  const names = ["energy_residuals"] as Test["test"][];
  const views = [residuals];
  if (at.scores.cols > 0) {
    names.unshift("energy_scores");
    const scores = stacked([fromRows(reference.scores), takeRows(at.scores, kept)]);
    views.unshift(distancesBetween(inDeviations(scores, reference.variances)));
  }
  return energyTests(views, known.rows, permutations, stream).map((found, k) => ({
    test: names[k],
    ...found,
    n: kept.length,
    parts: [],
  }));
}

/** Indexes of the rows the energy tests look at: all, or as many as they bear, drawn. */
function thinned(n: number, stream: Stream): readonly number[] {
  const all = Array.from({ length: n }, (_, i) => i);
  return n <= mostForEnergy ? all : stream.shuffle(all).slice(0, mostForEnergy);
}

const inDeviations = (scores: Matrix, variances: readonly number[]): Matrix =>
  matrix(
    scores.rows,
    scores.cols,
    scores.data.map((value, at) => value / Math.sqrt(variances[at % scores.cols])),
  );

function exceedanceTest(reference: DriftReference, { t2, q }: Placed, n: number): Test {
  const found = [
    { of: "T²", ...exceedance(reference.t2, t2, level) },
    { of: "Q", ...exceedance(reference.q, q, level) },
  ];
  const [first, second] = found;
  const least = second.p < first.p ? second : first;
  return {
    test: "exceedance",
    statistic: least.beyond,
    p: Math.min(1, 2 * least.p),
    n,
    parts: found.map(({ of, beyond, p }) => ({ of, statistic: beyond, p })),
  };
}

function pairedTest(
  reference: DriftReference,
  { residuals }: Placed,
  pairs: readonly { readonly i: number; readonly known: number }[],
  stream: Stream,
): Test {
  const differences = takeRows(
    residuals,
    pairs.map(({ i }) => i),
  );
  pairs.forEach(({ known }, k) => {
    const own = row(differences, k);
    for (let j = 0; j < own.length; j++) own[j] -= reference.residuals[known][j];
  });
  return { test: "paired_residuals", ...signFlip(differences, permutations, stream), n: pairs.length, parts: [] };
}

/** Words of monitoring: tests and verdicts as people say them. */
import type { DriftReport } from "../contract/drift-report.ts";

type Test = DriftReport["tests"][number];

export const testNames: { readonly [T in Test["test"]]: string } = {
  scores_and_q: "scores and Q one by one, Kolmogorov–Smirnov",
  energy_scores: "scores together, energy distance",
  energy_residuals: "residual spectra, energy distance",
  exceedance: "samples beyond the reference's 95 % value of T² or Q",
  paired_residuals: "residuals of the same samples then and now, sign flips",
};

export const verdicts: { readonly [S in DriftReport["status"]]: string } = {
  ok: "no drift found",
  warn: "drift suspected",
  fail: "drift",
  na: "not tested",
};

/** The test with the smallest p, the first among equals; null where there was none. */
export const smallest = ({ tests }: Pick<DriftReport, "tests">): Test | null =>
  tests.reduce<Test | null>((best, one) => (best === null || one.p < best.p ? one : best), null);

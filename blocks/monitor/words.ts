/** Words of monitoring: tests and verdicts as people say them. */
import type { DriftReport } from "../contract/drift-report.ts";

export type TestName = DriftReport["tests"][number]["test"];

export const testNames: { readonly [T in TestName]: string } = {
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

/** Views of trust, by address: what was reached first, then how it came about. */
import type { TrustView } from "./trust-view.ts";
import { coverageByClass } from "./views/coverage-by-class.ts";
import { reliability } from "./views/reliability.ts";
import { riskCoverage } from "./views/risk-coverage.ts";
import { setSize } from "./views/set-size.ts";
import { summary } from "./views/summary.ts";
import { calibration, coverage, thresholds } from "./views/tables.ts";

export const trustViews: { readonly [name: string]: TrustView } = {
  summary,
  reliability,
  calibration,
  "coverage-by-class": coverageByClass,
  coverage,
  "set-size": setSize,
  "risk-coverage": riskCoverage,
  thresholds,
};

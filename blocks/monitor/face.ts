/** Face of the `model` block with `saved`: its words, figures and tables, and where its numbers come from. */
import { jsonPointer } from "../contract/brief.ts";
import type { Face } from "../contract/face.ts";
import { presentation } from "../contract/presentation.ts";
import { type DeclaredQuantities, quantityIn } from "../contract/quantities.ts";
import type { Facts } from "../contract/refusal.ts";
import { briefOf, headlineOf } from "./brief.ts";
import type { monitorCompute } from "./compute.ts";
import { monitorViews } from "./views.ts";

import { type TestName, testNames } from "./words.ts";

export const monitorFace: Face<typeof monitorCompute, typeof presentation> = {
  quantity: (path) => quantityIn(quantities, path),
  word: "model",
  summary:
    "Scores new spectra with a saved predictor, and says whether they are still those it was certified on: a `model` block with `saved`, in monitoring mode.",
  mustExplain: ["status", "drift_p", "n_samples"],
  presentation,
  views: monitorViews,
  brief: briefOf,
  headline: headlineOf,
  checked: (results) => results,
  origin: (path) => ({ artifact: "monitoring/monitoring_summary.json", pointer: jsonPointer(path) }),
  told: (_, { test }): Facts =>
    typeof test === "string" && test in testNames ? { test: testNames[test as TestName] } : {},
};

const quantities: DeclaredQuantities = {
  drift_p: "p",
  warn_p: "given",
  fail_p: "given",
  checks: "p",
  alpha: "given",
  abstain_rate: "share",
  mean_set_size: "number",
  accuracy: "share",
  accuracy_on_answered: "share",
  coverage: "share",
  recall: "share",
  rmsep: "number",
  bias: "number",
};

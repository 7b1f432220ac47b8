/** Face of the `model` block with `saved`: its words, figures and tables, and where its numbers come from. */
import { jsonPointer } from "../contract/brief.ts";
import type { Face } from "../contract/face.ts";
import { presentation } from "../contract/presentation.ts";
import type { Facts } from "../contract/refusal.ts";
import { briefOf, headlineOf } from "./brief.ts";
import type { monitorCompute } from "./compute.ts";
import { monitorViews } from "./views.ts";

import { type TestName, testNames } from "./words.ts";

export const monitorFace: Face<typeof monitorCompute, typeof presentation> = {
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

/** Rules of the `model` block with `saved`: what is wrong with it from the document alone, and what a mode requires of it. */
import type { Mode } from "../../schemas/front-matter.ts";
import type { Rules } from "../contract/kind.ts";
import type { presentation } from "../contract/presentation.ts";
import type { monitorCompute } from "./compute.ts";

const monitoring: readonly Mode[] = ["monitoring"];

export const monitorRules: Rules<typeof monitorCompute, typeof presentation> = {
  infer: () => ({ shape: {}, remarks: [] }),
  requires: [
    { path: "monitoring/drift_report.json", modes: monitoring, says: "the tests for drift" },
    { path: "monitoring/monitoring_summary.json", modes: monitoring, says: "what was found" },
    { path: "monitoring/predictions.csv", modes: monitoring, says: "each new spectrum's prediction" },
  ],
};

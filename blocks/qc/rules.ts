/** Rules of the `qc` block: what is wrong with it from the document alone, and what a mode requires of it. */
import { isApproved, type Problem, type RunView } from "../../schemas/contract.ts";
import { type Gate, gates } from "../../schemas/gate-report.ts";
import type { Rules } from "../contract/kind.ts";
import type { presentation } from "../contract/presentation.ts";
import type { ValueName } from "../contract/values.ts";
import type { qcCompute } from "./compute.ts";
import { inferQc } from "./infer.ts";
import { reportPath } from "./report-path.ts";

/** What of a model's descent each gate judges; raw spectra where they are modelled as they are. */
const automaticFor: { readonly [G in Gate]: readonly ValueName[] } = {
  data: ["dataset"],
  spectral: ["variables", "dataset"],
  model: ["model"],
};

export const qcRules: Rules<typeof qcCompute, typeof presentation> = {
  automatic: gates.map((gate) => ({
    when: "gates",
    values: automaticFor[gate],
    for: gate === "model" ? "together" : "each",
    id: `${gate}_gate`,
    what: `a ${gate} gate`,
    options: { gate },
    agrees: ["gate"],
  })),
  follows: true,
  infer: inferQc,
  guarded: true,
  requires: gates.map((gate) => ({
    path: reportPath(gate),
    modes: ["regulatory"],
    always: true,
    says: `the ${gate} gate; status pass`,
  })),
  contradicts: isPassed,
};

/** A run that is approved has passed every gate there is. */
function isPassed(view: RunView): readonly Problem[] {
  if (!isApproved(view)) return [];
  return gates.flatMap((gate) => {
    const own = view.gates.filter((one) => one.gate === gate);
    if (own.length === 0) return [{ path: reportPath(gate), problem: "belongs to no gate the manifest lists" }];
    return own
      .filter(({ status }) => status !== "pass")
      .map(({ report }) => ({ path: report, problem: "has not the status pass" }));
  });
}

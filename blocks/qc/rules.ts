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

/** What research mode looks at unasked: what a model comes to is told by the model itself. */
const advising = ["data", "spectral"] as const;

export const qcRules: Rules<typeof qcCompute, typeof presentation> = {
  automatic: [
    ...gates.map((gate) => ({
      when: "gates" as const,
      values: automaticFor[gate],
      for: gate === "model" ? ("together" as const) : ("each" as const),
      id: `${gate}_gate`,
      what: `a ${gate} gate`,
      options: { gate },
      agrees: ["gate", "advice"],
    })),
    ...advising.map((gate) => ({
      when: "advice" as const,
      values: automaticFor[gate],
      for: "each" as const,
      // What is wrong with spectra is wrong for who only looks at them; too few samples are too few to learn from.
      ...(gate === "spectral" ? { withoutModel: true as const } : {}),
      id: `${gate}_advice`,
      what: `the ${gate} gate as advice`,
      options: { gate, advice: true },
      // A gate of the author's says all of it.
      agrees: ["gate"],
    })),
  ],
  advises: ({ advice }) => advice === true,
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

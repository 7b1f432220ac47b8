/** Rules of the `qc` block: what is wrong with it from the document alone, and what a mode requires of it. */
import { type Gate, gates } from "../../schemas/gate-report.ts";
import type { Rules } from "../contract/kind.ts";
import type { presentation } from "../contract/presentation.ts";
import type { ValueName } from "../contract/values.ts";
import type { qcCompute } from "./compute.ts";
import { inferQc } from "./infer.ts";

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
  infer: inferQc,
};

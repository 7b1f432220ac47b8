/** The `qc` block: a gate that judges a dataset, spectra or a model by the policy, and says what to do where it fails. */
import { kindOf } from "../contract/kind.ts";
import { qcCompute } from "./compute.ts";
import { qcFace } from "./face.ts";
import { qcRules } from "./rules.ts";

export const qc = kindOf(qcCompute, qcFace, qcRules);

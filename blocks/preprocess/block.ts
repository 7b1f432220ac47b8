/** The `preprocess` block: spectra in, variables out, one ordered list of steps. */
import { kindOf } from "../contract/kind.ts";
import { preprocessCompute } from "./compute.ts";
import { preprocessFace } from "./face.ts";
import { preprocessRules } from "./rules.ts";

export const preprocess = kindOf(preprocessCompute, preprocessFace, preprocessRules);

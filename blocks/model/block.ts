/** The `model` block: an estimator validated under a scheme, tuned inside its training rows, and refitted on all of them. */
import { kindOf } from "../contract/kind.ts";
import { modelCompute } from "./compute.ts";
import { modelFace } from "./face.ts";
import { modelRules } from "./rules.ts";

export const model = kindOf(modelCompute, modelFace, modelRules);

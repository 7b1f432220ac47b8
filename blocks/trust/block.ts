/** The `trust` block: calibrated probabilities, sets with a promised coverage, and when not to answer; with a certified predictor. */
import { kindOf } from "../contract/kind.ts";
import { trustCompute } from "./compute.ts";
import { trustFace } from "./face.ts";
import { trustRules } from "./rules.ts";

export const trust = kindOf(trustCompute, trustFace, trustRules);

/** The `model` block with `saved`: an approved predictor scores new spectra, after they have been held against those it knows. */
import { kindOf } from "../contract/kind.ts";
import { monitorCompute } from "./compute.ts";
import { monitorFace } from "./face.ts";
import { monitorRules } from "./rules.ts";

export const monitor = kindOf(monitorCompute, monitorFace, monitorRules);

/** The `features` block: few columns made of many variables, learnt inside the folds where anything is learnt. */
import { kindOf } from "../contract/kind.ts";
import { featuresCompute } from "./compute.ts";
import { featuresFace } from "./face.ts";
import { featuresRules } from "./rules.ts";

export const features = kindOf(featuresCompute, featuresFace, featuresRules);

/** The `targets` block: what a document has in the place of a block that has one a target. */
import { kindOf } from "../contract/kind.ts";
import { targetsCompute } from "./compute.ts";
import { targetsFace } from "./face.ts";
import { targetsRules } from "./rules.ts";

export const targets = kindOf(targetsCompute, targetsFace, targetsRules);

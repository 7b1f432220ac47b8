/** The `figure` block: places a figure that another block makes, narrows it and captions it. */
import { kindOf } from "../contract/kind.ts";
import { figureCompute } from "./compute.ts";
import { figureFace } from "./face.ts";
import { figureRules } from "./rules.ts";

export const figure = kindOf(figureCompute, figureFace, figureRules);

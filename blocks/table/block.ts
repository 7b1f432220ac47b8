/** The `table` block: places a table of another block, or compares models on their shared folds. */
import { kindOf } from "../contract/kind.ts";
import { tableCompute } from "./compute.ts";
import { tableFace } from "./face.ts";
import { tableRules } from "./rules.ts";

export const table = kindOf(tableCompute, tableFace, tableRules);

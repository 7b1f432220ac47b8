/** The `data` block: files in, a dataset out, with every row's role. */
import { kindOf } from "../contract/kind.ts";
import { dataCompute } from "./compute.ts";
import { dataFace } from "./face.ts";
import { dataRules } from "./rules.ts";

export const data = kindOf(dataCompute, dataFace, dataRules);

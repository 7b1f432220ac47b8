/** Rules of the `data` block: what is wrong with it from the document alone, and what a mode requires of it. */
import type { Rules } from "../contract/kind.ts";
import type { presentation } from "../contract/presentation.ts";
import type { dataCompute } from "./compute.ts";
import { documentRemarks, shapeOf } from "./document.ts";

export const dataRules: Rules<typeof dataCompute, typeof presentation> = {
  infer: (_, options) => ({ shape: shapeOf(options), remarks: documentRemarks(options) }),
};

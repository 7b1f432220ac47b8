/** Rules of the `table` block: what is wrong with it from the document alone, and what a mode requires of it. */
import type { Rules } from "../contract/kind.ts";
import type { Remark } from "../contract/refusal.ts";
import type { tableCompute } from "./compute.ts";
import type { tablePresentation } from "./face.ts";

export const tableRules: Rules<typeof tableCompute, typeof tablePresentation> = {
  infer(_, { compare }, { show }) {
    const remarks: Remark[] = [];
    if ((compare === undefined) === (show === undefined)) remarks.push({ code: "FS2807", facts: {} });
    if (compare !== undefined && new Set(compare).size < compare.length)
      remarks.push({ code: "FS2808", facts: { compare }, option: ["compare"] });
    return { shape: null, remarks };
  },
};

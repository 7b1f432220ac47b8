/** Rules of the `model` block with `saved`: what is wrong with it from the document alone, and what a mode requires of it. */
import type { Rules } from "../contract/kind.ts";
import type { presentation } from "../contract/presentation.ts";
import type { monitorCompute } from "./compute.ts";

export const monitorRules: Rules<typeof monitorCompute, typeof presentation> = {
  infer: () => ({ shape: {}, remarks: [] }),
};

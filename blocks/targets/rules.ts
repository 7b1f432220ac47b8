/** Rules of the `targets` block: nothing is wrong with it that its schema does not say. */
import type { Rules } from "../contract/kind.ts";
import type { presentation } from "../contract/presentation.ts";
import type { targetsCompute } from "./compute.ts";

export const targetsRules: Rules<typeof targetsCompute, typeof presentation> = {
  infer: () => ({ shape: null, remarks: [] }),
};

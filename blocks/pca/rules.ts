/** Rules of the `pca` block: nothing is wrong with it that its schema does not say; a run that has it holds its files. */
import { reportModes } from "../../schemas/contract.ts";
import type { Rules } from "../contract/kind.ts";
import type { presentation } from "../contract/presentation.ts";
import type { pcaCompute } from "./compute.ts";

export const pcaRules: Rules<typeof pcaCompute, typeof presentation> = {
  infer: () => ({ shape: null, remarks: [] }),
  requires: [
    { path: "pca/pca.json", modes: reportModes, says: "the principal components" },
    { path: "pca/scores.csv", modes: reportModes, says: "where each spectrum stands to them" },
  ],
};

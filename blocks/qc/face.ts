/** Face of the `qc` block: its words, figures and tables, and where its numbers come from. */
import { jsonPointer } from "../contract/brief.ts";
import type { Face } from "../contract/kind.ts";
import { presentation } from "../contract/presentation.ts";
import { checkWords } from "../methods/qc/table.ts";
import type { qcCompute } from "./compute.ts";
import { reportPath } from "./report-path.ts";
import { qcViews } from "./views.ts";
import { loggedInWords } from "./words.ts";
import { worstSpectra } from "./worst-spectra.ts";

export const qcFace: Face<typeof qcCompute, typeof presentation> = {
  summary: "Judges a dataset, spectra or a model by the quality policy; behind a gate that failed nothing is decided.",
  presentation,
  origin: (path, results) => ({
    artifact: reportPath(results.gate),
    pointer: jsonPointer(path),
  }),
  views: { ...qcViews, worst: worstSpectra },
  said: loggedInWords,
  checkWords: () => checkWords,
};

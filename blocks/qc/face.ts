/** Face of the `qc` block: its words, figures and tables, and where its numbers come from. */

import type { NaReason } from "../../schemas/gate-report.ts";
import { jsonPointer } from "../contract/brief.ts";
import type { Face } from "../contract/face.ts";
import { presentation } from "../contract/presentation.ts";
import { naWords } from "../methods/qc/na-words.ts";
import { checkWords } from "../methods/qc/table.ts";
import type { qcCompute } from "./compute.ts";
import { criteriaOf } from "./criteria.ts";
import { reportPath } from "./report-path.ts";
import { qcViews } from "./views.ts";
import { isFailureLogged, loggedInWords, remarkedInWords } from "./words.ts";
import { worstSpectra } from "./worst-spectra.ts";

export const qcFace: Face<typeof qcCompute, typeof presentation> = {
  name: "Quality gate",
  chapter: "quality",
  summary: "Judges a dataset, spectra or a model by the quality policy; behind a gate that failed nothing is decided.",
  mustExplain: ["gate", "status", "checks", "failed_checks"],
  presentation,
  origin: (path, results) => ({
    artifact: reportPath(results.gate),
    pointer: jsonPointer(path),
  }),
  views: { ...qcViews, worst: worstSpectra },
  nothing: (reason) => `Nothing could be judged: ${naWords[reason as NaReason]}.`,
  told: remarkedInWords,
  said: loggedInWords,
  failed: isFailureLogged,
  checked: (results) => results,
  checkWords: () => checkWords,
  criteria: criteriaOf,
};

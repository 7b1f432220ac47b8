/** Face of the `qc` block: its words, figures and tables, and where its numbers come from. */

import type { NaReason } from "../../schemas/gate-report.ts";
import { jsonPointer } from "../contract/brief.ts";
import type { CheckWordsById, Face } from "../contract/face.ts";
import { presentation } from "../contract/presentation.ts";
import type { QuantityName } from "../contract/quantity.ts";
import { naWords } from "../methods/qc/na-words.ts";
import { checkWords } from "../methods/qc/table.ts";
import { checkCriterion, checkNumber, wordsOf } from "../methods/qc/words.ts";
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
  quantity: (path) => quantityOfCheck(path[0] === "by_block" ? path.slice(2) : path),
  nothing: (reason) => `Nothing could be judged: ${naWords[reason as NaReason]}.`,
  told: remarkedInWords,
  said: loggedInWords,
  failed: isFailureLogged,
  checked: (results) => results,
  checkWords: () => words,
  criteria: criteriaOf,
};

/** `checks`, the id of a check, the field: all numbers of a check but those of its chance are of the check's own quantity. */
function quantityOfCheck([, id, field, ...rest]: readonly string[]): QuantityName {
  if (rest.at(-1) === "n") return "count";
  if (field === "chance") return "p";
  if (field === "worst") return "number";
  return Object.hasOwn(checkWords, id) ? wordsOf(id).quantity : "number";
}

const words: CheckWordsById = Object.fromEntries(
  Object.entries(checkWords).map(([id, one]) => [
    id,
    {
      ...one,
      number: (value: number | null, unit: string | null) => checkNumber(id, value, unit),
      criterion: (value: number | null, unit: string | null) => checkCriterion(id, value, unit),
    },
  ]),
);

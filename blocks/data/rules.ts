/** Rules of the `data` block: what is wrong with it from the document alone, and what a mode requires of it. */
import { everyMode, fieldsOf, type Problem, type RunView } from "../../schemas/contract.ts";
import type { Rules } from "../contract/kind.ts";
import type { presentation } from "../contract/presentation.ts";
import type { dataCompute } from "./compute.ts";
import { documentRemarks, shapeOf } from "./document.ts";

const summary = "data/data_summary.json";

export const dataRules: Rules<typeof dataCompute, typeof presentation> = {
  infer: (_, options) => ({ shape: shapeOf(options), remarks: documentRemarks(options) }),
  requires: [{ path: summary, modes: everyMode, says: "what was read" }],
  contradicts: isAboutInputs,
};

/** The summary of the data names files the manifest names. */
function isAboutInputs(view: RunView): readonly Problem[] {
  const { files } = fieldsOf(view.json(summary));
  const read = (Array.isArray(files) ? files : []).map((one) => fieldsOf(one).sha256);
  const digests: readonly unknown[] = view.inputs.map((input) => input.sha256);
  if (read.every((digest) => digests.includes(digest))) return [];
  return [{ path: summary, problem: "is about a file the manifest does not list" }];
}

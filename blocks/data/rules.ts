/** Rules of the `data` block: what is wrong with it from the document alone, and what a mode requires of it. */
import { everyMode, fieldsOf, type Problem, type RunView } from "../../schemas/contract.ts";
import type { Rules } from "../contract/kind.ts";
import type { presentation } from "../contract/presentation.ts";
import type { Remark } from "../contract/refusal.ts";
import type { Settings } from "../contract/running.ts";
import type { dataCompute } from "./compute.ts";
import { acceptedOf } from "./design.ts";
import { documentRemarks, shapeOf } from "./document.ts";
import { settledOptions } from "./joined-names.ts";
import { lookAt } from "./look.ts";
import { excludedName } from "./names.ts";
import type { DocumentOptions } from "./options.ts";
import { targetsOf, targetsRemarks, variantsOf } from "./targets.ts";
import { takenWords } from "./words.ts";

const summary = "data/data_summary.json";

export const dataRules: Rules<typeof dataCompute, typeof presentation> = {
  infer: (_, document) => {
    const options = settledOptions(document);
    const remarks = [...targetsRemarks(document), ...documentRemarks(options)];
    // A unit of all targets belongs to each of them, and a lockbox tests each.
    const isOfAll = document.targets !== undefined;
    const targetNames = targetsOf(document).map(({ name }) => name);
    const shape = targetNames.length < 2 ? shapeOf(options) : { ...shapeOf(options), targetNames };
    return { shape, remarks: remarks.filter(({ code }) => !(isOfAll && (code === "FS2358" || code === "FS2378"))) };
  },
  look: lookAt,
  forbids: forbiddenOfData,
  // Two spellings of one name, or names a reader takes for one: folds and counts hang on which they are.
  // An axis of which nobody says what it is. Letters of an encoding that nothing declares may be others. A form of a file that was read by its description alone.
  unbearable: {
    FS3062: "FS3062",
    FS3063: "FS3063",
    FS3066: "FS3066",
    FS3123: "FS3123",
    FS3125: "FS3125",
    FS3126: "FS3126",
    FS3127: "FS3127",
    FS3130: "FS3130",
    FS3104: "FS3104",
    FS3119: "FS3119",
  },
  requires: [{ path: summary, modes: everyMode, says: "what was read" }],
  ofProject: ["axis"],
  variants: variantsOf,
  targetNames: (options) =>
    options.target === undefined ? targetsOf(options).map(({ name }) => name) : [options.target],
  accepts: acceptedOf,
  seals: ({ lockbox }) => lockbox?.input ?? null,
  hasLockbox: ({ lockbox }) => lockbox !== undefined,
  setsApart: ({ lockbox, test }) => lockbox !== undefined || test !== undefined,
  excludes: ({ exclude }) => exclude.map(excludedName),
  contradicts: isAboutInputs,
};

/** FS2625, FS2626: what a regulatory document must declare, since no file can say it. */
function forbiddenOfData(
  _: unknown,
  { mode }: Pick<Settings, "mode">,
  { sample, replicates, upstream, censored }: DocumentOptions,
): readonly Remark[] {
  if (mode !== "regulatory") return [];
  return [
    ...(sample === undefined && replicates === undefined
      ? [{ code: "FS2625", facts: {}, option: ["sample"] as const }]
      : []),
    ...(censored === "half" || censored === "limit"
      ? [{ code: "FS2629", facts: { censored, taken: takenWords[censored] }, option: ["censored"] as const }]
      : []),
    ...(upstream === undefined ? [{ code: "FS2626", facts: {}, option: ["upstream"] as const }] : []),
  ];
}

/** The summary of the data names files the manifest names. */
function isAboutInputs(view: RunView): readonly Problem[] {
  const { files } = fieldsOf(view.json(summary));
  const read = (Array.isArray(files) ? files : []).map((one) => fieldsOf(one).sha256);
  const digests: readonly unknown[] = view.inputs.map((input) => input.sha256);
  if (read.every((digest) => digests.includes(digest))) return [];
  return [{ path: summary, problem: "is about a file the manifest does not list" }];
}

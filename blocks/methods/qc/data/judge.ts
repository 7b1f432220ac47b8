/** The data gate: whether a dataset can carry a model at all. */
import type { DatasetParts } from "../../../contract/values.ts";
import type { Checks } from "../check.ts";
import type { EffectivePolicy } from "../policy.ts";
import { classChecks } from "./classes.ts";
import { copyChecks } from "./copies.ts";
import { missingCheck } from "./missing.ts";

/** All checks of the data gate, in the order of the report. */
export function judgeData(
  dataset: Pick<DatasetParts, "spectra" | "rows" | "outcome" | "facts">,
  policy: EffectivePolicy,
): Checks {
  const { spectra, rows, outcome, facts } = dataset;
  return {
    ...classChecks(rows, outcome.label, outcome.target !== null, policy),
    ...missingCheck(facts.missing_fraction, policy),
    ...copyChecks(spectra, rows, outcome, policy),
  };
}

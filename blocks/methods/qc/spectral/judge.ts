/** The spectral gate: whether the spectra behind variables are fit to be modelled, and advice on the variables. */
import { takeRows } from "../../../contract/matrix.ts";
import type { DatasetParts, VariablesParts } from "../../../contract/values.ts";
import type { Checks } from "../check.ts";
import type { EffectivePolicy } from "../policy.ts";
import { adviceOn, finiteCheck } from "./advice.ts";
import { spectralChecks } from "./checks.ts";
import { measuredSpectra } from "./measured.ts";

/**
 * Checks of the spectral gate, and advice. External rows are measured by nobody here: another instrument may well differ
 * from the reference, and no model learns from it.
 *
 * @param variables null where raw spectra are to be modelled as they are
 */
export function judgeSpectra(
  dataset: Pick<DatasetParts, "spectra" | "columns" | "rows" | "facts">,
  variables: Pick<VariablesParts, "pipeline" | "display"> | null,
  policy: EffectivePolicy,
): { readonly checks: Checks; readonly advice: Checks } {
  const { rows } = dataset;
  const own = rows.external.flatMap((external, i) => (external ? [] : [i]));
  const measured = measuredSpectra(dataset, variables?.pipeline.steps ?? [], own, dataset.facts.saturation);
  const checks = spectralChecks(measured, rows, own, policy);
  if (variables === null) return { checks, advice: adviceOn(measured.x, null, rows, own) };
  const { columns } = variables.pipeline;
  const shown = takeRows(variables.display.display, own);
  const features = columns.kind === "names" ? columns.names : null;
  return {
    checks: features === null ? checks : { ...checks, ...finiteCheck(shown, features) },
    advice: adviceOn(shown, features, rows, own),
  };
}

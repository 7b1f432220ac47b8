/** Forbids: what regulatory mode does not accept of a model, from the document alone. */

import type { Known } from "../contract/kind.ts";
import type { Remark } from "../contract/refusal.ts";
import type { DocumentSettings } from "../contract/running.ts";
import { methods } from "../methods/methods.ts";
import { advisedSchemes } from "../methods/split/advised.ts";
import { resolveScheme } from "../methods/split/split.ts";
import { judgedPermutations, type ModelOptions, schemeOf, tuningOf } from "./options.ts";

/**
 * @returns FS2621 an estimator that is not approved, FS2622 a regression nobody approved, FS2623 a scheme that cuts through
 *     samples or validates nothing, FS2624 the same inside the tuning, FS2628 a check of the validation that is turned down; none
 *     outside regulatory mode
 */
export function forbiddenOfModel(
  { dataset, variables }: Known["shapes"],
  { mode, approved_models: approved, scheme: declared }: DocumentSettings,
  options: ModelOptions,
): readonly Remark[] {
  if (mode !== "regulatory") return [];
  const estimator = options.estimator.name;
  const remarks: Remark[] = [];
  if (!approved.includes(estimator)) {
    const code = methods.estimator(estimator).task === "regression" ? "FS2622" : "FS2621";
    remarks.push({ code, facts: { estimator, approved }, option: ["estimator"] });
  }
  const scheme = schemeOf(options, declared, dataset?.batch === true || dataset?.group === true);
  const { declaration, options: schemeOptions } = resolveScheme(scheme);
  const unit = declaration.unit(schemeOptions);
  const advised = advisedSchemes({ batch: dataset?.batch === true && !dataset.group, group: dataset?.group === true });
  if (unit === "spectrum" || unit === "none")
    remarks.push({
      code: "FS2623",
      facts: { scheme: scheme.name, problem: problems[unit], advised },
      option: ["scheme"],
    });
  const inner = tuningOf(methods, options, variables?.grid)?.inner;
  if (inner !== undefined && resolveScheme(inner).declaration.unit(resolveScheme(inner).options) === "spectrum")
    remarks.push({ code: "FS2624", facts: { scheme: inner.name }, option: ["tune", "inner"] });
  for (const option of turnedDown(options)) {
    remarks.push({ code: "FS2628", facts: { option }, option: ["validate", option] });
  }
  return remarks;
}

const problems = {
  spectrum: "deals out single spectra, so that spectra of one sample stand in training and test rows",
  none: "leaves no sample out, so that nothing is known of samples the model has not seen",
} as const;

/** Checks of the validation that regulatory mode asks for, and these options do not. */
function turnedDown(options: ModelOptions): readonly string[] {
  const { validate } = options;
  if (typeof validate === "string") return [];
  const { permutations = judgedPermutations } = validate;
  return [
    ...(["similarity", "channel"] as const).filter((check) => !validate[check]),
    ...(permutations < judgedPermutations ? ["permutations"] : []),
  ];
}

/** Infer: what is wrong with a gate from the document alone. */
import { policyFor } from "../contract/by-target.ts";
import type { Known, Shapes } from "../contract/kind.ts";
import type { Remark } from "../contract/refusal.ts";
import { blockFindings, effectivePolicy } from "../methods/qc/policy.ts";
import { policyFields } from "../methods/qc/policy-fields.ts";
import type { QcOptions } from "./options.ts";

/** Of the model gate the fields without which a number that is predicted cannot be judged. */
const wantedFields = policyFields
  .filter(({ gate, isOptional, follows }) => gate === "model" && isOptional !== true && follows === undefined)
  .map(({ field }) => field);

export function inferQc(
  { shapes, given, settings }: Known,
  options: QcOptions,
): { shape: Shapes["gate"]; remarks: readonly Remark[] } {
  const { mode = "research", qc_policy = {} } = settings;
  const remarks = [...blockFindings(options.gate, options, mode, qc_policy)];
  const policy = effectivePolicy(mode, qc_policy, options);
  if (options.advice === true && policy.required) remarks.push({ code: "FS7210", facts: {}, option: ["advice"] });
  if (options.gate === "model" && policy.required) {
    const { model } = shapes;
    const started = given ?? [{ value: "model" as const, shape: model ?? null }];
    const regressions = started.flatMap(({ value, shape }) => {
      const one = value === "model" ? (shape as Shapes["model"] | null) : null;
      return one?.task === "regression" ? [one] : [];
    });
    const missing = regressions.flatMap(({ targetName = null }) => {
      const own = effectivePolicy(mode, policyFor(qc_policy, targetName), options);
      return wantedFields
        .filter((field) => own.thresholds[field].value === null)
        .map((field) => (regressions.length === 1 || targetName === null ? field : `${field}: {${targetName}}`));
    });
    if (missing.length > 0) remarks.push({ code: "FS7206", facts: { missing }, option: ["gate"] });
    if (
      mode === "regulatory" &&
      model?.task === "classification" &&
      model.classes?.length === 2 &&
      shapes.dataset?.positive === false
    ) {
      remarks.push({ code: "FS7209", facts: { classes: model.classes }, option: ["gate"] });
    }
  }
  return { shape: { gate: options.gate }, remarks };
}

/** Infer: what is wrong with a gate from the document alone. */
import type { Known, Shapes } from "../contract/kind.ts";
import type { Remark } from "../contract/refusal.ts";
import { blockFindings, effectivePolicy } from "../methods/qc/policy.ts";
import { policyFields } from "../methods/qc/policy-fields.ts";
import type { QcOptions } from "./options.ts";

export function inferQc(
  { shapes, settings }: Known,
  options: QcOptions,
): { shape: Shapes["gate"]; remarks: readonly Remark[] } {
  const { mode = "research", qc_policy = {} } = settings;
  const remarks = [...blockFindings(options.gate, options, mode, qc_policy)];
  const policy = effectivePolicy(mode, qc_policy, options);
  if (options.advice === true && policy.required) remarks.push({ code: "FS7210", facts: {}, option: ["advice"] });
  if (options.gate === "model" && policy.required) {
    const missing = policyFields.flatMap(({ field, gate, isOptional, follows }) =>
      gate === "model" && isOptional !== true && follows === undefined && policy.thresholds[field].value === null
        ? [field]
        : [],
    );
    const { model } = shapes;
    if (model?.task === "regression" && missing.length > 0)
      remarks.push({ code: "FS7206", facts: { missing }, option: ["gate"] });
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

/** Approval: what stands beside the models of a regulatory run, so that nobody takes one that was refused for one that may be used. */
import type { Approval } from "../../schemas/approval.ts";
import { isError } from "../diagnostics/finding.ts";
import type { GateOutcome, Run } from "./types.ts";

/** model/approval.json; null outside regulatory mode, and where no model was made. */
export function approvalOf(
  { protocol, exitCode, blocks, findings }: Pick<Run, "protocol" | "exitCode" | "blocks" | "findings">,
  gates: readonly GateOutcome[],
): Approval | null {
  if (protocol.settings.mode !== "regulatory") return null;
  const models = blocks.flatMap(({ block, artifacts }) => {
    const path = Object.keys(artifacts).find((one) => one.endsWith("/model.json"));
    return block.kind.gives === "model" && path !== undefined ? [[block.id, path] as const] : [];
  });
  if (models.length === 0) return null;
  return {
    schema_version: 1,
    approved: exitCode === 0,
    exit_code: exitCode,
    models: Object.fromEntries(models),
    gates: gates.map(({ gate, block, status, digest }) => ({ gate, block, status, report: digest })),
    reasons: findings.filter(isError).map(({ code, message }) => ({ code, message })),
  };
}

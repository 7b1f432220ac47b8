/** Approval: what stands beside the models of a regulatory run, so that nobody takes one that was refused for one that may be used. */
import type { Approval } from "../../schemas/approval.ts";
import { isError } from "../diagnostics/finding.ts";
import type { GateOutcome, Run } from "./types.ts";

/** The one condition under which a run may be shown as approved: its PDF, its statement and its models hang on it. */
export const isApproved = ({ protocol, exitCode }: Pick<Run, "protocol" | "exitCode">): boolean =>
  protocol.settings.mode === "regulatory" && exitCode === 0;

/** model/approval.json; null outside regulatory mode, and where no model was made. */
export function approvalOf(
  run: Pick<Run, "protocol" | "exitCode" | "blocks" | "findings">,
  gates: readonly GateOutcome[],
): Approval | null {
  const { protocol, exitCode, blocks, findings } = run;
  if (protocol.settings.mode !== "regulatory") return null;
  const models = blocks.flatMap(({ block, artifacts }) => {
    const path = Object.keys(artifacts).find((one) => one.endsWith("/model.json"));
    return block.kind.gives === "model" && path !== undefined ? [[block.id, path] as const] : [];
  });
  if (models.length === 0) return null;
  return {
    schema_version: 1,
    approved: isApproved(run),
    exit_code: exitCode,
    models: Object.fromEntries(models),
    gates: gates.map(({ gate, block, status, digest }) => ({ gate, block, status, report: digest })),
    reasons: findings.filter(isError).map(({ code }) => code),
  };
}

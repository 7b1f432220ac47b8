/** Course: what a job has to pass, from its specification and its policy. */
import type { ApprovalRule } from "../../schemas/approval-rule.ts";
import type { Step } from "../../schemas/approval-words.ts";
import type { JobPolicy, JobSpec } from "../../schemas/job.ts";
import type { Course } from "./next.ts";

/** Of a study the job that nobody spawned is the root; what was spawned from it is compared. */
export function courseOf({ kind, extensions }: Pick<JobSpec, "kind" | "extensions">, policy: JobPolicy | null): Course {
  const asked = new Set(Object.keys(policy?.approvals ?? {}) as Step[]);
  const part = policy?.study === undefined ? "alone" : extensions.lineage === undefined ? "root" : "candidate";
  return { kind, asked, part, hasLockbox: policy?.lockbox === true };
}

/** How a step is approved; null where nobody asks for it. */
export const ruleOf = (policy: JobPolicy | null, step: Step): ApprovalRule | null => policy?.approvals[step] ?? null;

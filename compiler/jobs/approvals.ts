/** Approvals: which steps of a job are asked for and of whom — by its mode, its document, and what was typed. */

import { type ApprovalRule, approvalRuleSchema } from "../../schemas/approval-rule.ts";
import { type Step, steps } from "../../schemas/approval-words.ts";
import type { Mode } from "../../schemas/front-matter.ts";

export type Approvals = { readonly [S in Step]?: ApprovalRule };

/** Which part of a study a job is: its root, a candidate that its document lists, or one that somebody added. */
export type StudyPart = "root" | "listed" | "added";

/**
 * @param written of the front matter; of a step that the project names the project's
 * @param typed steps named on the command line: they add, nothing takes away
 * @param of whether the document seals rows, and which part of a study the job is; null where it is part of none
 */
export function approvalsOf(
  mode: Mode,
  written: Approvals,
  typed: readonly Step[],
  { part, hasLockbox }: { readonly part: StudyPart | null; readonly hasLockbox: boolean },
): Approvals {
  const byMode: Approvals = {
    ...usual[mode],
    ...(part === "root" ? usualOfStudy[mode] : {}),
    ...(hasLockbox ? usualOfLockbox : {}),
  };
  const asked = steps
    .filter((step) => part === null || !unasked[part].has(step))
    .flatMap((step): [Step, ApprovalRule][] => {
      const rule = written[step] ?? byMode[step] ?? (typed.includes(step) ? anybody : undefined);
      return rule === undefined ? [] : [[step, rule]];
    });
  return Object.fromEntries(asked);
}

const anybody = approvalRuleSchema.parse({});

const usual: { readonly [mode in Mode]: Approvals } = {
  regulatory: {
    plan: approvalRuleSchema.parse({ roles: ["reviewer", "qa"] }),
    release: approvalRuleSchema.parse({ roles: ["qa"] }),
  },
  research: {},
  monitoring: {},
};

/** In every mode: rows are opened once. */
const usualOfLockbox: Approvals = { lockbox: approvalRuleSchema.parse({ roles: ["qa"] }) };

const usualOfStudy: { readonly [mode in Mode]?: Approvals } = {
  regulatory: {
    study: approvalRuleSchema.parse({ roles: ["reviewer", "qa"] }),
    candidates: approvalRuleSchema.parse({ roles: ["reviewer", "qa"] }),
  },
};

/** What is asked for once, of the root, is not asked for again; a listed candidate was approved with the study. */
const unasked: { readonly [part in StudyPart]: ReadonlySet<Step> } = {
  root: new Set(),
  added: new Set<Step>(["study", "candidates"]),
  listed: new Set<Step>(["protocol", "study", "plan", "preview", "candidates"]),
};

const hour = 3_600_000;

/** Milliseconds of `30d` or `12h`. */
export const lasting = (text: string): number => Number(text.slice(0, -1)) * (text.endsWith("d") ? 24 * hour : hour);

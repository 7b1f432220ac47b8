/** Approvals: which steps of a job are asked for and of whom — by its mode, its document, and what was typed. */

import { type ApprovalRule, approvalRuleSchema } from "../../schemas/approval-rule.ts";
import { type Step, steps } from "../../schemas/approval-words.ts";
import type { Mode } from "../../schemas/front-matter.ts";

export type Approvals = { readonly [S in Step]?: ApprovalRule };

/** @param written of the front matter; @param typed steps named on the command line: they add, nothing takes away */
export function approvalsOf(mode: Mode, written: Approvals, typed: readonly Step[]): Approvals {
  const byMode = usual[mode];
  const asked = steps.flatMap((step): [Step, ApprovalRule][] => {
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

const hour = 3_600_000;

/** Milliseconds of `30d` or `12h`. */
export const lasting = (text: string): number => Number(text.slice(0, -1)) * (text.endsWith("d") ? 24 * hour : hour);

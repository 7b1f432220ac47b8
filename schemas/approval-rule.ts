/** Approval rule: which steps of a job people approve, and how one step is approved. */
import { z } from "zod";
import { roles, steps } from "./approval-words.ts";

export const stepSchema = z.enum(steps);

/** How one step is approved. */
export const approvalRuleSchema = z.strictObject({
  roles: z.array(z.enum(roles)).default([]).describe("who may approve it; none: anybody"),
  count: z.int().min(1).max(9).default(1).describe("how many have to"),
  expires: z
    .string()
    .regex(/^[1-9]\d{0,3}[dh]$/, "a time is a number of days or hours: 30d, 12h")
    .optional()
    .describe("how long it waits before it counts as rejected"),
  self: z.boolean().default(false).describe("whoever submitted counts too; not in regulatory mode"),
});
export type ApprovalRule = z.output<typeof approvalRuleSchema>;

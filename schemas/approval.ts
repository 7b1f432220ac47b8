/** Approval: whether the models of a regulatory run may be used, and if not, why. */
import { z } from "zod";
import { digest } from "./records.ts";

export const approvalSchema = z.strictObject({
  schema_version: z.literal(1),
  approved: z.boolean().describe("true only where the run ended with 0: every gate passed, and trust was done"),
  exit_code: z.int(),
  models: z.record(z.string(), z.string()).describe("path of each model by the block that gave it"),
  gates: z.array(
    z.strictObject({ gate: z.string(), block: z.string(), status: z.enum(["pass", "fail"]), report: digest }),
  ),
  reasons: z
    .array(z.string().regex(/^FS\d{4}$/))
    .describe("why it is not approved: codes of the run's errors, whose words stand in report.json; empty where it is"),
});
export type Approval = z.output<typeof approvalSchema>;

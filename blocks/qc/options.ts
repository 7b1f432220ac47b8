/** Options of the qc block: its gate, and the thresholds it tightens. */
import { z } from "zod";
import { gates } from "../methods/qc/check-specs.ts";
import { bounds } from "../methods/qc/policy.ts";
import { policyFields } from "../methods/qc/policy-fields.ts";

const thresholds = Object.fromEntries(
  policyFields.map(({ field, gate, meaning, direction }) => [
    field,
    z
      .number()
      .optional()
      .describe(`${gate} gate: ${bounds[direction]}; ${meaning} (default: the policy's; it may only be tightened)`),
  ]),
);

export const qcOptions = z.strictObject({
  gate: z.enum(gates).describe("what is judged: a dataset, spectra and their variables, or a model"),
  ...thresholds,
});

export type QcOptions = z.output<typeof qcOptions>;

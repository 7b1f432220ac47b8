/** Options of the qc block: its gate, and the thresholds it tightens. */
import { z } from "zod";
import { gates } from "../../schemas/gate-report.ts";
import { policyFields } from "../methods/qc/policy-fields.ts";
import { bounds, fieldWords } from "../methods/qc/words.ts";

const thresholds = Object.fromEntries(
  policyFields.map((one) => [
    one.field,
    one.isSwitch === true
      ? z
          .literal(true)
          .optional()
          .describe(`${one.gate} gate: ${fieldWords(one).meaning} (default: the policy's; it may only be tightened)`)
      : z
          .number()
          .optional()
          .describe(
            `${one.gate} gate: ${bounds[one.direction]}; ${fieldWords(one).meaning} (default: the policy's; it may only be tightened)`,
          ),
  ]),
);

export const qcOptions = z.strictObject({
  gate: z.enum(gates).describe("what is judged: a dataset, spectra and their variables, or a model"),
  advice: z
    .literal(true)
    .optional()
    .describe("what it finds is advice: it is no gate of the run; only where gates do not block"),
  ...thresholds,
});

export type QcOptions = z.output<typeof qcOptions>;

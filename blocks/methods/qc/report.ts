/** Report: what a gate writes, `<gate>_qc_report.json`; also the results of the block. */
import { z } from "zod";
import type { Check, Checks } from "./check.ts";
import { type CheckId, checkSpecs, type Gate, gates, naReasons, specOf } from "./check-specs.ts";

const number = z.number().nullable();

const worst = z.strictObject({
  sample: z.string().optional(),
  spectrum: z.string().optional(),
  class: z.string().optional(),
  feature: z.string().optional(),
  value: number,
  about: z.string().optional().describe("what the value is about"),
});

const check = z.strictObject({
  value: number.describe("what was measured; null where there is nothing to measure"),
  threshold: number.describe("what it must meet, itself included"),
  floor: number.describe("the loosest threshold a document may choose"),
  limit: z.enum(["min", "max"]).describe("whether the value must be at least (min) or at most (max) the threshold"),
  pass: z.boolean().nullable().describe("null where it judges nothing: `na` says why"),
  na: z.enum(Object.keys(naReasons) as [keyof typeof naReasons]).nullable(),
  unit: z.string().nullable(),
  lower: z
    .strictObject({ value: number, threshold: number, floor: number, pass: z.boolean() })
    .nullable()
    .describe("lower one-sided 95 % limit of the value, which has a threshold of its own"),
  worst: z.array(worst).describe("worst first, at most five"),
});

const ids = Object.keys(checkSpecs) as [CheckId];
const checks = z.partialRecord(z.enum(ids), check);

const verdict = {
  status: z.enum(["pass", "fail"]),
  checks: checks.describe("by check id"),
  failed_checks: z.array(z.enum(ids)),
  recommended_actions: z.array(z.string()).describe("one a failed check, in the same order"),
  advice: checks.describe("what to look at; never fails the gate"),
};

export const reportSchema = z.strictObject({
  schema_version: z.literal(1),
  gate: z.enum(gates),
  of: z.union([z.string(), z.array(z.string())]).describe("id of the block judged; ids where there are several"),
  ...verdict,
  by_block: z
    .record(z.string(), z.strictObject(verdict))
    .optional()
    .describe("where several blocks were judged: each by its id; above stands of each check the one that decides"),
});

export type Report = z.output<typeof reportSchema>;

/** What a gate found of one block. */
export interface Judged {
  readonly of: string;
  readonly checks: Checks;
  readonly advice: Checks;
}

/** The report over all blocks judged, at least one; it passes where none failed. */
export function reportOf(gate: Gate, all: readonly Judged[]): Report {
  const [first, ...others] = all;
  if (others.length === 0) return { schema_version: 1, gate, of: first.of, ...verdictOf(first) };
  const decisive = { checks: deciding(all.map((one) => one.checks)), advice: deciding(all.map((one) => one.advice)) };
  return {
    schema_version: 1,
    gate,
    of: all.map(({ of }) => of),
    ...verdictOf(decisive),
    by_block: Object.fromEntries(all.map((one) => [one.of, verdictOf(one)])),
  };
}

/** Checks in the order of the table. */
export function inOrder(of: Checks): readonly { readonly id: CheckId; readonly check: Check }[] {
  return ids.flatMap((id) => {
    const found = of[id];
    return found === undefined ? [] : [{ id, check: found }];
  });
}

function verdictOf({ checks, advice }: Pick<Judged, "checks" | "advice">): Pick<Report, keyof typeof verdict> {
  const failed = inOrder(checks).flatMap(({ id, check: { pass } }) => (pass === false ? [id] : []));
  return {
    status: failed.length === 0 ? "pass" : "fail",
    checks: plain(checks),
    failed_checks: failed,
    recommended_actions: failed.map((id) => specOf(id).action),
    advice: plain(advice),
  };
}

/** Of each check the first that failed, else the first that judged. */
function deciding(all: readonly Checks[]): Checks {
  return Object.fromEntries(
    ids.flatMap((id) => {
      const found = all.flatMap((of) => of[id] ?? []);
      const decisive = found.find(({ pass }) => pass === false) ?? found.find(({ pass }) => pass === true) ?? found[0];
      return decisive === undefined ? [] : [[id, decisive]];
    }),
  );
}

const plain = (of: Checks): Report["checks"] =>
  Object.fromEntries(
    inOrder(of).map(({ id, check: found }) => [id, { ...found, worst: found.worst.map((one) => ({ ...one })) }]),
  );

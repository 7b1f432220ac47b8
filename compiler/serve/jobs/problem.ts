/** Problem: what is answered where something was not done: a sentence, its code where it has one, and what to do next. */
import { z } from "zod";
import { type Step, steps } from "../../../schemas/approval-words.ts";
import { diskFinding } from "../../compile/disk-finding.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import { plain } from "../../diagnostics/json-lines.ts";
import type { Answer } from "./route.ts";

export const problemSchema = z
  .strictObject({
    status: z.int(),
    code: z.string().nullable().describe("FSnnnn, as `foodspec explain` tells it; null of what has none"),
    message: z.string(),
    recommendations: z.array(z.string()),
    waiting: z
      .strictObject({ step: z.enum(steps), digest: z.string() })
      .optional()
      .describe("what waits instead, where another step or digest was given"),
    findings: z.array(z.unknown()).optional().describe("of the check of a document, each as schemas/json/finding"),
    snapshot_id: z.string().optional().describe("of the files that the document reads"),
  })
  .describe("why something was not done");
export type Problem = z.output<typeof problemSchema>;

/** Without a code: what is wrong with the request itself. */
export const problem = (
  status: number,
  message: string,
  recommendations: readonly string[] = [],
  more: Partial<Problem> = {},
): Answer => ({ status, body: { status, code: null, message, recommendations: [...recommendations], ...more } });

/** A finding of the functions that commands call, too. */
export function problemOf(found: Finding): Answer {
  const { code, message, help, facts } = found;
  const status = statusOf(code);
  const waiting =
    code === "FS1181" && typeof facts.step === "string"
      ? { waiting: { step: facts.step as Step, digest: String(facts.digest) } }
      : {};
  return { status, body: { status, code, message, recommendations: [...help], ...waiting } };
}

/** Of a document that did not pass its check. */
export const problemOfCheck = (findings: readonly Finding[]): Answer =>
  problem(400, "the document did not pass its check, and there is no job", ["mend what the findings name"], {
    findings: findings.map(plain),
  });

/** Null of a mistake of the program's own. */
export function problemOfDisk(error: unknown): Answer | null {
  const found = diskFinding(error, "the folder of jobs");
  if (found === null) return null;
  const { code, message, help } = found;
  return { status: 507, body: { status: 507, code, message, recommendations: [...help] } };
}

function statusOf(code: string): number {
  if (code === "FS1180") return 404;
  if (code === "FS1182") return 403;
  if (["FS1181", "FS1183", "FS1187", "FS3951", "FS9401"].includes(code)) return 409;
  return /^FS9|^FS1185|^FS1188/.test(code) ? 500 : 400;
}

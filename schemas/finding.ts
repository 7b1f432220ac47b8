/** Finding: one line of `--format json`, for scripts. */
import { z } from "zod";
import { errorTypes } from "./run-files.ts";
import { stages } from "./stages.ts";

const position = z.strictObject({
  file: z.string(),
  line: z.int(),
  column: z.int(),
  end_line: z.int(),
  end_column: z.int(),
});

const fact = z.union([z.string(), z.number(), z.boolean(), z.null(), z.array(z.string()), z.array(z.number())]);

export const findingSchema = z.strictObject({
  code: z
    .string()
    .regex(/^FS\d{4}$/)
    .describe("FS and four digits; the reference explains each"),
  severity: z.enum(["error", "warning", "note"]),
  message: z.string(),
  stage: z.enum(stages),
  exit_code: z.int().describe("the exit code it leads to when it is an error"),
  error_type: z.enum(errorTypes),
  position: position.nullable().describe("lines and columns count from 1; the end is exclusive"),
  block: z.string().nullable().describe("id of the block it is about"),
  pointer: z.string().nullable().describe("JSON pointer below the block's body or the front matter"),
  facts: z.record(z.string(), fact).describe("what the message is filled with"),
  recommendations: z.array(z.string()).describe("what to do next, at least one sentence"),
  related: z
    .array(z.strictObject({ position, message: z.string() }))
    .describe("other places that belong to it, as the last of several equal findings"),
  count: z.int().min(1).describe("how many equal findings it stands for"),
  fix: z
    .strictObject({
      title: z.string(),
      safe: z.boolean().describe("nothing else could be meant: check --fix applies it"),
      edits: z.array(z.strictObject({ position, text: z.string() })),
    })
    .nullable()
    .describe("what would mend it; null where that is not known"),
  documentation: z.string().describe("where the reference explains the code"),
});

/** Qualification: what a program came to on a machine, beside what it has to come to. */
import { z } from "zod";

/** Numbers that come with the program, made by programs of others. */
export const expectedSchema = z.strictObject({
  made_by: z.string(),
  tests: z.array(
    z.strictObject({
      id: z.string(),
      artifact: z.string(),
      pointer: z.string(),
      expected: z.number(),
      tolerance: z.number(),
    }),
  ),
});

export const qualificationSchema = z
  .strictObject({
    schema_version: z.literal(1),
    program: z.string().describe("digest of the program"),
    foodspec_version: z.string(),
    node: z.string(),
    os: z.string(),
    time: z.string().describe("ISO 8601, UTC, by the clock of the machine"),
    who: z.strictObject({
      account: z.string().nullable(),
      name: z.string().nullable(),
      email: z.string().nullable(),
    }),
    expected_by: z.string().describe("programs that made the expected numbers"),
    tests: z.array(
      z.strictObject({
        id: z.string(),
        expected: z.number(),
        found: z.number().nullable().describe("null where nothing came out"),
        tolerance: z.number().describe("of the difference, relative to the expected number where that is beyond 1"),
        pass: z.boolean(),
      }),
    ),
  })
  .describe("What `foodspec doctor --self-test` found on a machine");
export type Qualification = z.output<typeof qualificationSchema>;

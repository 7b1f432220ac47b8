/** Job answers: what is said of jobs to whoever asks, on the command line and over the network, and what is sent of them. */
import { z } from "zod";
import { roles, steps } from "./approval-words.ts";
import { type EventType, eventTypes, jobEventSchema, jobIdSchema } from "./job.ts";
import { digest } from "./records.ts";

const state = z.enum(eventTypes as [EventType, ...EventType[]]).nullable();
const step = z.enum(steps).nullable();
const about = z.strictObject({ what: z.string(), digest }).nullable();

export const shownJobSchema = z
  .strictObject({
    job_id: jobIdSchema,
    kind: z.enum(["protocol", "idea"]),
    state,
    step,
    waiting: z
      .strictObject({
        step,
        about: about.describe("what is to be approved, by its digest"),
        roles: z.array(z.enum(roles)).describe("none: anybody"),
        count: z.int().min(1).describe("how many have to"),
        have: z.array(z.string()).describe("who has"),
      })
      .nullable()
      .describe("null where it waits for nobody"),
    lineage: z.strictObject({
      root_job_id: jobIdSchema,
      parent_job_id: jobIdSchema.nullable(),
      generation: z.int().min(0),
    }),
    runs: z.array(z.strictObject({ run_id: z.string(), content_digest: digest, exit_code: z.int().min(0) })),
    budget: z
      .strictObject({
        root: jobIdSchema.describe("the job that began the study"),
        limits: z.record(z.string(), z.number()).describe("by counter; where there is one"),
        counters: z.strictObject({
          candidates: z.int().min(0).describe("spawned"),
          generation: z.int().min(0).describe("how far from the document as it stands"),
          hours: z.number().min(0).describe("of running"),
          since_gain: z.int().min(0).describe("candidates that ended, one after another, without a gain"),
        }),
        stopped: z.string().nullable().describe("what it ran out of"),
      })
      .nullable()
      .describe("of a study what it has used; null of a job that is part of none"),
  })
  .describe("where a job stands");
export type ShownJob = z.output<typeof shownJobSchema>;

export const listedJobSchema = z
  .strictObject({
    job_id: jobIdSchema,
    title: z.string(),
    state,
    step,
    time: z.string().describe("when it was submitted: ISO 8601, UTC"),
  })
  .describe("a job in a list");
export type ListedJob = z.output<typeof listedJobSchema>;

export const submittedSchema = z
  .strictObject({ job_id: jobIdSchema, snapshot_id: digest, state, created: z.boolean() })
  .describe("`created` is false where the same job was there already");

export const eventsSchema = z.array(jobEventSchema).describe("all that happened to a job, in order");

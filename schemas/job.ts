/** Job: what a job folder says of itself — who asked for what, in which state it is, and what there is of it. */
import { z } from "zod";
import { approvalRuleSchema, stepSchema } from "./approval-rule.ts";
import { roles } from "./approval-words.ts";
import { modes } from "./front-matter.ts";
import { digest, json } from "./records.ts";
import { studySchema } from "./study.ts";

const text = z.string().min(1);
const count = z.int().min(0);

export const jobIdSchema = z.string().regex(/^[0-9a-f]{12}$/, "a job is named by 12 hexadecimal digits");

const lineageSchema = z
  .strictObject({ root_job_id: jobIdSchema, parent_job_id: jobIdSchema, generation: z.int().min(1) })
  .describe("the job it was spawned from; absent of a job that nobody spawned");

export const jobSpecSchema = z
  .strictObject({
    schema_version: z.literal(1),
    kind: z.enum(["protocol", "idea"]),
    document: z.strictObject({ path: text.describe("from the root"), sha256: digest }),
    settings: z.array(z.strictObject({ key: text, value: z.string() })).describe("what was typed, as it was typed"),
    inputs: z
      .array(
        z.strictObject({
          name: z.string().nullable().describe("input of the document; null of a file that its text takes in"),
          path: text.describe("from the document; from the root where the text takes it in"),
          sha256: digest,
          size_bytes: count,
        }),
      )
      .describe("every file the document reads, by name, then path"),
    snapshot_id: digest.describe("of the RFC 8785 JSON of `inputs`"),
    policy_id: digest.nullable().describe("of the effective policy; null of an idea"),
    approvals: z.array(stepSchema).describe("steps that were typed beside those asked for anyway"),
    attempt: z.int().min(1),
    extensions: z
      .strictObject({
        lineage: lineageSchema.optional(),
        idea: jobIdSchema.optional().describe("the idea that it answers"),
        why: text.optional(),
      })
      .describe("changes no number"),
  })
  .describe("what was submitted; its RFC 8785 JSON is the file, and the job is named by that file's SHA-256");
export type JobSpec = z.output<typeof jobSpecSchema>;

export const ideaSchema = z
  .strictObject({ title: text.max(200), question: text.max(2000), notes: z.string().max(20_000).default("") })
  .describe("a request before there is a protocol");

export const actorSchema = z.strictObject({
  id: text,
  role: z.enum(roles).nullable(),
  via: z.enum(["cli", "api", "page", "worker"]),
  auth: z.enum(["local", "token", "basic", "proxy"]),
});
export type Actor = z.output<typeof actorSchema>;

const runId = z.string().min(1);

/** What each kind of event says besides the fields all have. */
const said = {
  PROTOCOL_SUBMITTED: z.strictObject({ title: text }),
  IDEA_SUBMITTED: z.strictObject({ title: text }),
  PLAN_COMPILED: z.strictObject({}),
  PREVIEW_COMPLETED: z.strictObject({}),
  WAITING_APPROVAL: z.strictObject({
    roles: z.array(z.enum(roles)).describe("none: anybody"),
    count: z.int().min(1),
    expires: z.string().nullable().describe("ISO 8601, UTC; null where it waits for ever"),
  }),
  APPROVED: z.strictObject({}),
  REJECTED: z.strictObject({}),
  RUN_STARTED: z.strictObject({ start: z.int().min(1), worker: text, build: digest, engine: text }),
  RUN_COMPLETED: z.strictObject({ run_id: runId, content_digest: digest, exit_code: count }),
  GATES_COMPLETED: z.strictObject({
    gates: z.array(z.strictObject({ gate: text, status: z.enum(["pass", "fail"]), digest })),
  }),
  REPORT_COMPLETED: z.strictObject({ files: z.record(z.string(), digest) }),
  CANDIDATES_COMPARED: z.strictObject({ chosen: jobIdSchema }),
  SEQUEL_COMPLETED: z.strictObject({ run_id: runId, content_digest: digest }),
  LOCKBOX_OPENED: z.strictObject({ run_id: runId, content_digest: digest }),
  REGISTRY_UPDATED: z.strictObject({ run_id: runId }),
  DONE: z.strictObject({ chosen: jobIdSchema.nullable() }),
  ERROR: z.strictObject({ exit_code: count, code: text.nullable(), run_id: runId.nullable() }),
  RETRIED: z.strictObject({}),
  CANCELLED: z.strictObject({}),
  SPAWNED: z.strictObject({
    job_id: jobIdSchema,
    generation: z.int().min(1).optional().describe("of a study: how far from the document as it stands"),
  }),
  STOPPED_BUDGET: z.strictObject({ reason: text, limit: z.number(), counters: z.record(z.string(), z.number()) }),
  TRACKED: z.strictObject({}),
} as const;

export type EventType = keyof typeof said;
/** @internal */
export const eventTypes = Object.keys(said) as readonly EventType[];
/** What one kind of event says. */
export type Said<T extends EventType> = z.output<(typeof said)[T]>;

const common = {
  schema_version: z.literal(1),
  job_id: jobIdSchema,
  seq: z.int().min(1),
  step: stepSchema.nullable(),
  time: text.describe("ISO 8601, UTC"),
  actor: actorSchema,
  note: z.string().max(2000).nullable(),
  about: z
    .strictObject({ what: text, digest })
    .nullable()
    .describe("what it is about, by the digest of what people had before them"),
  previous: digest.describe("of the bytes of the event before; of the first: of job_spec.json"),
};

type Of<T extends EventType> = {
  readonly [K in keyof typeof common]: z.output<(typeof common)[K]>;
} & { readonly type: T; readonly data: Said<T> };
export type JobEvent = { [T in EventType]: Of<T> }[EventType];

const forms = eventTypes.map((type) => z.strictObject({ ...common, type: z.literal(type), data: said[type] }));
export const jobEventSchema = z
  .discriminatedUnion("type", forms as unknown as [(typeof forms)[number]])
  .describe("one thing that happened to a job: never changed, never removed") as unknown as z.ZodType<JobEvent>;

export const policySchema = z
  .strictObject({
    mode: z.enum(modes),
    gates: z.record(z.string(), json).describe("the thresholds that hold, as the manifest has them"),
    approvals: z.partialRecord(stepSchema, approvalRuleSchema).describe("what is asked for, and of whom"),
    lockbox: z.literal(true).optional().describe("where rows are sealed: they are opened before the release"),
    study: studySchema.optional().describe("the study that the job begins, or of which it is a candidate"),
  })
  .describe("the effective policy");
export type JobPolicy = z.output<typeof policySchema>;

export const policyRefSchema = z.strictObject({
  schema_version: z.literal(1),
  policy_id: digest,
  policy: policySchema,
});

export const outputsSchema = z
  .strictObject({
    schema_version: z.literal(1),
    seq: z.int().min(1),
    head: digest.describe("of the bytes of event `seq`"),
    state: z.enum(eventTypes as [EventType, ...EventType[]]),
    step: stepSchema.nullable(),
    runs: z.array(z.strictObject({ run_id: runId, content_digest: digest, exit_code: count })),
  })
  .describe("where a job stands, made from its events alone");
export type JobOutputs = z.output<typeof outputsSchema>;

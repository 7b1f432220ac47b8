/** Submit routes: bytes, protocols and ideas that are sent, and jobs that come of them. */
import { z } from "zod";
import { ideaSchema } from "../../../../schemas/job.ts";
import { submittedSchema } from "../../../../schemas/job-answers.ts";
import { digest } from "../../../../schemas/records.ts";
import { isError } from "../../../diagnostics/finding.ts";
import type { Submitted } from "../../../jobs/make-job.ts";
import type { Places } from "../../../jobs/places.ts";
import { readRecord } from "../../../jobs/record.ts";
import { stateOf } from "../../../jobs/state.ts";
import type { SubmissionEnd } from "../../../jobs/submit.ts";
import { submitIdeaBytes } from "../../../jobs/submit-idea.ts";
import { problem, problemOf, problemOfCheck, problemSchema } from "../problem.ts";
import { type Answer, ok, type Route, route, type Served } from "../route.ts";
import { sentProtocolSchema, snapshotSchema } from "../sent-document.ts";
import { keepSent } from "../upload.ts";

const problemAnswer = (says: string) => ({ says, schema: problemSchema });
const jobAnswers = {
  201: { says: "a job that was not there before", schema: submittedSchema },
  200: { says: "the same job was there already", schema: submittedSchema },
};

export const submitRoutes: readonly Route[] = [
  route<null, Uint8Array>({
    name: "putObject",
    method: "PUT",
    path: "/objects/{sha256}",
    says: "keeps bytes under their SHA-256, for a job that names them; at most 200 MB",
    right: "submits",
    answers: {
      201: { says: "kept", schema: z.strictObject({ sha256: digest, size_bytes: z.int().min(0) }) },
      200: { says: "there already", schema: z.strictObject({ sha256: digest, size_bytes: z.int().min(0) }) },
      413: problemAnswer("more than 200 MB"),
      422: problemAnswer("they have another SHA-256"),
    },
    act: ({ params, body, places, world }) =>
      /^[0-9a-f]{64}$/.test(params.sha256)
        ? keepSent(params.sha256, body, { places, world })
        : problem(400, "a SHA-256 has 64 hexadecimal digits, in small letters"),
  }),
  route({
    name: "submitProtocol",
    method: "POST",
    path: "/jobs/protocol",
    says: "a document becomes a job, as by `foodspec job submit`; its bytes and those of its files are put under /objects before",
    right: "submits",
    query: z.strictObject({
      snapshot_id: snapshotSchema
        .optional()
        .describe("of the RFC 8785 JSON of `inputs` as job_spec.json will have them"),
    }),
    body: sentProtocolSchema,
    answers: {
      ...jobAnswers,
      400: problemAnswer("it did not pass its check: `findings`"),
      422: problemAnswer("the files it reads have another digest together: `snapshot_id`"),
    },
    async act({ query, body, actor, places, world }) {
      const { approve, attempt, why, ...sent } = body;
      const submission = { approve, attempt, extensions: why === undefined ? {} : { why } };
      // Compiler and kinds of blocks are loaded when a document is sent: the server listens before.
      const { submitSent } = await import("../sent.ts");
      const end = await submitSent(sent, submission, query.snapshot_id ?? null, actor, { places, world });
      return "code" in end || "status" in end ? end : submitted(end, { places, world });
    },
  }),
  route({
    name: "submitIdea",
    method: "POST",
    path: "/jobs/idea",
    says: "a request before there is a protocol",
    right: "submits",
    body: ideaSchema,
    answers: jobAnswers,
    act({ body, actor, places, world }) {
      const bytes = new TextEncoder().encode(`${JSON.stringify(body, null, 2)}\n`);
      const made = submitIdeaBytes({ path: "idea.json", bytes }, { attempt: 1, extensions: {} }, actor, places, world);
      if (made === null) return problem(400, "it has no title or no question");
      return "code" in made ? problemOf(made) : jobAnswer(made, { places, world });
    },
  }),
];

/** What became of a submission. */
export function submitted({ findings, submitted: made }: SubmissionEnd, served: Served): Answer {
  if (made !== null) return jobAnswer(made, served);
  const lone = findings.find(isError);
  return lone !== undefined && /^FS(?:1185|9401)$/.test(lone.code) ? problemOf(lone) : problemOfCheck(findings);
}

function jobAnswer({ id, spec, places, created }: Submitted, { world }: Served): Answer {
  const state = stateNow(id, places, world);
  return ok({ job_id: id, snapshot_id: spec.snapshot_id, state, created }, created ? 201 : 200);
}

function stateNow(id: string, places: Places, { disk }: Served["world"]) {
  const record = readRecord(places.job(id), id, disk);
  return "code" in record ? null : (stateOf(record.events)?.type ?? null);
}

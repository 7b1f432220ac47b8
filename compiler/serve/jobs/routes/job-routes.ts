/** Job routes: where jobs stand, what happened to them, and what people give them. */
import { z } from "zod";
import { stepSchema } from "../../../../schemas/approval-rule.ts";
import { jobEventSchema } from "../../../../schemas/job.ts";
import { eventsSchema, listedJobSchema, shownJobSchema, submittedSchema } from "../../../../schemas/job-answers.ts";
import type { Finding } from "../../../diagnostics/finding.ts";
import { giveVerdict } from "../../../jobs/give.ts";
import { jobsWhere, listedJob, shownJob } from "../../../jobs/shown.ts";
import { eventStream } from "../event-stream.ts";
import { onJob, order, spawn } from "../on-job.ts";
import { problemSchema } from "../problem.ts";
import { type Answer, ok, type Route, route } from "../route.ts";
import { sentDocumentSchema } from "../sent-document.ts";

export const note = z
  .string()
  .trim()
  .min(1)
  .max(2000)
  .describe("what is said with it: 1 to 2,000 characters; recorded");
const no = (says: string) => ({ says, schema: problemSchema });
const unknown = { 404: no("there is no such job") };
const given = {
  201: { says: "the event that was written", schema: jobEventSchema },
  403: no("somebody who does not count here"),
  409: no("its state, another step or another digest: `waiting` holds the right one"),
  ...unknown,
};
export const verdictBody = z.strictObject({
  digest: z
    .string()
    .regex(/^(?:sha256:)?[0-9A-Fa-f]{12,64}$/, "12 or more hexadecimal digits")
    .describe("of what was read"),
  note,
});
export const setting = z
  .string()
  .max(2000)
  .regex(/^[^=]+=/, "write it as KEY=VALUE");

export const jobRoutes: readonly Route[] = [
  route({
    name: "listJobs",
    method: "GET",
    path: "/jobs",
    says: "all jobs, in the order in which they were submitted",
    right: "reads",
    query: z.strictObject({
      state: z.string().optional().describe("only those in this state, as in WAITING_APPROVAL"),
      root: z.string().optional().describe("only this job and what was spawned from it"),
    }),
    answers: { 200: { says: "a line each", schema: z.array(listedJobSchema) } },
    act: ({ query, places, world }) => ok(jobsWhere(query, places, world.disk).records.map(listedJob)),
  }),
  route({
    name: "showJob",
    method: "GET",
    path: "/jobs/{id}",
    says: "where a job stands",
    right: "reads",
    answers: { 200: { says: "as `foodspec job show --format json`", schema: shownJobSchema }, ...unknown },
    act: (asked) => onJob(asked, (record) => ok(shownJob(record, asked.places, asked.world.disk))),
  }),
  route({
    name: "jobEvents",
    method: "GET",
    path: "/jobs/{id}/events",
    says: "all that happened to a job; with `Accept: text/event-stream` as it happens, from behind Last-Event-ID",
    right: "reads",
    answers: {
      200: { says: "in order; of a stream `id` is `seq`, `data` the event", schema: eventsSchema },
      204: { says: "of a stream: it has ended, and all was told", schema: null },
      ...unknown,
    },
    act: (asked) =>
      onJob(asked, (record) =>
        /\btext\/event-stream\b/.test(asked.accept) ? eventStream(record, asked) : ok(record.events),
      ),
  }),
  verdictRoute("approve", "APPROVED"),
  verdictRoute("reject", "REJECTED"),
  route({
    name: "spawnJob",
    method: "POST",
    path: "/jobs/{id}/spawn",
    says: "a job that comes from another, its settings changed or its document another one, or that answers an idea",
    right: "submits",
    body: z.strictObject({
      set: z.array(setting).max(100).default([]).describe("`KEY=VALUE`, over what the job was submitted with"),
      why: z.string().min(10).max(500),
      sent: sentDocumentSchema.optional().describe("another document; without it, that of the job"),
    }),
    answers: {
      201: { says: "a job that was not there before", schema: submittedSchema },
      200: { says: "the same job was there already", schema: submittedSchema },
      400: no("it did not pass its check"),
      409: no("its state, or a budget that is used up"),
      ...unknown,
    },
    act: (asked) => onJob(asked, (record) => spawn(record, asked)),
  }),
  orderRoute("cancel", "CANCELLED"),
  orderRoute("retry", "RETRIED"),
];

function verdictRoute(name: "approve" | "reject", type: "APPROVED" | "REJECTED"): Route {
  return route({
    name: `${name}Job`,
    method: "POST",
    path: `/jobs/{id}/${name}`,
    says: `${name}s what a job waits for`,
    right: "reads",
    query: z.strictObject({ step: stepSchema }),
    body: verdictBody,
    answers: given,
    act: (asked) =>
      onJob(asked, async (record) => {
        const { digest, note: said } = asked.body;
        const verdict = { type, step: asked.query.step, digest, note: said, actor: asked.actor };
        return created(await giveVerdict(record, verdict, asked.world));
      }),
  });
}

function orderRoute(name: "cancel" | "retry", type: "CANCELLED" | "RETRIED"): Route {
  return route({
    name: `${name}Job`,
    method: "POST",
    path: `/jobs/{id}/${name}`,
    says: name === "cancel" ? "ends a job" : "begins again after an error",
    right: "reads",
    body: z.strictObject({ note }),
    answers: given,
    act: (asked) => onJob(asked, (record) => created(order(record, type, asked.body.note, asked))),
  });
}

const created = <E extends object>(event: E | Finding): Answer | Finding => ("code" in event ? event : ok(event, 201));

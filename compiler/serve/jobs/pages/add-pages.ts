/** Add pages: the pages of jobs and what their forms do, which is what programs ask for, too. */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import { stepSchema } from "../../../../schemas/approval-rule.ts";
import { asked } from "../../../../schemas/asked.ts";
import type { JobEvent } from "../../../../schemas/job.ts";
import { assetsOn } from "../../../compile/package-files.ts";
import type { Finding } from "../../../diagnostics/finding.ts";
import { giveVerdict } from "../../../jobs/give.ts";
import { personWith, readPeople } from "../../../jobs/people.ts";
import type { JobRecord } from "../../../jobs/record.ts";
import { digestOf } from "../../../store/digest.ts";
import { type Failures, type Guarding, tooMany } from "../guards.ts";
import { onJob, order, spawn } from "../on-job.ts";
import { type Problem, problem, problemOf } from "../problem.ts";
import type { Answer, Remembering, Right, Send } from "../route.ts";
import { note, setting as settingSchema, verdictBody } from "../routes/job-routes.ts";
import { runNamed } from "../run-files.ts";
import { cookieNamed, cookieOptions } from "../sessions.ts";
import { actorOf, formOwner } from "../who.ts";
import type { Reader } from "./frame.ts";
import { jobPage } from "./job-page.ts";
import { listPage } from "./list-page.ts";
import { pageFile } from "./page-files.ts";
import { runPage } from "./run-page.ts";
import { ownPage, signInPage } from "./sign-in-page.ts";

export interface Paging extends Guarding, Remembering {
  readonly failures: Failures;
}

interface PageAsked {
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  readonly params: { readonly [name: string]: string };
  readonly query: { readonly [name: string]: string | undefined };
  readonly form: { readonly [name: string]: string | undefined };
  readonly reader: Reader;
}

type Act = (asked: PageAsked) => Answer | Finding | Promise<Answer | Finding>;

const verdictForm = verdictBody.extend({ step: stepSchema });
const spawnForm = z.strictObject({ set: z.array(settingSchema).max(100), why: z.string().trim().min(10).max(500) });

export function addPages(app: FastifyInstance, paging: Paging, send: Send): void {
  const { setting, sessions, places, world, failures } = paging;
  const assets = assetsOn(world.disk);
  const signsIn = setting.auth === "token";
  const add = (method: "GET" | "POST", url: string, right: Right, act: Act): void => {
    app.route({
      method,
      url,
      config: { right },
      async handler(request, reply) {
        const { visitor } = request;
        const reader: Reader = {
          visitor,
          signsIn,
          csrf: () => reply.generateCsrf({ ...cookieOptions(setting), userInfo: formOwner(visitor) }),
        };
        const answer = await act({
          request,
          reply,
          params: request.params as PageAsked["params"],
          query: plainText(request.query),
          form: plainText(request.body),
          reader,
        });
        return send(reply, "code" in answer ? problemOf(answer) : answer);
      },
    });
  };

  add("GET", "/ui", "reads", () => to("/ui/jobs"));
  add("GET", "/ui/files/:name", "anybody", ({ params }) => pageFile(params.name, assets) ?? nothing);
  add("GET", "/ui/jobs", "reads", ({ query: { state, root }, reader }) =>
    listPage({ ...(state === undefined ? {} : { state }), ...(root === undefined ? {} : { root }) }, reader, paging),
  );
  add("GET", "/ui/jobs/:id", "reads", ({ params, reader }) =>
    onJob({ params, places, world }, (record) => jobPage(record, reader, paging)),
  );
  add("GET", "/ui/runs/:run", "reads", ({ params, query, reader }) => {
    const run = runNamed(params.run, paging);
    return "manifest" in run ? runPage(run, query.segment, reader, paging) : run;
  });

  /** What a form does; where it is refused, the page says so and keeps what was typed. */
  const addForm = (
    name: string,
    right: Right,
    act: (record: JobRecord, asked: PageAsked) => Answer | Finding | JobEvent | Promise<Answer | Finding | JobEvent>,
  ): void =>
    add("POST", `/ui/jobs/:id/${name}`, right, (page) =>
      onJob({ params: page.params, places, world }, async (record) => {
        const done = await act(record, page);
        const answer = "seq" in done ? to(`/ui/jobs/${record.id}`) : "code" in done ? problemOf(done) : done;
        if (answer.status < 400) return answer;
        const { message, recommendations } = answer.body as Problem;
        const typed = page.form.note ?? page.form.why ?? "";
        const refused = { status: answer.status, message: `${message}.`, advice: recommendations, note: typed };
        return onJob({ params: page.params, places, world }, (now) => jobPage(now, page.reader, paging, refused));
      }),
    );
  for (const [name, type] of [
    ["approve", "APPROVED"],
    ["reject", "REJECTED"],
  ] as const)
    addForm(name, "reads", (record, { form, reader }) => {
      const read = asked(verdictForm, { step: form.step, digest: form.digest, note: form.note });
      if (!read.success) return problem(400, "a note takes 1 to 2,000 characters");
      const actor = actorOf(reader.visitor, "page");
      return giveVerdict(record, { ...read.data, type, actor }, world);
    });
  for (const [name, type] of [
    ["cancel", "CANCELLED"],
    ["retry", "RETRIED"],
  ] as const)
    addForm(name, "reads", (record, { form, reader }) => {
      const read = asked(note, form.note);
      if (!read.success) return problem(400, "a note takes 1 to 2,000 characters");
      return order(record, type, read.data, { actor: actorOf(reader.visitor, "page"), places, world });
    });
  addForm("spawn", "submits", async (record, { form, reader }) => {
    const lines = (form.set ?? "").split("\n").map((line) => line.trim());
    const read = asked(spawnForm, { set: lines.filter((line) => line !== ""), why: form.why });
    if (!read.success) return problem(400, "write each setting as KEY=VALUE, and why in 10 to 500 characters");
    const made = await spawn(record, { body: read.data, actor: actorOf(reader.visitor, "page"), places, world });
    if ("code" in made || made.status >= 400) return made;
    return to(`/ui/jobs/${(made.body as { readonly job_id: string }).job_id}`);
  });

  if (!signsIn) return;
  add("GET", "/ui/sign-in", "anybody", ({ query, reader }) => signInPage(ownPage(query.to), reader));
  add("POST", "/ui/sign-in", "anybody", async ({ request, reply, form, reader }) => {
    const wait = await failures.tooMany(request);
    if (wait !== null) return { ...tooMany, headers: { "retry-after": String(wait) } };
    const people = readPeople(places, world);
    if ("code" in people) return people;
    const token = form.token?.trim() ?? "";
    if (personWith(token, people, world.now()) === null) {
      await failures.count(request);
      return signInPage(ownPage(form.to), reader, {
        status: 401,
        message: "Nobody who is known here has that token, or their time is over.",
      });
    }
    reply.setCookie(
      cookieNamed("session", setting),
      sessions.begin(digestOf(token), world.now()),
      cookieOptions(setting),
    );
    return to(ownPage(form.to));
  });
  add("POST", "/ui/sign-out", "reads", ({ request, reply }) => {
    sessions.end(request.cookies[cookieNamed("session", setting)] ?? "");
    reply.clearCookie(cookieNamed("session", setting), cookieOptions(setting));
    return to("/ui/sign-in");
  });
}

const to = (location: string): Answer => ({ status: 303, body: null, headers: { location } });
const nothing = problem(404, "there is nothing here");

/** Fields that were given once, as text, line ends as one sign. */
const plainText = (found: unknown): { readonly [name: string]: string } =>
  Object.fromEntries(
    Object.entries((found ?? {}) as object).flatMap(([name, value]) =>
      typeof value === "string" ? [[name, value.replaceAll("\r\n", "\n")]] : [],
    ),
  );

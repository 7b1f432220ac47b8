/** App: the server of jobs with all it answers, not yet listening. */
import { randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { asked } from "../../../schemas/asked.ts";
import { isoTime } from "../../compile/clock.ts";
import type { World } from "../../compile/world.ts";
import { approvedBefore } from "../../jobs/approved-before.ts";
import { mostText, readBodies } from "./bodies.ts";
import { type Guarding, guard } from "./guards.ts";
import { headers } from "./headers.ts";
import { addPages } from "./pages/add-pages.ts";
import { asPage } from "./pages/problem-page.ts";
import type { Peers } from "./peers.ts";
import { problem, problemOf, problemOfDisk } from "./problem.ts";
import type { Answer, Route, Send } from "./route.ts";
import { apiRoutes } from "./routes/server-routes.ts";
import { cookieNamed, cookieOptions, isOverTls, newSessions } from "./sessions.ts";
import { actorOf, formOwner } from "./who.ts";

/** Milliseconds within which all of a request has to be there. */
const requestTimeout = 300_000;

export async function jobsApp(
  serving: Omit<Guarding, "sessions">,
  { fastify, cookie, csrf, helmet, rateLimit }: Peers,
): Promise<FastifyInstance> {
  const guarding: Guarding = { ...serving, sessions: newSessions() };
  const { setting, world } = guarding;
  const tls = setting.tls;
  const options = {
    bodyLimit: mostText,
    requestTimeout,
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    logger: false,
    routerOptions: { maxParamLength: 500 },
  } as const;
  const app = (tls === null
    ? fastify(options)
    : fastify({
        ...options,
        https: { cert: Buffer.from(tls.cert), key: Buffer.from(tls.key) },
      })) as unknown as FastifyInstance;
  await app.register(cookie);
  await app.register(helmet, headers(isOverTls(setting)));
  await app.register(csrf, {
    cookieKey: cookieNamed("csrf", setting),
    cookieOpts: cookieOptions(setting),
    getToken: (request) => (request.body as { readonly _csrf?: string } | null)?._csrf ?? "",
    // A token of one person's page is none of another's.
    getUserInfo: (request) => formOwner(request.visitor),
    csrfOpts: { hmacKey: randomBytes(32).toString("hex") },
  });
  await app.register(rateLimit, { global: false });
  readBodies(app);
  const send: Send = (reply, answer) => sendAnswer(reply, asPage(reply.request, answer, guarding));
  const failures = guard(app, guarding, send);
  app.addHook("onResponse", async (request, reply) => log(request, reply, world));
  app.setNotFoundHandler((_request, reply) => send(reply, problem(404, "there is nothing here")));
  app.setErrorHandler((error, _request, reply) => send(reply, answerOf(error, world)));
  for (const one of apiRoutes()) add(app, one, guarding, send);
  addPages(app, { ...guarding, failures, approved: approvedBefore(guarding.places, world.disk) }, send);
  return app;
}

function add(
  app: FastifyInstance,
  { method, path, right, query, body, act }: Route,
  served: Guarding,
  send: Send,
): void {
  const { places, world } = served;
  app.route({
    method,
    url: path.replace("/{path}", "/*").replace(/\{(\w+)\}/g, ":$1"),
    config: { right },
    bodyLimit: method === "PUT" ? undefined : mostText,
    async handler(request, reply) {
      const read = query === null ? null : asked(query, request.query);
      if (read?.success === false) return send(reply, badForm("the query", read.issues));
      const sent = body === null || body === "bytes" ? null : asked(body, request.body);
      if (sent?.success === false) return send(reply, badForm("what was sent", sent.issues));
      const { "*": rest, ...params } = request.params as { readonly [name: string]: string };
      const { accept = "", "last-event-id": lastEventId } = request.headers;
      const gone = new AbortController();
      request.raw.on("close", () => {
        if (reply.raw.destroyed || !reply.raw.writableFinished) gone.abort();
      });
      const answer = await act({
        params: rest === undefined ? params : { ...params, path: rest },
        query: (read?.data ?? null) as never,
        body: (sent?.data ?? bytesOf(request.body)) as never,
        actor: actorOf(request.visitor, "api"),
        accept,
        lastEventId: typeof lastEventId === "string" ? lastEventId : undefined,
        gone: gone.signal,
        places,
        world,
      });
      return send(reply, "code" in answer ? problemOf(answer) : answer);
    },
  });
}

const bytesOf = (body: unknown): Uint8Array => (body instanceof Uint8Array ? body : new Uint8Array());

const badForm = (
  what: string,
  issues: readonly { readonly path: readonly PropertyKey[]; readonly message: string }[],
): Answer =>
  problem(
    400,
    `${what} is of another form`,
    issues
      .slice(0, 5)
      .map(({ path, message }) => `${path.length === 0 ? "" : `\`${path.map(String).join(".")}\`: `}${message}`),
  );

function sendAnswer(reply: FastifyReply, { status, body, type, headers: more = {} }: Answer): FastifyReply {
  reply.code(status).header("cache-control", "no-store");
  for (const [name, value] of Object.entries(more)) reply.header(name, value);
  if (body === null) return reply.send();
  if (type === undefined)
    return reply.type("application/json; charset=utf-8").send(`${JSON.stringify(body, null, 2)}\n`);
  // What stands in a sandbox, opened by itself, must not be cut off from whoever opened it by a rule for pages.
  if (type.startsWith("text/html") && more["content-security-policy"] !== undefined)
    for (const name of ["cross-origin-opener-policy", "x-frame-options"]) reply.removeHeader(name);
  return reply.type(type).send(body instanceof Readable ? body : body instanceof Uint8Array ? Buffer.from(body) : body);
}

function answerOf(error: unknown, world: Pick<World, "err">): Answer {
  const { statusCode = 500, message, code } = error as { statusCode?: number; message: string; code?: string };
  if (code?.startsWith("FST_CSRF") === true)
    return problem(403, "the form is not one of a page of yours: load the page again, and send it anew");
  if (statusCode === 413) return problem(413, "too much was sent");
  if (statusCode === 415) return problem(415, "send JSON as `application/json`, bytes as `application/octet-stream`");
  if (statusCode < 500) return problem(statusCode, "what was sent cannot be read");
  const found = problemOfDisk(error);
  if (found !== null) return found;
  world.err(`the server made a mistake of its own: ${String(message).split("\n", 1)[0]}\n`);
  return problem(500, "the server made a mistake of its own", ["it stands in what the server printed"]);
}

/** A line a request: what was asked, never what was sent, shown or asked for behind `?`. */
function log(request: FastifyRequest, reply: FastifyReply, { err, now }: Pick<World, "err" | "now">): void {
  const path = JSON.stringify(request.url.split("?", 1)[0].slice(0, 300));
  const who = JSON.stringify(request.visitor?.id ?? null);
  const took = Math.round(reply.elapsedTime);
  err(
    `{"time":"${isoTime(now())}","method":"${request.method}","path":${path},"status":${reply.statusCode},"ms":${took},"who":${who}}\n`,
  );
}

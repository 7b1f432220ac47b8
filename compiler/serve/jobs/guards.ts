/** Guards: what is asked of every request before anything is done for it: by which name, who it is, and whether a page of others sent it. */
import type { FastifyInstance, FastifyRequest } from "fastify";
import { readPeople } from "../../jobs/people.ts";
import { isForm } from "./bodies.ts";
import { problem, problemOf } from "./problem.ts";
import type { Right, Send, Served } from "./route.ts";
import { cookieNamed, type Sessions } from "./sessions.ts";
import { nameOf, type Setting } from "./setting.ts";
import { type Visitor, visitorOf } from "./who.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Null before it is known, and where nobody has to be. */
    visitor: Visitor | null;
  }
  interface FastifyContextConfig {
    /** What one needs who asks for this. */
    right?: Right;
  }
}

export interface Guarding extends Served {
  readonly setting: Setting;
  readonly sessions: Sessions;
}

/** Failures to show who one is, counted by where they come from. */
export interface Failures {
  /** Seconds until they are heard again; null of those who are. */
  tooMany(request: FastifyRequest): Promise<number | null>;
  count(request: FastifyRequest): Promise<void>;
}

/** Failures within a minute, after which nobody is let in from there. */
const mostFailures = 10;
const minute = 60_000;

/** @param answer sends an answer */
export function guard(app: FastifyInstance, guarding: Guarding, answer: Send): Failures {
  const { setting, places, world } = guarding;
  const limit = app.createRateLimit({
    max: mostFailures,
    timeWindow: minute,
    keyGenerator: (request) => clientOf(request, setting),
  });
  const failures: Failures = {
    async tooMany(request) {
      const before = await limit(request, { increment: false });
      return !before.isAllowed && before.remaining === 0 ? before.ttlInSeconds : null;
    },
    async count(request) {
      await limit(request);
    },
  };
  app.decorateRequest("visitor", null);
  app.addHook("onRequest", async (request, reply) => {
    const { host = "" } = request.headers;
    if (!setting.hosts.has(nameOf(host)))
      return answer(reply, problem(403, "the server goes by another name", ["give this one to `--allowed-host`"]));
    if (!isOwnPage(request, host))
      return answer(reply, problem(403, "a page of another place asked, and it is not answered"));
    const { right = "reads" } = request.routeOptions.config;
    if (right === "anybody") return;
    const wait = await failures.tooMany(request);
    if (wait !== null) return answer(reply.header("retry-after", wait), tooMany);
    const people = readPeople(places, world);
    if ("code" in people) return answer(reply, problemOf(people));
    const visitor = visitorOf(shownIn(request, setting), { ...guarding, people });
    if (visitor === null) {
      const isTried = request.headers.authorization !== undefined || setting.auth === "proxy";
      if (isTried) await failures.count(request);
      if (setting.auth === "basic") reply.header("www-authenticate", 'Basic realm="FoodSpec", charset="UTF-8"');
      return answer(reply, problem(401, "nobody who is known here", [howToAsk[setting.auth]]));
    }
    request.visitor = visitor;
    if (right === "submits" && (visitor.role === "reader" || (visitor.role === null && visitor.auth === "proxy")))
      return answer(reply, problem(403, `\`${visitor.id}\` may read here, and nothing else`));
  });
  // A form is of a page of ours only where it has the page's own token.
  app.addHook("preHandler", (request, reply, done) => {
    if (isForm(request)) app.csrfProtection(request, reply, done);
    else done();
  });
  return failures;
}

export const tooMany = problem(429, "too many failures from there: try again in a minute");

const howToAsk: { readonly [auth in Setting["auth"]]: string } = {
  off: "",
  token:
    "send `Authorization: Bearer TOKEN`, the token that `foodspec people add` printed; in a browser, sign in at /ui",
  basic: "send the name and the password of the server",
  proxy: "ask through the proxy that stands before this server",
};

/** What browsers say of where a request comes from: who shows itself by a cookie must not be made to by a page of others. */
function isOwnPage({ method, headers }: FastifyRequest, host: string): boolean {
  if (method === "GET" || method === "HEAD") return true;
  const { origin, "sec-fetch-site": site } = headers;
  if (site !== undefined && site !== "same-origin" && site !== "none") return false;
  return origin === undefined || hostOf(origin) === host.toLowerCase();
}

function hostOf(origin: string): string | null {
  try {
    return new URL(origin).host;
  } catch {
    return null;
  }
}

/** A session stands for somebody where something is looked at, and in forms, which have a token of their page. */
function shownIn(request: FastifyRequest, setting: Setting) {
  const one = (found: string | string[] | undefined): string | undefined =>
    typeof found === "string" ? found : undefined;
  return {
    address: request.socket.remoteAddress ?? "",
    authorization: request.headers.authorization,
    session: request.method === "GET" || isForm(request) ? request.cookies[cookieNamed("session", setting)] : undefined,
    forwardedUser: one(request.headers["x-forwarded-user"]),
    forwardedGroups: one(request.headers["x-forwarded-groups"]),
    secret: one(request.headers["x-foodspec-secret"]),
  };
}

/** Whose failures are counted together: of a proxy, whom it says it asks for. */
function clientOf({ socket, headers }: FastifyRequest, { behind }: Setting): string {
  const address = socket.remoteAddress ?? "";
  const forwarded = headers["x-forwarded-for"];
  const last = typeof forwarded === "string" ? forwarded.split(",").at(-1)?.trim() : undefined;
  return behind?.(address) === true && last !== undefined && last !== "" ? last.slice(0, 64) : address;
}

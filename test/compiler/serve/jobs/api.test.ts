import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { apiRoutes } from "../../../../compiler/serve/jobs/routes/server-routes.ts";
import { digestOf, digestOfJson, hexOf } from "../../../../compiler/store/digest.ts";
import { document, type JobServer, jobServer, people } from "../../../fixtures/job-server.ts";
import { smallCsv } from "../../../fixtures/small.ts";

let server: JobServer;
beforeEach(async () => {
  server = await jobServer();
});
afterEach(() => server.end());

const sha = (text: string): string => hexOf(digestOf(text));
const put = (text: string, name = "Sue") => server.as(name, `/objects/${sha(text)}`, { method: "PUT", body: text });
const protocol = () => ({
  document: sha(document),
  path: "sent/protocol.md",
  inputs: [{ name: "small", path: "small.csv", sha256: sha(smallCsv()) }],
});
const post = (url: string, body: unknown, name = "Sue") => server.as(name, url, { method: "POST", body });
const submit = async (): Promise<string> => {
  await put(document);
  await put(smallCsv());
  const answer = await post("/jobs/protocol", protocol());
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().job_id;
};
const work = (id: string) => server.place.type(["worker", "--once", "--job", id]);
const waiting = async (id: string) => (await server.as("Rita", `/jobs/${id}`)).json().waiting;
const approve = async (id: string, step: string, name: string) =>
  post(`/jobs/${id}/approve?step=${step}`, { digest: hexOf((await waiting(id)).about.digest), note: "read" }, name);

describe("a job over the network", () => {
  it("goes from bytes that are sent to DONE, with the content digest of a compile in place", async () => {
    const id = await submit();
    // What lies here is not what was sent.
    server.place.write("sent/protocol.md", "---\ntitle: Another\n---\n");
    await work(id);
    expect((await waiting(id)).step).toBe("plan");
    expect((await approve(id, "plan", "Ruth")).statusCode).toBe(201);
    await work(id);
    expect((await approve(id, "release", "Quinn")).json()).toMatchObject({
      type: "APPROVED",
      step: "release",
      actor: { id: "Quinn", role: "qa", via: "api", auth: "token" },
    });
    expect((await work(id)).status).toBe(0);
    const [{ run_id, content_digest }] = (await server.as("Rita", `/jobs/${id}`)).json().runs;
    expect((await server.as("Rita", `/runs/${run_id}`)).json().content_digest).toBe(content_digest);
    const here = await server.place.type(["job", "verify", id]);
    expect(here.status, here.err).toBe(0);
    server.place.write("in/sent/protocol.md", document);
    server.place.write("in/sent/small.csv", smallCsv());
    server.place.write("in/foodspec.config.yaml", "");
    await server.place.compile({ documents: ["in/sent/protocol.md"], outputDir: "out" });
    const [own] = server.place.runs("out");
    expect(JSON.parse(server.place.read(`out/${own}/manifest.json`)).content_digest).toBe(content_digest);
  });

  it("is the same job when the same is sent again, and another attempt is another", async () => {
    const id = await submit();
    const again = await post("/jobs/protocol", protocol());
    expect([again.statusCode, again.json().job_id, again.json().created]).toEqual([200, id, false]);
    const other = await post("/jobs/protocol", { ...protocol(), attempt: 2 });
    expect(other.statusCode).toBe(201);
    expect(other.json().job_id).not.toBe(id);
  });

  it("is not made of other files than those of its snapshot, nor of a document that fails its check", async () => {
    await put(document);
    await put(smallCsv());
    const of = (snapshot: string) => post(`/jobs/protocol?snapshot_id=${snapshot}`, protocol());
    const refused = await of("0".repeat(64));
    expect(refused.statusCode).toBe(422);
    const inputs = [{ name: "small", path: "small.csv", sha256: digestOf(smallCsv()), size_bytes: smallCsv().length }];
    expect(refused.json().snapshot_id).toBe(digestOfJson(inputs));
    const bad = await post("/jobs/protocol", { ...protocol(), inputs: [] });
    expect(bad.statusCode).toBe(400);
    expect(bad.json().findings[0].code).toBe("FS3901");
    expect((await server.as("Rita", "/jobs")).json()).toEqual([]);
    expect((await of(hexOf(digestOfJson(inputs)))).statusCode).toBe(201);
  });

  it("is made of nothing that its sender did not send", async () => {
    const spy = document.replace("small.csv", "../jobs/people.json");
    await put(spy);
    await put(smallCsv());
    const first = await post("/jobs/protocol", { ...protocol(), document: sha(spy), inputs: [] });
    expect(first.statusCode).toBe(400);
    expect(first.body).not.toContain("token");
    const inputs = [{ name: "small", path: "../jobs/people.json", sha256: sha(smallCsv()) }];
    expect((await post("/jobs/protocol", { ...protocol(), document: sha(spy), inputs })).json().code).toBe("FS3951");
    for (const path of ["../../etc/passwd.md", "/etc/x.md", "C:\\x.md", ".git/x.md", "a/../../b.md"])
      expect((await post("/jobs/protocol", { ...protocol(), path })).statusCode, path).toBe(400);
  });

  it("answers an idea, and comes from another job with its settings changed", async () => {
    const idea = await post("/jobs/idea", { title: "Which fat?", question: "Is it lean?" });
    expect(idea.statusCode).toBe(201);
    const id = await submit();
    const { path: _, ...rest } = protocol();
    const why = "it answers the request";
    const body = { why, sent: { ...rest, path: "sent/protocol.md" } };
    const answer = await post(`/jobs/${idea.json().job_id}/spawn`, body);
    expect(answer.statusCode, answer.body).toBe(201);
    await work(answer.json().job_id);
    expect((await waiting(answer.json().job_id)).step).toBe("protocol");
    expect((await post(`/jobs/${idea.json().job_id}/spawn`, { why })).statusCode).toBe(400);
    const spawned = await post(`/jobs/${id}/spawn`, { why: "the same, once more" });
    expect(spawned.statusCode, spawned.body).toBe(201);
    expect((await server.as("Rita", `/jobs/${spawned.json().job_id}`)).json().lineage).toEqual({
      root_job_id: id,
      parent_job_id: id,
      generation: 1,
    });
    expect((await server.as("Rita", `/jobs?root=${id}`)).json()).toHaveLength(2);
    const events = (await server.as("Rita", `/jobs/${idea.json().job_id}/events`)).json();
    expect(events.at(-1)).toMatchObject({ type: "SPAWNED", data: { job_id: answer.json().job_id } });
  });

  it("says where another digest, step, person or state was given, and writes nothing", async () => {
    const id = await submit();
    await work(id);
    const right = hexOf((await waiting(id)).about.digest);
    const give = (step: string, digest: string, name: string, note = "read") =>
      post(`/jobs/${id}/approve?step=${step}`, { digest, note }, name);
    const stale = await give("plan", "0123456789ab", "Ruth");
    expect([stale.statusCode, stale.json().waiting]).toEqual([409, { step: "plan", digest: right.slice(0, 12) }]);
    expect((await give("release", right, "Quinn")).statusCode).toBe(409);
    expect((await give("plan", right, "Quinn")).statusCode).toBe(403);
    expect((await give("plan", right.slice(0, 11), "Ruth")).statusCode).toBe(400);
    expect((await give("plan", right, "Ruth", "")).statusCode).toBe(400);
    expect((await give("plan", right, "Ruth", "x".repeat(2001))).statusCode).toBe(400);
    expect((await give("party", right, "Ruth")).statusCode).toBe(400);
    expect((await post(`/jobs/${id}/retry`, { note: "again" })).statusCode).toBe(409);
    expect((await post(`/jobs/${id}/cancel`, { note: "not mine" }, "Ruth")).statusCode).toBe(403);
    expect(
      (await post("/jobs/0123456789ab/approve?step=plan", { digest: right, note: "read" }, "Ruth")).statusCode,
    ).toBe(404);
    expect((await server.as("Rita", `/jobs/${id}/events`)).json()).toHaveLength(3);
    expect((await post(`/jobs/${id}/cancel`, { note: "as admin" }, "Ada")).statusCode).toBe(201);
    expect((await give("plan", right, "Ruth")).statusCode).toBe(409);
  });

  it("is told as it happens, from behind what its reader had, and a stream of what has ended ends", async () => {
    const id = await submit();
    await post(`/jobs/${id}/cancel`, { note: "never mind" });
    const stream = (headers = {}) =>
      server.as("Rita", `/jobs/${id}/events`, { headers: { accept: "text/event-stream", ...headers } });
    const all = await stream();
    expect(all.headers["content-type"]).toContain("text/event-stream");
    expect([...all.body.matchAll(/^id: (\d+)$/gm)].map(([, seq]) => seq)).toEqual(["1", "2"]);
    expect(
      [...(await stream({ "last-event-id": "1" })).body.matchAll(/"type":"(\w+)"/g)].map(([, type]) => type),
    ).toEqual(["CANCELLED"]);
    expect((await stream({ "last-event-id": "2" })).statusCode).toBe(204);
  });

  it("keeps bytes under their own digest only, and takes no more than 200 MB", async () => {
    expect((await put("bytes")).statusCode).toBe(201);
    expect((await put("bytes")).statusCode).toBe(200);
    const wrong = await server.as("Sue", `/objects/${sha("bytes")}`, { method: "PUT", body: "others" });
    expect(wrong.statusCode).toBe(422);
    expect(wrong.json().message).toContain(sha("others"));
    expect(server.place.read(`jobs/objects/${sha("bytes").slice(0, 2)}/${sha("bytes").slice(2)}`)).toBe("bytes");
    const large = { method: "PUT", body: "x", headers: { "content-length": String(300 * 1024 * 1024) } } as const;
    expect((await server.as("Sue", `/objects/${sha("x")}`, large)).statusCode).toBe(413);
    expect((await server.as("Sue", "/objects/..%2f..%2fpeople.json", { method: "PUT", body: "x" })).statusCode).toBe(
      400,
    );
  });
});

describe("rights", () => {
  const urls: { readonly [name: string]: string } = {
    putObject: `/objects/${sha("x")}`,
    submitProtocol: "/jobs/protocol",
    submitIdea: "/jobs/idea",
    listJobs: "/jobs",
    showJob: "/jobs/0123456789ab",
    jobEvents: "/jobs/0123456789ab/events",
    approveJob: "/jobs/0123456789ab/approve?step=plan",
    rejectJob: "/jobs/0123456789ab/reject?step=plan",
    spawnJob: "/jobs/0123456789ab/spawn",
    cancelJob: "/jobs/0123456789ab/cancel",
    retryJob: "/jobs/0123456789ab/retry",
    showRun: "/runs/20260101_000000_abcdef",
    runFile: "/runs/20260101_000000_abcdef/files/report.json",
    openApi: "/openapi.json",
    health: "/healthz",
    metrics: "/metrics",
  };
  const routes = apiRoutes().map(({ name, method, right }) => ({ name, method, right, url: urls[name] }));
  const bodies: { readonly [name: string]: unknown } = {
    putObject: "x",
    approveJob: { digest: "0".repeat(12), note: "read" },
    rejectJob: { digest: "0".repeat(12), note: "read" },
    cancelJob: { note: "so" },
    retryJob: { note: "so" },
    spawnJob: { why: "because it is so" },
    submitIdea: { title: "T", question: "Q" },
    submitProtocol: {},
  };
  const send = (
    at: JobServer,
    { name, method, url }: (typeof routes)[number],
    headers: Record<string, string>,
    from = "127.0.0.1",
  ) => at.ask(url, { method, headers, from, ...(name in bodies ? { body: bodies[name] } : {}) });

  it("are asked of every route: strangers get nothing but whether it lives", async () => {
    expect(routes.every(({ url }) => url !== undefined)).toBe(true);
    for (const one of routes) {
      // Each from somewhere else: who fails too often is asked no more.
      const answer = await send(server, one, { authorization: "Bearer nobody" }, `10.0.0.${routes.indexOf(one) + 1}`);
      expect([one.name, answer.statusCode]).toEqual([one.name, one.right === "anybody" ? 200 : 401]);
    }
  });
  it.each(Object.keys(people))("are those of the role, for %s", async (name) => {
    for (const one of routes) {
      const { statusCode } = await send(server, one, { authorization: `Bearer ${server.tokens[name]}` });
      const isRefused = one.right === "submits" && name === "Rita";
      expect([one.name, statusCode === 403], String(statusCode)).toEqual([one.name, isRefused]);
      expect([one.name, statusCode === 401 || statusCode >= 500]).toEqual([one.name, false]);
    }
  });
  it.each([
    ["off", {}, {}, {}, 200],
    [
      "basic",
      {},
      { FOODSPEC_AUTH_USER: "lab", FOODSPEC_AUTH_PASS: "secret:word" },
      { authorization: `Basic ${btoa("lab:secret:word")}` },
      401,
    ],
    [
      "proxy",
      { behind: ["127.0.0.1/32"] },
      { FOODSPEC_PROXY_SECRET: "0123456789abcdef" },
      { "x-forwarded-user": "ruth", "x-foodspec-secret": "0123456789abcdef" },
      401,
    ],
  ] as const)("hang on how people are asked: %s", async (auth, typed, env, headers, stranger) => {
    const other = await jobServer({ auth, ...typed }, env);
    for (const one of routes) {
      if (one.right !== "reads" || one.name === "openApi") continue;
      const [met, unmet] = [await send(other, one, headers), await send(other, one, {}, "10.1.1.1")];
      expect([one.name, met.statusCode === 401], met.body).toEqual([one.name, false]);
      expect([one.name, unmet.statusCode === 401 || unmet.statusCode === 429]).toEqual([one.name, stranger === 401]);
    }
    await other.end();
  });
  it("of a person who was removed or whose time is over end at once", async () => {
    expect((await server.as("Ruth", "/jobs")).statusCode).toBe(200);
    await server.place.type(["people", "remove", "Ruth"]);
    expect((await server.as("Ruth", "/jobs")).statusCode).toBe(401);
    const later = await jobServer({}, {}, { now: () => 1_767_225_600_000 + 3 * 86_400_000 });
    const { token } = JSON.parse(
      (await later.place.type(["people", "add", "Eve", "--role", "qa", "--days", "2", "--format", "json"])).out,
    );
    expect((await later.ask("/jobs", { headers: { authorization: `Bearer ${token}` } })).statusCode).toBe(401);
    await later.end();
  });
});

describe("the description", () => {
  it("is OpenAPI 3.1 of every route, made of the schemas it reads and answers by", async () => {
    const api = (await server.as("Rita", "/openapi.json")).json();
    expect(api.openapi).toBe("3.1.0");
    const described = Object.entries(
      api.paths as { [path: string]: { [method: string]: { operationId: string } } },
    ).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => `${method.toUpperCase()} ${path} ${operationId}`),
    );
    expect(described.sort()).toEqual(
      apiRoutes()
        .map(({ method, path, name }) => `${method} ${path} ${name}`)
        .sort(),
    );
    const { responses, requestBody, parameters } = api.paths["/jobs/{id}/approve"].post;
    expect(requestBody.content["application/json"].schema.properties.note).toMatchObject({
      maxLength: 2000,
      minLength: 1,
    });
    expect(parameters).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: "step", in: "query", required: true })]),
    );
    expect(Object.keys(responses)).toEqual(["201", "400", "401", "403", "404", "409", "429"]);
  });
  it("of metrics counts jobs by state, blocks of runs, and the oldest wait", async () => {
    const id = await submit();
    await work(id);
    const { body } = await server.as("Rita", "/metrics");
    expect(body).toContain('foodspec_jobs{state="WAITING_APPROVAL"} 1\n');
    expect(body).toContain('foodspec_jobs{state="DONE"} 0\n');
    await approve(id, "plan", "Ruth");
    await work(id);
    expect((await server.as("Rita", "/metrics")).body).toMatch(/foodspec_units_total\{execution="ran"\} [1-9]/);
  });
});

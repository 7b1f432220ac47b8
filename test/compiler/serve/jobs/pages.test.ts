/** Pages of jobs, asked as a browser without scripts asks: signed in by a cookie, forms with their token. */
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { digestOf, hexOf } from "../../../../compiler/store/digest.ts";
import { document, type JobServer, jobServer, people } from "../../../fixtures/job-server.ts";
import { smallCsv } from "../../../fixtures/small.ts";

let server: JobServer;
beforeEach(async () => {
  server = await jobServer();
});
afterEach(() => server.end());

type Jar = Map<string, string>;
type Fields = { readonly [name: string]: string };

/** A browser of somebody: it keeps cookies, and sends what the forms of the page it was shown have in them. */
function visitor(at: JobServer = server, from = "127.0.0.1") {
  const jar: Jar = new Map();
  const cookie = () => [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
  const ask = async (url: string, method: "GET" | "POST" = "GET", body?: string, more: Fields = {}) => {
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const headers = { cookie: cookie(), ...(body === undefined ? {} : form), ...more };
    const bytes = body === undefined ? {} : { body: new TextEncoder().encode(body) };
    const answer = await at.ask(url, { method, headers, from, ...bytes });
    for (const { name, value } of answer.cookies) jar.set(name, value);
    return answer;
  };
  const get = (url: string) => ask(url);
  const send = async (page: string, url: string, fields: Fields, more: Fields = {}) => {
    const shown = (await get(page)).body;
    const own = [...shown.matchAll(/<input type="hidden" name="(\w+)" value="([^"]*)">/g)];
    const form = new URLSearchParams({ ...Object.fromEntries(own.map(([, name, value]) => [name, value])), ...fields });
    return ask(url, "POST", form.toString(), more);
  };
  const signIn = (token: string) => send("/ui/sign-in", "/ui/sign-in", { token });
  return { jar, ask, get, send, signIn };
}

async function signedIn(name: string, at: JobServer = server) {
  const one = visitor(at);
  expect((await one.signIn(at.tokens[name])).statusCode).toBe(303);
  return one;
}

const submit = async (at: JobServer = server): Promise<string> =>
  JSON.parse((await at.place.type(["job", "submit", "protocol.md", "--format", "json"])).out).job_id;
const work = (id: string) => server.place.type(["worker", "--once", "--job", id]);

/** Submitted over the network by Sue. */
async function sent(text = document, more = {}): Promise<string> {
  const put = (bytes: string) => server.as("Sue", `/objects/${hexOf(digestOf(bytes))}`, { method: "PUT", body: bytes });
  await put(text);
  await put(smallCsv());
  const inputs = [{ name: "small", path: "small.csv", sha256: hexOf(digestOf(smallCsv())) }];
  const body = { document: hexOf(digestOf(text)), path: "sent/protocol.md", inputs, ...more };
  const answer = await server.as("Sue", "/jobs/protocol", { method: "POST", body });
  expect(answer.statusCode, answer.body).toBe(201);
  return answer.json().job_id;
}

describe("the pages of jobs", () => {
  it("carry a job from its plan to DONE, each person by their own page", async () => {
    const id = await sent();
    await work(id);
    const [ruth, quinn] = [await signedIn("Ruth"), await signedIn("Quinn")];
    expect((await ruth.get("/ui/jobs")).body).toContain("One job waits for you");
    expect((await quinn.get("/ui/jobs")).body).toContain("Nothing waits for you");
    const page = await ruth.get(`/ui/jobs/${id}`);
    expect(page.body).toContain("Approve the plan?");
    expect(page.body).toContain("None was approved before for this document.");
    expect((await quinn.get(`/ui/jobs/${id}`)).body).toContain("Quinn is qa, and this step is for reviewer");
    const approved = await ruth.send(`/ui/jobs/${id}`, `/ui/jobs/${id}/approve`, { note: "read, line by line" });
    expect([approved.statusCode, approved.headers.location]).toEqual([303, `/ui/jobs/${id}`]);
    await work(id);
    const [{ run_id: run }] = (await server.as("Rita", `/jobs/${id}`)).json().runs;
    const shown = (await quinn.get(`/ui/runs/${run}`)).body;
    expect(shown).toContain(
      `<iframe src="/runs/${run}/files/report/index.html" title="Report of Small" sandbox="allow-scripts allow-downloads"`,
    );
    expect((await quinn.send(`/ui/jobs/${id}`, `/ui/jobs/${id}/approve`, { note: "released" })).statusCode).toBe(303);
    expect((await work(id)).status).toBe(0);
    const events = (await server.as("Rita", `/jobs/${id}/events`)).json();
    const given = events.filter(({ type }: { type: string }) => type === "APPROVED");
    expect(given.map(({ actor, note }: { actor: object; note: string }) => [actor, note])).toEqual([
      [{ id: "Ruth", role: "reviewer", via: "page", auth: "token" }, "read, line by line"],
      [{ id: "Quinn", role: "qa", via: "page", auth: "token" }, "released"],
    ]);
    expect((await quinn.get(`/ui/jobs/${id}`)).body).toContain("read, line by line");
    expect((await quinn.get("/ui/jobs?state=DONE")).body).toContain(`href="/ui/jobs/${id}"`);
    expect((await quinn.get("/ui/jobs?state=ERROR")).body).not.toContain(`href="/ui/jobs/${id}"`);
  });

  it("say in what a plan differs from the one approved last, and that nothing does", async () => {
    const first = await sent();
    await work(first);
    const ruth = await signedIn("Ruth");
    await ruth.send(`/ui/jobs/${first}`, `/ui/jobs/${first}/approve`, { note: "read" });
    const same = await sent(document, { attempt: 2 });
    await work(same);
    expect((await ruth.get(`/ui/jobs/${same}`)).body).toContain("Nothing differs from the one approved in job ");
    const other = await sent(document.replace("title: Small\n", "title: Small\nseed: 77\n"));
    await work(other);
    const page = (await ruth.get(`/ui/jobs/${other}`)).body;
    expect(page).toMatch(/things differ<?.* from the one approved in job /);
    expect(page).toContain("<ins>77</ins>");
    // A plan that is not the one that was approved any more is compared with nothing.
    const path = `jobs/${first}/outputs/plan.json`;
    server.place.write(path, server.place.read(path).replace('"seed":', '"seed_":'));
    expect((await ruth.get(`/ui/jobs/${other}`)).body).toContain("there is no comparison");
  });

  it("refuse on the page itself, keep what was typed, and write nothing", async () => {
    const id = await sent();
    await work(id);
    const ruth = await signedIn("Ruth");
    const stale = await ruth.send(`/ui/jobs/${id}`, `/ui/jobs/${id}/approve`, { note: "mine", digest: "0".repeat(64) });
    expect(stale.statusCode).toBe(409);
    expect(stale.body).toContain("Nothing was written: ");
    expect(stale.body).toContain(">mine</textarea>");
    const mute = await ruth.send(`/ui/jobs/${id}`, `/ui/jobs/${id}/reject`, { note: " " });
    expect(mute.statusCode).toBe(400);
    expect((await server.as("Rita", `/jobs/${id}/events`)).json()).toHaveLength(3);
    const quinn = await signedIn("Quinn");
    const forged = { note: "x", step: "plan", digest: "0".repeat(64) };
    expect((await quinn.send(`/ui/jobs/${id}`, `/ui/jobs/${id}/approve`, forged)).statusCode).toBe(409);
  });

  it("show a reader no form but the one to sign out by", async () => {
    const id = await sent();
    await work(id);
    const rita = await signedIn("Rita");
    const { body } = await rita.get(`/ui/jobs/${id}`);
    expect([...body.matchAll(/<form [^>]*action="([^"]*)"/g)].map(([, action]) => action)).toEqual(["/ui/sign-out"]);
    const forged = await rita.send(`/ui/jobs/${id}`, `/ui/jobs/${id}/spawn`, { why: "because I would like to" });
    expect(forged.statusCode).toBe(403);
  });

  it("cancel, spawn and begin again for whom they are", async () => {
    const id = await sent();
    const sue = await signedIn("Sue");
    const bad = await sue.send(`/ui/jobs/${id}`, `/ui/jobs/${id}/spawn`, { why: "short", set: "x" });
    expect(bad.statusCode).toBe(400);
    const made = await sue.send(`/ui/jobs/${id}`, `/ui/jobs/${id}/spawn`, {
      why: "another seed is tried",
      set: "seed=5\r\n",
    });
    expect([made.statusCode, made.headers.location], made.body).toEqual([
      303,
      expect.stringMatching(/^\/ui\/jobs\/[0-9a-f]{12}$/),
    ]);
    const child = await sue.get(String(made.headers.location));
    expect(child.body).toContain("Came from");
    expect((await sue.get(`/ui/jobs/${id}`)).body).not.toContain("/retry");
    expect((await sue.send(`/ui/jobs/${id}`, `/ui/jobs/${id}/cancel`, { note: "never mind" })).statusCode).toBe(303);
    expect((await sue.get(`/ui/jobs/${id}`)).body).toContain("cancelled");
    expect((await sue.send(`/ui/jobs/${id}`, `/ui/jobs/${id}/retry`, { note: "again" })).statusCode).toBe(409);
  });
});

describe("signing in", () => {
  it("is by a token that a cookie stands for, and ends with signing out, with its person, and with time", async () => {
    const ruth = visitor();
    const asked = await ruth.get("/ui/jobs?state=DONE");
    expect([asked.statusCode, asked.headers.location]).toEqual([303, "/ui/sign-in?to=%2Fui%2Fjobs%3Fstate%3DDONE"]);
    const entered = await ruth.signIn(server.tokens.Ruth);
    expect([entered.statusCode, entered.headers.location]).toEqual([303, "/ui/jobs"]);
    const session = entered.cookies.find(({ name }) => name === "foodspec-session-8423");
    expect(session).toMatchObject({ httpOnly: true, sameSite: "Strict", path: "/" });
    expect(session?.value).not.toContain(server.tokens.Ruth);
    expect((await ruth.get("/jobs")).statusCode).toBe(200);
    const kept = new Map(ruth.jar);
    expect((await ruth.send("/ui/jobs", "/ui/sign-out", {})).statusCode).toBe(303);
    const stolen = visitor();
    for (const [name, value] of kept) stolen.jar.set(name, value);
    expect((await stolen.get("/jobs")).statusCode).toBe(401);
    const again = await signedIn("Ruth");
    await server.place.type(["people", "remove", "Ruth"]);
    expect((await again.get("/jobs")).statusCode).toBe(401);
  });
  it("leads to pages of this server only", async () => {
    for (const to of ["https://evil.example/", "//evil.example", "/ui/jobs/../../x", "/ui/jobs\\@evil.example"]) {
      const one = visitor();
      const answer = await one.send("/ui/sign-in", "/ui/sign-in", { token: server.tokens.Ruth, to });
      expect([answer.statusCode, answer.headers.location]).toEqual([303, "/ui/jobs"]);
    }
  });
  it("is refused after ten failures within a minute, by whatever way", async () => {
    const one = visitor(server, "10.0.0.1");
    for (let k = 0; k < 10; k++) expect((await one.signIn(`guess${k}`)).statusCode).toBe(401);
    const refused = await one.signIn(server.tokens.Ruth);
    expect([refused.statusCode, Number(refused.headers["retry-after"]) > 0]).toEqual([429, true]);
    expect(server.said()).not.toContain("guess");
  });
  it("is over TLS by cookies that nothing else can set", async () => {
    const other = await jobServer({ behind: ["127.0.0.1/32"] });
    const answer = await (await visitor(other)).signIn(other.tokens.Ruth);
    const session = answer.cookies.find(({ name }) => name === "__Host-foodspec-session-8423");
    expect(session).toMatchObject({ secure: true, httpOnly: true, sameSite: "Strict", path: "/" });
    await other.end();
  });
});

describe("a hostile request at a page", () => {
  const note = encodeURIComponent("x");
  type Browser = ReturnType<typeof visitor>;
  const post = (one: Browser, url: string, body: string, more: Fields = {}) => one.ask(url, "POST", body, more);
  const withToken = async (one: Browser, id: string, more: string): Promise<string> => {
    const [, token] = /name="_csrf" value="([^"]+)"/.exec((await one.get(`/ui/jobs/${id}`)).body) ?? [];
    return `_csrf=${token}&step=plan&note=${note}${more}`;
  };
  const digest = async (id: string) => hexOf((await server.as("Rita", `/jobs/${id}`)).json().waiting.about.digest);

  it.each<[string, number, (one: Browser, id: string) => Promise<{ statusCode: number }>]>([
    [
      "without a token of its page",
      403,
      async (one, id) => post(one, `/ui/jobs/${id}/approve`, `step=plan&digest=${await digest(id)}&note=x`),
    ],
    [
      "with a wrong token",
      403,
      async (one, id) => post(one, `/ui/jobs/${id}/approve`, `_csrf=abc&step=plan&digest=${await digest(id)}&note=x`),
    ],
    [
      "with the token of somebody else's page",
      403,
      async (one, id) => {
        const body = await withToken(await signedIn("Quinn"), id, `&digest=${await digest(id)}`);
        return post(one, `/ui/jobs/${id}/approve`, body);
      },
    ],
    [
      "from a page of another site",
      403,
      async (one, id) =>
        post(one, `/ui/jobs/${id}/approve`, await withToken(one, id, `&digest=${await digest(id)}`), {
          "sec-fetch-site": "cross-site",
        }),
    ],
    [
      "from a sandbox",
      403,
      async (one, id) =>
        post(one, `/ui/jobs/${id}/approve`, await withToken(one, id, `&digest=${await digest(id)}`), {
          origin: "null",
        }),
    ],
    [
      "from another origin",
      403,
      async (one, id) =>
        post(one, `/ui/jobs/${id}/approve`, await withToken(one, id, ""), { origin: "http://evil.example" }),
    ],
    [
      "under a foreign name",
      403,
      async (one, id) => post(one, `/ui/jobs/${id}/approve`, await withToken(one, id, ""), { host: "evil.example" }),
    ],
    [
      "as JSON by a cookie",
      401,
      async (one, id) =>
        one.ask(`/jobs/${id}/approve?step=plan`, "POST", JSON.stringify({ digest: await digest(id), note: "x" }), {
          "content-type": "application/json",
        }),
    ],
    [
      "as a form at the API",
      403,
      async (one, id) => post(one, `/jobs/${id}/approve?step=plan`, `digest=${await digest(id)}&note=x`),
    ],
    [
      "as text, by a cookie",
      303,
      async (one, id) => one.ask(`/ui/jobs/${id}/approve`, "POST", "x", { "content-type": "text/plain" }),
    ],
    ["by GET", 404, async (one, id) => one.get(`/ui/jobs/${id}/approve?step=plan&digest=${await digest(id)}&note=x`)],
    [
      "with a stale digest",
      409,
      async (one, id) => post(one, `/ui/jobs/${id}/approve`, await withToken(one, id, `&digest=${"0".repeat(64)}`)),
    ],
    [
      "with eleven digits",
      400,
      async (one, id) => post(one, `/ui/jobs/${id}/approve`, await withToken(one, id, "&digest=01234567890")),
    ],
    [
      "with two digests",
      409,
      async (one, id) =>
        post(
          one,
          `/ui/jobs/${id}/approve`,
          await withToken(one, id, `&digest=${await digest(id)}&digest=${"0".repeat(64)}`),
        ),
    ],
    [
      "of another step",
      409,
      async (one, id) =>
        post(
          one,
          `/ui/jobs/${id}/approve`,
          (await withToken(one, id, `&digest=${await digest(id)}`)).replace("step=plan", "step=release"),
        ),
    ],
    [
      "of a step there is not",
      400,
      async (one, id) =>
        post(
          one,
          `/ui/jobs/${id}/approve`,
          (await withToken(one, id, `&digest=${await digest(id)}`)).replace("step=plan", "step=__proto__"),
        ),
    ],
    [
      "with a long note",
      400,
      async (one, id) =>
        post(one, `/ui/jobs/${id}/approve`, await withToken(one, id, `${"y".repeat(2001)}&digest=${await digest(id)}`)),
    ],
    [
      "with a body beyond what is read",
      413,
      async (one, id) => post(one, `/ui/jobs/${id}/approve`, "x".repeat(1024 * 1024 + 1)),
    ],
    ["for a job of no id", 404, async (one) => one.get("/ui/jobs/..%2f..%2fpeople.json")],
    ["for a job that is not there", 404, async (one) => one.get("/ui/jobs/0123456789ab")],
    ["for a run that is not there", 404, async (one) => one.get("/ui/runs/20260101_000000_abcdef")],
    ["for a run by a way upwards", 404, async (one) => one.get("/ui/runs/..%2f..%2fpeople.json")],
    ["for a file of the pages by a way upwards", 404, async (one) => one.get("/ui/files/..%2f..%2fpackage.json")],
    ["for a file of the pages by a name of objects", 404, async (one) => one.get("/ui/files/__proto__")],
    ["by another's retry", 403, async (one, id) => post(one, `/ui/jobs/${id}/retry`, await withToken(one, id, ""))],
    [
      "with a setting that is none",
      400,
      async (one, id) =>
        post(one, `/ui/jobs/${id}/spawn`, `${await withToken(one, id, "")}&set=nothing&why=because+it+is+so`),
    ],
    [
      "by another's cancelling",
      403,
      async (_, id) => {
        const quinn = await signedIn("Quinn");
        return post(quinn, `/ui/jobs/${id}/cancel`, await withToken(quinn, id, ""));
      },
    ],
    [
      "by a reader's approving",
      403,
      async (_, id) => {
        const rita = await signedIn("Rita");
        return post(rita, `/ui/jobs/${id}/approve`, await withToken(rita, id, `&digest=${await digest(id)}`));
      },
    ],
    [
      "by the submitter's approving of the plan",
      403,
      async (_, id) => {
        const sue = await signedIn("Sue");
        return post(sue, `/ui/jobs/${id}/approve`, await withToken(sue, id, `&digest=${await digest(id)}`));
      },
    ],
  ])("%s: %i, and nothing is written", async (_, status, ask) => {
    const id = await sent();
    await work(id);
    const one = await signedIn("Ruth");
    const answer = await ask(one, id);
    expect(answer.statusCode).toBe(status);
    expect((await server.as("Rita", `/jobs/${id}/events`)).json()).toHaveLength(3);
    for (const name of Object.keys(people)) expect(server.said()).not.toContain(server.tokens[name]);
    expect(server.said()).not.toMatch(/_csrf|digest=/);
  });

  it("twice approves once", async () => {
    const text = document.replace("{roles: [reviewer]}", "{roles: [reviewer], count: 2}");
    const id = await sent(text);
    await work(id);
    const ruth = await signedIn("Ruth");
    const body = await withToken(ruth, id, `&digest=${await digest(id)}`);
    expect((await post(ruth, `/ui/jobs/${id}/approve`, body)).statusCode).toBe(303);
    const again = await post(ruth, `/ui/jobs/${id}/approve`, body);
    expect([again.statusCode, (await ruth.get(`/ui/jobs/${id}`)).body.includes("has approved it already")]).toEqual([
      403,
      true,
    ]);
    expect((await server.as("Rita", `/jobs/${id}`)).json().waiting.have).toEqual(["Ruth"]);
  });

  it("finds its markup as text: in titles, notes, names of files and settings", async () => {
    const bad = `<img src=x onerror=alert(1)>"'&</title></textarea><script>alert(1)</script>`;
    const idea = { title: bad.slice(0, 200), question: bad, notes: bad };
    const made = (await server.as("Sue", "/jobs/idea", { method: "POST", body: idea })).json().job_id;
    await server.as("Sue", `/jobs/${made}/cancel`, { method: "POST", body: { note: `${bad}\u202e\u0007` } });
    const ruth = await signedIn("Ruth");
    const id = await sent();
    await work(id);
    const refused = await ruth.send(`/ui/jobs/${id}`, `/ui/jobs/${id}/approve`, { note: bad, digest: "0".repeat(64) });
    expect(refused.statusCode).toBe(409);
    const pages = [
      (await ruth.get("/ui/jobs")).body,
      (await ruth.get(`/ui/jobs/${made}`)).body,
      refused.body,
      (await ruth.get(`/ui/jobs?state=${encodeURIComponent(bad)}&root=${encodeURIComponent(bad)}`)).body,
      (await ruth.get(`/ui/jobs/${encodeURIComponent(bad)}`)).body,
      (await ruth.get(`/ui/sign-in?to=${encodeURIComponent(bad)}`)).body,
    ];
    for (const page of pages) {
      expect(page).not.toMatch(/<img|<script>|\u202e/);
      expect(page.match(/<textarea/g)?.length).toBe(page.match(/<\/textarea>/g)?.length);
    }
    expect(pages[1]).toContain("U+202E");
  });

  it("is served what can load, run, frame or send nothing but what is ours", async () => {
    const ruth = await signedIn("Ruth");
    const { headers } = await ruth.get("/ui/jobs");
    expect(headers["content-security-policy"]).toBe(
      "default-src 'none';base-uri 'none';frame-ancestors 'none';style-src 'self';script-src 'self';connect-src 'self';frame-src 'self';form-action 'self';font-src 'self';img-src 'self' data:",
    );
    expect(headers).toMatchObject({
      "x-frame-options": "DENY",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    });
    const css = await ruth.get("/ui/files/jobs.css");
    expect(css.body).not.toMatch(/url\((?!\/ui\/files\/[\w-]+\.woff2\))/);
    expect((await ruth.get("/ui/files/noto-sans-regular.woff2")).rawPayload.subarray(0, 4).toString()).toBe("wOF2");
  });

  it("to a server where all share a name approves no release in regulatory mode", async () => {
    const basic = await jobServer(
      { auth: "basic" },
      { FOODSPEC_AUTH_USER: "lab", FOODSPEC_AUTH_PASS: "hush-hush-hush" },
    );
    const id = await submit(basic);
    const headers = { authorization: `Basic ${btoa("lab:hush-hush-hush")}` };
    const page = await basic.ask(`/ui/jobs/${id}`, { headers });
    expect([page.statusCode, page.body.includes("/ui/sign-out")]).toEqual([200, false]);
    expect((await basic.ask("/ui/sign-in", { headers })).statusCode).toBe(404);
    await basic.end();
  });
});

/** What the server of jobs is asked by those who should get nothing. */
import { symlinkSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { type ServingJobs, serveJobs } from "../../../../compiler/serve/jobs/serve-jobs.ts";
import { settingOf, type TypedServe } from "../../../../compiler/serve/jobs/setting.ts";
import { hexOf } from "../../../../compiler/store/digest.ts";
import { inMemory } from "../../../fixtures/in-memory.ts";
import { document, type JobServer, jobServer } from "../../../fixtures/job-server.ts";
import { project } from "../../../fixtures/project.ts";
import { smallCsv } from "../../../fixtures/small.ts";

let server: JobServer;
afterEach(() => server?.end());

describe("the server of jobs is not started", () => {
  const place = inMemory({ "cert.pem": "x", "key.pem": "x" });
  const of = (typed: Partial<TypedServe>, env = {}) =>
    settingOf({ host: "127.0.0.1", port: 0, auth: "off", ...typed }, place.world(env));
  it.each<[string, Partial<TypedServe>, object, string]>([
    ["for other machines without asking who it is", { host: "0.0.0.0" }, {}, "asks nobody who it is"],
    ["for other machines in the clear", { host: "192.168.1.5", auth: "token" }, {}, "could be read on the way"],
    ["for any proxy", { auth: "proxy" }, {}, "no proxy was named"],
    [
      "with a short secret of the proxy",
      { auth: "proxy", behind: ["127.0.0.1"] },
      { FOODSPEC_PROXY_SECRET: "short" },
      "has 5 characters",
    ],
    ["without a password", { auth: "basic" }, { FOODSPEC_AUTH_USER: "lab" }, "a password"],
    ["behind what is no network", { behind: ["10.0.0.0/33"] }, {}, "no network"],
    ["with a certificate that is not there", { tls: "none.pem,key.pem" }, {}, "cannot be read"],
  ])("%s", (_, typed, env, words) => {
    const found = of(typed, env);
    expect("code" in found && [found.code, found.exit]).toEqual(["FS1184", 2]);
    expect("code" in found && found.message).toContain(words);
  });
  it("but is for other machines with TLS, or behind a proxy", () => {
    expect(of({ host: "0.0.0.0", auth: "token", tls: "cert.pem,key.pem" })).not.toHaveProperty("code");
    const found = of({ host: "0.0.0.0", auth: "token", behind: ["10.0.0.0/8", "::1"] });
    const behind = "code" in found ? null : found.behind;
    expect(["10.2.3.4", "::ffff:10.2.3.4", "::1", "11.2.3.4", "nonsense"].map((one) => behind?.(one))).toEqual([
      true,
      true,
      true,
      false,
      false,
    ]);
  });
});

describe("a stranger", () => {
  it("is not heard under a name that is not the server's, nor from a page of others", async () => {
    server = await jobServer({ auth: "off" });
    const { ask } = server;
    expect((await ask("/jobs")).statusCode).toBe(200);
    for (const host of ["evil.example", "127.0.0.1.evil.example:8423", "localhost.evil"])
      expect((await ask("/jobs", { headers: { host } })).statusCode, host).toBe(403);
    const idea = { method: "POST", body: { title: "T", question: "Q" } } as const;
    for (const headers of [
      { origin: "http://evil.example" },
      { origin: "null" },
      { "sec-fetch-site": "cross-site" },
      { "sec-fetch-site": "same-site" },
    ])
      expect((await ask("/jobs/idea", { ...idea, headers: headers as never })).statusCode).toBe(403);
    const plain = { ...idea, headers: { "content-type": "text/plain" } };
    expect((await ask("/jobs/idea", plain)).statusCode).toBe(415);
    const form = {
      method: "POST",
      body: "title=T&question=Q",
      headers: { "content-type": "application/x-www-form-urlencoded" },
    } as const;
    expect((await ask("/jobs/idea", form)).statusCode).toBe(403);
    expect((await ask("/jobs")).json()).toEqual([]);
    expect(
      (await ask("/jobs/idea", { method: "OPTIONS", headers: { origin: "http://evil.example" } })).headers,
    ).not.toHaveProperty("access-control-allow-origin");
    expect((await ask("/jobs/idea", { ...idea, headers: { origin: "http://127.0.0.1:8423" } })).statusCode).toBe(201);
  });
  it("is not whom it says a proxy says it is", async () => {
    const secret = "0123456789abcdef0123456789abcdef";
    server = await jobServer({ auth: "proxy", behind: ["10.0.0.7/32"] }, { FOODSPEC_PROXY_SECRET: secret });
    const says = (from: string, headers: { [name: string]: string }) => server.ask("/jobs", { from, headers });
    const quinn = { "x-forwarded-user": "quinn" };
    expect((await says("10.0.0.7", { ...quinn, "x-foodspec-secret": secret })).statusCode).toBe(200);
    expect((await says("10.0.0.8", { ...quinn, "x-foodspec-secret": secret })).statusCode).toBe(401);
    expect((await says("10.0.0.7", quinn)).statusCode).toBe(401);
    expect((await says("10.0.0.7", { ...quinn, "x-foodspec-secret": secret.slice(1) })).statusCode).toBe(401);
    // The name of somebody who is listed under another login.
    expect((await says("10.0.0.7", { "x-forwarded-user": "Quinn", "x-foodspec-secret": secret })).statusCode).toBe(401);
    const idea = (groups: string) =>
      server.ask("/jobs/idea", {
        method: "POST",
        body: { title: "T", question: "Q" },
        from: "10.0.0.7",
        headers: { "x-forwarded-user": "new", "x-forwarded-groups": groups, "x-foodspec-secret": secret },
      });
    expect((await idea("")).statusCode).toBe(403);
    expect((await idea("foodspec-qa,foodspec-submitter")).statusCode).toBe(403);
    expect((await idea("staff, foodspec-submitter")).statusCode).toBe(201);
  });
  it("is asked no more after ten failures within a minute, not even with the right token", async () => {
    server = await jobServer();
    const guess = (from: string, token: string) =>
      server.ask("/jobs", { from, headers: { authorization: `Bearer ${token}` } });
    for (let k = 0; k < 10; k++) expect((await guess("10.0.0.1", `guess${k}`)).statusCode).toBe(401);
    const refused = await guess("10.0.0.1", server.tokens.Ruth);
    expect([refused.statusCode, Number(refused.headers["retry-after"]) > 0]).toEqual([429, true]);
    expect((await guess("10.0.0.2", server.tokens.Ruth)).statusCode).toBe(200);
  });
});

describe("what is asked of the server of jobs", () => {
  it("leads to no file but those a manifest lists, and through no link", async () => {
    const place = project({ "protocol.md": document, "small.csv": smallCsv() });
    const { out } = await place.type(["job", "submit", "protocol.md", "--format", "json"]);
    const id: string = JSON.parse(out).job_id;
    for (const step of ["plan", "release"]) {
      await place.type(["worker", "--once", "--job", id]);
      const shown = JSON.parse((await place.type(["job", "show", id, "--format", "json"])).out);
      if (step === "plan")
        await place
          .type(["people", "add", "R", "--role", "reviewer", "--login", "r", "--format", "json"])
          .then(async (added) =>
            place.type(
              ["job", "approve", id, "--step", "plan", "--digest", hexOf(shown.waiting.about.digest), "--note", "read"],
              { FOODSPEC_TOKEN: JSON.parse(added.out).token },
            ),
          );
    }
    const run: string = JSON.parse((await place.type(["job", "show", id, "--format", "json"])).out).runs[0].run_id;
    const serving = (await serveJobs({ host: "127.0.0.1", port: 0, auth: "off" }, place.world())) as ServingJobs;
    /** The path as it is written here: nothing makes it shorter on the way. */
    const get = (path: string): Promise<{ status: number; body: string; policy: string }> =>
      new Promise((resolve, reject) => {
        request({ host: "127.0.0.1", port: serving.port, path }, (answer) => {
          let body = "";
          answer.setEncoding("utf8").on("data", (part) => {
            body += part;
          });
          answer.on("end", () =>
            resolve({
              status: answer.statusCode ?? 0,
              body,
              policy: String(answer.headers["content-security-policy"]),
            }),
          );
        })
          .on("error", reject)
          .end();
      });
    const files = `/runs/${run}/files`;
    const page = await get(`${files}/report/index.html`);
    expect(page.status).toBe(200);
    expect(page.policy).toMatch(
      /^default-src 'none'; script-src 'sha256-.*; sandbox allow-scripts allow-downloads; frame-ancestors 'self'$/,
    );
    for (const way of [
      "../../../people.json",
      "..%2f..%2f..%2fpeople.json",
      "%2e%2e/%2e%2e/%2e%2e/people.json",
      "..%252f..%252fpeople.json",
      "..\\..\\..\\people.json",
      "/etc/passwd",
      "%00",
      "job_spec.json",
      "",
    ]) {
      const answer = await get(`${files}/${way}`);
      expect([way, [400, 404].includes(answer.status)], String(answer.status)).toEqual([way, true]);
      expect(answer.body).not.toContain('"role"');
    }
    for (const odd of ["..", "%2e%2e", "latest", ".locks", "x".repeat(400), "a%0ab"])
      expect([400, 404]).toContain((await get(`/runs/${odd}`)).status);
    const at = (path: string) => join(place.folder, "jobs", id, "runs", run, path);
    writeFileSync(at("report.json"), `${place.read(`jobs/${id}/runs/${run}/report.json`)} `);
    expect((await get(`${files}/report.json`)).status).toBe(409);
    place.disk.remove(at("report.json"));
    symlinkSync(join(place.folder, "jobs/people.json"), at("report.json"));
    const linked = await get(`${files}/report.json`);
    expect([linked.status, linked.body.includes('"role"')]).toEqual([409, false]);
    await serving.end();
    place.remove();
  });
  it("stands in no log with what it showed or sent, and no answer says more than it must", async () => {
    const pass = "hush-hush-hush";
    server = await jobServer({ auth: "basic" }, { FOODSPEC_AUTH_USER: "lab", FOODSPEC_AUTH_PASS: pass });
    const authorization = `Basic ${btoa(`lab:${pass}`)}`;
    const note = "a note that is nobody's business";
    await server.ask(`/jobs?token=${pass}`, { headers: { authorization, cookie: `foodspec-session-8423=${pass}` } });
    await server.ask("/jobs/0123456789ab/cancel", { method: "POST", headers: { authorization }, body: { note } });
    const broken = await server.ask("/jobs/idea", {
      method: "POST",
      headers: { authorization, "content-type": "application/json" },
      body: new TextEncoder().encode(`{"title": "${pass}`),
    });
    expect(broken.statusCode).toBe(400);
    const proto = await server.ask("/jobs/idea", {
      method: "POST",
      headers: { authorization, "content-type": "application/json" },
      body: new TextEncoder().encode('{"title":"T","question":"Q","__proto__":{"x":1}}'),
    });
    expect(proto.statusCode).toBe(400);
    const lines = server
      .said()
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines.map(({ path, status, who }) => [path, status, who])).toEqual([
      ["/jobs", 400, "lab"],
      ["/jobs/0123456789ab/cancel", 404, "lab"],
      ["/jobs/idea", 400, "lab"],
      ["/jobs/idea", 400, "lab"],
    ]);
    for (const secret of [pass, note, authorization.slice(6)]) expect(server.said()).not.toContain(secret);
    expect(broken.body).not.toContain(pass);
  });
  it("names nobody at release in regulatory mode where all share a name, or nobody was asked", async () => {
    const { whyNamesNobody } = await import("../../../../compiler/jobs/give.ts");
    const by = (auth: "basic" | "local" | "token", via: "cli" | "api" | "page") =>
      whyNamesNobody({ id: "x", role: "qa", auth, via });
    expect([by("basic", "api"), by("local", "page"), by("local", "api")].every((why) => why !== null)).toBe(true);
    expect([by("local", "cli"), by("token", "page")]).toEqual([null, null]);
  });
  it("has headers by which no page of others frames, reads or sniffs it", async () => {
    server = await jobServer({ auth: "off" });
    const { headers } = await server.ask("/jobs");
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
      "x-frame-options": "DENY",
      "cache-control": "no-store",
    });
    expect(String(headers["content-security-policy"])).toContain("default-src 'none'");
    expect(String(headers["content-security-policy"])).not.toMatch(/unsafe|\*/);
  });
});

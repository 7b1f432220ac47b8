/**
 * The pages of jobs in a real browser: two people carry a job by them, with scripts and without.
 *
 * @module-tag slow
 */
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, describe, expect, it } from "vitest";
import { type ServingJobs, serveJobs } from "../../compiler/serve/jobs/serve-jobs.ts";
import { digestOf, hexOf } from "../../compiler/store/digest.ts";
import { people, document as protocol } from "../fixtures/job-server.ts";
import { project } from "../fixtures/project.ts";
import { smallCsv } from "../fixtures/small.ts";
import { complaintsOf, openBrowser } from "./open-browser.ts";

const browser = await openBrowser();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** A folder for pictures, where somebody wants to look at the pages. */
const pictures = process.env.FOODSPEC_PICTURES;

const place = project({ "small.csv": smallCsv() });
const ending: (() => Promise<unknown>)[] = [];
afterAll(async () => {
  for (const end of ending) await end();
  await browser?.close();
  place.remove();
});

interface Lab {
  readonly serving: ServingJobs;
  readonly tokens: { readonly [name: string]: string };
  readonly base: string;
}

async function lab(): Promise<Lab> {
  const tokens: { [name: string]: string } = {};
  for (const [name, role] of Object.entries(people))
    tokens[name] = JSON.parse(
      (await place.type(["people", "add", name, "--role", role, "--format", "json"])).out,
    ).token;
  const serving = await serveJobs(
    { host: "127.0.0.1", port: 0, auth: "token" },
    { ...place.world(), err: () => undefined },
  );
  if ("code" in serving) throw new Error(serving.message);
  ending.push(() => serving.end());
  return { serving, tokens, base: `http://127.0.0.1:${serving.port}` };
}
const at = await lab();

async function submit(attempt: number): Promise<string> {
  const headers = { authorization: `Bearer ${at.tokens.Sue}` };
  const sha = (text: string) => hexOf(digestOf(text));
  for (const text of [protocol, smallCsv()]) {
    const bytes = { method: "PUT", headers: { ...headers, "content-type": "application/octet-stream" }, body: text };
    expect((await fetch(`${at.base}/objects/${sha(text)}`, bytes)).ok).toBe(true);
  }
  const body = JSON.stringify({
    document: sha(protocol),
    path: "sent/protocol.md",
    inputs: [{ name: "small", path: "small.csv", sha256: sha(smallCsv()) }],
    attempt,
  });
  const sent = { method: "POST", headers: { ...headers, "content-type": "application/json" }, body };
  return ((await (await fetch(`${at.base}/jobs/protocol`, sent)).json()) as { job_id: string }).job_id;
}

const work = (id: string) => place.type(["worker", "--once", "--job", id]);

async function open(name: string, options: BrowserContextOptions): Promise<Page> {
  if (browser === null) throw new Error("there is no browser");
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  ending.unshift(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(15_000);
  await page.goto(`${at.base}/ui/jobs`);
  await page.getByLabel("Your token").fill(at.tokens[name]);
  await page.getByRole("button", { name: "Sign in" }).click();
  await page.getByRole("heading", { name: "Jobs", exact: true }).waitFor();
  return page;
}

/** Nothing that axe finds, on as wide a page as a telephone's. */
async function isSound(page: Page, name: string, hasScript: boolean): Promise<void> {
  if (hasScript) {
    // The page's policy lets no script in but its own: what looks at it is put into it from outside.
    const found = await page.evaluate(`${axe}; axe.run({ iframes: false })`);
    const { violations } = found as { violations: { id: string; nodes: { html: string }[] }[] };
    expect(
      violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`),
      name,
    ).toEqual([]);
  }
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}.png`, fullPage: true });
  await page.setViewportSize({ width: 390, height: 844 });
  if (hasScript) expect(await page.evaluate("document.documentElement.scrollWidth"), name).toBeLessThanOrEqual(390);
  if (pictures !== undefined) await page.screenshot({ path: `${pictures}/${name}-390.png`, fullPage: true });
  await page.setViewportSize({ width: 1280, height: 900 });
}

describe.skipIf(browser === null)("the pages of jobs in a browser", () => {
  it.each([
    ["with scripts", 1, {}],
    ["without scripts", 2, { javaScriptEnabled: false }],
    ["in the dark", 3, { colorScheme: "dark" }],
  ] as const)("carry a job from submission to its release, %s", async (way, attempt, options) => {
    const hasScript = !("javaScriptEnabled" in options);
    const name = (page: string): string => `${way.replaceAll(" ", "-")}-${page}`;
    const id = await submit(attempt);
    await work(id);
    const [ruth, quinn] = [await open("Ruth", options), await open("Quinn", options)];
    const complaints = [complaintsOf(ruth), complaintsOf(quinn)];
    const asked: string[] = [];
    for (const page of [ruth, quinn]) page.on("request", (request) => asked.push(request.url()));
    await isSound(ruth, name("list"), hasScript);
    await ruth.getByRole("link", { name: "Small" }).first().click();
    await ruth.getByRole("heading", { name: "Approve the plan?" }).waitFor();
    await isSound(ruth, name("plan"), hasScript);
    await ruth.getByLabel("Note, kept with your name for ever").fill("read, and as agreed");
    await ruth.getByRole("button", { name: "Approve the plan" }).click();
    await ruth.getByText("Approved the plan").waitFor();
    await quinn.goto(`${at.base}/ui/jobs/${id}`);
    await work(id);
    // The page follows the job by itself where it may, and is asked for again where it may not.
    if (!hasScript) await quinn.reload();
    await quinn.getByRole("heading", { name: "Approve the release?" }).waitFor();
    await isSound(quinn, name("release"), hasScript);
    await quinn.getByRole("link", { name: "Read the report" }).click();
    const frame = quinn.frameLocator("iframe");
    await frame.getByRole("heading", { level: 1 }).waitFor();
    const drawn = await frame.locator("figure svg").count();
    expect(drawn).toBeGreaterThan(2);
    const inside = quinn.frames().find((one) => one.url().includes("/files/report/"));
    if (hasScript) expect(await inside?.evaluate("self.origin")).toBe("null");
    await isSound(quinn, name("run"), hasScript);
    await quinn.goto(`${at.base}/ui/jobs/${id}`);
    await quinn.getByLabel("Note, kept with your name for ever").fill("released");
    await quinn.getByRole("button", { name: "Approve the release" }).click();
    await quinn.getByText("Approved the release").waitFor();
    expect((await work(id)).status).toBe(0);
    await quinn.reload();
    const timeline = await quinn.locator(".timeline > li").allTextContents();
    expect(timeline[0]).toContain("Done");
    expect(timeline.filter((one) => /read, and as agreed.*Ruth|released.*Quinn/s.test(one))).toHaveLength(2);
    await isSound(quinn, name("done"), hasScript);
    expect(asked.filter((url) => !url.startsWith(`${at.base}/`) && !/^(?:data|blob|about):/.test(url))).toEqual([]);
    expect(complaints.flat()).toEqual([]);
  });
});

/**
 * The preview in a real browser, of a real document on a real disk: prose that is written is painted in its place, and nothing else moves.
 *
 * @module-tag slow
 */
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { processWorld } from "../../compiler/cli/process-world.ts";
import { type Preview, preview } from "../../compiler/serve/preview.ts";
import { built } from "../fixtures/built.ts";
import { testState } from "../fixtures/project.ts";
import { complaintsOf, openBrowser } from "./open-browser.ts";

const folder = mkdtempSync(join(tmpdir(), "foodspec-preview-"));
const file = join(folder, "protocol.md");
const ending = new AbortController();
const browser = await openBrowser();
let document = "";
let shown: Preview;

beforeAll(async () => {
  for (const name of ["protocol.md", "meats-nir.csv"])
    cpSync(join(import.meta.dirname, "../../analyses/meat-fat", name), join(folder, name));
  document = readFileSync(file, "utf8");
  const world = {
    ...processWorld(ending.signal, { FOODSPEC_STATE: testState }),
    build: built(),
    cwd: folder,
    err: () => undefined,
    isTerminal: false,
  };
  shown = await preview(
    { options: { documents: ["protocol.md"] }, port: 0, writes: false, token: "0123456789abcdef0123456789abcdef" },
    world,
  );
});
afterAll(async () => {
  await browser?.close();
  ending.abort(130);
  await shown.end();
  rmSync(folder, { recursive: true, force: true });
});

const sha256 = (text: string): string => createHash("sha256").update(text).digest("hex");

async function open(options: BrowserContextOptions = {}): Promise<Page> {
  if (browser === null) throw new Error("there is no browser");
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: "reduce",
    ...options,
  });
  const page = await context.newPage();
  await page.goto(shown.address);
  await atRest(page, "success");
  return page;
}

const isSaid = (page: Page, what: string) => page.locator(`html[data-${what}]`).waitFor({ state: "attached" });
const atRest = (page: Page, state: string) => isSaid(page, `run="${state}"`);
const isPainted = (page: Page, text: string) => isSaid(page, `protocol="${sha256(text)}"`);

const item = "1. **Copies are dropped.**";

describe.skipIf(browser === null)("the preview in a browser", () => {
  it("paints 30 edits of prose where they stand: little is sent, and what is in view stays", async () => {
    const page = await open();
    const complaints = complaintsOf(page);
    const session = await page.context().newCDPSession(page);
    let bytes = 0;
    await session.send("Network.enable");
    session.on("Network.dataReceived", ({ dataLength }) => {
      bytes += dataLength;
    });
    const fold = page.locator("#fat details").first();
    await fold.locator("summary").first().click();
    const anchor = page.locator("#title\\:fat");
    await anchor.evaluate((element) => element.scrollIntoView());
    const topOf = async () => (await anchor.boundingBox())?.y;
    const before = await topOf();
    const times: number[] = [];
    const sent: number[] = [];
    for (let i = 0; i < 30; i++) {
      const edited = document.replace(item, `1. **Copies are dropped, ${"again and ".repeat(i)}again.**`);
      const [start, bytesBefore] = [performance.now(), bytes];
      writeFileSync(file, edited);
      await isPainted(page, edited);
      times.push(performance.now() - start);
      await atRest(page, "success");
      await page.locator(".preview-state", { hasText: /^up to date$/ }).waitFor();
      sent.push(bytes - bytesBefore);
      expect(Math.abs(((await topOf()) ?? Number.NaN) - (before ?? 0))).toBeLessThanOrEqual(1);
    }
    const median = (all: readonly number[]) => [...all].sort((a, b) => a - b)[15];
    process.stdout.write(`painted after ${median(times).toFixed(0)} ms, ${median(sent)} bytes, medians of 30\n`);
    expect(Math.max(...sent)).toBeLessThan(100_000);
    expect(Math.min(...sent)).toBeGreaterThan(1000);
    expect(await fold.getAttribute("open")).toBe("");
    expect(complaints).toEqual([]);
    writeFileSync(file, document);
    await isPainted(page, document);
    await page.context().close();
  });

  it("shows an error over its place in every tab, keeps the page, and mends itself", async () => {
    const [page, second] = [await open(), await open({ viewport: { width: 390, height: 800 } })];
    const complaints = complaintsOf(page);
    writeFileSync(file, document.replace("duplicates: drop", "duplicates: dropp"));
    for (const one of [page, second]) {
      await atRest(one, "not_run");
      expect(await one.locator(".preview-finding").textContent()).toMatch(/FS2103.*did you mean drop\?.*\^\^\^\^\^/is);
      expect(await one.locator(".preview-finding + section").getAttribute("id")).toBe("data");
      expect(await one.locator("#fat figure").count()).toBeGreaterThan(1);
      expect(await one.locator("html").evaluate((html) => html.scrollWidth - html.clientWidth)).toBeLessThanOrEqual(0);
    }
    writeFileSync(file, document);
    for (const one of [page, second]) {
      await atRest(one, "success");
      expect(await one.locator(".preview-finding").count()).toBe(0);
    }
    expect(complaints).toEqual([]);
    for (const one of [page, second]) await one.context().close();
  });

  it("does to pieces that are new what the report's script does to a report", async () => {
    const page = await open();
    const buttons = () => page.locator("button.copy, .theme, #tip, #said, a.permalink").count();
    const before = await buttons();
    const edited = document.replace("## The data", "## The spectra and their data");
    writeFileSync(file, edited);
    await isPainted(page, edited);
    await page.locator("nav a", { hasText: "The spectra and their data" }).waitFor();
    const longer = edited.replace(item, `A new paragraph.\n\n## A new heading\n\n${item}`);
    writeFileSync(file, longer);
    await isPainted(page, longer);
    expect(await buttons()).toBe(before + 1);
    writeFileSync(file, document);
    await isPainted(page, document);
    await page.context().close();
  });

  it("is closed to who has no token, and to a page of another origin", async () => {
    const page = await (await (browser as NonNullable<typeof browser>).newContext()).newPage();
    expect((await page.goto(`http://127.0.0.1:${shown.port}/`))?.status()).toBe(403);
    const own = await open();
    const stranger = await own.context().newPage();
    await stranger.goto("data:text/html,<p>stranger</p>");
    const read = await stranger.evaluate(
      (address) =>
        fetch(address, { credentials: "include" }).then(
          () => "read",
          () => "refused",
        ),
      `http://127.0.0.1:${shown.port}/events`,
    );
    expect(read).toBe("refused");
    await own.context().close();
    await page.context().close();
  });
});

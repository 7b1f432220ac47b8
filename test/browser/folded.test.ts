/**
 * Folded figures in a real browser: found by their address, and taken along as pictures.
 *
 * @module-tag slow
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { drawFigures } from "../../compiler/render/figures.ts";
import { render } from "../../compiler/render/render.ts";
import { reportOf } from "../../compiler/render/report.ts";
import { assets, drawers, run } from "../compiler/render/fixture.ts";
import { complaintsOf, openBrowser } from "./open-browser.ts";

const scratch = mkdtempSync(join(tmpdir(), "foodspec-folded-"));
const address = pathToFileURL(join(scratch, "index.html")).href;
const browser = await openBrowser();
let page: Page;
let complaints: readonly string[] = [];
let figure = "";

beforeAll(async () => {
  const base = run();
  const blocks = base.blocks.map((one) =>
    one.block.id === "plsda" ? { ...one, block: { ...one.block, presentation: { show: ["metrics"] } } } : one,
  );
  const of = run({ blocks });
  const report = reportOf(of, await drawFigures(of, drawers), null);
  figure = report.exhibits.find(({ placement, content }) => placement.isFolded && content.type === "drawing")?.id ?? "";
  const { files } = await render(report, assets);
  writeFileSync(join(scratch, "index.html"), files["report/index.html"]);
});
afterAll(async () => {
  await browser?.close();
  rmSync(scratch, { recursive: true, force: true });
});
afterEach(async () => {
  await page?.context().close();
  expect(complaints).toEqual([]);
});

async function open(hash = "", javaScriptEnabled = true): Promise<void> {
  if (browser === null) throw new Error("there is no browser");
  page = await (await browser.newContext({ javaScriptEnabled, acceptDownloads: true })).newPage();
  complaints = complaintsOf(page);
  await page.goto(`${address}${hash}`);
}
const place = () => page.locator(`[id="${figure}"]`);

describe.skipIf(browser === null)("a folded figure", () => {
  it("is hidden until it is asked for", async () => {
    await open();
    expect(figure).toMatch(/^plsda\./);
    expect(await place().isVisible()).toBe(false);
    await page.getByText("More diagnostics").click();
    expect(await place().isVisible()).toBe(true);
  });

  it("is unfolded by its address, on the way in and later", async () => {
    await open(`#${figure}`);
    await expect.poll(() => place().isVisible()).toBe(true);
    await page.context().close();
    await open();
    await page.evaluate(`location.hash = "${figure}"`);
    await expect.poll(() => place().isVisible()).toBe(true);
  });

  it("has a number that is a link to itself, and no stop for the keyboard", async () => {
    await open(`#${figure}`);
    const link = place().locator("figcaption .label a");
    expect(await link.getAttribute("href")).toBe(`#${figure}`);
    expect(await link.getAttribute("tabindex")).toBe("-1");
  });

  it.each(["SVG", "PNG"])("is saved as %s", async (kind) => {
    await open(`#${figure}`);
    const [saved] = await Promise.all([
      page.waitForEvent("download"),
      place()
        .getByRole("button", { name: `as ${kind}` })
        .click(),
    ]);
    expect(saved.suggestedFilename()).toBe(`${figure}.${kind.toLowerCase()}`);
    const bytes = readFileSync(await saved.path());
    if (kind === "PNG") {
      expect(bytes.subarray(1, 4).toString()).toBe("PNG");
      const width = await place().locator("svg:not(.narrow)").getAttribute("width");
      expect(bytes.readUInt32BE(16)).toBe(2 * Number(width));
    } else
      expect(bytes.toString()).toMatch(
        /^<svg xmlns="http:\/\/www\.w3\.org\/2000\/svg"[^>]*><rect width="100%" height="100%" fill="#ffffff"/,
      );
  });

  it("is there without the script, too", async () => {
    await open("", false);
    await page.getByText("More diagnostics").click();
    expect(await place().isVisible()).toBe(true);
    expect(await page.locator("button").count()).toBe(0);
  });
});

/**
 * The report in a real browser: what the pointer and the keyboard do, what stays without the script, and that nothing leaves.
 *
 * @module-tag slow
 */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { TableView } from "../../blocks/contract/view.ts";
import { drawFigures } from "../../compiler/render/figures.ts";
import { render } from "../../compiler/render/render.ts";
import { reportOf } from "../../compiler/render/report.ts";
import { assets, circumstances, drawers, run, viewOf } from "../compiler/render/fixture.ts";
import { openBrowser } from "./open-browser.ts";

const scratch = mkdtempSync(join(tmpdir(), "foodspec-browser-"));
const address = pathToFileURL(join(scratch, "index.html")).href;
const browser = await openBrowser();
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const worst: TableView = {
  type: "table",
  columns: [
    { key: "sample", title: "Sample", format: null },
    { key: "residual", title: "Residual", format: "number" },
    { key: "verdict", title: "Verdict", format: null, isVerdict: true },
  ],
  rows: Array.from({ length: 14 }, (_, i) => ({
    sample: `m${i + 1}`,
    residual: ((i * 5) % 14) - 7.125,
    verdict: i % 3 === 0 ? "Fail" : "Pass",
  })),
  from: { artifact: "model/predictions.csv", pointer: "", how: "mean over the spectra of the sample" },
  sampleKey: "sample",
};

beforeAll(async () => {
  const base = run();
  const blocks = base.blocks.map((block) =>
    block.block.id === "plsda"
      ? { ...block, views: { ...block.views, worst: viewOf("worst predicted samples", worst) } }
      : block,
  );
  const of = run({ blocks });
  const { files } = await render(reportOf(of, await drawFigures(of, drawers), circumstances), assets);
  writeFileSync(join(scratch, "index.html"), files["report/index.html"]);
});
afterAll(async () => {
  await browser?.close();
  rmSync(scratch, { recursive: true, force: true });
});

/** What the page of a test asked for besides itself, and what it complained of. */
let requests: string[] = [];
let complaints: string[] = [];
let page: Page;

async function open(options: BrowserContextOptions = {}): Promise<Page> {
  if (browser === null) throw new Error("there is no browser");
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: "reduce",
    ...options,
  });
  requests = [];
  complaints = [];
  await context.route("**/*", (route) => {
    const url = route.request().url();
    if (url === address) return route.continue();
    requests.push(url);
    return route.abort();
  });
  page = await context.newPage();
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(error.message));
  await page.goto(address);
  return page;
}

afterEach(async () => {
  expect(requests).toEqual([]);
  expect(complaints).toEqual([]);
  await page?.context().close();
});

/** Runs in the page, with its first element of this selector. Code as text, for the types of a browser are not those of Node. */
const inPage = <T>(selector: string, code: string): Promise<T> =>
  page.evaluate<T>(`(${code})(document.querySelector(${JSON.stringify(selector)}))`);

const shownTip = () => page.locator("#tip:not([hidden])");

describe.skipIf(browser === null)("in a browser, the report", () => {
  it("tells the sample under the pointer, of a point and of a thin line", async () => {
    await open();
    await page.locator("#plsda\\.predicted-measured svg:not(.narrow) [data-sample=m9]").hover();
    await expect.poll(() => shownTip().innerText()).toMatch(/^m9\s+measured 7\.4, predicted 8\.592/);
    const at = await inPage<{ x: number; y: number }>(
      "#data\\.spectra-raw g[data-class] [data-sample]",
      `(path) => {
        const middle = path.getPointAtLength(path.getTotalLength() / 2);
        const place = new DOMPoint(middle.x, middle.y).matrixTransform(path.getScreenCTM());
        scrollBy(0, place.y - 300);
        return { x: place.x, y: 300 };
      }`,
    );
    await page.mouse.move(at.x, at.y + 2);
    await expect.poll(() => shownTip().innerText()).toMatch(/^m\d+\s+(?:over|up to) 20 %/);
    expect(await page.locator("#prep\\.spectra-preprocessed .over.lit").count()).toBe(1);
    await page.mouse.move(5, 5);
    expect(await shownTip().count()).toBe(0);
    expect(await page.locator(".over").count()).toBe(0);
  });

  it("walks through samples by keyboard, and says each to a screen reader", async () => {
    await open();
    await page.locator("#plsda\\.predicted-measured .scroll").focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    expect(await page.locator("#said").innerText()).toMatch(/^m2, measured 1\.8/);
    await page.keyboard.press("Enter");
    expect(await page.locator(".chosen-bar strong").innerText()).toBe("m2");
    await page.keyboard.press("Escape");
    expect(await page.locator(".over.chosen").count()).toBe(0);
  });

  it("marks a chosen sample in every figure and table, and leads from one to the next", async () => {
    await open();
    await page.locator("#plsda\\.worst button.pick", { hasText: /^m9$/ }).click();
    for (const id of ["data.spectra-raw", "prep.spectra-preprocessed", "plsda.predicted-measured"])
      expect(await page.locator(`[id="${id}"] .over.chosen`).count(), id).toBe(1);
    expect(await page.locator("tr.chosen").innerText()).toMatch(/^m9/);
    expect(await page.locator(".chosen-bar p").innerText()).toBe("Sample m9 is marked in 3 figures and 1 table.");
    expect(await page.locator("#said").innerText()).toContain("m9 is marked in 3 figures and 1 table");
    await page.evaluate("scrollTo(0, 0)");
    await page.getByRole("button", { name: "Next place" }).click();
    expect(await page.evaluate("document.activeElement.closest('.exhibit').id")).toBe("data.spectra-raw");
    await page.getByRole("button", { name: "Clear" }).click();
    expect(await page.locator(".chosen, .over").count()).toBe(0);
    expect(await page.locator(".chosen-bar").isVisible()).toBe(false);
  });

  it("sorts a table by numbers, both ways and back", async () => {
    await open();
    const column = () => page.locator("#plsda\\.worst tbody td:nth-child(2)").allInnerTexts();
    const written = await column();
    const head = page.locator("#plsda\\.worst th", { hasText: "Residual" });
    await head.getByRole("button").click();
    expect(await head.getAttribute("aria-sort")).toBe("ascending");
    const up = (await column()).map(Number);
    expect(up).toEqual([...up].sort((a, b) => a - b));
    expect(up).not.toEqual(written.map(Number));
    await head.getByRole("button").click();
    expect((await column()).map(Number)).toEqual([...up].reverse());
    await head.getByRole("button").click();
    expect(await column()).toEqual(written);
    expect(await head.getAttribute("aria-sort")).toBeNull();
  });

  it("filters a long table by words, in any column", async () => {
    await open();
    await page.locator("#plsda\\.worst").getByLabel("Filter rows").fill("FAIL m1");
    expect(await page.locator("#plsda\\.worst tbody tr:visible th").allInnerTexts()).toEqual(["m1", "m10", "m13"]);
    expect(await page.locator("#plsda\\.worst .count").innerText()).toBe("3 of 14 rows; Data (CSV) holds all");
    expect(await page.locator("#plsda\\.metrics input").count()).toBe(0);
  });

  it("says where a number comes from on hover, on focus and on tap", async () => {
    await open();
    const value = page.locator("main p data.value").first();
    await value.hover();
    expect(await shownTip().innerText()).toMatch(
      /^0\.9831\s+shown as 98\.3.% \(\.1%\)\s+report\.json#\/results\/plsda\/values\/accuracy$/,
    );
    await page.mouse.move(2, 2);
    expect(await shownTip().count()).toBe(0);
    // Numbers are stops for the keyboard where they are asked for.
    expect(await page.locator("[data-artifact][tabindex='0']").count()).toBe(0);
    await page.getByRole("button", { name: "Show origins" }).click();
    await page.keyboard.press("Tab");
    await value.focus();
    expect(await shownTip().innerText()).toContain("0.9831");
    await page.keyboard.press("Escape");
    expect(await shownTip().count()).toBe(0);
    // A table is one stop; arrows go on inside it, through headings, samples and numbers.
    expect(await page.locator("#plsda\\.worst .scroll [tabindex='0']").count()).toBe(0);
    await page.locator("#plsda\\.worst .scroll").focus();
    for (let k = 0; k < 5; k++) await page.keyboard.press("ArrowDown");
    expect(
      await inPage("#plsda\\.worst tr:nth-child(1) td[data-artifact]", "(cell) => cell === document.activeElement"),
    ).toBe(true);
    expect(await shownTip().innerText()).toContain("mean over the spectra of the sample");
    await page.context().close();
    await open({ hasTouch: true, viewport: { width: 390, height: 800 } });
    await page.locator("main p data.value").first().tap();
    expect(await shownTip().innerText()).toContain("report.json#/results/plsda/values/accuracy");
  });

  it("copies a whole digest", async () => {
    await open({ permissions: ["clipboard-read", "clipboard-write"] });
    await page.locator(".facts button.copy").click();
    await expect.poll(() => page.locator("#said").innerText()).toBe("Copied");
    expect(await page.evaluate("navigator.clipboard.readText()")).toBe(`sha256:${"1".repeat(64)}`);
  });

  it("changes its colours as one chooses, whatever the system wants", async () => {
    await open({ colorScheme: "dark" });
    const paper = () => expect.poll(() => page.evaluate("getComputedStyle(document.documentElement).backgroundColor"));
    await paper().toBe("rgb(20, 23, 27)");
    await page.getByRole("radio", { name: "light" }).check();
    await paper().toBe("rgb(255, 255, 255)");
    await page.getByRole("radio", { name: "dark" }).check();
    await page.emulateMedia({ colorScheme: "light" });
    await paper().toBe("rgb(20, 23, 27)");
    await page.reload();
    await paper().toBe("rgb(20, 23, 27)");
    await page.getByRole("radio", { name: "auto" }).check();
    await paper().toBe("rgb(255, 255, 255)");
  });

  it("marks the section in view in its contents, which fold where there is no room", async () => {
    await open();
    await inPage("[id='text:what-is-done-to-a-spectrum']", "(heading) => heading.scrollIntoView()");
    await expect
      .poll(() => page.locator(".contents [aria-current]").allInnerTexts())
      .toEqual(["What is done to a spectrum"]);
    await page.setViewportSize({ width: 390, height: 800 });
    await expect.poll(() => page.locator(".contents ol").isVisible()).toBe(false);
    await page.locator(".contents summary").click();
    await page.locator(".contents a", { hasText: "Manifest" }).click();
    expect(await page.locator(".contents ol").isVisible()).toBe(false);
    await expect.poll(() => page.locator(".contents .here").innerText()).toBe("Manifest");
  });

  it("has nothing that hangs over the side of a narrow window", async () => {
    await open({ viewport: { width: 390, height: 800 } });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    expect(
      await page.evaluate(`[...document.querySelectorAll(".scroll")]
        .filter((one) => one.scrollWidth > one.clientWidth + 1)
        .map((one) => one.getAttribute("aria-label"))`),
    ).toEqual([]);
  });

  it("has tables of many columns as cards in a narrow window, each cell beside the name of its column", async () => {
    await open({ viewport: { width: 390, height: 800 } });
    // What is not available has no line on a card.
    const cells = `[...document.querySelectorAll("table.cards tbody td[data-head]:not(:has(> .na))")].map((cell) => ({
      head: cell.dataset.head,
      shown: getComputedStyle(cell, "::before").content.slice(1, -1),
      block: getComputedStyle(cell).display,
    }))`;
    const found = (await page.evaluate(cells)) as { head: string; shown: string; block: string }[];
    expect(found.length).toBeGreaterThan(10);
    for (const { head, shown, block } of found) expect([shown, block]).toEqual([head, "block"]);
    await page.setViewportSize({ width: 1280, height: 900 });
    const wide = (await page.evaluate(cells)) as typeof found;
    expect(wide.every(({ shown, block }) => shown === "on" || block === "table-cell")).toBe(true);
  });

  it("is drawn in the letters it brings", async () => {
    await open();
    await page.evaluate("document.fonts.ready.then(() => 0)");
    const devtools = await page.context().newCDPSession(page);
    await devtools.send("DOM.enable");
    await devtools.send("CSS.enable");
    const { root } = await devtools.send("DOM.getDocument");
    const selectors = [
      "h1",
      ".facts",
      "main p",
      "pre code",
      ".mark",
      "svg text",
      "table",
      ".findings",
      ".help",
      "em",
      "strong",
    ];
    const own = new Set<string>();
    const strange: string[] = [];
    for (const selector of selectors) {
      const { nodeIds } = await devtools.send("DOM.querySelectorAll", { nodeId: root.nodeId, selector });
      for (const nodeId of nodeIds) {
        const { fonts } = await devtools.send("CSS.getPlatformFontsForNode", { nodeId });
        for (const { familyName, isCustomFont } of fonts) {
          if (isCustomFont) own.add(familyName);
          else strange.push(`${familyName}: ${(await devtools.send("DOM.getOuterHTML", { nodeId })).outerHTML}`);
        }
      }
    }
    expect([...own]).toEqual(expect.arrayContaining(["Noto Sans", "Noto Sans Mono"]));
    expect(strange).toEqual([]);
    // Some builds let the inspector, not the page, read the file once more, and refuse it.
    complaints = complaints.filter((text) => !text.startsWith("Unsafe attempt to load URL file:"));
  });

  it("refuses a script, a style and a picture that were not in it", async () => {
    await open();
    const outcome = await page.evaluate(`(async () => {
      const refused = [];
      document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
      const make = (name, properties) => document.body.append(Object.assign(document.createElement(name), properties));
      make("script", { textContent: "window.ran = true" });
      make("style", { textContent: "body { display: none }" });
      make("img", { src: "https://example.org/pixel.png" });
      document.body.setAttribute("onclick", "window.ran = true");
      document.body.click();
      await fetch("https://example.org/").catch(() => refused.push("fetch"));
      await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
      return { refused: [...new Set(refused)].sort(), ran: "ran" in window, display: getComputedStyle(document.body).display };
    })()`);
    expect(outcome).toEqual({
      refused: ["connect-src", "fetch", "img-src", "script-src-attr", "script-src-elem", "style-src-elem"],
      ran: false,
      display: "block",
    });
    complaints = [];
  });

  it("is whole without its script", async () => {
    await open({ javaScriptEnabled: false });
    const words = await page.locator("body").innerText();
    for (const part of [
      "In brief",
      "right for 98.3",
      "Table 2. Worst predicted samples.",
      "m14",
      "Findings",
      "Contents",
      "What is done to a spectrum",
    ])
      expect(words).toContain(part);
    expect(await page.locator(".contents ol").isVisible()).toBe(true);
    expect(await page.locator(".drawing > svg:visible").count()).toBe(6);
    // Nothing that would not work stands there, and numbers still say where they come from.
    expect(await page.locator("button, input").count()).toBe(0);
    expect(await page.locator("main p data.value").first().getAttribute("title")).toBe(
      "0.9831 (report.json#/results/plsda/values/accuracy)",
    );
  });

  it.each<[string, BrowserContextOptions]>([
    ["light", { colorScheme: "light" }],
    ["dark", { colorScheme: "dark" }],
    ["narrow", { viewport: { width: 390, height: 800 } }],
  ])("has nothing axe-core objects to (%s)", async (_, options) => {
    await open({ ...options, bypassCSP: true });
    await page.locator("#plsda\\.worst button.pick").first().click();
    await page.addScriptTag({ content: axe });
    const found = await page.evaluate(`axe.run().then(({ violations }) =>
      violations.map(({ id, nodes }) => id + ": " + nodes.slice(0, 3).map(({ html }) => html.slice(0, 160)).join(" ")))`);
    expect(found).toEqual([]);
  });
});

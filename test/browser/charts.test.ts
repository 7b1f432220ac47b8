/** Drawings in a real browser: what is magnified, read, hidden; two layouts; labels of which none lies over another. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { BrowserContextOptions, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { contributions } from "../../blocks/charts/contributions.ts";
import { outliers } from "../../blocks/charts/outliers.ts";
import { variableLines } from "../../blocks/charts/variable-lines.ts";
import type { ViewData } from "../../blocks/contract/view.ts";
import { drawFigures } from "../../compiler/render/figures.ts";
import { render } from "../../compiler/render/render.ts";
import { reportOf } from "../../compiler/render/report.ts";
import { scriptText } from "../../compiler/render/script.ts";
import { assets, circumstances, drawers, run, spectra, viewOf } from "../compiler/render/fixture.ts";
import { complaintsOf, openBrowser } from "./open-browser.ts";

const scratch = mkdtempSync(join(tmpdir(), "foodspec-charts-"));
const address = pathToFileURL(join(scratch, "index.html")).href;
const browser = await openBrowser();
let page: Page;
let complaints: readonly string[] = [];

const p = 120;
const axis = {
  kind: "axis",
  unit: "nm",
  technique: "NIR",
  values: Array.from({ length: p }, (_, j) => 850 + j * 1.7),
} as const;
const wave = (k: number) =>
  Float64Array.from({ length: p }, (_, j) => Math.sin((j + k * 9) / 7) * (1 + Math.cos(j / (9 + k))));
const n = 60;
const distances = Array.from({ length: n }, (_, i) => ({ t2: 1 + ((i * 37) % 11) + (i % 9), q: ((i * 53) % 17) / 9 }));

/** Figures with many labels, as the views of a model make them. */
const crowded: { readonly [name: string]: ViewData } = {
  lines: variableLines({
    axis,
    measure: "Coefficient",
    lines: [0, 1].map((k) => ({ name: `class ${k}`, code: k, values: wave(k) })),
    level: 0,
    shaded: false,
    mean: wave(3),
  }).chart,
  far: outliers({
    ids: distances.map((_, i) => `sample-${i}`),
    samples: distances.map((_, i) => `sample-${i}`),
    t2: distances.map(({ t2 }) => t2),
    q: distances.map(({ q }) => q),
    leverage: distances.map(() => 0.1),
    t2Limit: 11,
    qLimit: 1.4,
    newLimits: { t2: 13, q: 1.6 },
    external: distances.map((_, i) => i % 10 === 0),
    named: [7, 17, 27, 37, 40, 47, 50, 57],
  }).chart,
  parts: contributions({
    columns: axis,
    spectra: ["a long name", "b", "c"].map((id, k) => ({ id, t2: wave(k), q: wave(k + 1) })),
    mean: wave(5),
  }),
  difference: { ...spectra(60, 100), form: "difference" },
  offset: { ...spectra(60, 100), form: "offset", outlying: [5, 6, 7] },
};

beforeAll(async () => {
  const base = run();
  const blocks = base.blocks.map((one) =>
    one.block.id === "plsda"
      ? {
          ...one,
          views: {
            ...one.views,
            ...Object.fromEntries(Object.entries(crowded).map(([name, data]) => [name, viewOf(name, data)])),
          },
        }
      : one,
  );
  const of = run({ blocks });
  const { files } = await render(reportOf(of, await drawFigures(of, drawers), circumstances), assets);
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

async function open(options: BrowserContextOptions = {}): Promise<void> {
  if (browser === null) throw new Error("there is no browser");
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
    reducedMotion: "reduce",
    ...options,
  });
  page = await context.newPage();
  complaints = complaintsOf(page);
  await page.goto(address);
}

const figure = "[id='data.spectra-raw']";
const drawn = `${figure} .drawing > svg:not(.narrow)`;
const box = () => page.locator(`${drawn} .plot`).getAttribute("viewBox");
const said = () => page.locator("#said").innerText();

/** The plot in the window. */
const plotArea = () =>
  page.evaluate<{ x: number; y: number; width: number; height: number }>(`(() => {
    const svg = document.querySelector("${drawn}");
    const [left, top, right, bottom] = svg.dataset.plot.split(" ").map(Number);
    const [a, b] = [new DOMPoint(left, top), new DOMPoint(right, bottom)].map((at) => at.matrixTransform(svg.getScreenCTM()));
    return { x: a.x, y: a.y, width: b.x - a.x, height: b.y - a.y };
  })()`);

/** Drags over a part of the plot, by shares of its width and height. */
async function drag(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
  await page.locator(drawn).scrollIntoViewIfNeeded();
  const area = await plotArea();
  const at = ([x, y]: readonly [number, number]) => [area.x + x * area.width, area.y + y * area.height] as const;
  await page.mouse.move(...at(from));
  await page.mouse.down();
  await page.mouse.move(...at([(from[0] + to[0]) / 2, to[1]]));
  await page.mouse.move(...at(to));
  await page.mouse.up();
}

/** Pairs of texts of one drawing whose boxes meet. */
const overlaps = () =>
  page.evaluate<string[]>(`[...document.querySelectorAll(".drawing > svg")].flatMap((svg) => {
    const texts = [...svg.querySelectorAll("text")].filter((one) => one.checkVisibility() && one.textContent.trim() !== "");
    const boxes = texts.map((one) => one.getBoundingClientRect()).filter(({ width }) => width > 0);
    return boxes.flatMap((a, i) => boxes.slice(i + 1).flatMap((b, k) =>
      a.left + 1 < b.right && b.left + 1 < a.right && a.top + 2 < b.bottom && b.top + 2 < a.bottom
        ? [svg.closest("figure").id + ": " + texts[i].textContent + " / " + texts[i + 1 + k].textContent] : []));
  })`);

describe.skipIf(browser === null)("a drawing in a browser", () => {
  it("is magnified by dragging, with ticks of its own, and shown whole again by Escape", async () => {
    await open();
    const whole = await box();
    await drag([0.25, 0.2], [0.5, 0.6]);
    const [, , width, height] = ((await box()) ?? "").split(" ").map(Number);
    const [, , all, tall] = (whole ?? "").split(" ").map(Number);
    expect(width / all).toBeCloseTo(0.25, 1);
    expect(height / tall).toBeLessThan(0.6);
    const ticks = await page.locator(`${drawn} .tick.own`).allInnerTexts();
    expect(ticks.length).toBeGreaterThan(5);
    expect(await page.locator(`${drawn} text.tick:not(.own):visible`).count()).toBe(0);
    expect(await page.locator(".chosen-bar").isVisible()).toBe(false);
    await page.keyboard.press("Escape");
    expect(await box()).toBe(whole);
    expect(await page.locator(`${drawn} .tick.own`).count()).toBe(0);
  });

  it("takes a flat drag for a part of the axis, and does not magnify without end", async () => {
    await open();
    const [, , , tall] = ((await box()) ?? "").split(" ").map(Number);
    await drag([0.4, 0.5], [0.6, 0.51]);
    expect(((await box()) ?? "").split(" ").map(Number)[3]).toBe(tall);
    for (let k = 0; k < 4; k++) await drag([0.45, 0.5], [0.55, 0.51]);
    const [, , width] = ((await box()) ?? "").split(" ").map(Number);
    const { left, right } = await page.evaluate<{ left: number; right: number }>(
      `(() => { const [left, , right] = document.querySelector("${drawn}").dataset.plot.split(" ").map(Number); return { left, right }; })()`,
    );
    expect(width / 4).toBeGreaterThan((right - left) / 40);
  });

  it("says position and value under the pointer, in whole and magnified", async () => {
    await open();
    await page.locator(drawn).scrollIntoViewIfNeeded();
    const frame = await plotArea();
    const read = async (share: number): Promise<number> => {
      await page.mouse.move(frame.x + share * frame.width, frame.y + frame.height / 2);
      const text = await page.locator("#tip .place").innerText();
      expect(text).toMatch(/^[\d.]+ nm, −?[\d.]+$/);
      return Number(text.split(" ")[0]);
    };
    const view = spectra();
    const [first, last] = [view.axis.values[0], view.axis.values[view.axis.values.length - 1]];
    expect(await read(0.5)).toBeCloseTo((first + last) / 2, 0);
    expect(await read(0.25)).toBeCloseTo(first + (last - first) / 4, 0);
    await drag([0.5, 0.3], [0.75, 0.31]);
    expect(await read(0.5)).toBeCloseTo(first + 0.625 * (last - first), 0);
  });

  it("is read by keyboard: spectra up and down, along each of them to the sides", async () => {
    await open();
    await page.locator(`${figure} .scroll`).focus();
    await page.keyboard.press("ArrowDown");
    const first = await said();
    expect(first).toMatch(/^m\d+, .*, [\d.]+ nm, −?[\d.]+$/);
    await page.keyboard.press("Shift+ArrowRight");
    const position = (text: string): number => Number(/([\d.]+) nm/.exec(text)?.[1]);
    expect(position(await said())).toBeGreaterThan(position(first));
    await page.keyboard.press("ArrowDown");
    expect((await said()).split(",")[0]).not.toBe(first.split(",")[0]);
  });

  it("hides a class by its entry of the legend, by pointer and by keyboard", async () => {
    await open();
    const entry = page.locator(`${figure} .entries:not(.narrow) button`).first();
    const name = ((await entry.getAttribute("aria-label")) ?? "").replace("Show ", "");
    const lines = () => page.locator(`${drawn} g[data-class="${name}"] path:visible`).count();
    const before = await lines();
    expect(before).toBeGreaterThan(2);
    await entry.click();
    expect(await entry.getAttribute("aria-pressed")).toBe("false");
    expect(await lines()).toBe(0);
    expect(await page.locator(`${drawn} g[data-class]:visible`).count()).toBeGreaterThan(0);
    await entry.focus();
    await page.keyboard.press("Enter");
    expect(await lines()).toBe(before);
    await page.keyboard.press("ArrowRight");
    expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).not.toBe(`Show ${name}`);
    // The button lies over the words it stands for.
    const [button, words] = [
      await entry.boundingBox(),
      await page.locator(`${drawn} .entry text`).first().boundingBox(),
    ];
    if (button === null || words === null) throw new Error("neither is seen");
    expect(button.x).toBeLessThan(words.x);
    expect(button.x + button.width).toBeGreaterThan(words.x + words.width - 2);
    expect(Math.abs(button.y + button.height / 2 - words.y - words.height / 2)).toBeLessThan(6);
  });

  it("hides marks of a chart by their colour", async () => {
    await open();
    const chart = "[id='plsda.far']";
    const marks = () => page.locator(`${chart} .drawing > svg:not(.narrow) .role-mark [data-sample]:visible`).count();
    const all = await marks();
    await page.locator(`${chart} .entries:not(.narrow) button`, { hasText: "" }).nth(1).click();
    expect(all - (await marks())).toBe(6);
  });

  it("is drawn again for a narrow window, with letters of the same size, and nothing hangs over the side", async () => {
    await open({ viewport: { width: 390, height: 800 } });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    const widths = await page.evaluate<number[]>(
      `[...document.querySelectorAll(".scroll:has(.drawing)")].map((one) => one.scrollWidth - one.clientWidth)`,
    );
    expect(Math.max(...widths)).toBeLessThanOrEqual(1);
    expect(await page.locator(".drawing > svg:not(.narrow):visible").count()).toBe(0);
    const sizes = await page.evaluate<number[]>(
      `[...document.querySelectorAll(".drawing > svg.narrow")].filter((one) => one.checkVisibility()).map((one) => one.getScreenCTM().a)`,
    );
    for (const scale of sizes) expect(scale).toBeGreaterThan(0.92);
    // A sample is told there as well.
    await page.locator(`${figure} .scroll`).focus();
    await page.keyboard.press("ArrowDown");
    expect(await said()).toMatch(/^m\d+, /);
  });

  it.each<[string, BrowserContextOptions]>([
    ["wide", {}],
    ["of 560 pixels", { viewport: { width: 560, height: 900 } }],
    ["narrow", { viewport: { width: 390, height: 800 } }],
  ])("has no label over another in a window that is %s", async (_, options) => {
    await open(options);
    expect(await overlaps()).toEqual([]);
  });

  it("has no label over another on paper, where the wide one stands", async () => {
    await open();
    await page.emulateMedia({ media: "print" });
    expect(await page.locator(".drawing > svg.narrow:visible").count()).toBe(0);
    expect(await overlaps()).toEqual([]);
  });

  it("is whole without the script, in both layouts", async () => {
    await open({ javaScriptEnabled: false });
    expect(await page.locator(`${drawn} text:visible`).count()).toBeGreaterThan(10);
    await page.setViewportSize({ width: 390, height: 800 });
    expect(await page.locator(`${figure} svg.narrow text:visible`).count()).toBeGreaterThan(8);
    expect(await page.locator(drawn).isVisible()).toBe(false);
  });
});

describe("the script of the page", () => {
  it("has no more than 30 kB", () =>
    expect(new TextEncoder().encode(scriptText(assets)).length).toBeLessThanOrEqual(30_000));
});

/**
 * Formulas in a real browser: a root has its sign, a bracket grows, and each letter is one of the report's own.
 *
 * @module-tag slow
 */
import { rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, describe, expect, it } from "vitest";
import { setTex } from "../../compiler/document/formulas/tex.ts";
import { missingLetters, pageTexts } from "../../compiler/print/read-pdf.ts";
import { h, toHtml } from "../../compiler/render/hast.ts";
import { reportStyle } from "../../compiler/render/page.ts";
import { usualFormulas } from "../compiler/document/usual-formulas.ts";
import { assets } from "../compiler/render/fixture.ts";
import { openBrowser } from "./open-browser.ts";

const browser = await openBrowser();
const file = join(tmpdir(), `foodspec-formulas-${process.pid}.html`);
afterAll(async () => {
  rmSync(file, { force: true });
  await browser?.close();
});

const set = (tex: string) => {
  const made = setTex(tex, true);
  if ("what" in made) throw new Error(`${tex}: ${made.what}`);
  return h("div", { className: ["formula"] }, made.math);
};

describe.skipIf(browser === null)("in a browser, a formula", () => {
  it("has its radical sign, brackets as high as what is in them, and no letter of the machine", async () => {
    const body = usualFormulas.map(set);
    const html = `<!doctype html><meta charset="utf-8"><style>${reportStyle(assets, true)}</style><body>${toHtml(body)}`;
    writeFileSync(file, html);
    if (browser === null) return;
    const page = await browser.newPage();
    await page.goto(pathToFileURL(file).href);
    await page.evaluate("document.fonts.ready");
    const widths = await page.evaluate<readonly number[]>(
      `[...document.querySelectorAll("msqrt")].map((root) => {
        const inside = [...root.children].map((one) => one.getBoundingClientRect());
        return inside[0].left - root.getBoundingClientRect().left;
      })`,
    );
    expect(widths.length).toBeGreaterThan(10);
    for (const width of widths) expect(width).toBeGreaterThan(5);
    const [least, most] = await page.evaluate<readonly number[]>(
      `(() => {
        const heights = [...document.querySelectorAll("mtable")].map((one) => one.parentElement.firstChild.getBoundingClientRect().height / one.getBoundingClientRect().height);
        return [Math.min(...heights), Math.max(...heights)];
      })()`,
    );
    expect(least).toBeGreaterThan(0.7);
    expect(most).toBeLessThan(1.6);
    const client = await page.context().newCDPSession(page);
    await client.send("DOM.enable");
    await client.send("CSS.enable");
    const { root } = await client.send("DOM.getDocument", { depth: -1 });
    const { nodeIds } = await client.send("DOM.querySelectorAll", {
      nodeId: root.nodeId,
      selector: "mi, mn, mo, mtext",
    });
    const families = new Set<string>();
    for (const nodeId of nodeIds) {
      const { fonts } = await client.send("CSS.getPlatformFontsForNode", { nodeId });
      for (const { familyName, isCustomFont } of fonts) families.add(isCustomFont ? "own" : familyName);
    }
    expect([...families]).toEqual(["own"]);
    // Parts of roots and brackets have letters too: the text of a PDF has no gaps.
    expect(missingLetters(await pageTexts(await page.pdf()))).toEqual([]);
    await page.close();
  });
});

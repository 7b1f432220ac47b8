/** One browser, the one npm brings, prints every page here. */

import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { packageFolder } from "../../../compiler/compile/package-files.ts";
import type { PrintOrder } from "../../../compiler/compile/printing.ts";
import { packageName } from "../../../compiler/print/packaged.ts";
import { printReport } from "../../../compiler/print/print.ts";
import { openPrinter, type Printer } from "../../../compiler/print/printer.ts";
import { fontNames, pageTexts } from "../../../compiler/print/read-pdf.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { effects, hasPoppler, order, page, poppler } from "./paper.ts";

const canPrint =
  packageFolder(machineDisk, packageName) !== null && process.platform === "linux" && process.arch === "x64";
let printer: Printer;
beforeAll(async () => {
  if (!canPrint) return;
  const opened = await openPrinter(effects());
  if (opened.printer === null) throw new Error(JSON.stringify(opened.skipped));
  printer = opened.printer;
});
afterAll(() => printer?.close());

const print = (html: string, more: Partial<PrintOrder> = {}) => printReport(order(html, more), printer);
const filler = (lines: number) => "<p>Text of the analysis, as long as a line.</p>".repeat(lines);
const chapters = ["Ölsäure", "Wasser & Fett", "50 % (a/b)", "Ende"];
const id = (title: string) => `text:${title.toLowerCase()}`;
const long = page(
  `<h1>Report</h1><nav class="contents"><ol>${chapters.map((title) => `<li><a href="#${id(title)}">${title}</a></li>`).join("")}</ol></nav>${chapters
    .map((title, k) => `<h2 id="${id(title)}">${title}</h2>${filler(20 * k + 5)}`)
    .join("")}`,
  { title: "Fett im Fleisch" },
);

describe.skipIf(!canPrint)("a printed report", () => {
  it("has header, footer and number on every page, but no running title on the first", async () => {
    const { pdf, pages, missing } = await print(long);
    const texts = await pageTexts(pdf);
    expect(pages).toBe(texts.length);
    expect(pages).toBeGreaterThan(3);
    expect(missing).toEqual([]);
    texts.forEach((text, k) => {
      expect(text).toContain(`Page ${k + 1} of ${pages}`);
      expect(text).toContain("Content 21fc22f2d8da");
      expect(text.includes("Fett im Fleisch 1.0.0")).toBe(k > 0);
      expect(text.includes("research mode")).toBe(k > 0);
    });
  });

  it("names in its contents the page on which each part begins", async () => {
    const texts = await pageTexts((await print(long)).pdf);
    for (const title of chapters) {
      const at = texts.findIndex((text, k) => (k === 0 ? text.split(title).length > 2 : text.includes(title)));
      expect(texts[0].replace(/\s+/g, " ")).toContain(`${title} ${at + 1}`);
    }
    expect(
      new Set(chapters.map((title) => texts.findIndex((text, k) => k > 0 && text.includes(title)))).size,
    ).toBeGreaterThan(1);
  });

  it("is the same byte for byte when printed again, and another where anything said of it differs", async () => {
    const { pdf } = await print(long);
    expect(Buffer.from((await print(long)).pdf).equals(pdf)).toBe(true);
    for (const more of [{ time: "2026-02-01T12:00:00.000Z" }, { creator: "FoodSpec 0.2.0" }])
      expect(Buffer.from((await print(long, more)).pdf).equals(pdf)).toBe(false);
  });

  it("carries its mark on every page, and only where it has one", async () => {
    const { margins } = order(long);
    const marked = await pageTexts((await print(long, { margins: { ...margins, mark: "NOT APPROVED" } })).pdf);
    for (const text of marked) expect(text.split("NOT APPROVED").length, text).toBe(3);
    const plain = await pageTexts((await print(long)).pdf);
    expect(plain.join("")).not.toContain("APPROVED");
  });

  it("opens what is folded on screen", async () => {
    const [text] = await pageTexts(
      (await print(page("<details><summary>Settings</summary><p>window 11</p></details>"))).pdf,
    );
    expect(text).toContain("window 11");
  });

  it("says where letters are missing that no font has", async () => {
    const { missing } = await print(page("<p>Lot 7 of the meat was marked \u{1F9C2} by hand.</p>"));
    expect(missing).toEqual([expect.stringMatching(/marked □ by hand/)]);
  });

  it("is refused where a page does not hold its token: nothing, or no letters, came to paper", async () => {
    const { margins } = order("");
    await expect(print(long, { css: "", margins })).rejects.toThrow(/the text of page 1 is not to be found/);
  });

  it("asks for nothing outside itself, even where its policy would let it", async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? "");
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const style = `@import "${at}/import.css"; body{background:url(${at}/background.png)} @font-face{font-family:F;src:url(${at}/font.woff2)} p{font-family:F}`;
    const body = `<p>x</p><img src="${at}/image.png"><script src="${at}/script.js"></script><script>new Image().src="${at}/inline"; fetch("${at}/fetch")</script><iframe src="${at}/frame"></iframe><object data="${at}/object"></object><link rel="stylesheet" href="${at}/link.css"><link rel="prefetch" href="${at}/prefetch"><link rel="preconnect" href="${at}"><video src="${at}/video" autoplay></video><svg><image href="${at}/svg.png"/><use href="${at}/use.svg#a"/></svg><form action="${at}/form"><input type="image" src="${at}/input.png"></form>`;
    const html = page(body, {
      style,
      policy: `default-src * data: 'unsafe-inline'; img-src *; script-src * 'unsafe-inline'; font-src *;`,
    });
    try {
      const { pages } = await print(html.replace(/style-src '[^']*'/, "style-src * 'unsafe-inline'"));
      expect(pages).toBeGreaterThan(0);
      // A page that goes elsewhere by itself may end the printing; it gets there no more than the others.
      await print(html.replace("<head>", `<head><meta http-equiv="refresh" content="0;url=${at}/refresh">`)).catch(
        () => null,
      );
      expect(asked).toEqual([]);
    } finally {
      server.close();
    }
  });

  it("runs no script, even where its policy would let it", async () => {
    const script = "<p id='it'>as written</p><script>document.getElementById('it').textContent = 'changed'</script>";
    const html = page(script, { policy: "script-src 'unsafe-inline';" });
    const [text] = await pageTexts((await print(html)).pdf);
    expect(text).toContain("as written");
  });

  it("holds no date but the run's", async () => {
    const { PDFDict, PDFDocument, PDFName } = await import("@cantoo/pdf-lib");
    const { context } = await PDFDocument.load((await print(page("<p>x</p>"))).pdf, { updateMetadata: false });
    const dated = context
      .enumerateIndirectObjects()
      .flatMap(([, object]) => (object instanceof PDFDict && object.has(PDFName.of("CreationDate")) ? [object] : []));
    expect(dated.map((info) => String(info.get(PDFName.of("CreationDate"))))).toEqual(["(D:20260131120000Z)"]);
  });

  it("carries attached files, each once, under their names", async () => {
    const attachments = [
      { name: "manifest.json", bytes: Buffer.from('{"a": 1}'), description: "the manifest", type: "application/json" },
      { name: "Prüfung ≤ 1.md", bytes: Buffer.from("# Prüfung"), description: "the protocol", type: "text/markdown" },
    ];
    const { pdf } = await print(page("<p>x</p>"), { attachments });
    expect(Buffer.from((await print(page("<p>x</p>"), { attachments })).pdf).equals(pdf)).toBe(true);
    if (!hasPoppler) return;
    const list = poppler("pdfdetach", pdf, "-list");
    expect(list).toMatch(/^2 embedded files/);
    for (const { name } of attachments) expect(list).toContain(name);
  });
});

describe.skipIf(!canPrint || !hasPoppler)(
  "a printed report, as poppler reads it (skipped where poppler-utils are not installed)",
  () => {
    let pdf: Uint8Array;
    beforeAll(async () => {
      if (!canPrint) return;
      const svg =
        '<figure><div role="img" aria-label="A curve"><svg viewBox="0 0 9 9" width="90" height="90"><path d="M0 0L9 9" stroke="#000"/></svg></div><figcaption>A figure</figcaption></figure>';
      ({ pdf } = await print(
        long.replace(
          "</body>",
          `${svg}<table><thead><tr><th>Repeated</th></tr></thead><tbody>${"<tr><td>row</td></tr>".repeat(90)}</tbody></table></body>`,
        ),
      ));
    });
    it("is a tagged A4 document with title, maker and the run's date", () => {
      const info = poppler("pdfinfo", pdf, "-isodates");
      expect(info).toContain("Title:           Fett im Fleisch (≤ 20 %)");
      expect(info).toContain("Creator:         FoodSpec 0.1.0");
      expect(info).toMatch(/Producer: {8}Chromium \d+\./);
      expect(info).toMatch(/CreationDate: {4}2026-01-31T12:00:00/);
      expect(info).toMatch(/ModDate: {9}2026-01-31T12:00:00/);
      expect(info).toMatch(/Tagged: {10}yes/);
      expect(info).toMatch(/Metadata Stream: yes/);
      expect(info).toMatch(/Page size: .*\(A4\)/);
      expect(info).toMatch(/JavaScript: {6}no/);
    });
    it("has headings, lists, tables and figures as such", () => {
      const structure = poppler("pdfinfo", pdf, "-struct");
      for (const tag of ["H1", "H2", "L ", "Table", "TH", "Figure", "Link"]) expect(structure).toContain(tag);
    });
    it("embeds every font and draws no pixel", async () => {
      const fonts = poppler("pdffonts", pdf)
        .split("\n")
        .slice(2)
        .filter((line) => line !== "");
      expect(fonts.length).toBeGreaterThan(0);
      for (const line of fonts) expect(line).toMatch(/ yes (yes|no) +yes +\d+ +\d+$/);
      expect((await fontNames(pdf)).length).toBeGreaterThan(0);
      expect(poppler("pdfimages", pdf, "-list").trim().split("\n")).toHaveLength(2);
    });
    it("repeats the head of a table on the pages it goes on to", () => {
      const text = poppler("pdftotext", pdf);
      expect(text.split("Repeated").length).toBeGreaterThan(2);
    });
  },
);

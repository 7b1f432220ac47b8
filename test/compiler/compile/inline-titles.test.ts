/** Markup in titles and captions: the same in page, print and report.md, and plain words where there is no room for it. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readInlineTexts } from "../../../compiler/document/inline-texts.ts";
import { inlineMarkdown } from "../../../compiler/render/inline-words.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const title = "Fat by *NIR*: CH~2~ at $\\nu = 2^{10}$, `x` [here](https://example.org) & <b>bold</b>";
const front = `title: ${JSON.stringify(title)}\n`;
const text = smallProtocol().replace(/^title: .*\n/m, front);
const figure =
  "\n```foodspec figure #seen\nshow: data.spectra-raw\ntitle: The H~2~O band at 10^5^\ncaption: Of *all* samples, 5 * 3 and a_b_c\n```\n";

let place: Project;
beforeAll(async () => {
  place = project({ "protocol.md": text + figure, "small.csv": smallCsv() });
  const { exitCode } = await place.compile({});
  expect(exitCode).toBe(0);
});
afterAll(() => place?.remove());

describe("markup in titles and captions", () => {
  it("is set in the page: emphasis, subscript, code and formula; a link stays what was written", () => {
    const html = place.read("runs/latest/report/index.html");
    const head = /<h1[^>]*>([\s\S]*?)<\/h1>/.exec(html)?.[1] ?? "";
    expect(head).toMatch(/<em>NIR<\/em>: CH<sub>2<\/sub> at <span class="formula"><math/);
    expect(head).toContain("<code>x</code> [here](https://example.org)");
    expect(head).toContain("<b>bold</b>");
    expect(html).toContain("The H<sub>2</sub>O band at 10<sup>5</sup>. ");
    expect(html).toContain("Of <em>all</em> samples, 5 * 3 and a_b_c");
  });

  it("is plain words in the title of the window and in labels that are read aloud", () => {
    const html = place.read("runs/latest/report/index.html");
    const name = /<title>([\s\S]*?)<\/title>/.exec(html)?.[1] ?? "";
    expect(name).toMatch(/^Fat by NIR: CH2 at \\nu = 2\^\{10\}, x \[here\]/);
    expect(html).toMatch(/aria-label="Figure \d+: The H2O band at 10\^5"/);
    expect(JSON.parse(place.read("runs/latest/report.json")).title).toMatch(/^Fat by NIR: CH2/);
  });

  it("is read back by the verifier", async () => {
    expect((await place.type(["verify", "runs/latest"])).status).toBe(0);
  });

  it("is Markdown in report.md, where all else says just itself", () => {
    const report = place.read("runs/latest/report.md");
    expect(report.split("\n")[0]).toBe(
      "# Fat by *NIR*: CH<sub>2</sub> at $\\nu = 2^{10}$, `x` \\[here\\](https://example.org) \\& <b>bold</b>",
    );
    expect(report).toContain("The H<sub>2</sub>O band at 10<sup>5</sup>.** Of *all* samples, 5 \\* 3 and a\\_b\\_c");
  });

  it.each([
    ["<script>alert(1)</script> of *A*", "&lt;script&gt;alert(1)&lt;/script&gt; of *A*"],
    ["<img src=x onerror=alert(2)>~2~", "&lt;img src=x onerror=alert(2)&gt;<sub>2</sub>"],
    ["$a<script>b$", "$a\\lt script\\gt b$"],
    ["**a <svg onload=x>**", "**a &lt;svg onload=x&gt;**"],
  ])("is no tag in report.md: %s", (written, markdown) => {
    const { texts } = readInlineTexts(
      [{ text: written, position: { file: "protocol.md", line: 1, column: 1, endLine: 1, endColumn: 2 } }],
      null,
    );
    expect(inlineMarkdown({ inlineTexts: texts }, written)).toBe(markdown);
  });
});

describe("the title of what is not available", () => {
  it("has its markup in report.md too, and is read back", async () => {
    const failed = project({
      "protocol.md": smallProtocol({
        model: "estimator: {pls-da: {components: 500}}\n",
        more: "\n```foodspec figure\nshow: plsda.confusion\ntitle: Of CH~2~ by *NIR*\n```\n",
      }),
      "small.csv": smallCsv(),
    });
    try {
      expect((await failed.compile({})).exitCode).not.toBe(0);
      expect(failed.read("runs/latest/report.md")).toContain("**Of CH<sub>2</sub> by *NIR*: not available.**");
      expect((await failed.type(["verify", "runs/latest"])).status).toBe(0);
    } finally {
      failed.remove();
    }
  });
});

describe("a formula in a title that is not understood", () => {
  it("is an error where the title stands", async () => {
    const broken = project({ "protocol.md": text.replace("2^{10}", "\\\\frac{1}"), "small.csv": smallCsv() });
    try {
      const { exitCode, documents } = await broken.compile({});
      expect(exitCode).toBe(4);
      const findings = documents.flatMap(({ findings }) => findings);
      expect(findings.map(({ code, position }) => [code, position?.line])).toEqual([["FS2226", 2]]);
    } finally {
      broken.remove();
    }
  });
});

/** Documents and data that mean harm: nothing of them acts in a report. */
import { describe, expect, it } from "vitest";
import { predictedMeasured } from "../../../blocks/charts/predicted-measured.ts";
import type { TableView } from "../../../blocks/contract/view.ts";
import { hasHidden } from "../../../compiler/diagnostics/visible.ts";
import { drawFigures } from "../../../compiler/render/figures.ts";
import { render } from "../../../compiler/render/render.ts";
import { reportOf } from "../../../compiler/render/report.ts";
import { assets, blocksOf, drawers, protocolOf, run, spectra, viewOf } from "./fixture.ts";

async function rendered(text: string, changed: Parameters<typeof run>[0] = {}) {
  const of = run({ text, ...changed });
  const figures = await drawFigures(of, drawers);
  const { files, findings } = await render(reportOf(of, figures, null), assets);
  const html = files["report/index.html"];
  return {
    html,
    main: html.slice(html.indexOf("<main")),
    scripts: html.match(/<script/g) ?? [],
    md: files["report.md"],
    findings: [...figures.findings, ...findings],
    files: figures.files,
  };
}

describe("hostile prose", () => {
  it.each([
    ["a script", "before\n\n<script>alert(1)</script>\n\nafter"],
    ["an inline handler", 'text <b onclick="alert(1)">bold</b> text'],
    ["a frame", '<iframe src="https://example.org"></iframe>'],
    ["a style", "<style>body{display:none}</style>"],
    ["an SVG", '<svg onload="alert(1)"><a href="javascript:alert(1)">x</a></svg>'],
  ])("%s never reaches the report", async (_, text) => {
    const { main, md } = await rendered(text);
    expect(main).not.toMatch(/<script|onclick|onload|<iframe|<style|display:none/i);
    expect(md).not.toMatch(/<script|onclick|onload|<iframe|<style|<svg/i);
  });
  it.each([
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "vbscript:x",
    "data:text/html,1",
    "file:///etc/passwd",
    "//example.org/x",
    "../other.html",
  ])("a link to %s becomes its text", async (url) => {
    const { main, md } = await rendered(`see [the link](<${url}>) and [another][r]\n\n[r]: <${url}>\n`);
    expect(main).toContain("see the link and another");
    expect(main).not.toContain(url.slice(0, 9));
    expect(md).toContain("see the link and another");
    expect(md).not.toContain(url);
  });
  it("an image stands as its description only", async () => {
    const { main, md } = await rendered(
      "![a plot](https://example.org/pixel.png) ![x](data:image/svg+xml;base64,AAAA)\n\n![near](plot.png)",
    );
    expect(main).toContain("[image: a plot]");
    expect(main).not.toMatch(/<img|pixel\.png|base64|plot\.png/);
    expect(md).not.toMatch(/!\[|pixel\.png/);
  });
  it("cannot fill the template's placeholders", async () => {
    const { main } = await rendered("The word {{style}} and {{main}}.", {
      frontMatter: { title: "{{policy}} </title><script>1</script>" },
    });
    expect(main).toContain("The word {{style}} and {{main}}.");
    const { html, scripts } = await rendered("x", {
      frontMatter: { title: "{{policy}} </title><script>1</script>" },
    });
    expect(html).toContain("<title>{{policy}} &#x3C;/title>");
    // The report's own.
    expect(scripts).toHaveLength(1);
  });
  it("cannot hide in control and bidirectional characters", async () => {
    const { main, md } = await rendered("safe \u202Eevil\u202C \u0007 \u2066x\u2069", {
      frontMatter: { title: "ti\u202Etle" },
    });
    expect(main).toContain("safe U+202EevilU+202C U+0007 U+2066xU+2069");
    for (const written of [main, md]) expect(hasHidden(written.replaceAll("\n", ""))).toBe(false);
  });
  it("cannot take the id of a block or of a part of the page", async () => {
    const { html } = await rendered("# report\n\n# data\n\n```foodspec data\n```\n");
    const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids).toContain("text:data");
    expect(ids).toContain("data");
  });
  it("shows a block inside a list as code, not as a block", async () => {
    const { main } = await rendered("- item\n\n  ```foodspec data\n  ```\n", { blocks: [] });
    expect(main).toContain("<pre><code");
    expect(main).not.toContain('class="block');
  });
});

describe("hostile data", () => {
  const evil = '"><script>alert(1)</script>|`x`[y](javascript:1)';
  const view: TableView = {
    type: "table",
    columns: [
      { key: "id", title: evil, format: null },
      { key: "x", title: "x", format: "number" },
    ],
    rows: [
      { id: evil, x: 1 },
      { id: "=cmd()", x: -2 },
      { id: "@sum\u202E", x: 3 },
      { id: "+1", x: 4 },
      { id: "-1", x: 5 },
    ],
  };
  const text = "```foodspec data\n```\n";
  const shown = (views: ReturnType<typeof blocksOf>[number]["views"]) =>
    blocksOf(protocolOf(text, {})).map((block) => ({ ...block, views }));

  it("stays text in tables and Markdown", async () => {
    const { main, md } = await rendered(text, { blocks: shown({ t: viewOf(evil, view) }) });
    expect(main).not.toContain("<script");
    expect(main).toContain("&#x3C;script>alert(1)&#x3C;/script>");
    expect(md).not.toContain("<script");
    expect(md).toContain("&lt;script&gt;alert(1)&lt;/script&gt;\\|\\`x\\`\\[y\\](javascript:1)");
  });
  it("cannot start a formula in a CSV that is taken away, and numbers stay numbers", async () => {
    const { main } = await rendered(text, { blocks: shown({ t: viewOf("t", view) }) });
    const csv = decodeURIComponent(
      (/href="data:text\/csv;charset=utf-8,([^"]*)"/.exec(main)?.[1] ?? "").replaceAll("&#x27;", "'"),
    );
    expect(csv.split("\r\n").slice(2)).toEqual(["'=cmd(),-2", "'@sumU+202E,3", "'+1,4", "'-1,5", ""]);
  });
  it("stays text in drawings", async () => {
    const data = { ...spectra(4, 20), classes: [evil, "b"], ordinate: evil };
    const { files, main } = await rendered(text, { blocks: shown({ s: viewOf("s", data) }) });
    expect(files["figures/data.s.svg"]).not.toContain("<script");
    expect(main).not.toContain("<script");
    expect(files["figures/data.s.svg"]).toContain("&lt;script&gt;");
  });
  it("stays text where lines and points name their sample", async () => {
    const spectraView = { ...spectra(4, 20), ids: [evil, "b", "c", "d"], samples: [evil, evil, "c", 'd"e'] };
    const points = predictedMeasured({
      observed: [1, 2],
      predicted: [1, 3],
      ids: [evil, "[1]"],
      unit: null,
      target: "t",
      rmse: 1,
    });
    const { main } = await rendered(text, {
      blocks: shown({
        s: viewOf("s", spectraView),
        p: viewOf("p", points),
        t: viewOf("t", { ...view, sampleKey: "id" }),
      }),
    });
    expect(main).not.toContain("<script");
    // In lines and points as XML has it, in rows as HTML has it; nothing ends its attribute.
    const names = [...main.matchAll(/ data-sample="([^"]*)"/g)].map(([, name]) => name);
    expect(
      names.filter((name) => name === "&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;|`x`[y](javascript:1)"),
    ).toHaveLength(3);
    expect(names).toContain("[1]");
    expect(names).toContain("d&quot;e");
    expect(names.some((name) => /[<>]/.test(name))).toBe(false);
    expect(names.filter((name) => name.includes("U+202E"))).toEqual(["@sumU+202E"]);
  });
  it("makes a finding of a view that fails, and the rest of the report stands", async () => {
    const broken = { ...viewOf("broken", view), make: async () => Promise.reject(new Error("no numbers")) };
    const { main, findings } = await rendered(text, { blocks: shown({ broken, t: viewOf("t", view) }) });
    expect(findings).toMatchObject([{ code: "FS8101", block: "data" }]);
    expect(findings[0].message).toContain("no numbers");
    expect(main).toContain("It could not be drawn; see the findings.");
    expect(main).toContain("Table 1");
  });
  it("says so where a finished block lacks the value", async () => {
    const { main, findings } = await rendered(`${text}\n\n\`= data.nothing : .2f\``);
    expect(findings).toMatchObject([{ code: "FS8102", block: "data", position: { line: 5 } }]);
    expect(main).toContain("not available");
  });
});

/** The author's text in the page, in print and in report.md: one document with every construct. */
import { beforeAll, describe, expect, it } from "vitest";
import { drawFigures } from "../../../compiler/render/figures.ts";
import { h, toHtml } from "../../../compiler/render/hast.ts";
import { opened } from "../../../compiler/render/print-document.ts";
import { prose } from "../../../compiler/render/prose.ts";
import { render } from "../../../compiler/render/render.ts";
import { reportOf } from "../../../compiler/render/report.ts";
import { assets, drawers, run } from "./fixture.ts";

const text = `H~2~O and 10^5^, 10<sup>3</sup><br>next, <abbr title="a &amp; &quot;b&quot;">AB</abbr>, <font>red</font><!-- gone -->.

> [!WARNING]
> Take *care*.

Water
: CO~2~
: ice

{{< pagebreak >}}

<details>
<summary>More</summary>

\`\`\`foodspec data
input: meat
\`\`\`

</details>
`;

describe("the author's text", () => {
  let [html, md] = ["", ""];
  beforeAll(async () => {
    const of = run({ text });
    const { files } = await render(reportOf(of, await drawFigures(of, drawers), null), assets);
    const page = files["report/index.html"];
    [html, md] = [page.slice(page.indexOf("<main"), page.indexOf("</main>")), files["report.md"]];
  });
  it.each([
    ["signs", "H<sub>2</sub>O and 10<sup>5</sup>, 10<sup>3</sup><br>"],
    ["an abbreviation", '<abbr title="a &#x26; &#x22;b&#x22;">AB</abbr>, red.</p>'],
    [
      "a callout",
      '<aside class="callout warning"><p class="callout-title">Warning</p><p>Take <em>care</em>.</p></aside>',
    ],
    ["definitions", "<dl><dt>Water</dt><dd>CO<sub>2</sub></dd><dd>ice</dd></dl>"],
    ["a new page", '<div class="page-break"></div>'],
    ["a fold with a block in it", '<details class="fold"><summary>More</summary><section class="block kind-data'],
  ])("has %s in the page", (_, expected) => expect(html).toContain(expected));
  it.each([
    ["signs", "H<sub>2</sub>O and 10<sup>5</sup>, 10<sup>3</sup><br>next"],
    ["an abbreviation", '<abbr title="a &amp; &quot;b&quot;">AB</abbr>, red.\n'],
    ["a callout", "> [!WARNING]\n> Take *care*."],
    ["definitions", "**Water**\\\n– CO<sub>2</sub>\\\n– ice"],
    ["a fold with a block in it", "<details>\n<summary>More</summary>\n\n**Data**"],
  ])("has %s in report.md", (_, expected) => expect(md).toContain(expected));
  it("shows nothing of comments, of other tags and of page breaks", () => {
    for (const written of [html, md]) expect(written).not.toMatch(/gone|<font|pagebreak|!--/);
  });
  it("is unfolded in print, where blocks keep their own folds", () => {
    const report = reportOf(run({ text }), { exhibits: [] }, null);
    const { content } = prose(report, ({ id }) => h("details", { id, className: ["source"] }));
    const printed = toHtml(opened(content));
    expect(printed).toContain('<details class="fold" open><summary>More</summary><details id="data" class="source">');
  });
});

describe("numbers and references", () => {
  const table = (id: string) => `| a |\n| --- |\n| 1 |\n\n: Words of *${id}* {#${id}}\n`;
  const numbered = `## First part {#first}

[](#first), [there](#first), [](#one), [it](#two), [](#plsda.metrics), [](#plsda).

${table("one")}
\`\`\`foodspec model #plsda
\`\`\`

${table("two")}`;
  let [html, md] = ["", ""];
  beforeAll(async () => {
    const of = run({ text: numbered });
    const { files } = await render(reportOf(of, await drawFigures(of, drawers), null), assets);
    const page = files["report/index.html"];
    [html, md] = [page.slice(page.indexOf("<main"), page.indexOf("</main>")), files["report.md"]];
  });
  it("run together with those of blocks", () => {
    const labels = [...html.matchAll(/class="label">(Table \d)/g)].map(([, label]) => label);
    expect(labels.length).toBeGreaterThan(2);
    expect(labels).toEqual(labels.map((_, i) => `Table ${i + 1}`));
    expect(html).toContain(
      'id="text:one"><figcaption><span class="label">Table 1. </span><span class="caption">Words of <em>one</em>',
    );
  });
  it("stand for references in the page", () => {
    const last = [...html.matchAll(/Table (\d)\. /g)].at(-1)?.[1];
    expect(html).toContain('<h2 id="text:first">First part</h2>');
    expect(html).toContain(
      '<a href="#text:first">First part</a>, <a href="#text:first">there</a>, <a href="#text:one">Table 1</a>',
    );
    expect(html).toContain(`<a href="#text:two">it (Table ${last})</a>, <a href="#plsda.metrics">Table 2</a>`);
  });
  it("stand for references in report.md", () => {
    expect(md).toContain("## First part\n\nFirst part, there, Table 1, it (Table ");
    expect(md).toContain("| 1 |\n\n**Table 1.** Words of *one*\n");
    expect(md).not.toMatch(/\{#/);
  });
});

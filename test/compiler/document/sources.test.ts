/** Parts and images: what a text takes in, where findings in it are placed, and what is refused. */
import { describe, expect, it } from "vitest";
import { png, pngHeader, svg } from "../../fixtures/images.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import { type Files, parseWith, withTitle } from "./kinds.ts";

const parts: Files = {
  "docs/parts/method.md": "## Method\n\nFat by `= nothing.here`.\n\n{{< include more/deep.md >}}",
  "docs/parts/more/deep.md": "> {{< mystery >}}\n\nThe end.\n",
  "docs/photo.png": png(4, 3),
  "docs/parts/plot.svg": svg(),
};
const document = (body: string): string => withTitle(body);
const parse = (body: string, files: Files = parts) => parseWith(document(body), files, "docs/protocol.md");
const codes = (body: string, files?: Files): readonly string[] =>
  parse(body, files).findings.flatMap(({ code, position }) =>
    code === "FS2060" ? [] : [`${code} ${position?.file}:${position?.line}:${position?.column}`],
  );

describe("a part", () => {
  it("stands where the line is, and findings in it name its own file, line and column", () => {
    expect(codes("Before.\n{{< mystery >}}\n\n{{< include parts/method.md >}}\n\n[](#nowhere)")).toEqual([
      "FS2229 docs/protocol.md:7:1",
      "FS2224 docs/protocol.md:11:1",
      "FS2202 docs/parts/method.md:3:8",
      "FS2229 docs/parts/more/deep.md:1:3",
    ]);
  });
  it("is read as if it stood there: blocks, headings, notes and the text behind it", () => {
    const body = "{{< include a.md >}}\n\nBehind[^1]. See [](#the-method).\n\n[^1]: A note.";
    const { protocol, sources } = parse(body, {
      "docs/a.md": "# The method\n\n```foodspec data\ninput: meat\n```",
    });
    expect(protocol?.blocks.map(({ id, position }) => [id, position.file, position.line])).toEqual([
      ["data", "docs/a.md", 3],
    ]);
    expect(sources.map(({ path, role }) => [path, role])).toEqual([["docs/a.md", "include"]]);
    expect(protocol?.text).toMatch(/```\n+Behind\[/);
  });
  it("may be named in quotation marks, and stand in a folder above within the project", () => {
    expect(codes('{{< include "../a part.md" >}}', { "a part.md": "Words." })).toEqual([]);
  });
  it.each([
    ["in code", "```\n{{< include parts/method.md >}}\n```"],
    ["behind a backslash", "\\{{< include parts/method.md >}}"],
  ])("is none %s", (_, body) => expect(codes(body)).toEqual([]));
  it.each([
    ["in a quote", "> {{< include parts/method.md >}}", "FS2229"],
    ["within a line", "See {{< include parts/method.md >}}", "FS2229"],
    ["that is not there", "{{< include parts/methods.md >}}", "FS2230"],
    ["that is fetched", "{{< include https://example.org/a.md >}}", "FS2230"],
    ["above the project", "{{< include ../../a.md >}}", "FS2230"],
    ["with a path of the machine", "{{< include /etc/passwd >}}", "FS2230"],
    ["of hidden files", "{{< include ../.git/config >}}", "FS2230"],
    ["that is the document", "{{< include protocol.md >}}", "FS2230"],
  ])("%s is refused", (_, body, code) => {
    expect(codes(body, { ...parts, "docs/protocol.md": "x", ".git/config": "x" })[0]).toMatch(
      `${code} docs/protocol.md:6:`,
    );
  });
  it.each([
    [
      "takes itself in",
      { "docs/a.md": "{{< include b.md >}}", "docs/b.md": "\n{{< include a.md >}}" },
      "docs/b.md:2:1",
    ],
    ["has front matter", { "docs/a.md": "---\ntitle: x\n---\nText." }, "docs/protocol.md:6:1"],
    ["never closes its code", { "docs/a.md": "Text.\n\n```\ncode" }, "docs/a.md:3:1"],
    ["never closes its comment", { "docs/a.md": "Text.\n\n<!-- comment" }, "docs/a.md:3:1"],
    [
      "stands too deep",
      Object.fromEntries(
        ["a", "b", "c", "d", "e", "f"].map((name, i, all) => [
          `docs/${name}.md`,
          `{{< include ${all[i + 1] ?? "x"}.md >}}`,
        ]),
      ),
      "docs/e.md:1:1",
    ],
  ] as readonly (readonly [string, Files, string])[])("that %s is refused", (_, files, place) => {
    expect(codes("{{< include a.md >}}", files)).toEqual([`FS2230 ${place}`]);
  });
  it("is one of at most 50, with at most 1 MiB together", () => {
    const files = { "docs/a.md": "a", "docs/large.md": `\`\`\`\n${"x".repeat(400_000)}\n\`\`\`\n` };
    expect(codes("{{< include a.md >}}\n\n".repeat(51), files)).toEqual(["FS2230 docs/protocol.md:106:1"]);
    expect(codes("{{< include large.md >}}\n\n".repeat(3), files)).toEqual(["FS2230 docs/protocol.md:10:1"]);
  });
});

describe("an image", () => {
  it("alone in its paragraph is a figure with a caption; within a line it is part of the line", () => {
    const body =
      '![The **bench** at `= data.n`](photo.png){#bench alt="A bench" width=60%}\n\nA ![dot](photo.png) here, see [](#bench).';
    expect(codes(`\`\`\`foodspec data\ninput: meat\n\`\`\`\n\n${body}`)).toEqual([
      expect.stringContaining("FS2203 docs/protocol.md:10:20"),
    ]);
  });
  it("is found from the part that shows it", () => {
    const files = { ...parts, "docs/parts/a.md": "![Plot](plot.svg)" };
    expect(codes("{{< include parts/a.md >}}", files)).toEqual([]);
  });
  it.each([
    ["of a server", "![x](https://example.org/a.png)"],
    ["written out", "![x](data:image/png;base64,AAAA)"],
    ["outside the project", "![x](../../a.png)"],
    ["that is not there", "![x](phot.png)"],
    ["that is a text", "![x](parts/method.md)"],
    ["by reference, that is not there", "![x][y]\n\n[y]: none.png"],
    ["of too many points", "![x](huge.png)"],
    ["of too many bytes", "![x](large.png)"],
    ["with a script", "![x](script.svg)"],
  ])("%s is refused", (_, body) => {
    const files = {
      ...parts,
      "docs/huge.png": pngHeader(100_000, 100_000),
      "docs/large.png": new Uint8Array(2_000_001),
      "docs/script.svg": svg("<script/>"),
    };
    expect(codes(body, files)).toEqual(["FS2223 docs/protocol.md:6:1"]);
  });
  it("counts as often as it is shown", () => {
    const files = { "docs/a.png": Buffer.concat([png(), Buffer.alloc(1_900_000)]) };
    expect(codes("![x](a.png)\n\n".repeat(5), files)).toEqual(["FS2223 docs/protocol.md:14:1"]);
  });
  it("with attributes that are not understood says so", () => {
    expect(codes("![x](photo.png){width=200%}")).toEqual(["FS2231 docs/protocol.md:6:16"]);
    expect(codes("A ![x](photo.png){#id} in a line")[0]).toContain("FS2231");
    expect(codes("![x](photo.png){#a}\n\n![x](photo.png){#a}")[0]).toContain("FS2225 docs/protocol.md:8:16");
  });
});

describe("a run", () => {
  it("holds what its text takes in, shows it, and says by which digest", { tags: "slow" }, async () => {
    const place = inMemory({
      "protocol.md": `---\ntitle: Trial\n---\n\n{{< include text/a.md >}}\n\nSee [](#bench) and [](#other).\n\n![Other](text/photo.png){#other width=50%}\n`,
      "text/a.md": '# Part\n\n![The **bench** with CO~2~](photo.png){#bench alt="A bench"}\n',
      "text/photo.png": png(4, 3),
    });
    const { exitCode } = await place.compile();
    expect(exitCode).toBe(0);
    const { sources, files } = place.manifest();
    expect(sources?.map(({ path, role, size_bytes }) => [path, role, size_bytes])).toEqual([
      ["text/a.md", "include", 69],
      ["text/photo.png", "image", png(4, 3).length],
    ]);
    for (const { path, sha256 } of sources ?? []) expect(files[`sources/${path}`]).toBe(sha256);
    const run = `runs/${place.runs()[0]}`;
    const html = place.read(`${run}/report/index.html`);
    expect(html.match(/<img src="data:image\/png;base64,[^"]*" alt="A bench" width="4" height="3">/g)).toHaveLength(1);
    expect(html).toContain(
      'Figure 1. </span><span class="caption">The <strong>bench</strong> with CO<sub>2</sub></span>',
    );
    expect(html).toContain('See <a href="#text:bench">Figure 1</a> and <a href="#text:other">Figure 2</a>.');
    expect(html).toContain('alt="Other" width="50%"');
    expect(html).toContain("img-src data:");
    const md = place.read(`${run}/report.md`);
    expect(md).toContain("![A bench](sources/text/photo.png)\n\n**Figure 1.** The **bench** with CO<sub>2</sub>\n");
    expect(md).toContain("See Figure 1 and Figure 2.");
    const { status, out } = await place.type(["verify", `runs/${place.runs()[0]}`]);
    expect(`${status} ${out}`).toMatch(/^0 /);
    expect((await place.type(["verify", "--rerun", `runs/${place.runs()[0]}`])).status).toBe(0);
    place.write(`${run}/sources/text/a.md`, "# Other\n");
    expect((await place.type(["verify", run])).status).toBe(9);
  });
  it("of another part has another content digest", async () => {
    const digests: string[] = [];
    for (const words of ["One.", "Two."]) {
      const place = inMemory({ "protocol.md": "---\ntitle: T\n---\n\n{{< include a.md >}}\n", "a.md": words });
      await place.compile();
      digests.push(place.manifest().content_digest);
    }
    expect(new Set(digests).size).toBe(2);
  });
});

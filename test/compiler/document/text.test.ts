/** What an author may write beyond CommonMark and GFM: what each construct becomes, and what of it goes. */
import type { Nodes, Parent } from "mdast";
import { describe, expect, it } from "vitest";
import { parseMarkdown } from "../../../compiler/document/markdown.ts";
import { idsIn } from "../../../compiler/document/text/own-ids.ts";
import { block, parse, withTitle } from "./kinds.ts";

/** The tree in one line: elements by the name they become, text as it reads. */
function read(body: string): string {
  const parsed = parseMarkdown(body);
  return "tree" in parsed ? shown(parsed.tree) : `beyond ${parsed.beyond.limit} ${parsed.beyond.things}`;
}
function shown(node: Nodes): string {
  if (node.type === "html") return "";
  if (node.type === "text") return node.value.replaceAll("\n", " ");
  if (node.type === "break") return "|";
  if ("value" in node) return `‹${node.value}›`;
  const inside = "children" in node ? (node as Parent).children.map((child) => shown(child as Nodes)).join("") : "";
  if (node.type === "root" || node.type === "paragraph") return inside;
  return `${(node.data as { hName?: string } | undefined)?.hName ?? node.type}(${inside})`;
}

describe("sub- and superscript", () => {
  it.each([
    ["H~2~O", "Hsub(2)O"],
    ["log~10~ and 10^-5^ CFU", "logsub(10) and 10sup(-5) CFU"],
    ["a~\\~b&beta;~", "asub(~bβ)"],
    ["10<sup>3</sup>", "10sup(3)"],
    ["| a |\n|---|\n| CO~2~ |", "table(tableRow(tableCell(a))tableRow(tableCell(COsub(2))))"],
    ["**x^2^**", "strong(xsup(2))"],
  ])("%s is raised or lowered", (text, expected) => expect(read(text)).toBe(expected));
  it.each(["5~10 and 20~30 mg", "x^2 + y^2", "a ~ b ~ c", "x^a*b*^", "^^2^^", "H~2", "\\^2^"])(
    "%s stays text",
    (text) => expect(read(text)).not.toMatch(/su[bp]\(/),
  );
  it("two tildes still strike out, and one does not", () => {
    expect(read("~~gone~~ and ~ not ~")).toBe("delete(gone) and ~ not ~");
  });
});

describe("HTML", () => {
  it.each([
    ["a<br>b <kbd>C</kbd> <mark>d <b>e</b></mark> <i>f</i> <u>g</u>", "a|b kbd(C) mark(d b(e)) i(f) u(g)"],
    ['<abbr title="a &amp; b">AB</abbr>', "abbr(AB)"],
    ["<b>open", "open"],
    ["<b>a <i>b</b> c</i>", "b(a b) c"],
    ["text <!-- said to nobody --> goes on", "text  goes on"],
    ["<!-- a\n\nb --> behind", "behind"],
    ["<div>\nwords *stay*\n</div>", " words emphasis(stay) "],
    ["<script>alert(1)</script>", ""],
    ["a <script>alert(1)</script> b", "a  b"],
    [
      "<details>\n<summary>More</summary>\n\nInside.\n\n- a\n\n</details>",
      "details(summary(More)Inside.list(listItem(a)))",
    ],
    ["> <details><summary>M</summary>in</details>", "blockquote(details(summary(M)in))"],
    ["<details>\n\nnever closed", "never closed"],
  ])("%j is read", (text, expected) => expect(read(text)).toBe(expected));

  it.each([
    ["research", "<font>red</font>", "warning"],
    ["research", 'a <b class="x">b</b>', "warning"],
    ["research", "a </b>", "warning"],
    ["research", "<b>a", "warning"],
    ["research", "<summary>a</summary>", "warning"],
    ["research", "10<span>3</span>", "error"],
    ["research", "<span>10</span>3", "error"],
    ["research", "<table><tr><td>1</td><td>2</td></tr></table>", "error"],
    ["research", '<img src="a.png">', "error"],
    ["research", "<!-- never closed\n\nall the rest", "error"],
    ["regulatory", "<font>red</font>", "error"],
  ])("in %s mode %j is told with an %s", (mode, text, severity) => {
    const { findings } = parse(withTitle(text, `mode: ${mode}\n`));
    expect(findings.filter(({ code }) => code === "FS2222").map((one) => one.severity)).toContain(severity);
  });
  it.each([
    "10<sup>3</sup>",
    "<!-- a comment -->",
    "a <!-- b\nc --> d",
    "<details>\n<summary>a</summary>\n\nb\n\n</details>",
    "a<br>b<br/>c",
    "<https://example.org> 2 < 3",
  ])("%j is told nothing", (text) => {
    expect(parse(withTitle(`${text}\n\n${block("data", "input: meat")}`)).findings).toEqual([]);
  });
  it("keeps the place of what stands in it, in quotes and lists too", () => {
    const { findings } = parse(withTitle("> <div>\n> a `= x.y` and\n> \\newpage\n> </div>"));
    const places = findings.map(({ code, position }) => `${code} ${position?.line}:${position?.column}`);
    expect(places.sort()).toEqual(["FS2222 6:3", "FS2202 7:5", "FS2232 8:3", "FS2060 1:1"].sort());
  });
  it("folds blocks away with the text around them, and no block begins in its lines", () => {
    const folded = `<details>\n<summary>a</summary>\n\n${block("data", "input: meat")}\n\n</details>`;
    expect(parse(withTitle(folded)).protocol?.blocks.map(({ id }) => id)).toEqual(["data"]);
    const { findings } = parse(withTitle(`<details>\n${block("data", "input: meat")}\n</details>`));
    expect(findings.map(({ code }) => code)).toContain("FS2063");
  });
  it("is read to a hundred levels", () => {
    expect(read(`${"<b>a".repeat(101)}`)).toBe("beyond 100 levels of HTML in one another");
    expect(read(`${"<b>a".repeat(90)}${"</b>".repeat(90)}`)).toMatch(/^b\(ab\(a/);
  });
});

describe("callouts", () => {
  it.each(["NOTE", "tip", "IMPORTANT", "WARNING", "CAUTION"])("[!%s] begins one", (name) =>
    expect(read(`> [!${name}]\n> Take **care**.`)).toMatch(
      /^aside\((Note|Tip|Important|Warning|Caution)Take strong\(care\)\.\)$/,
    ),
  );
  it.each(["> [!NOTE] on this line", "> a\n> [!NOTE]", "> [!HINT]\n> b"])("%j is a quote", (text) =>
    expect(read(text)).toMatch(/^blockquote/),
  );
});

describe("definition lists", () => {
  it.each([
    ["Water\n: H~2~O\n: ice\nSalt\n: NaCl", "dl(dt(Water)dd(Hsub(2)O)dd(ice)dt(Salt)dd(NaCl))"],
    ["Water\n: wet\n\nSalt\n: dry", "dl(dt(Water)dd(wet)dt(Salt)dd(dry))"],
    ["Water\n: wet\n  and cold", "dl(dt(Water)dd(wet and cold))"],
    ["Two terms:\n`a` b\n: wet", "Two terms:dl(dt(‹a› b)dd(wet))"],
    ["> Water\n> : wet", "blockquote(dl(dt(Water)dd(wet)))"],
  ])("%j is one", (text, expected) => expect(read(text)).toBe(expected));
  it.each([": alone", "a\n\n: b", "ratio\n:b", "a: b\nc : d"])("%j is none", (text) =>
    expect(read(text)).not.toMatch(/dl\(/),
  );
});

describe("ids and captions", () => {
  it.each([
    ["## A `= x.y` heading {#own}", "own"],
    ["## A `= x.y` Heading!", "a-heading"],
    ["# A\n\n# A", "a a-1"],
    ["> ## In a quote {#q}", "q"],
    ["| a |\n|---|\n\n: Words {#t}", "t"],
  ])("%j has %s", (text, ids) => {
    const parsed = parseMarkdown(text);
    expect(
      "tree" in parsed
        ? idsIn(parsed.tree)
            .map(({ id }) => id)
            .join(" ")
        : null,
    ).toBe(ids);
  });
  it.each([
    ["| a |\n|---|\n\n: Words of *it* {#t}", "div(table(tableRow(tableCell(a)))Words of emphasis(it))"],
    ["| a |\n|---|\n\ntext", "table(tableRow(tableCell(a)))text"],
  ])("%j is read", (text, expected) => expect(read(text)).toBe(expected));
  it("are told nothing where references meet them", () => {
    const table = "| a |\n|---|\n\n: Words {#t}";
    const text = `# A {#a}\n\n${table}\n\n[](#a) [](#t) [it](#data) [b](#b) [r][]\n\n# B\n\n[r]: #t`;
    expect(parse(withTitle(`${text}\n\n${block("data", "input: meat")}`)).findings).toEqual([]);
  });
});

describe("page breaks", () => {
  it("stand on a line of their own", () => {
    expect(read("a\n\n{{< pagebreak >}}\n\nb")).toBe("adiv()b");
    expect(read("a {{< pagebreak >}}")).not.toContain("div");
  });
});

describe("what stays text without a finding", () => {
  it.each([
    "the set {1, 2} and {a}",
    "C:\\data\\new and \\\\server\\share",
    "costs $5 and $6, $ 7",
    "a: b, 10:30, at::b",
    "`\\newpage`, `{.a}`, `$x$`, `{{< a >}}`, `[@a]`, `=SUM(a)`",
    "\\$x\\$, \\{.a}, \\[@a]",
    "mail a@b.org or [write](mailto:a@b.org), [home @ work]",
    "R^2 of 0.9 [1]",
  ])("%s", (text) => {
    expect(parse(withTitle(`${text}\n\n${block("data", "input: meat")}`)).findings).toEqual([]);
  });
});

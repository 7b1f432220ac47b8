/** Long paragraphs: what counts as one, and that the cap stands where it is said to stand. */
import { describe, expect, it } from "vitest";
import { longParagraph, manyPieces } from "../../../compiler/document/paragraphs.ts";
import { readText } from "../../../compiler/document/read.ts";

const many = (line: string, n = 4) => `${line}\n`.repeat(n);
const codeOf = (text: string) => {
  const read = readText(new TextEncoder().encode(text), "a.md");
  return "finding" in read ? read.finding.code : null;
};

describe("a paragraph", () => {
  it("may have 2,000 lines and no more", () => {
    expect(codeOf(`# Title\n\n${many("a line of text", 2000)}`)).toBeNull();
    expect(codeOf(`# Title\n\n${many("a line of text", 2001)}`)).toBe("FS2611");
  });
  it("may not in a quote either", () => expect(codeOf(many("> text", 2001))).toBe("FS2611"));
  it.each([
    ["after front matter", `---\ntitle: a\n---\n${many("a")}`, 17],
    ["after a heading", `# H\n${many("a")}`, 4],
    ["after a fence", `\`\`\`\n${many("a")}\`\`\`\n${many("b")}`, 16],
    ["below an item of a list", `- a\n\n${many("    b")}`, 5],
    ["in a quote", many("> a"), 0],
    ["of an item", `- a\n${many("  b")}`, 0],
    ["with indented lines", many("    a").replace(/^ {4}/, ""), 0],
    ["that looks like items of a list begun late", `a\n${many("7. b")}`, 0],
    ["with a row of dashes that makes no table", `a\n|:-|-|\n${many("b")}`, 0],
    ["that ends in what looks like a fence", `${many("a``` b`")}`, 0],
  ])("%s is found", (_, text, at) => expect(longParagraph(text, 3)).toBe(at));
  it.each([
    ["three lines", many("a", 3)],
    ["lines with empty ones between", many("a\n", 9)],
    ["front matter", `---\n${many("a: b")}---\n`],
    ["a fenced block", `\`\`\`foodspec data\n${many("a")}\`\`\`\n`],
    ["a fenced block with a shorter fence in it", `\`\`\`\`md\n\`\`\`\n${many("a")}\`\`\`\`\n`],
    ["a fenced block of tildes", `~~~\n${many("a")}~~~\n`],
    ["a fenced block in an item", `- \`\`\`\n${many("  a")}  \`\`\`\n`],
    ["code by indentation", many("    a")],
    ["a table", `|a|b|\n|-|-|\n${many("|c|d|")}`],
    ["a table in a quote", `> |a|b|\n> |-|-|\n${many("> |c|d|")}`],
    ["a list", many("- a")],
    ["a numbered list", "1. a\n2. b\n3. c\n4. d\n5. e\n"],
    ["a nested list", many("- a\n    - b")],
    ["underlined headings", many("a\n---")],
  ])("is not %s", (_, text) => expect(longParagraph(text, 3)).toBeNull());
});

describe("a document", () => {
  it("may have 10,000 paragraphs and no more", () => {
    expect(codeOf(many("a\n", 10_000))).toBeNull();
    expect(codeOf(many("a\n", 10_001))).toBe("FS2612");
  });
  it("may have 20,000 lines of data in a fenced block", () => {
    expect(codeOf(`\`\`\`\n${many("- a", 20_000)}\`\`\`\n`)).toBeNull();
  });
  it.each([
    ["paragraphs", many("a\n"), 9],
    ["items of a list", many("- a"), 12],
    ["items with empty lines between", many("- a\n"), 15],
    ["headings", many("# a"), 12],
    ["rules", many("***"), 12],
    ["fenced blocks", many("```\n```"), 24],
    ["quotes", many("> a\n"), 15],
    ["empty quotes", many(">\n"), 9],
  ])("of four %s has four pieces", (_, text, fourth) => {
    expect(manyPieces(text, 3)).toBe(fourth);
    expect(manyPieces(text, 4)).toBeNull();
  });
  it.each([
    ["the lines of a paragraph", many("a")],
    ["what stands in a fenced block", `\`\`\`\n${many("# a")}\`\`\`\n`],
    ["rows of a table", `|a|b|\n|-|-|\n${many("|c|d|")}`],
    ["front matter", `---\n${many("a: b\n")}---\n`],
  ])("does not count %s", (_, text) => expect(manyPieces(text, 3)).toBeNull());
});

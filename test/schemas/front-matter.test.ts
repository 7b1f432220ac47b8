/** The front matter of who and what: fields that say something of a protocol and nothing to its blocks. */
import { describe, expect, it } from "vitest";
import { registry } from "../../blocks/registry.ts";
import { parseProtocol } from "../../compiler/document/parse.ts";
import { frontMatterSchema } from "../../schemas/front-matter.ts";

const accepts = (more: object): boolean => frontMatterSchema.safeParse({ title: "a", ...more }).success;
const author = (more: object) => ({ authors: [{ name: "A. Author", ...more }] });

describe("what a front matter says of itself", () => {
  it.each<[string, object, boolean]>([
    ["a change of 10 characters", { change: "0123456789" }, true],
    ["a change of 500 characters", { change: "x".repeat(500) }, true],
    ["a change of 9 characters", { change: "012345678" }, false],
    ["a change of 501 characters", { change: "x".repeat(501) }, false],
    ["an SPDX identifier", { license: "CC-BY-4.0" }, true],
    ["an SPDX expression", { license: "MIT OR Apache-2.0" }, true],
    ["the address of a licence", { license: "https://example.org/licence" }, true],
    ["a licence in prose", { license: "free, but ask me first" }, false],
    ["keywords", { keywords: ["meat", "NIR"] }, true],
    ["no keyword among keywords", { keywords: [] }, false],
    ["an ORCID iD", author({ orcid: "0000-0002-1825-0097" }), true],
    ["an ORCID iD by its address", author({ orcid: "https://orcid.org/0000-0002-1694-233X" }), true],
    ["an ORCID iD with a digit changed", author({ orcid: "0000-0002-1825-0098" }), false],
    ["an ORCID iD without its hyphens", author({ orcid: "0000000218250097" }), false],
    ["affiliation and address", author({ affiliation: "Laboratory", email: "a.author@example.org" }), true],
    ["no address", author({ email: "somebody" }), false],
    ["an unknown field of an author", author({ phone: "1" }), false],
  ])("%s: %s", (_, more, expected) => {
    expect(accepts(more)).toBe(expected);
  });

  it("is nothing that a block may read: no key changes with it", () => {
    const settings = (more: string) => {
      const text = `---\ntitle: a\n${more}---\n\nText.\n`;
      return parseProtocol(new TextEncoder().encode(text), "a.md", registry, {}).protocol?.settings;
    };
    const all =
      "change: One component more\nlicense: MIT\nkeywords: [a]\nauthors: [{name: A, orcid: 0000-0002-1825-0097, affiliation: L, email: a@b.org}]\n";
    expect(settings("")).toBeDefined();
    expect(settings(all)).toEqual(settings(""));
  });
});

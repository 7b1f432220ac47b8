/** Format: YAML in one form, prose to the byte, nothing that a document says changed. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import { formatDocument } from "../../../compiler/document/format/format-document.ts";
import { formatYaml } from "../../../compiler/document/format/format-yaml.ts";
import { root } from "../../docs/documents.ts";
import { fc, it as test } from "../../fixtures/property.ts";

describe("formatted YAML", () => {
  it.each([
    ["two blanks a level", "steps:\n    - snv\naxis:\n     unit: nm\n", "steps:\n  - snv\naxis:\n  unit: nm\n"],
    ["one blank behind a colon", "input:    meat\n", "input: meat\n"],
    [
      "one blank behind a comma, none inside of brackets",
      "a: [ 1,2,  3 ]\nb: { c: 1,d: 2 }\n",
      "a: [1, 2, 3]\nb: {c: 1, d: 2}\n",
    ],
    ["needless quotation marks off", "a: \"fat\"\nb: 'up to 20 %'\n", "a: fat\nb: up to 20 %\n"],
    [
      "quotation marks that are needed",
      'a: "20"\nb: "true"\nc: "%"\nd: "a: b"\n',
      'a: "20"\nb: "true"\nc: "%"\nd: "a: b"\n',
    ],
    ["numbers as they are written", "a: 1.10\nb: 1e5\nc: 0.050\n", "a: 1.10\nb: 1e5\nc: 0.050\n"],
    ["comments and blank lines", "# why\na: 1   # what\n\nb: 2\n", "# why\na: 1 # what\n\nb: 2\n"],
    ["blanks at the end of a line off", "a: 1  \nb: 2\t\n", "a: 1\nb: 2\n"],
    ["a list that is not indented", "steps:\n- snv\n- autoscale\n", "steps:\n- snv\n- autoscale\n"],
    ["parameters", "components: = params.lv\n", "components: = params.lv\n"],
    ["texts over several lines", "caption: |\n  one\n  two\n", "caption: |\n  one\n  two\n"],
  ])("has %s", (_, before, after) => {
    expect(formatYaml(before)).toBe(after);
    expect(formatYaml(after)).toBe(after);
  });
  it("is null where it is no YAML", () => expect(formatYaml("a: [1\n")).toBeNull());
  const scalar = fc.oneof(fc.string(), fc.integer(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean());
  const value = fc.letrec((tie) => ({
    any: fc.oneof({ depthSize: "small" }, scalar, tie("list"), tie("map")),
    list: fc.array(tie("any"), { maxLength: 4 }),
    map: fc.dictionary(fc.stringMatching(/^[a-z]{1,5}$/), tie("any"), { maxKeys: 4 }),
  })).map;
  test.prop([value])("says what it said, and once formatted stays", (one) => {
    const source = `${JSON.stringify(one)}\n`;
    const formatted = formatYaml(source) ?? source;
    expect(parse(formatted)).toEqual(parse(source));
    expect(formatYaml(formatted)).toBe(formatted);
  });
});

describe("a formatted document", () => {
  const text =
    '---\ntitle:   "A"\n---\n\nProse:   stays  \n\n```foodspec data\ninput:   meat\n```\n\n```yaml\na:   1\n```\n';
  it("keeps prose and code of other languages", () => {
    expect(formatDocument(text)).toBe(text.replace('title:   "A"', "title: A").replace("input:   meat", "input: meat"));
  });
  it("has LF", () => expect(formatDocument(text.replaceAll("\n", "\r\n"))).toBe(formatDocument(text)));
  it("leaves what a longer fence shows", () => {
    const shown = "````markdown\n```foodspec data\na:   1\n```\n````\n";
    expect(formatDocument(shown)).toBe(shown);
  });
  it.each(["analyses/meat-fat/protocol.md", "analyses/meat-fat/regulatory.md"])("%s of ours is in the form", (path) => {
    const own = readFileSync(join(root, path), "utf8");
    expect(formatDocument(own)).toBe(own);
  });
});

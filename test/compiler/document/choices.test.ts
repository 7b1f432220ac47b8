/** Open choices: which lines of a document are one, and where they are found. */
import { describe, expect, it } from "vitest";
import { registry } from "../../../blocks/registry.ts";
import { parseProtocol } from "../../../compiler/document/parse.ts";

const found = (body: string, before = "") =>
  parseProtocol(
    new TextEncoder().encode(
      `---\ntitle: T\ninputs: {a: {path: a.csv}}\n---\n\n${before}\`\`\`foodspec data\n${body}\`\`\`\n`,
    ),
    "protocol.md",
    registry,
  ).findings.map(({ code, position, facts }) => [code, position?.line, position?.column, facts.what]);

describe("an open choice", () => {
  it.each<[string, string, unknown[]]>([
    ["is a line of a block", "input: a\n# choose: `id`, a column\n", [["FS2072", 8, 1, "`id`, a column"]]],
    ["may be indented, among CR LF", "input: a\r\n  # choose: it \r\n", [["FS2072", 8, 3, "it"]]],
    [
      "is each by itself",
      "# choose: a\n# choose: b\n",
      [
        ["FS2072", 7, 1, "a"],
        ["FS2072", 8, 1, "b"],
      ],
    ],
    ["keeps what else is missing unsaid", "# choose: the input\n", [["FS2072", 7, 1, "the input"]]],
    ["is no comment behind an option", "input: a  # choose: later\n", []],
    ["is no other comment", "input: a\n# choose\n# chosen: a\n", []],
  ])("%s", (_, body, expected) => {
    expect(found(body)).toEqual(expected);
  });
  it("does not hide YAML that cannot be read", () => {
    const codes = found("# choose: a\ninput: [a\n").map(([code]) => code);
    expect(codes).toEqual(["FS2072", "FS2050"]);
  });
  it("is nothing in the text", () => {
    expect(found("input: a\n", "# choose: a title\n\n")).toEqual([]);
  });
});

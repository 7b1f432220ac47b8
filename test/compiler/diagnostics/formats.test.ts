/** Findings in every format: what people, CI services and scripts read. */
import { describe, expect, it } from "vitest";
import { finding } from "../../../compiler/diagnostics/build.ts";
import { catalogue } from "../../../compiler/diagnostics/catalogue.ts";
import type { Finding } from "../../../compiler/diagnostics/finding.ts";
import { github } from "../../../compiler/diagnostics/github.ts";
import { jsonLines } from "../../../compiler/diagnostics/json-lines.ts";
import { junit } from "../../../compiler/diagnostics/junit.ts";
import { sarif } from "../../../compiler/diagnostics/sarif.ts";
import { fieldColumns, noSources, withSources } from "../../../compiler/diagnostics/sources.ts";
import { dotted, text } from "../../../compiler/diagnostics/text.ts";

const allowed = ["window", "order", "deriv", "per"];
const facts = { key: "polyoder", owner: "step `savgol`", name: "`savgol`", allowed, suggestion: "order" };
const place = { file: "protocol.md", line: 42, column: 7, endLine: 42, endColumn: 15 };
const unknown = finding("FS2107", place, facts, { block: "prep", pointer: ["steps", 1, "savgol", "polyoder"] });
const file = `${"\n".repeat(40)}  - savgol:\n      polyoder: 3\n`;
const marked = (column: number, endColumn: number, mark = "here"): Finding => ({
  ...finding("FS2060", { file: "a.md", line: 1, column, endLine: 1, endColumn }),
  mark,
});
const drawn = (source: string, column: number, end: number, width = 100) =>
  text([marked(column, end)], withSources({ "a.md": source }), { width })
    .split("\n")
    .slice(2, 4);

describe("text", () => {
  it("has the shape of the design", () => {
    expect(text([unknown], withSources({ "protocol.md": file }))).toBe(
      [
        "error[FS2107]: unknown option `polyoder` for step `savgol`",
        "   ┌─ protocol.md:42:7   (block `prep`, steps[1])",
        "41 │   - savgol:",
        "42 │       polyoder: 3",
        "   │       ^^^^^^^^ not an option of `savgol` (window, order, deriv, per)",
        "   = help: did you mean `order`?",
        "",
      ].join("\n"),
    );
  });
  it("goes without a source and without a place", () => {
    expect(text([unknown], noSources).split("\n")).toHaveLength(4);
    expect(text([finding("FS1005", null, { key: "a" })], noSources)).toMatch(/^error\[FS1005\].*\n {3}= help: .*\n$/);
  });
  it("puts carets below wide characters, tabs and combining marks", () => {
    expect(drawn("脂肪: x", 5, 6)).toEqual([" 1 │ 脂肪: x", "   │       ^ here"]);
    expect(drawn("\ta: x", 5, 6)).toEqual([" 1 │     a: x", "   │        ^ here"]);
    expect(drawn("e\u0301: x", 5, 6)).toEqual([" 1 │ e\u0301: x", "   │    ^ here"]);
    expect(drawn("😀 x", 4, 5)).toEqual([" 1 │ 😀 x", "   │    ^ here"]);
  });
  it("shows control and bidirectional characters by number", () => {
    expect(drawn("a\u202Eb: x", 6, 7)).toEqual([" 1 │ aU+202Eb: x", "   │           ^ here"]);
    expect(text([{ ...unknown, message: "a\u001B[31mb" }], noSources)).toContain("aU+001B[31mb");
  });
  it("cuts long lines around the caret", () => {
    const [line, caret] = drawn(`${"a".repeat(500)}XYZ${"b".repeat(500)}`, 501, 504, 60);
    expect(line.length).toBeLessThan(70);
    expect(line.slice(caret.indexOf("^"), caret.lastIndexOf("^") + 1)).toBe("XYZ");
    expect(line).toMatch(/…a+XYZb+…$/);
    const [start] = drawn(`XYZ${"b".repeat(500)}`, 1, 4, 60);
    expect(start).toMatch(/│ XYZb+…$/);
  });
  it("draws one caret where a range is empty, and to the line's end where it goes over lines", () => {
    expect(drawn("abc", 2, 2)[1]).toBe("   │  ^ here");
    const over = { ...unknown, position: { ...place, endLine: 44, endColumn: 2 } };
    expect(text([over], withSources({ "protocol.md": file }))).toContain("       ^^^^^^^^^^^ ");
  });
  it("points at the field of a data file", () => {
    const found = {
      ...unknown,
      position: { file: "meat.csv", line: 2, column: 3, endLine: 2, endColumn: 4 },
      mark: "no number",
    };
    const sources = withSources(
      { "meat.csv": new TextEncoder().encode('id,name,fat\n1,"a, b",x\n') },
      { "meat.csv": "," },
    );
    expect(text([found], sources).split("\n").slice(3, 5)).toEqual([' 2 │ 1,"a, b",x', "   │          ^ no number"]);
    expect(fieldColumns("a;b", 9, ";")).toEqual({ column: 3, end: 4 });
  });
  it("colours only where it is asked to", () => {
    const sources = withSources({ "protocol.md": file });
    const coloured = text([unknown], sources, { colour: true });
    expect(coloured).toContain("\u001b[1;31m");
    // biome-ignore lint/suspicious/noControlCharactersInRegex: colours are control characters
    expect(coloured.replaceAll(/\u001b\[[\d;]*m/g, "")).toBe(text([unknown], sources));
  });
  it("writes pointers as people do", () => {
    expect([dotted("/steps/1/savgol/polyoder"), dotted("/estimator/pls-da"), dotted("/a/0/b/2")]).toEqual([
      "steps[1]",
      "estimator.pls-da",
      "a[0].b[2]",
    ]);
  });
});

describe("sources", () => {
  it("know lines of texts and bytes with any line ends", () => {
    const sources = withSources({ a: "x\r\ny\nz", b: new TextEncoder().encode("é\rü\n") });
    expect([1, 2, 3, 4, 0].map((n) => sources.line("a", n))).toEqual(["x", "y", "z", null, null]);
    expect([2, 1].map((n) => sources.line("b", n))).toEqual(["ü", "é"]);
    expect(sources.line("toString", 1)).toBeNull();
  });
});

const nasty = finding(
  "FS2061",
  { ...place, file: "a b/%c,d:e.md" },
  { kind: "x]]><&\"'\n::error::%0A", allowed: [], suggestion: null },
);

describe("JSON lines", () => {
  it("have an object a line with every field", () => {
    const lines = jsonLines([unknown, nasty])
      .trimEnd()
      .split("\n")
      .map((line) => JSON.parse(line));
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatchObject({
      code: "FS2107",
      severity: "error",
      stage: "protocol",
      exit_code: 4,
      error_type: "ProtocolError",
      block: "prep",
      pointer: "/steps/1/savgol/polyoder",
      position: { file: "protocol.md", line: 42, column: 7, end_line: 42, end_column: 15 },
      facts: { key: "polyoder", allowed },
      recommendations: ["did you mean `order`?"],
    });
  });
});

describe("SARIF", () => {
  const log = JSON.parse(sarif([unknown, nasty, finding("FS2060", null), unknown], "0.1.0"));
  it("has the structure of 2.1.0", () => {
    expect(log).toMatchObject({ version: "2.1.0", $schema: expect.stringContaining("sarif-schema-2.1.0.json") });
    const [run] = log.runs;
    expect(run.columnKind).toBe("utf16CodeUnits");
    expect(run.tool.driver).toMatchObject({ name: "foodspec", version: "0.1.0" });
    expect(run.tool.driver.rules.map(({ id }: { id: string }) => id)).toEqual(["FS2060", "FS2061", "FS2107"]);
    for (const rule of run.tool.driver.rules) {
      expect(rule.name).toMatch(/^[A-Za-z0-9]+$/);
      for (const part of ["shortDescription", "fullDescription", "help"])
        expect(rule[part].text.length).toBeGreaterThan(0);
      expect(["error", "warning", "note"]).toContain(rule.defaultConfiguration.level);
    }
    for (const result of run.results) {
      expect(run.tool.driver.rules[result.ruleIndex].id).toBe(result.ruleId);
      expect(["error", "warning", "note"]).toContain(result.level);
      expect(result.message.text.length).toBeGreaterThan(0);
      for (const { physicalLocation } of result.locations) {
        expect(physicalLocation.artifactLocation.uri).not.toMatch(/[ ,]|%(?![0-9A-F]{2})/);
        expect(physicalLocation.region.startLine).toBeGreaterThanOrEqual(1);
        expect(physicalLocation.region.endColumn).toBeGreaterThanOrEqual(physicalLocation.region.startColumn);
      }
    }
  });
});

describe("rules of SARIF", () => {
  it("say alternatives one by one and placeholders in words, as `explain` does", () => {
    const every = [...catalogue.keys()].map((code) => finding(code, null));
    const { rules } = JSON.parse(sarif(every)).runs[0].tool.driver;
    for (const { id, fullDescription, help } of rules) {
      expect(`${fullDescription.text} ${help.text}`, id).not.toMatch(/ \|\| |\{[a-z_]+(\|\w+)?\}/);
    }
    const unknownOption = rules.find(({ id }: { id: string }) => id === "FS2107");
    expect(unknownOption.help.text.split("\n")[0]).toBe("did you mean `<suggestion>`?");
  });
});

describe("JUnit", () => {
  it("has a case a finding, and one that passes for a file without", () => {
    const xml = junit([
      { document: "a.md", findings: [unknown, finding("FS2060", place)], seconds: 1.5 },
      { document: "b.md", findings: [], seconds: null },
    ]);
    expect(xml).toContain('<testsuites name="foodspec" tests="3" failures="1" errors="0" time="1.500">');
    expect(xml).toContain('<testsuite name="a.md" tests="2" failures="1" errors="0" time="1.500">');
    expect(xml).toContain('<testcase name="check" classname="b.md"/>');
    expect(xml).toContain('<failure type="FS2107" message="unknown option `polyoder` for step `savgol`">');
  });
  it("escapes what XML cannot hold", () => {
    const one = (found: Finding) => junit([{ document: 'a"<.md', findings: [found], seconds: null }]);
    const xml = one(nasty);
    expect(xml).toContain("x]]&gt;&lt;&amp;&quot;&apos;U+000A::error::%0A");
    expect(xml.replaceAll(/<[^<>]*>/g, "").replaceAll(/&(amp|lt|gt|quot|apos|#9);/g, "")).not.toMatch(/[<>&]/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
    expect(one({ ...nasty, message: "a\u0001\u000B" })).not.toMatch(/[\u0001\u000B]/);
  });
});

describe("GitHub", () => {
  it("has a command a line, with what could break it escaped", () => {
    const lines = github([unknown, nasty, finding("FS2060", null)])
      .trimEnd()
      .split("\n");
    expect(lines[0]).toBe(
      "::error file=protocol.md,line=42,endLine=42,col=7,endColumn=14,title=FS2107::unknown option `polyoder` for step `savgol`%0Ahelp: did you mean `order`?",
    );
    expect(lines).toHaveLength(3);
    expect(lines[1]).toMatch(/^::error file=a b\/%25c%2Cd%3Ae\.md,/);
    expect(lines[1]).toContain("::error::%250A");
    expect(lines[2]).toMatch(/^::warning title=FS2060::/);
  });
});

describe("a line that findings point at", () => {
  const long = Buffer.alloc((1 << 24) + 2, "1");
  it("is not quoted where it is longer than anybody reads", () => {
    const { line } = withSources({ "t.csv": Buffer.concat([Buffer.from("a\n"), long, Buffer.from("\nb\n")]) });
    expect([1, 2, 3].map((number) => line("t.csv", number))).toEqual(["a", null, "b"]);
  });
  it("is laid out around its caret alone, as if all of it were", () => {
    const header = Array.from({ length: 300_000 }, (_, j) => `c${j}`).join(",");
    const column = header.indexOf("c150000") + 1;
    const [quoted, carets] = drawn(header, column, column + 7);
    expect(quoted).toMatch(/^ 1 │ ….*c149999,c150000,c150001.*…$/);
    expect(quoted.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1)).toBe("c150000");
  });
  it("is not looked for where the file as such is meant", () => {
    const at = { file: "t.csv", line: 1, column: 1, endLine: 1, endColumn: 1 };
    const sources = { ...noSources, line: () => expect.unreachable("nobody asks for a line") };
    expect(text([finding("FS3001", at, { path: "t.csv" })], sources)).toContain("t.csv:1:1");
  });
});

/** What a document becomes when nothing is wrong with it. */
import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { turnsOf } from "../../fixtures/steps.ts";
import { block, parse, withTitle } from "./kinds.ts";

const whole = withTitle(
  block("data", "input: meat\nlabel: 20\nclasses: [0, 1.10, b]\ncaption: 1.10") +
    block("preprocess #prep", "steps: [snv, {savgol: {window: = params.w}}, crop: [1, 2], rubber: ]") +
    block("model", "estimator: pls-da\nfrom: prep") +
    'See `= model.accuracy : .1%`, `=SUM()`, `= model.by_class["over 20 %"].recall`, [it](#model.roc), [data](#data).\n',
  "version: 1.10\nmode: RESEARCH\nscheme: {kfold: {folds: 3}}\nparams: {w: 5}\nseed: 7\n",
);

describe("a document without faults", () => {
  const { protocol, findings } = parse(whole);
  it("has no findings", () => expect(findings).toEqual([]));

  it("keeps numbers as written where text is wanted", () => {
    expect(protocol?.frontMatter.version).toBe("1.10");
    expect(protocol?.blocks[0].options).toMatchObject({ label: "20", classes: ["0", "1.10", "b"] });
    expect(protocol?.blocks[0].presentation).toEqual({ caption: "1.10" });
  });

  it("takes the mode in any case and the scheme in one form", () => {
    expect(protocol?.settings.mode).toBe("research");
    expect(protocol?.settings.scheme).toEqual({ name: "kfold", options: { folds: 3, repeats: 1 } });
    expect(parse(withTitle("a", "scheme: lobo\n")).protocol?.settings.scheme).toEqual({ name: "lobo", options: {} });
    expect(parse(withTitle("a")).protocol?.settings.scheme).toBeNull();
    expect(protocol?.seed).toBe(7);
  });

  it("fills defaults in, replaces parameters, and takes a bare name for its defaults", () => {
    expect(protocol?.blocks[1].options).toEqual({
      steps: [
        { name: "snv", options: {} },
        { name: "savgol", options: { window: 5, order: 2, deriv: 0, per: "point" } },
        { name: "crop", options: [1, 2] },
        { name: "rubber", options: { lambda: 1 } },
      ],
    });
  });

  it("splits from and presentation off the options", () => {
    expect(protocol?.blocks.map(({ id, from, index }) => [id, from, index])).toEqual([
      ["data", null, 0],
      ["prep", null, 1],
      ["model", ["prep"], 2],
    ]);
    expect(protocol?.blocks[2].options).toEqual({ estimator: { name: "pls-da", options: { components: 5 } } });
  });

  it("finds inline values and references, and leaves code and headings alone", () => {
    expect(protocol?.inlineValues.map(({ path, format }) => [path, format])).toEqual([
      [["model", "accuracy"], ".1%"],
      [["model", "by_class", "over 20 %", "recall"], null],
    ]);
    expect(protocol?.references.map(({ address }) => address)).toEqual(["model.roc"]);
  });

  it("knows where options and fields stand", () => {
    const shown = (position?: { line: number; column: number; endColumn: number }) =>
      position && [position.line, position.column, position.endColumn];
    expect(shown(protocol?.blocks[1].at(["steps", 1, "savgol", "window"]))).toEqual([19, 32, 42]);
    expect(shown(protocol?.blocks[1].at(["steps", 1, "savgol", "order"]))).toEqual([19, 15, 21]);
    expect(shown(protocol?.blocks[1].at(["nothing"]))).toEqual([18, 1, 29]);
    expect(shown(protocol?.frontMatterAt(["seed"]))).toEqual([8, 7, 8]);
    expect(shown(protocol?.frontMatterAt(["primary"]))).toEqual([1, 1, 4]);
    expect(protocol?.blocks[0].position).toMatchObject({ line: 11, column: 1, endLine: 16, endColumn: 4 });
  });

  it("keeps the offsets of the file in its tree", () => {
    const code = protocol?.tree.children.find((node) => node.type === "code");
    expect(protocol?.text.slice(code?.position?.start.offset, code?.position?.end.offset)).toMatch(
      /^```foodspec data[\s\S]*```$/,
    );
  });
});

describe("the way a file is written", () => {
  const places = (text: string) =>
    parse(text).findings.map(({ code, position }) => `${code} ${position?.line}:${position?.column}`);
  const faulty = withTitle(`${block("data", "input: meat\nmising: a")}text \`= date.x\`\n`, "sead: 1\n");
  const expected = ["FS2107 4:1", "FS2107 9:1", "FS2202 12:6"];

  it("has its places with LF", () => expect(places(faulty)).toEqual(expected));
  it.each(["\r\n", "\r"])("may end the front matter with a mapping in braces, before %j", (lineEnd) => {
    const text = `---\ntitle: a\ninputs: {meat: {path: a.csv}}\n---\n\n${block("data", "input: meat")}`;
    expect(places(text.replaceAll("\n", lineEnd))).toEqual(places(text));
  });
  it("has the same places with CRLF", () => expect(places(faulty.replaceAll("\n", "\r\n"))).toEqual(expected));
  it("has the same places with CR", () => expect(places(faulty.replaceAll("\n", "\r"))).toEqual(expected));
  it("has the same places behind a byte order mark", () => expect(places(`\uFEFF${faulty}`)).toEqual(expected));
  it("may indent fences, and use tildes", () => {
    const indented = withTitle("  ~~~ foodspec data\n  input: meat\n  mising: a\n  ~~~\n");
    expect(places(indented)).toEqual(["FS2107 8:3"]);
    expect(places(withTitle("  ```foodspec data\n  input: meat\nmising: a\n  ```\n"))).toEqual(["FS2107 8:1"]);
  });
  it("may hold a fence of foodspec inside of another fence", () => {
    expect(parse(withTitle("````markdown\n```foodspec data\n```\n````\n")).findings.map(({ code }) => code)).toEqual([
      "FS2060",
    ]);
  });
  it("may have spaces behind its fences and comments between", () => {
    expect(parse("--- \ntitle: a # b\n# c\n---\t\ntext\n").protocol?.frontMatter.title).toBe("a");
    expect(parse("---\ntitle: a\n---").protocol?.frontMatter.title).toBe("a");
  });
  it("may have --- inside of an indented text", () => {
    expect(parse("---\ntitle: |\n  a\n  ---\n  b\n---\ntext\n").protocol?.frontMatter.title).toBe("a\n---\nb\n");
  });
});

describe("overrides", () => {
  const text = withTitle(
    block("data", "input: meat\nlabel: = params.label"),
    "params: {label: fat, lv: 8}\nmode: research\n",
  );
  it("are applied and recorded with what they replace", () => {
    const set = [
      { key: "params.lv", value: "10" },
      { key: "title", value: "Trial: two" },
      { key: "params.label", value: "1.10" },
      { key: "report.exhibits", value: "all" },
    ];
    const { protocol, overrides, findings } = parse(text, { seed: "42", mode: "Regulatory", scheme: "lobo", set });
    expect(findings.map(({ code }) => code)).toEqual(["FS2017"]);
    expect(protocol).toBeNull();
    expect(overrides).toEqual([
      { key: "mode", original: "research", override: "Regulatory" },
      { key: "seed", original: 0, override: 42 },
      { key: "scheme", original: null, override: "lobo" },
      { key: "params.lv", original: 8, override: 10 },
      { key: "title", original: "Trial", override: "Trial: two" },
      { key: "params.label", original: "fat", override: 1.1 },
      { key: "report.exhibits", original: "default", override: "all" },
    ]);
    const research = parse(text, { set });
    expect(research.protocol?.frontMatter).toMatchObject({
      title: "Trial: two",
      params: { lv: 10 },
      report: { exhibits: "all" },
    });
    expect(research.protocol?.blocks[0].options).toMatchObject({ label: "1.10" });
  });
  it("name a file for an input without recording its path", () => {
    const { inputs, overrides } = parse(text, { inputs: { "": "/home/somebody/new.csv" } });
    expect(inputs).toEqual({ meat: "/home/somebody/new.csv" });
    expect(overrides).toEqual([{ key: "inputs.meat", original: "meat.csv", override: "new.csv" }]);
  });
  it("may name an input that only a block knows", () => {
    const bare = `---\ntitle: a\n---\n\n${block("data", "input: meat")}`;
    expect(parse(bare).findings.map(({ code }) => code)).toEqual(["FS2116"]);
    expect(parse(bare, { inputs: { meat: "/x/new.csv" } }).findings).toEqual([]);
  });
  it("may give an input where others are refused", () => {
    const strict = text.replace("mode: research", "allow_cli_override: false");
    expect(parse(strict, { inputs: { meat: "/x/new.csv" } }).findings).toEqual([]);
    const refused = parse(strict, {
      mode: "regulatory",
      seed: 1,
      scheme: "lobo",
      trust: true,
      set: [{ key: "title", value: "a" }],
    });
    expect(refused.findings.map(({ code }) => code)).toEqual(Array(5).fill("FS1001"));
    expect(refused.overrides).toEqual([]);
  });
  it("may set a parameter no gate uses", () => {
    const gate = withTitle(block("qc", "gate: data\nmin_accuracy: = params.a"), "params: {a: 0.9, b: 1}\n");
    expect(parse(gate, { set: [{ key: "params.b", value: "2" }] }).findings).toEqual([]);
  });
});

describe("hostile front matter", () => {
  const hostile: readonly (readonly [what: string, text: string])[] = [
    ["JavaScript behind the fence", "---js\nmodule.exports = process.exit(1)\n---\n"],
    ["JSON behind the fence", "---json\n{}\n---\n"],
    ["coffee behind the fence", "---coffee\nx\n---\n"],
    ["a function", "---\ntitle: !!js/function 'function(){process.exit(1)}'\n---\n"],
    ["a regular expression", "---\ntitle: !!js/regexp /a/\n---\n"],
    [
      "a bomb of aliases",
      `---\na: &a [x,x]\n${"bcdefghijklmnopqrstuvwxyz"
        .split("")
        .map((c, i) => `${c}: &${c} [*${"abcdefghijklmnopqrstuvwxyz"[i]},*${"abcdefghijklmnopqrstuvwxyz"[i]}]`)
        .join("\n")}\n---\n`,
    ],
    ["a merge key", "---\ntitle: a\n<<: {seed: 1}\n---\n"],
    ["__proto__", '---\ntitle: a\n"__proto__": {polluted: 1}\n---\n'],
    ["constructor.prototype", "---\ntitle: a\nparams: {constructor: {prototype: {polluted: 1}}}\n---\n"],
    ["YAML 1.1", "---\n%YAML 1.1\n--- \ntitle: yes\n---\n"],
    ["a binary", "---\ntitle: !!binary aGk=\n---\n"],
  ];
  /** As many names as are asked for. */
  const named = (count: number) =>
    `---\ntitle: a\nparams:\n${Array.from({ length: count }, (_, i) => `  a${i}: ${i}`).join("\n")}\n---\n`;
  let turns: readonly number[];
  beforeAll(async () => {
    turns = await turnsOf([...hostile.map(([, text]) => text), named(500), named(1000)]);
  });

  it.each(hostile.map(([what, text], k) => [what, text, k] as const))(
    "with %s is refused and changes nothing",
    (_, text, k) => {
      const { protocol, findings } = parse(text);
      expect(protocol).toBeNull();
      expect(findings.length).toBeGreaterThan(0);
      expect(({} as { polluted?: number }).polluted).toBeUndefined();
      // A bomb that went off would take 2²⁵.
      expect(turns[k]).toBeLessThan(400_000);
    },
  );
  it("is not remembered from one document to the next", () => {
    expect(parse("---\ntitle: a\n---\nx").protocol?.frontMatter.title).toBe("a");
    expect(parse("---\ntitle: a\n---\nx").protocol?.frontMatter.title).toBe("a");
    expect(parse("---\n---\nx").findings.map(({ code }) => code)).toContain("FS2015");
  });
  it("with a thousand names is read in steps that grow with their number only", () => {
    expect(parse(named(1000)).protocol?.frontMatter.params.a999).toBe(999);
    const [some, more] = turns.slice(-2);
    expect(some).toBeGreaterThan(500);
    expect(more / some).toBeLessThan(2.2);
  });
});

describe("the parser", () => {
  it("imports no table of kinds", () => {
    const source = readFileSync(new URL("../../../compiler/document/parse.ts", import.meta.url), "utf8");
    expect(source).not.toMatch(/registry\.ts/);
  });
});

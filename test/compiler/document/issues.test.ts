/** Issues of zod in words: the alternative that was meant, and what is wanted in its place. */
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { expectation } from "../../../compiler/document/expectation.ts";
import { translate } from "../../../compiler/document/issues.ts";
import { linkProblem } from "../../../compiler/document/left-out.ts";
import { formatProblem, parseInline } from "../../../compiler/document/path.ts";
import { checkResultsPath } from "../../../compiler/document/results-path.ts";
import { validate } from "../../../compiler/document/validate.ts";
import type { Json } from "../../../schemas/plain-json.ts";
import { tagged } from "../../../schemas/tagged.ts";

const nowhere = { file: "a", line: 1, column: 1, endLine: 1, endColumn: 1 };
const said = (schema: z.ZodType, written: Json): string[] => {
  const { issues, value } = validate(schema, written, new Map());
  const subject = { schema, value, owner: "block `b`", name: "`k`", at: () => nowhere, block: "b" };
  return translate(issues, subject).map(({ code, pointer, message }) => `${code} ${pointer} ${message}`);
};

const translated = (schema: z.ZodType, value: Json) =>
  translate(validate(schema, value, new Map()).issues, {
    schema,
    value,
    owner: "block `b`",
    name: "`k`",
    at: () => nowhere,
    block: "b",
  });

describe("a number as it was written", () => {
  const texts = new Map([["/a", "1.10"]]);
  const entry = new Map([["/a/1", "1.10"]]);
  it.each<[string, z.ZodType, Json, ReadonlyMap<string, string>, Json]>([
    ["text", z.string(), 1.1, texts, "1.10"],
    ["one of some words", z.enum(["1.10", "1.20"]), 1.1, texts, "1.10"],
    ["a word", z.union([z.literal("1.10"), z.boolean()]), 1.1, texts, "1.10"],
    ["text or a list of texts", z.union([z.string(), z.array(z.string())]), ["x", 1.1], entry, ["x", "1.10"]],
    ["text beside a number", z.array(z.string()).or(z.array(z.number())), [1, 1.1], entry, [1, 1.1]],
    ["text or a number", z.union([z.string(), z.number()]), 1.1, texts, 1.1],
    ["another word", z.enum(["a", "b"]), 1.1, texts, 1.1],
    ["anything", z.unknown(), 1.1, texts, 1.1],
  ])("stands where %s is wanted", (_, a, written, of, read) =>
    expect(validate(z.strictObject({ a }), { a: written }, of).value).toEqual({ a: read }),
  );
});

describe("what to do", () => {
  const pls = z.strictObject({ components: z.number(), scale: z.boolean().optional() });
  const model = z.strictObject({
    estimator: tagged({ pls, svc: z.strictObject({ C: z.number().default(1) }) }),
    tune: z.strictObject({ folds: z.number() }).optional(),
  });
  const steps = z.strictObject({
    steps: z.array(tagged({ savgol: z.strictObject({ window: z.number() }), snv: z.strictObject({}) })),
  });
  const input = z.strictObject({ path: z.string(), sha256: z.string().optional() });
  it.each<[string, z.ZodType, Json, string]>([
    [
      "an option of a choice beside it",
      model,
      { estimator: "svc", components: 2 },
      "what block `b` knows: `estimator` and `tune`",
    ],
    [
      "an option of the choice made, beside it",
      model,
      { estimator: "pls", components: 2 },
      "it belongs one level down: `estimator: {pls: {components: …}}`",
    ],
    [
      "an option of a mapping beside it",
      model,
      { estimator: { svc: {} }, folds: 2 },
      "it belongs one level down: `tune: {folds: …}`",
    ],
    [
      "options level with their step",
      steps,
      { steps: [{ savgol: null, window: 3 }] },
      "put `window` inside `savgol`: `savgol: {window: …}`",
    ],
    [
      "two steps under one dash",
      steps,
      { steps: [{ savgol: { window: 3 }, snv: null }] },
      "let each step begin a line of its own with a dash: `- savgol`",
    ],
    [
      "a text for a mapping",
      z.strictObject({ inputs: z.record(z.string(), input) }),
      { inputs: { meat: "a.csv" } },
      "write it as a mapping: {path: a.csv}",
    ],
    [
      "a text for a mapping that needs more",
      z.strictObject({ exclude: z.array(z.strictObject({ sample: z.string(), reason: z.string() })) }),
      { exclude: ["s1"] },
      "write it as a mapping: {sample: s1, reason: …}",
    ],
  ])("is told of %s", (_, schema, value, help) => {
    expect(translated(schema, value).flatMap((found) => found.help)).toContain(help);
  });
  it("calls no number a text because fewer things are wrong with a text", () => {
    const grid = z
      .strictObject({ step: z.number().positive() })
      .refine(({ step }) => 1 / step < 100, { path: ["step"], error: "`step` is too small." });
    const { issues } = validate(grid, { step: 0 }, new Map([["/step", "0"]]));
    expect(issues.map(({ code }) => code)).toEqual(["too_small", "custom"]);
  });
});

describe("the alternative that was meant", () => {
  const label = z.strictObject({
    label: z.union([
      z.string(),
      z.strictObject({ column: z.string(), is: z.string(), not: z.string() }),
      z.strictObject({ from: z.string(), cut: z.array(z.number()) }),
    ]),
  });
  it("is the one whose outer form fits, however much is wrong in it", () => {
    expect(
      said(z.strictObject({ label: z.union([z.string(), z.strictObject({ from: z.string(), cut: z.number() })]) }), {
        label: { x: 1 },
      }),
    ).toEqual([
      "FS2104 /label `label` needs `from`",
      "FS2104 /label `label` needs `cut`",
      "FS2107 /label/x unknown option `x` for `label`",
    ]);
  });
  it("is, of several that fit, the one with the least wrong in it", () => {
    expect(said(label, { label: { from: "fat", cut: ["a"] } })).toEqual([
      "FS2101 /label/cut/0 entry 1 of `cut` of `label` is the text `a`, but a number is wanted",
    ]);
    expect(said(label, { label: { column: "a", is: "b", not: 5 } })).toEqual([
      "FS2101 /label/not `not` of `label` is the number 5, but text is wanted",
    ]);
  });
  it("is none where nothing fits, and all are named", () => {
    expect(said(z.strictObject({ a: z.union([z.literal("auto"), z.boolean(), z.array(z.int())]) }), { a: 5 })).toEqual([
      "FS2113 /a `a` is the number 5; `auto`, `true` or `false` or a list of whole numbers is wanted",
    ]);
    expect(said(z.strictObject({ a: z.union([z.literal("auto"), z.enum(["x", "y"])]) }), { a: "z" })).toEqual([
      "FS2103 /a `a` is `z`, which is not one of `auto`, `x` or `y`",
    ]);
  });
  it("is the one that says the same word where a word decides", () => {
    const by = z.discriminatedUnion("method", [
      z.strictObject({ method: z.literal("asls"), lambda: z.number().optional() }),
      z.strictObject({ method: z.literal("modpoly"), order: z.number() }),
    ]);
    const schema = z.strictObject({ base: tagged({ line: by }) });
    expect(said(schema, { base: { line: { method: "als" } } })).toEqual([
      "FS2103 /base/line/method `method` of base `line` is `als`, which is not one of `asls` or `modpoly`",
    ]);
    const [found] = translated(schema, { base: { line: { method: "asls", order: 2 } } });
    expect(found).toMatchObject({ code: "FS2107", facts: { key: "order", allowed: ["method", "lambda"] } });
  });
  it("says what is wanted, though another alternative knows the same key", () => {
    const schema = z.strictObject({
      a: z.union([z.strictObject({ k: z.string() }), z.strictObject({ k: z.int().max(3), b: z.string() })]),
    });
    expect(said(schema, { a: { k: true, b: "x" } })).toEqual([
      "FS2101 /a/k `k` of `a` is `true`, but a whole number of at most 3 is wanted",
    ]);
  });
  it("is found below tagged choices in alternatives", () => {
    const random = z.strictObject({ search: z.union([z.literal("grid"), z.strictObject({ random: z.int().min(1) })]) });
    const schema = z.strictObject({ model: tagged({ pls: random }) });
    expect(said(schema, { model: { pls: { search: { random: 0 } } } })).toEqual([
      "FS2102 /model/pls/search/random `random` of `search` is 0; it must be at least 1",
    ]);
    expect(said(schema, { model: "pls" })).toEqual(["FS2104 /model model `pls` needs `search`"]);
  });
  it("does not call an option missing that was misspelt", () => {
    expect(said(z.strictObject({ a: z.strictObject({ window: z.int() }) }), { a: { windw: 5 } })).toEqual([
      "FS2107 /a/windw unknown option `windw` for `a`",
    ]);
  });
  it("is told apart from a value of another form", () => {
    expect(said(z.strictObject({ a: z.enum(["x", "y"]) }), { a: { x: 1 } })).toEqual([
      "FS2101 /a `a` is a mapping, but one of `x` or `y` is wanted",
    ]);
  });
  it("may name a code of the catalogue itself", () => {
    const schema = z.strictObject({ a: z.int() }).superRefine((_, context) => {
      context.addIssue({
        code: "custom",
        path: ["a"],
        params: { finding: { code: "FS2110", facts: { reason: "so it is" } } },
      });
    });
    expect(said(schema, { a: 1 })).toEqual(["FS2110 /a `a`: so it is"]);
  });
});

describe("what is wanted", () => {
  it.each([
    [z.int().min(1).max(20), "a whole number from 1 to 20"],
    [z.number().gt(0), "a number above 0"],
    [z.number().gt(0).lt(1), "a number above 0 and below 1"],
    [z.number().max(3), "a number of at most 3"],
    [z.array(z.string()).optional(), "a list of texts"],
    [z.union([z.string(), z.array(z.string())]), "text or a list of texts"],
    [z.enum(["a", "b"]).default("a"), "one of `a` or `b`"],
    [
      z.record(z.string(), z.tuple([z.number(), z.number()])),
      "a mapping of names to entries, each a list of 2 entries, a number and a number",
    ],
    [z.strictObject({ a: z.string(), b: z.string() }), "a mapping with `a` and `b`"],
    [tagged({ a: z.strictObject({}), b: z.strictObject({}) }), "one of `a` or `b`"],
  ])("is said in words", (schema, words) => expect(expectation(schema)).toBe(words));
});

describe("paths of results", () => {
  const results = z.strictObject({
    n: z.number().nullable().optional(),
    ci: z.tuple([z.number(), z.number()]),
    by: z.record(z.string(), z.strictObject({ recall: z.number() })),
    some: z.record(z.enum(["lean", "fat"]), z.number()),
    list: z.array(z.strictObject({ x: z.number() })),
    open: z.looseObject({ known: z.number() }),
    either: z.union([z.strictObject({ a: z.number() }), z.strictObject({ b: z.number() })]),
  });
  it.each([
    "n",
    "ci",
    "ci.0",
    "by.any.recall",
    "some.lean",
    "list.3.x",
    "open.known",
    "open.other",
    "either.a",
    "either.b",
  ])("know %s", (path) => expect(checkResultsPath(results, path.split("."))).toBeNull());
  it.each([
    ["m", 0, ["n", "ci", "by", "some", "list", "open", "either"]],
    ["by.any.recal", 2, ["recall"]],
    ["some.other", 1, ["lean", "fat"]],
    ["either.c", 1, ["a", "b"]],
    ["n.x", 1, []],
  ])("do not know %s", (path, at, allowed) =>
    expect(checkResultsPath(results, path.split("."))).toMatchObject({ problem: "unknown", at, allowed }),
  );
  it.each(["by", "by.any", "list", "list.0", "either"])("do not end at %s", (path) =>
    expect(checkResultsPath(results, path.split("."))).toMatchObject({ problem: "group" }),
  );
});

describe("inline values", () => {
  it.each([
    ["plsda.accuracy", ["plsda", "accuracy"], null],
    [" plsda.accuracy:.1%", ["plsda", "accuracy"], ".1%"],
    ['a["x : y"].b[0] : ,d', ["a", "x : y", "b", "0"], ",d"],
    ["a['it']", ["a", "it"], null],
    ['a["\\"q\\""]', ["a", '"q"'], null],
    ["a-b_c.d-e", ["a-b_c", "d-e"], null],
  ])("read %s", (source, path, format) => expect(parseInline(source)).toEqual({ path, format }));
  it.each(["", ".a", "1a", "a.", "a[b]", 'a["b', "a b", "a :", "a.b c : d", 'a["\\q"]'])("refuse '%s'", (source) =>
    expect(parseInline(source)).toHaveProperty("what"),
  );
  it.each([".1%", ".3f", ",d", "+.2~e", "", "0>10.2f"])("know the format '%s'", (format) =>
    expect(formatProblem(format)).toBeNull(),
  );
  it.each(["q", ".1q", "1.%%", ".99f", "99999d", "abc"])("refuse the format '%s'", (format) =>
    expect(formatProblem(format)).not.toBeNull(),
  );
});

describe("what is left out", () => {
  it.each([
    "javascript:x",
    "JavaScript:x",
    " j\na\tv\u0000ascript:x",
    "java\u200Bscr\u200Bipt:x",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc",
    "//host/x",
    "\\\\host",
    "/\\host",
    "ftp://x",
  ])("are links like %j", (url) => expect(linkProblem(url)).not.toBeNull());
  it.each(["https://a.b", "HTTP://a.b", "mailto:a@b.c", "#x", "page.md", "/a/b", "a:b".slice(0, 1), ""])(
    "are not links like %j",
    (url) => expect(linkProblem(url)).toBeNull(),
  );
});

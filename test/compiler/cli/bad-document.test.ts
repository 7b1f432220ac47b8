import { afterEach, describe, expect, it } from "vitest";
import type { CompileOptions } from "../../../compiler/cli/api.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";
import { type ProtocolParts, smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { expectNothingHalfWritten, expectRefused, type Refused, replaced } from "./refused.ts";

let place: Place;
afterEach(() => place.remove());

const small = smallProtocol();
const csv = smallCsv();

type Case = readonly [name: string, document: string | ProtocolParts, refused: Omit<Refused, "exit">];

const cases: readonly Case[] = [
  [
    "an unknown kind of block",
    replaced(small, "foodspec model #plsda", "foodspec modle #plsda"),
    { code: "FS2061", at: "protocol.md:26:13", says: "unknown kind of block `modle`", next: "did you mean `model`?" },
  ],
  [
    "an unknown step",
    replaced(small, "  - snv", "  - svn"),
    { code: "FS2108", at: "protocol.md:23:5", says: "unknown step `svn`", next: "did you mean `snv`?" },
  ],
  [
    "an unknown option of a step",
    replaced(small, "order: 2", "polyoder: 2"),
    {
      code: "FS2107",
      at: "protocol.md:22:25",
      says: "unknown option `polyoder` for step `savgol`",
      next: "did you mean `order`?",
    },
  ],
  [
    "an unknown option of a block",
    replaced(small, "label: class", "lable: class"),
    { code: "FS2107", at: "protocol.md:14:1", says: "unknown option `lable`", next: "did you mean `label`?" },
  ],
  [
    "an unknown field of the front matter",
    { frontMatter: "sede: 3\n" },
    { code: "FS2107", at: "protocol.md:5:1", says: "unknown option `sede`", next: "did you mean `seed`?" },
  ],
  [
    "an unknown estimator",
    { model: "estimator: {plsda: {components: 2}}\n" },
    { code: "FS2108", at: "protocol.md:27:13", says: "unknown estimator `plsda`", next: "did you mean `pls-da`?" },
  ],
  [
    "a metric of probabilities that the estimator has not",
    { model: "estimator: {linear-svc: {C: [1, 10]}}\ntune: {metric: log_loss}\n" },
    {
      code: "FS2627",
      at: "protocol.md:28:16",
      says: "`log_loss` measures probabilities, and `linear-svc` has none to tune by",
      next: "balanced_accuracy",
    },
  ],
  [
    "a bracket that is never closed",
    replaced(small, "deriv: 1}", "deriv: 1"),
    { code: "FS2050", at: "protocol.md:22:13", says: "what `{` begins here is not closed", next: "close it with `}`" },
  ],
  [
    "a tab for spaces",
    replaced(small, "label: class\n", "label: class\n\tunit: x\n"),
    { code: "FS2050", at: "protocol.md:15:1", says: "a tab stands where YAML wants spaces", next: "replace the tab" },
  ],
  [
    "two blocks of one name",
    { more: "\n```foodspec model #plsda\nestimator: pls-da\n```\n" },
    {
      code: "FS2065",
      at: "protocol.md:30:19",
      says: "`plsda` is already that of the block in line 26",
      next: "another name",
    },
  ],
  [
    "two blocks of a kind without names",
    replaced(small, "preprocess #prep", "preprocess").concat("\n```foodspec preprocess\nsteps: [snv]\n```\n"),
    { code: "FS2064", at: "protocol.md:20:13", says: "2 `preprocess` blocks", next: "`foodspec preprocess #name`" },
  ],
  [
    "`from` naming nothing",
    { model: "from: pret\nestimator: pls-da\n" },
    { code: "FS2114", at: "protocol.md:27:7", says: "`from: pret` names no other block", next: "did you mean `prep`?" },
  ],
  [
    "`from` naming a block of another sort",
    { more: "\n```foodspec model #two\nfrom: plsda\nestimator: pls-da\n```\n" },
    {
      code: "FS2603",
      at: "protocol.md:31:7",
      says: "cannot start from `plsda`",
      next: "it can start from `data` or `prep`",
    },
  ],
  [
    "two starts to choose from",
    replaced(
      small,
      "```foodspec model",
      "```foodspec preprocess #other\nfrom: data\nsteps: [snv]\n```\n\n```foodspec model",
    ),
    { code: "FS2602", at: "protocol.md:31:1", says: "could start from `prep` or `other`", next: "`from: ID`" },
  ],
  [
    "nothing to start from",
    "---\ntitle: X\n---\n\n```foodspec model\nestimator: pls-da\n```\n",
    {
      code: "FS2601",
      at: "protocol.md:5:1",
      says: "there is none above it",
      next: "put a `preprocess` block above it",
    },
  ],
  [
    "an inline value naming nothing",
    { prose: "Right for `= plsda.acuracy : .1%`." },
    { code: "FS2203", at: "protocol.md:7:11", says: "`plsda` has no `acuracy`", next: "did you mean `accuracy`?" },
  ],
  [
    "an inline value of no block",
    { prose: "Right for `= plsd.accuracy : .1%`." },
    { code: "FS2202", at: "protocol.md:7:11", says: "there is no block `plsd`", next: "did you mean `plsda`?" },
  ],
  [
    "a link to no figure",
    { prose: "See [it](#plsda.confusin)." },
    { code: "FS2212", at: "protocol.md:7:5", says: "no figure or table `confusin`", next: "did you mean `confusion`?" },
  ],
  [
    "lobo without a batch",
    replaced(smallProtocol({ frontMatter: "scheme: lobo\n" }), "batch: batch\n", ""),
    { code: "FS2401", at: "protocol.md:5:9", says: "no batch or group is declared", next: "`scheme: loso`" },
  ],
  [
    "lobo of the model's own without a batch",
    replaced(smallProtocol({ model: "estimator: pls-da\nscheme: lobo\n" }), "batch: batch\n", ""),
    { code: "FS2401", at: "protocol.md:27:9", says: "no batch or group is declared", next: "`scheme: loso`" },
  ],
  [
    "no title",
    replaced(small, "title: Small\n", ""),
    { code: "FS2015", at: "protocol.md:1:1", says: "the document has no title", next: "add `title: …`" },
  ],
  [
    "no front matter, being a data file",
    csv,
    {
      code: "FS2010",
      at: "protocol.md:1:1",
      says: "does not begin with front matter",
      next: "let the first line be `---`",
    },
  ],
  [
    "nothing at all",
    "",
    { code: "FS2004", at: "protocol.md:1:1", says: "the document is empty", next: "begin with `---`" },
  ],
  [
    "the YAML of the Python FoodSpec",
    "name: oils\nversion: 1.0.0\nexpected_columns: {sample_id: str}\nsteps:\n  - type: preprocess\n    params: {}\n",
    {
      code: "FS2007",
      at: "protocol.md:1:1",
      says: "this is a protocol of the Python FoodSpec",
      next: "write a Markdown document with the same steps",
    },
  ],
];

describe("a document", () => {
  it.each(cases)("with %s ends with exit code 4 and a place", async (_, document, refused) => {
    place = inMemory({
      "protocol.md": typeof document === "string" ? document : smallProtocol(document),
      "small.csv": csv,
    });
    expectRefused(place, await place.compile(), { exit: 4, ...refused });
    if (place.runs().length > 0) expect(place.runs()[0]).toMatch(/^\d{8}_\d{6}_[0-9a-f]{6}$/);
  });

  it("that is a protocol of the Python FoodSpec is told so by its YAML file too", async () => {
    place = inMemory({ "old.yaml": "dataset: oils.csv\nmodality: ftir\npreprocess:\n  recipe: ftir\n" });
    const result = await place.compile({ documents: ["old.yaml"] });
    expectRefused(place, result, {
      exit: 4,
      code: "FS2007",
      at: "old.yaml:1:1",
      says: "Python FoodSpec",
      next: "write a Markdown document",
    });
  });

  it("that is not there is looked for by name", async () => {
    place = inMemory({ "protocol.md": small });
    const result = await place.compile({ documents: ["protocl.md"] });
    expect(result.documents[0]).toMatchObject({ exitCode: 2, runId: null, folder: null });
    expect(result.documents[0].findings).toMatchObject([
      { code: "FS1156", message: "there is nothing at `protocl.md`" },
    ]);
    expect(result.documents[0].findings[0].help).toContain("did you mean `protocol.md`?");
  });

  it("that is a folder is told so, and named", async () => {
    place = inMemory({ "sub/protocol.md": small });
    const result = await place.compile({ documents: ["sub"], outputDir: "runs" });
    expect(result.documents[0]).toMatchObject({ exitCode: 4, runId: null });
    expect(result.documents[0].findings).toMatchObject([
      { code: "FS2008", position: { file: "sub", line: 1 }, message: "`sub` cannot be read: it is a folder" },
    ]);
  });

  it.each(["nowhere/protocol.md", "small.csv/protocol.md"])(
    "in a folder that is not there (%s) makes none",
    async (path) => {
      place = inMemory({ "small.csv": csv });
      const { exitCode, documents } = await place.compile({ documents: [path] });
      expect([exitCode, documents[0].folder]).toEqual([2, null]);
      expect(documents[0].findings.map(({ code }) => code)).toEqual(["FS1156"]);
    },
  );

  it("with several faults has all of them told at once", async () => {
    place = inMemory({
      "protocol.md": replaced(replaced(small, "  - snv", "  - svn"), "label: class", "lable: class"),
      "small.csv": csv,
    });
    const { documents } = await place.compile();
    expect(documents[0].findings.map(({ code }) => code)).toEqual(expect.arrayContaining(["FS2108", "FS2107"]));
    expect(place.error().details.other_errors).toHaveLength(documents[0].findings.length - 1);
  });
});

describe("several documents", () => {
  const bad = replaced(small, "  - snv", "  - svn");
  const badData = replaced(small, "path: small.csv", "path: none.csv");
  const compile = (documents: string[], options: Partial<CompileOptions> = {}) =>
    place.compile({ documents, ...options });

  it.each([
    [["bad.md", "protocol.md"], 4],
    [["protocol.md", "bad.md"], 4],
    [["bad-data.md", "protocol.md", "bad.md"], 3],
    [["bad.md", "protocol.md", "bad-data.md"], 4],
  ])("(%s) run where they are good, and end with the code of the first that failed", async (documents, code) => {
    place = inMemory({ "protocol.md": small, "bad.md": bad, "bad-data.md": badData, "small.csv": csv });
    const result = await compile(documents);
    expect(result.exitCode).toBe(code);
    expect(result.documents.map(({ document }) => document)).toEqual(documents);
    for (const { document, exitCode, runId } of result.documents) {
      expect(exitCode).toBe({ "protocol.md": 0, "bad.md": 4, "bad-data.md": 3 }[document]);
      const files = place.names(`runs/${runId}`);
      expect(files.includes("error.json")).toBe(exitCode !== 0);
      expect(files.includes("manifest.json")).toBe(exitCode === 0);
    }
    expectNothingHalfWritten(place);
  });
});

/** Projects: folders, globs and the project's own list give protocols; what foodspec.config.yaml says has an effect. */
import { afterEach, describe, expect, it } from "vitest";
import { isProtocol } from "../../../compiler/compile/documents-of.ts";
import { inMemory } from "../../fixtures/in-memory.ts";
import type { Place } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { replaced } from "./refused.ts";

const document = smallProtocol();
const other = "# Notes\n\nNothing is computed here.\n";
let place: Place | null = null;
afterEach(() => {
  place?.remove();
  place = null;
});

function made(files: { readonly [path: string]: string }): Place {
  place = inMemory({ "small.csv": smallCsv(), "b/small.csv": smallCsv(), ...files });
  return place;
}
const checked = (out: string): readonly string[] =>
  [...out.matchAll(/^\w+ {2}exit \d {2}(\S+)/gm)].map(([, path]) => path);

describe("documents that are meant", () => {
  const files = {
    "README.md": other,
    "a.md": document,
    "z.md": document,
    "b/c.md": document,
    "b/notes.md": other,
    ".hidden/d.md": document,
    "node_modules/e.md": document,
    "runs/20260101_000000_abcdef/protocol.md": document,
    "jobs/1/job_spec.json": "{}",
    "jobs/1/protocol.md": document,
  };
  it.each<readonly [string, readonly string[], readonly string[]]>([
    ["of a folder: protocols, in order", ["."], ["a.md", "b/c.md", "z.md"]],
    ["of a folder below", ["b"], ["b/c.md"]],
    ["of a glob", ["*.md"], ["a.md", "z.md"]],
    ["of a glob over folders", ["**/*.md"], ["a.md", "b/c.md", "z.md"]],
    ["each once, in the order typed", ["z.md", "."], ["z.md", "a.md", "b/c.md"]],
    ["what a shell makes of a glob", ["README.md", "a.md", "z.md"], ["a.md", "z.md"]],
  ])("%s", async (_, typed, found) => {
    const { status, out, err } = await made(files).type(["check", ...typed]);
    expect([status, checked(out)]).toEqual([0, found]);
    if (found.length > 1)
      expect(err.trimEnd().split("\n").at(-1)).toBe(`${found.length} documents: ${found.length} success`);
    if (typed.includes("README.md"))
      expect(err).toContain("README.md: holds no block and no front matter, passed over");
  });
  it("alone, a file without a protocol is refused with 4", async () => {
    expect((await made(files).type(["check", "README.md"])).status).toBe(4);
  });
  it("a document that was to be one is never passed over", async () => {
    const { status } = await made({ ...files, "bad.md": "---\ntitle: Bad\n" }).type(["check", "bad.md", "a.md"]);
    expect(status).toBe(4);
  });
  it.each([["b/none"], ["*.markdown"], ["jobs"]])(
    "of `%s` there are none: exit 2 or the document's own",
    async (typed) => {
      const { status, err } = await made(files).type(["check", typed]);
      expect(status).toBe(2);
      expect(err).toMatch(/FS1157|FS1156/);
    },
  );
  it("one that fails leaves the others their turn, and is counted", async () => {
    const { status, err } = await made({ ...files, "b/c.md": replaced(document, "- snv", "- svn") }).type([
      "check",
      ".",
    ]);
    expect(status).toBe(4);
    expect(err.trimEnd().split("\n").at(-1)).toBe("3 documents: 2 success, 1 failed");
  });
});

describe("a protocol is known by", () => {
  it.each([
    ["a fence of a block", document, true],
    ["a fence with tildes", "~~~foodspec data\n~~~\n", true],
    ["`foodspec:` in the front matter", "---\ntitle: T\nfoodspec: 1\n---\n", true],
    ["no other front matter", "---\ntitle: T\n---\n", false],
    ["no word in its text", "foodspec: 1\n\nfoodspec data\n", false],
  ])("%s", (_, text, is) => expect(isProtocol(text)).toBe(is));
});

describe("without a document", () => {
  it.each(["check", "compile", "fmt"])("%s takes the project's", async (command) => {
    const here = made({
      "foodspec.config.yaml": 'documents: [".", "!b"]\n',
      "a.md": document,
      "b/c.md": document,
      "z.md": replaced(document, "- snv", "-   snv"),
    });
    const { status, out, err } = await here.type([command, ...(command === "fmt" ? ["--check"] : [])]);
    expect(status).toBe(command === "fmt" ? 1 : 0);
    if (command === "fmt") expect(out).toContain("z.md");
    else expect(err).toContain("2 documents: 2 success");
    expect(out).not.toContain("b/c.md");
  });
  it("and without a project it is said what to name: 2", async () => {
    const { status, err } = await made({ "a.md": document }).type(["check"]);
    expect([status, err]).toEqual([2, expect.stringContaining("`check` needs a document")]);
  });
});

describe("foodspec.config.yaml says", () => {
  it("where runs go, and every command finds them there", async () => {
    const here = made({ "foodspec.config.yaml": "output: out\n", "b/c.md": document });
    expect((await here.type(["compile", "b/c.md", "-q"])).status).toBe(0);
    const [run] = here.runs("out/b/c");
    expect(run).toMatch(/^\d{8}_/);
    expect(here.names("b")).toEqual(["c.md", "small.csv"]);
    expect((await here.type(["open", "b/c.md", "--print"])).out).toBe(`out/b/c/${run}/report/index.html\n`);
    expect((await here.type(["runs", "b/c.md"])).out).toContain(`out/b/c/${run}`);
    const config = JSON.parse(here.read(`out/b/c/${run}/manifest.json`)).config;
    expect(config).toEqual({
      path: "foodspec.config.yaml",
      sha256: expect.stringMatching(/^sha256:/),
      used: ["output"],
    });
    expect((await here.type(["compile", "b/c.md", "-q", "-o", "typed"])).status).toBe(0);
    expect(JSON.parse(here.read("typed/latest/manifest.json")).config.used).toEqual([]);
  });
  it("never a place outside of the project", async () => {
    const here = made({
      "p/foodspec.config.yaml": "output: ../elsewhere\n",
      "p/c.md": document,
      "p/small.csv": smallCsv(),
    });
    const { status, err } = await here.type(["compile", "p/c.md", "-q"]);
    expect([status, err]).toEqual([4, expect.stringContaining("FS1162")]);
    expect(here.names("elsewhere")).toEqual([]);
  });
  it.each([
    ["require", 9, "FS9010"],
    ["check", 0, "FS9011"],
    ["off", 0, null],
  ] as const)("how the lock file is held against a run: %s", async (lock, status, code) => {
    const here = made({ "foodspec.config.yaml": `lock: ${lock}\n`, "c.md": document });
    expect((await here.type(["compile", "c.md", "--record", "-q"])).status).toBe(0);
    here.write("c.md", replaced(document, "components: 2", "components: 1"));
    const ended = await here.type(["compile", "c.md"]);
    expect(ended.status).toBe(status);
    if (code === null) expect(ended.err).not.toMatch(/FS901/);
    else expect(ended.err).toContain(code);
    // What is typed goes before.
    expect((await here.type(["compile", "c.md", "--locked"])).status).toBe(9);
  });
  it("in which order ready blocks have their turn", async () => {
    const here = made({ "foodspec.config.yaml": "orchestrator_mode: document_order\n", "c.md": document });
    await here.type(["compile", "c.md", "-q"]);
    const order = () => JSON.parse(here.read("runs/latest/manifest.json")).orchestrator_mode;
    expect(order()).toBe("document_order");
    await here.type(["compile", "c.md", "-q", "--orchestrator-mode", "two_lane_strict"]);
    expect(order()).toBe("two_lane_strict");
  });
  it("which runs are kept", async () => {
    const here = made({ "foodspec.config.yaml": "keep: {last: 1}\n", "c.md": document });
    for (const hour of [0, 1, 2])
      await here.compile({ documents: ["c.md"] }, {}, undefined, { now: () => 1_767_225_600_000 + hour * 3_600_000 });
    const { out, status } = await here.type(["clean", "--runs", "--dry-run"]);
    expect(status).toBe(0);
    expect(out.match(/would remove/g)).toHaveLength(2);
  });
  it.each([
    ["orchestrator_mode: document_orders\n", "FS1162"],
    ["nonsense: 1\n", "FS1161"],
    ["outputs: out\n", "did you mean `output`"],
    ["lock: always\n", "FS1162"],
  ])("nothing that it does not know: %j", async (text, says) => {
    const here = made({ "foodspec.config.yaml": text, "c.md": document });
    const { status, err } = await here.type(["check", "c.md"]);
    expect([status, err]).toEqual([4, expect.stringContaining(says)]);
  });
});

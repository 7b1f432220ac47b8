/** `--changed`: documents of which git held something else, in a repository made here. */
import { spawnSync } from "node:child_process";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Project, project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

let place: Project;
const git = (...words: readonly string[]) => {
  const own = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
  const { status, stderr, stdout } = spawnSync("git", ["-C", place.folder, ...own, ...words], { encoding: "utf8" });
  expect(status, stderr).toBe(0);
  return stdout.trim();
};
/** What `check` says of each document it looks at. */
const checked = async (...words: readonly string[]) => {
  const { status, out, err } = await place.type(["check", ".", ...words]);
  return { status, err, documents: [...out.matchAll(/\S+\.md/g)].map(([name]) => name) };
};

beforeEach(() => {
  place = project({
    ".gitignore": ".foodspec/\nruns/\n",
    "one.md": smallProtocol(),
    "two.md": smallProtocol().replace("Some prose.", "{{< include part.md >}}").replaceAll("small.csv", "data/*.csv"),
    "part.md": "A part.\n",
    "small.csv": smallCsv(),
    "data/a.csv": smallCsv(),
  });
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-q", "-m", "first");
});
afterEach(() => place.remove());

describe("--changed", () => {
  it.each<[string, () => void, readonly string[]]>([
    ["nothing", () => undefined, []],
    ["a document", () => place.write("one.md", `${smallProtocol()}\nMore.\n`), ["one.md"]],
    ["a new document", () => place.write("three.md", smallProtocol()), ["three.md"]],
    ["an input", () => place.write("small.csv", smallCsv({ samples: 26 })), ["one.md"]],
    ["an input that a pattern gives besides", () => place.write("data/b.csv", smallCsv()), ["two.md"]],
    ["a part", () => place.write("part.md", "Another.\n"), ["two.md"]],
    ["a lock file", () => place.write("one.md.lock.yaml", "foodspec_lock: 2\n"), ["one.md"]],
    ["the configuration", () => place.write("foodspec.config.yaml", "jobs: 1\n"), ["one.md", "two.md"]],
    ["another file", () => place.write("README.md", "# Read me\n"), []],
    [
      "a document that is none any more",
      () => place.write("one.md", "---\ntitle: [\n---\n```foodspec data\n"),
      ["one.md"],
    ],
  ])("of %s gives what hangs on it", async (_, change, wanted) => {
    change();
    const found = await checked("--changed=main");
    expect(found.documents, found.err).toEqual(wanted);
  });

  it("tells of an input that is gone, and of one that git does not hold", async () => {
    git("rm", "-q", "--cached", "small.csv");
    git("commit", "-q", "-m", "data are kept elsewhere");
    expect((await checked("--changed=main")).documents).toEqual(["one.md"]);
    place.disk.remove(`${place.folder}/data/a.csv`);
    expect((await checked("--changed=main")).documents).toEqual(["one.md", "two.md"]);
  });

  it("alone goes back to where the branch left that of the remote, and takes no document for a revision", async () => {
    expect(await checked("--changed")).toMatchObject({ status: 2, err: expect.stringContaining("FS1165") });
    git("update-ref", "refs/remotes/origin/main", "HEAD");
    git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
    git("checkout", "-q", "-b", "branch");
    place.write("one.md", `${smallProtocol()}\nMore.\n`);
    git("commit", "-q", "-a", "-m", "more");
    expect((await checked("--changed", "one.md", "two.md")).documents).toEqual(["one.md"]);
  });

  it("of a revision that is none says so", async () => {
    expect(await checked("--changed=mian")).toMatchObject({ status: 2, err: expect.stringContaining("mian") });
  });

  it("prints a whole log of nothing, and compiles nothing", async () => {
    const { status, out } = await place.type(["check", ".", "--changed=main", "--format", "sarif"]);
    expect([status, JSON.parse(out).runs[0].results]).toEqual([0, []]);
    const compiled = await place.type(["compile", ".", "--changed=main"]);
    expect([compiled.status, compiled.out, place.runs()]).toEqual([0, "", []]);
  });
});

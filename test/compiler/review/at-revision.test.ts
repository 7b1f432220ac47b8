/** A document at a git revision: compiled of what git holds, in memory, so that nothing of it is left behind. */
import { spawnSync } from "node:child_process";
import { afterAll, beforeAll, expect, it } from "vitest";
import type { Diff } from "../../../schemas/diff.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { replaced } from "../cli/refused.ts";

const document = smallProtocol();
let place: Project;
const git = (...words: readonly string[]): string => {
  const identity = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"];
  const { status, stdout, stderr } = spawnSync("git", [...identity, ...words], { cwd: place.folder, encoding: "utf8" });
  expect(status, stderr).toBe(0);
  return stdout;
};
const diff = async (...words: readonly string[]): Promise<Diff> =>
  JSON.parse((await place.type(["diff", ...words, "--format", "json"])).out);

beforeAll(async () => {
  place = project({
    ".gitignore": "runs/\n.foodspec/\nsecret.csv\n",
    "studies/protocol.md": document,
    "studies/small.csv": smallCsv(),
  });
  git("init", "-q");
  git("add", "-A");
  git("commit", "-qm", "first");
  place.write("studies/protocol.md", replaced(document, "components: 2", "components: 1"));
  await place.compile({ documents: ["studies/protocol.md"] });
});
afterAll(() => place.remove());

it("is one side, the newest run of the document the other", async () => {
  const found = await diff("studies/protocol.md@HEAD");
  expect([found.before.revision, found.after.revision]).toEqual(["HEAD", null]);
  expect(found.causes).toEqual([{ block: "plsda", pointer: "/estimator/pls-da/components", before: 2, after: 1 }]);
  expect(found.after.content_digest).toBe(place.manifest(`../studies/runs/latest`).content_digest);
});

it("gives what a compile of that revision gives, whatever stands in the folder now", async () => {
  place.write("studies/small.csv", "id\nnothing\n");
  const found = await diff("studies/protocol.md@HEAD");
  place.write("studies/small.csv", smallCsv());
  place.write("studies/protocol.md", document);
  await place.compile({ documents: ["studies/protocol.md"] });
  expect(found.before.content_digest).toBe(place.manifest(`../studies/runs/latest`).content_digest);
  const now = await place.type(["diff", "studies/protocol.md@HEAD"]);
  expect([now.status, now.out]).toEqual([0, expect.stringContaining("Nothing that was asked")]);
});

it("leaves no run folder, no register and no changed file behind", async () => {
  const before = [place.names("studies/runs"), git("status", "--porcelain")];
  await diff("studies/protocol.md@HEAD");
  expect([place.names("studies/runs"), git("status", "--porcelain")]).toEqual(before);
});

it("is read with data that nobody gave to git as they lie there now, and says so", async () => {
  place.write("studies/other.md", replaced(document, "path: small.csv", "path: ../secret.csv"));
  place.write("secret.csv", smallCsv());
  git("add", "studies/other.md");
  git("commit", "-qm", "second");
  const { status, err } = await place.type(["diff", "studies/other.md@HEAD", "studies/other.md@HEAD"]);
  expect(status).toBe(0);
  expect(err).toContain("FS1166");
  expect(err).toContain("`secret.csv` is not in git");
});

it.each([
  ["a revision that is not there", "studies/protocol.md@nowhere", "FS1165"],
  ["a revision that is an option", "studies/protocol.md@--all", "FS1165"],
  ["a document that the revision does not hold", "studies/none.md@HEAD", "does not stand in that revision"],
])("is refused with 2: %s", async (_, side, says) => {
  const { status, err } = await place.type(["diff", side, "studies/protocol.md"]);
  expect([status, err]).toEqual([2, expect.stringContaining(says)]);
});

it("that does not pass its check says why, with the code of its errors", async () => {
  place.write("studies/broken.md", replaced(document, "components: 2", "componentz: 2"));
  git("add", "-A");
  git("commit", "-qm", "third");
  const { status, err } = await place.type(["diff", "studies/broken.md@HEAD", "studies/protocol.md"]);
  expect([status, err]).toEqual([4, expect.stringContaining("componentz")]);
});

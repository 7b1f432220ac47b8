import { mkdirSync, readdirSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { commandAsTyped } from "../../../compiler/compile/circumstances.ts";
import { type Project, project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";
import { expectRefused, replaced } from "./refused.ts";

const csv = smallCsv();
const reading = (path: string) => replaced(smallProtocol(), "path: small.csv", `path: ${path}`);

let place: Project;
let outside: Project | null = null;
afterEach(() => {
  place.remove();
  outside?.remove();
  outside = null;
});

describe("a document", () => {
  it.each([
    ["climbs out of its project", "../small.csv"],
    ["climbs out and in again under another name", "../other/small.csv"],
    ["is absolute", "/etc/hostname"],
    ["is absolute on Windows", "C:\\\\data\\\\small.csv"],
  ])("may not name a path that %s", async (_, path) => {
    place = project({ "protocol.md": reading(path), "small.csv": csv });
    expectRefused(place, await place.compile(), {
      exit: 4,
      code: "FS2701",
      at: "protocol.md:4:17",
      says: "lies outside the project",
      next: "--input small=PATH",
    });
  });

  it.each([
    ["a file", "link.csv", (from: string) => join(from, "secret.csv")],
    ["a folder", "link/secret.csv", (from: string) => from],
  ])("may not follow a link to %s outside its project", async (_, path, target) => {
    outside = project({ "secret.csv": csv });
    place = project({ "protocol.md": reading(path) });
    symlinkSync(target(outside.folder), join(place.folder, path.split("/")[0]));
    const error = expectRefused(place, await place.compile(), {
      exit: 4,
      code: "FS2701",
      at: "protocol.md:4:17",
      says: "lies outside the project",
      next: "--input small=PATH",
    });
    expect(JSON.stringify(error)).not.toContain(outside.folder);
  });

  it.each([".git", "foodspec.config.yaml"])(
    "may read beside its own folder below the root that %s marks",
    async (mark) => {
      place = project({ "docs/protocol.md": reading("../data/small.csv"), "data/small.csv": csv });
      if (mark === ".git") mkdirSync(join(place.folder, mark));
      else place.write(mark, "");
      const { exitCode, documents } = await place.compile({ documents: ["docs/protocol.md"], outputDir: "runs" });
      expect(exitCode, JSON.stringify(documents[0].findings)).toBe(0);
      expect(place.manifest()).toMatchObject({
        protocol_file: "docs/protocol.md",
        inputs: [{ path: "../data/small.csv" }],
      });
    },
  );
});

describe("--input", () => {
  it("may name any file, and its path is recorded nowhere", { tags: "slow" }, async () => {
    outside = project({ "secret-place/measured.csv": csv });
    place = project({ "protocol.md": smallProtocol() });
    const path = join(outside.folder, "secret-place/measured.csv");
    const ended = place.foodspec(["compile", "protocol.md", "--input", `small=${path}`]);
    expect(ended.status, ended.err).toBe(0);
    expect(place.manifest()).toMatchObject({
      command: "foodspec compile protocol.md --input small=measured.csv",
      inputs: [{ name: "small", path: "small.csv" }],
    });
    for (const file of filesBelow(place.folder))
      expect(readFileSync(file, "latin1"), file).not.toContain("secret-place");
  });

  it("that names no file says so, without the path", async () => {
    outside = project({ "secret-place/measured.csv": csv });
    place = project({ "protocol.md": smallProtocol() });
    const path = join(outside.folder, "secret-place/mesured.csv");
    const error = expectRefused(place, await place.compile({ inputs: [`small=${path}`] }), {
      exit: 3,
      code: "FS3906",
      at: "protocol.md:1:1",
      says: "`mesured.csv`",
      next: "did you mean `measured.csv`?",
    });
    expect(JSON.stringify(error)).not.toContain("secret-place");
  });
});

describe("the command as it is recorded", () => {
  it.each([
    [["compile", "a.md", "-i", "../secret/x.csv"], "foodspec compile a.md -i x.csv"],
    [["compile", "a.md", "--input=meat=../secret/x.csv"], "foodspec compile a.md --input=meat=x.csv"],
    [["compile", "a.md", "-imeat=secret/x.csv"], "foodspec compile a.md -imeat=x.csv"],
    [["compile", "/home/me/a.md", "-o", "/home/me/out"], "foodspec compile a.md -o out"],
    [["compile", "C:\\Users\\me\\a.md"], "foodspec compile a.md"],
    [["compile", "sub/a.md", "--set", "title=A b"], "foodspec compile sub/a.md --set 'title=A b'"],
    [["sign", "--key", "abc", "--password=abc", "--force"], "foodspec sign --key '***' '--password=***' --force"],
  ])("(%s) names no folder of the machine, no data file's path and no secret", (words, recorded) => {
    expect(commandAsTyped(words)).toBe(recorded);
  });
});

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).isFile());
}

/** The trust boundary: what a stranger wrote into a store, or put in its place, wins nothing. */
import { spawnSync } from "node:child_process";
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { quickOf } from "../../fixtures/figures.ts";
import { namesBelow, type Project, project } from "../../fixtures/project.ts";
import { smallCsv, smallProtocol } from "../../fixtures/small.ts";

const files = { "protocol.md": smallProtocol(), "small.csv": smallCsv() };
let once: Project;
let place: Project;
beforeAll(async () => {
  once = project(files);
  expect((await once.compile()).exitCode).toBe(0);
});
afterAll(() => once.remove());
beforeEach(() => {
  place = project({});
  cpSync(once.folder, place.folder, { recursive: true, verbatimSymlinks: true });
});
afterEach(() => place.remove());

const below = (folder: string) => namesBelow(place.disk, join(place.folder, folder));
const recordsIn = () =>
  readdirSync(join(place.folder, ".foodspec/keys"), { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".json"))
    .map((path) => `.foodspec/keys/${path}`);
async function compile(env: { readonly [name: string]: string } = {}) {
  const { exitCode, documents } = await place.compile({}, env);
  const [{ findings, folder }] = documents;
  const codes = findings.map(({ code }) => code).filter((code) => code.startsWith("FS95"));
  return { exitCode, codes, findings, folder };
}
const executions = () => new Set(place.manifest().blocks.map(({ execution }) => execution));

describe("what a store keeps", () => {
  it("is reused by who has its key, without a word", async () => {
    expect(await compile()).toMatchObject({ exitCode: 0, codes: [] });
    expect(executions()).toEqual(new Set(["reused"]));
  });

  it("is marked as a store, and ignored by git", () => {
    expect(place.read(".foodspec/.gitignore")).toBe("*\n");
    expect(existsSync(join(place.folder, ".foodspec/foodspec-store"))).toBe(true);
  });

  it("is computed afresh where its numbers were forged: a record without a good mac is as absent", async () => {
    const { content_digest } = place.manifest();
    for (const path of recordsIn()) place.write(path, place.read(path).replaceAll(/0\.\d{3,}/g, "0.9831"));
    const { exitCode, codes, findings } = await compile();
    expect([exitCode, codes]).toEqual([0, ["FS9504"]]);
    expect(findings.find(({ code }) => code === "FS9504")?.severity).toBe("note");
    expect(place.manifest().content_digest).toBe(content_digest);
    expect(executions()).toContain("ran");
  });

  it("is computed afresh by somebody with another key", { tags: "slow" }, async () => {
    const other = { FOODSPEC_STATE: join(place.folder, "other") };
    expect(await compile(other)).toMatchObject({ exitCode: 0, codes: ["FS9504"] });
    expect(executions()).toEqual(new Set(["ran"]));
    expect(await compile(other)).toMatchObject({ exitCode: 0, codes: [] });
    expect(executions()).toEqual(new Set(["reused"]));
  });

  it("is neither kept nor reused where no key is to be had", async () => {
    place.write("file", "");
    const keys = recordsIn();
    const without = { FOODSPEC_STATE: join(place.folder, "file") };
    expect(await compile(without)).toMatchObject({ exitCode: 0, codes: ["FS9506"] });
    expect(executions()).toEqual(new Set(["ran"]));
    expect(recordsIn()).toEqual(keys);
  });

  it("is not touched where others may read the key", async () => {
    place.write("key", new Uint8Array(32));
    chmodSync(join(place.folder, "key"), 0o644);
    const before = below(".foodspec");
    expect(await compile({ FOODSPEC_STORE_KEY: join(place.folder, "key") })).toMatchObject({
      exitCode: 9,
      codes: ["FS9505"],
    });
    expect(below(".foodspec")).toEqual(before);
  });

  it("tells of no run that somebody else wrote into its journal", async () => {
    const [name] = readdirSync(join(place.folder, ".foodspec/journal"));
    const lines = place.read(`.foodspec/journal/${name}`).replaceAll('"success"', '"failed"');
    place.write(".foodspec/journal/00000000_000000-0-1.jsonl", lines);
    const { out, err } = await place.type(["runs"]);
    expect(out.trim().split("\n")).toHaveLength(1);
    expect(out).toContain("success");
    expect(err).toContain("FS9504");
  });
});

describe("a store that git tracks", () => {
  it("is refused before anything is written, and untouched", async () => {
    const git = (...words: readonly string[]) => spawnSync("git", ["-C", place.folder, ...words]).status;
    expect([git("init", "-q"), git("add", "-f", ".foodspec")]).toEqual([0, 0]);
    const before = below(".foodspec");
    expect(await compile()).toMatchObject({ exitCode: 9, codes: ["FS9502"] });
    expect(below(".foodspec")).toEqual(before);
    expect((await place.type(["plan", "protocol.md"])).status).toBe(9);
    expect((await place.type(["clean"])).status).toBe(9);
    expect(below(".foodspec")).toEqual(before);
  });
});

describe("a link", () => {
  const link = (target: string, path: string) => {
    rmSync(join(place.folder, path), { recursive: true, force: true });
    symlinkSync(target, join(place.folder, path));
  };
  beforeEach(() => mkdirSync(join(place.folder, "x/objects"), { recursive: true }));

  it.each([
    ["of the store into .git", ".git", ".foodspec"],
    ["of the store to a folder", "x", ".foodspec"],
    ["of its objects", "../x", ".foodspec/objects"],
    ["of its locks", "../x", ".foodspec/locks"],
    ["of its browsers", "../x", ".foodspec/browser"],
    ["of one shelf of its objects", "../../x", ".foodspec/objects/00"],
    ["of the runs", "x", "runs"],
  ])("%s is refused by compile and by clean, and nothing is written or removed through it", async (_, target, path) => {
    mkdirSync(join(place.folder, ".git/objects"), { recursive: true });
    place.write(".git/objects/kept", "1");
    place.write("x/objects/kept", "1");
    link(target, path);
    const all = () => [below(".git"), below("x"), below(".foodspec")];
    const before = all();
    expect(await compile()).toMatchObject({ exitCode: 9, codes: ["FS9501"] });
    expect(all()).toEqual(before);
    if (path === "runs") return;
    const { status, err } = await place.type(["clean"]);
    expect([status, err.includes("FS9501")]).toEqual([9, true]);
    expect(all()).toEqual(before);
  });

  it("that somebody named may stand: FOODSPEC_CACHE and --output-dir lead where they lead", {
    tags: "slow",
  }, async () => {
    link("x", "runs");
    link("x", "named");
    mkdirSync(join(place.folder, "y"));
    link("y", "store");
    const { exitCode } = await place.compile(
      { outputDir: join(place.folder, "named") },
      { FOODSPEC_CACHE: join(place.folder, "store") },
    );
    expect(exitCode).toBe(0);
    expect(readdirSync(join(place.folder, "y"))).toContain("foodspec-store");
  });

  /** Compiles in a process in which a name is exchanged just before it is opened, made or renamed. */
  function swapped(path: string, target: string, when: string) {
    const preload = join(place.folder, "preload.mjs");
    writeFileSync(
      preload,
      `import fs from "node:fs";
import { syncBuiltinESMExports } from "node:module";
const [path, target, when] = ${JSON.stringify([join(place.folder, path), target, when])};
let left = 1;
for (const name of ["openSync", "mkdirSync", "rmSync", "renameSync", "linkSync"]) {
  const own = fs[name];
  fs[name] = (...words) => {
    if (left > 0 && words.slice(0, 2).some((word) => typeof word === "string" && word.includes(when))) {
      left--;
      fs.renameSync(path, path + ".aside");
      fs.symlinkSync(target, path);
    }
    return own(...words);
  };
}
syncBuiltinESMExports();
`,
    );
    return place.foodspec(["compile", "protocol.md", "--force"], {
      NODE_OPTIONS: `--import ${pathToFileURL(preload).href}`,
    });
  }

  const swaps = [
    ["the store", ".foodspec", "locks"],
    ["the store, as a block's result is written", ".foodspec", "objects"],
    ["its objects", ".foodspec/objects", "objects"],
    ["the runs", "runs", ".open-"],
  ];
  it.each(quickOf(swaps, 1))(
    "that takes the place of %s between the look and the write wins nothing",
    (_, path, when) => {
      const elsewhere = mkdtempSync(join(tmpdir(), "foodspec-elsewhere-"));
      for (const name of ["objects", "keys", "locks"]) mkdirSync(join(elsewhere, name));
      const { status } = swapped(path, elsewhere, when);
      expect(existsSync(join(place.folder, `${path}.aside`)), "the name was exchanged").toBe(true);
      expect(namesBelow(place.disk, elsewhere)).toEqual(["keys", "locks", "objects"]);
      expect([0, 9]).toContain(status);
      rmSync(elsewhere, { recursive: true });
    },
  );

  it("that takes the place of an input between the look and the reading is refused where it leads outside", {
    tags: "slow",
  }, () => {
    const secret = join(mkdtempSync(join(tmpdir(), "foodspec-secret-")), "small.csv");
    writeFileSync(secret, smallCsv({ samples: 8 }));
    const { status, err } = swapped("small.csv", secret, "small.csv");
    expect(existsSync(join(place.folder, "small.csv.aside"))).toBe(true);
    expect([status, err]).toEqual([4, expect.stringContaining("FS2701")]);
  });
});

describe("a folder that is no store", () => {
  it("is not taken for one, and clean removes nothing in it", async () => {
    place.write("mine/letters/a.txt", "1");
    place.write("mine/objects/b.txt", "1");
    const env = { FOODSPEC_CACHE: join(place.folder, "mine") };
    expect(await compile(env)).toMatchObject({ exitCode: 9, codes: ["FS9503"] });
    expect((await place.type(["clean"], env)).err).toContain("FS9503");
    expect(below("mine")).toEqual(["letters", "letters/a.txt", "objects", "objects/b.txt"]);
  });

  it("is adopted where it holds nothing but a store's names", async () => {
    rmSync(join(place.folder, ".foodspec/foodspec-store"));
    expect(await compile()).toMatchObject({ exitCode: 0, codes: [] });
    expect(below(".foodspec")).toContain("foodspec-store");
  });

  it("lies beside a marked store's own names: clean names it and lets it lie", async () => {
    place.write(".foodspec/letters/a.txt", "1");
    const { status, out } = await place.type(["clean"]);
    expect([status, out]).toEqual([0, expect.stringContaining("letters")]);
    expect(below(".foodspec")).toEqual(expect.arrayContaining(["letters/a.txt", "foodspec-store", "journal"]));
    expect(below(".foodspec/objects")).toEqual([]);
    expect(readFileSync(join(place.folder, ".foodspec/letters/a.txt"), "utf8")).toBe("1");
  });
});

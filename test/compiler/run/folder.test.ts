import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { hostname, tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openRunFolder, sweepOpenFolders } from "../../../compiler/run/folder.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { self } from "../../../compiler/store/process.ts";

let out: string;
beforeEach(() => {
  out = join(mkdtempSync(join(tmpdir(), "foodspec-folder-")), "runs");
});
afterEach(() => rmSync(join(out, ".."), { recursive: true, force: true }));

const names = () => readdirSync(out).sort();

describe("a run folder", () => {
  it("is written under a name nobody reads, which says whose it is", () => {
    const folder = openRunFolder(machineDisk, out, "abc123", false);
    folder.write("model/deep/metrics.json", "{}");
    expect(names()).toEqual([`.open-abc123-${process.pid}`]);
    expect(JSON.parse(readFileSync(join(folder.path, ".holder.json"), "utf8"))).toEqual(self());
  });

  it("appears whole, with every file as it was written and nothing else", () => {
    const folder = openRunFolder(machineDisk, out, "abc", false);
    folder.write("report.md", "ä");
    folder.write("model/X.npy", Uint8Array.from([0, 255]));
    expect(folder.finish("first")).toBe("first");
    expect(names()).toEqual(["first"]);
    expect(readdirSync(join(out, "first"), { recursive: true }).sort()).toEqual(["model", "model/X.npy", "report.md"]);
    expect(readFileSync(join(out, "first/report.md"), "utf8")).toBe("ä");
    expect([...readFileSync(join(out, "first/model/X.npy"))]).toEqual([0, 255]);
  });

  it("starts empty, whatever a run of the same process left there", () => {
    openRunFolder(machineDisk, out, "abc", false).write("old.json", "{}");
    const folder = openRunFolder(machineDisk, out, "abc", false);
    expect(existsSync(join(folder.path, "old.json"))).toBe(false);
  });

  it("is gone without a trace when it is given up", () => {
    const folder = openRunFolder(machineDisk, out, "abc", false);
    folder.write("model/metrics.json", "{}");
    folder.discard();
    folder.discard();
    expect(names()).toEqual([]);
  });

  it("has a free name: the next number where it is taken", () => {
    const names = [1, 2, 3].map((k) => {
      const folder = openRunFolder(machineDisk, out, `${k}`, false);
      folder.write("run", `${k}`);
      return folder.finish(folder.freeName("run"));
    });
    expect(names).toEqual(["run", "run-2", "run-3"]);
    expect(readFileSync(join(out, "run-2/run"), "utf8")).toBe("2");
  });

  it("never takes the place of another run", () => {
    const first = openRunFolder(machineDisk, out, "1", false);
    first.write("run", "1");
    first.finish("run");
    const second = openRunFolder(machineDisk, out, "2", false);
    second.write("run", "2");
    expect(() => second.finish("run")).toThrow();
    expect(readFileSync(join(out, "run/run"), "utf8")).toBe("1");
  });
});

describe("`latest`", () => {
  const results = ["manifest.json", "report/index.html"];
  const finish = (name: string, files: readonly string[] = results) => {
    const folder = openRunFolder(machineDisk, out, "abc", false);
    folder.write("name", name);
    for (const file of files) folder.write(file, "");
    return folder.finish(name);
  };

  it("is a relative link to the run with results that ended last", () => {
    finish("first");
    expect(readlinkSync(join(out, "latest"))).toBe("first");
    finish("second");
    expect(readlinkSync(join(out, "latest"))).toBe("second");
    expect(readFileSync(join(out, "latest/name"), "utf8")).toBe("second");
    expect(names()).toEqual(["first", "latest", "second"]);
  });

  it.each([
    ["a manifest", ["report/index.html"]],
    ["a report", ["manifest.json"]],
    ["both", []],
  ])("stays where it was behind a run without %s", (_, files) => {
    finish("first", files);
    expect(names()).toEqual(["first"]);
    finish("second");
    finish("third", files);
    expect(readlinkSync(join(out, "latest"))).toBe("second");
  });

  it("is replaced though it points nowhere", () => {
    mkdirSync(out);
    symlinkSync("gone", join(out, "latest"));
    finish("first");
    expect(readlinkSync(join(out, "latest"))).toBe("first");
  });

  it("is the name in a file where there are no links, in place of a link that once was", () => {
    finish("first");
    const linkless = {
      ...machineDisk,
      symbolicLink: () => {
        throw Object.assign(new Error("operation not permitted"), { code: "EPERM" });
      },
    };
    const folder = openRunFolder(linkless, out, "abc", false);
    for (const file of results) folder.write(file, "");
    folder.finish("second");
    expect(names()).toEqual(["first", "latest.txt", "second"]);
    expect(readFileSync(join(out, "latest.txt"), "utf8")).toBe("second\n");
  });

  it("is left alone where it is a folder of somebody's: the run ends all the same", () => {
    mkdirSync(join(out, "latest"), { recursive: true });
    writeFileSync(join(out, "latest/mine"), "");
    finish("first");
    expect(names()).toEqual(["first", "latest"]);
    expect(readdirSync(join(out, "latest"))).toEqual(["mine"]);
  });
});

describe("open folders that runs left behind", () => {
  const gone = spawnSync(process.execPath, ["-e", ""]).pid;
  /** An open folder; who holds it stands inside, or nobody. */
  const leave = (name: string, holder: unknown) => {
    mkdirSync(join(out, name), { recursive: true });
    writeFileSync(join(out, name, "half"), "");
    if (holder !== undefined) writeFileSync(join(out, name, ".holder.json"), JSON.stringify(holder));
    return name;
  };

  it("are none where nothing was ever written", () => expect(sweepOpenFolders(machineDisk, out)).toEqual([]));

  it.each<[string, () => string, boolean]>([
    ["of a process that is gone", () => leave(`.open-abc-${gone}`, { ...self(), pid: gone }), true],
    [
      "of a process whose number is used again",
      () => leave(`.open-abc-${process.pid}`, { ...self(), start: "1" }),
      true,
    ],
    ["of a process that is gone before it said who it is", () => leave(`.open-abc-${gone}`, undefined), true],
    ["of a process that runs", () => leave(`.open-abc-${process.pid}`, self()), false],
    // Between making a folder and naming its holder, and again before the rename, it has no holder file.
    [
      "of a process that runs and has no holder file at the moment",
      () => leave(`.open-abc-${process.pid}`, undefined),
      false,
    ],
    [
      "of a process on another machine, which cannot be seen from here",
      () => leave(`.open-abc-${gone}`, { ...self(), host: `not-${hostname()}`, pid: gone }),
      false,
    ],
    ["of somebody else, by another name", () => leave(`open-abc-${gone}`, undefined), false],
    ["that only begin like one", () => leave(`.open-abc-${gone}-mine`, undefined), false],
  ])("%s", (_, make, isSwept) => {
    const name = make();
    leave("20260101_000000_abcdef", undefined);
    expect(sweepOpenFolders(machineDisk, out)).toEqual(isSwept ? [name] : []);
    expect(names()).toEqual(["20260101_000000_abcdef", ...(isSwept ? [] : [name])].sort());
  });
});

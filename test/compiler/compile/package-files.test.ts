/** Which program runs: the digest of its own files. */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { buildInfo, packageRoot } from "../../../compiler/compile/package-files.ts";
import { digestOf, digestOfJson } from "../../../compiler/store/digest.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";

describe("the digest of the program", () => {
  const dist = join(packageRoot(machineDisk), "dist");
  it("is over the digest of each file of dist, by name", () => {
    const files = readdirSync(dist).map((name) => [name, digestOf(readFileSync(join(dist, name)))]);
    expect(buildInfo(machineDisk).program()).toBe(digestOfJson(Object.fromEntries(files)));
  });

  it("is another where one line of one file is", () => {
    const disk = {
      ...machineDisk,
      read: (path: string) => {
        const bytes = machineDisk.read(path);
        return path === join(dist, "worker.js") ? Buffer.concat([bytes, Buffer.from("// changed\n")]) : bytes;
      },
    };
    expect(buildInfo(disk).program()).not.toBe(buildInfo(machineDisk).program());
  });

  it("is asked for only where a run says it: reading what was built reads no other file", () => {
    const read: string[] = [];
    const telling = (path: string) => {
      read.push(path);
      return machineDisk.read(path);
    };
    buildInfo({ ...machineDisk, read: telling });
    expect(read).toEqual([join(dist, "build.json")]);
  });
});

import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { packageFolder } from "../../../compiler/compile/package-files.ts";
import { packagedBrowser, packagedFonts, packageName, treeDigest } from "../../../compiler/print/packaged.ts";
import { machineDisk } from "../../../compiler/store/machine-disk.ts";
import { self } from "../../../compiler/store/process.ts";
import { sweepTemporary } from "../../../compiler/store/store.ts";
import { filesIn } from "../../fixtures/store-in.ts";

const installed = packageFolder(machineDisk, packageName);
const archives = join(installed ?? "", "bin");
let store: string;
beforeEach(() => {
  store = mkdtempSync(join(tmpdir(), "foodspec-store-"));
});
afterEach(() => rmSync(store, { recursive: true, force: true }));

describe.skipIf(installed === null)("what npm brings", () => {
  it("is unpacked into the store under its digest, once, and leaves nothing half-written", () => {
    const fonts = packagedFonts(archives, store);
    const [name] = readdirSync(store);
    expect(readdirSync(store)).toHaveLength(1);
    expect(treeDigest(join(store, name))).toMatch(new RegExp(`^sha256:${name}`));
    expect(readdirSync(join(fonts, "Open_Sans"))).toContain("OpenSans-Regular.ttf");
    expect(packagedFonts(archives, store)).toBe(fonts);
  });
  it.each([
    ["changed", (file: string) => appendFileSync(file, "x")],
    ["removed", (file: string) => rmSync(file)],
    ["joined by another", (file: string) => writeFileSync(`${file}.so`, "")],
  ])("is unpacked anew where a file was %s", (_, spoil) => {
    const file = join(packagedFonts(archives, store), "Open_Sans/OpenSans-Bold.ttf");
    const sound = treeDigest(join(file, "../../.."));
    spoil(file);
    expect(treeDigest(join(file, "../../.."))).not.toBe(sound);
    packagedFonts(archives, store);
    expect(treeDigest(join(file, "../../.."))).toBe(sound);
    expect(readdirSync(store)).toHaveLength(1);
  });
  it("is refused where the archives are not those of the version that was tested", () => {
    const other = join(store, "bin");
    mkdirSync(other);
    writeFileSync(join(other, "chromium.br"), readFileSync(join(archives, "fonts.tar.br")));
    writeFileSync(join(other, "al2023.tar.br"), readFileSync(join(archives, "fonts.tar.br")));
    expect(() => packagedBrowser(other, store, () => undefined)).toThrow(/not those of the version/);
    expect(readdirSync(store)).toEqual(["bin"]);
  });
  it("leaves folders of a killed process to the next run, which sweeps them", () => {
    const left = join(store, "browser/.tmp-999999999-0");
    mkdirSync(join(left, "lib"), { recursive: true });
    writeFileSync(join(left, "lib/a"), "");
    expect(sweepTemporary(filesIn(store), self().host)).toBe(1);
    expect(existsSync(left)).toBe(false);
  });
});

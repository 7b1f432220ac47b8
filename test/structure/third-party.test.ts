/** What others wrote of the program: every bundled package and font is in the bill of materials and has the text of its licence. */
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
// @ts-expect-error: a script of the build, without types.
import { bomOf, thirdParty, thirdPartyText } from "../../compiler/third-party.mjs";
import { root } from "./sources.ts";

interface Component {
  readonly name: string;
  readonly group?: string;
  readonly version: string;
  readonly hashes: readonly { readonly alg: string; readonly content: string }[];
  readonly licenses: readonly unknown[];
}
const read = (path: string) => readFileSync(join(root, path), "utf8");

describe("the bill of materials of what was built", () => {
  const bom = JSON.parse(read("dist/bom.cdx.json")) as {
    readonly specVersion: string;
    readonly components: readonly Component[];
  };
  const page = read("dist/THIRD-PARTY.md");
  const named = bom.components.map(({ group, name }) => (group === undefined ? name : `${group}/${name}`));

  it("holds every package of which a byte stands in the bundle", () => {
    const { outputs } = JSON.parse(read("dist/metafile.json")) as {
      outputs: { [path: string]: { inputs: { [path: string]: { bytesInOutput: number } } } };
    };
    const inputs = Object.values(outputs).flatMap((one) => Object.entries(one.inputs));
    const inside = inputs.flatMap(([path, { bytesInOutput }]) =>
      bytesInOutput > 0 ? [path.split("node_modules/")] : [],
    );
    const packages = inside.flatMap((parts) =>
      parts.length < 2 ? [] : [parts.at(-1)?.match(/^(?:@[^/]+\/)?[^/]+/)?.[0]],
    );
    expect(packages.length).toBeGreaterThan(1000);
    expect([...new Set(packages)].filter((name) => !named.includes(name ?? ""))).toEqual([]);
  });
  it("holds every font, by the digest of its file", () => {
    for (const file of readdirSync(join(root, "templates/fonts")).filter((name) => name.endsWith(".woff2"))) {
      const { hashes } = bom.components.find(({ name }) => name.includes(file)) as Component;
      const content = createHash("sha256")
        .update(readFileSync(join(root, "templates/fonts", file)))
        .digest("hex");
      expect(hashes).toEqual([{ alg: "SHA-256", content }]);
    }
  });
  it("has packages by the digest that npm installs them by", () => {
    const lock = JSON.parse(read("package-lock.json")).packages as { [place: string]: { integrity: string } };
    const { hashes } = bom.components.find(({ name }) => name === "zod") as Component;
    const content = Buffer.from(lock["node_modules/zod"].integrity.slice(7), "base64").toString("hex");
    expect(hashes).toEqual([{ alg: "SHA-512", content }]);
  });
  it("names a licence of each, and the page has its text", () => {
    expect(bom.specVersion).toBe("1.6");
    for (const [i, { licenses, version }] of bom.components.entries()) {
      expect(licenses, named[i]).toHaveLength(1);
      expect(page).toContain(`| ${named[i]} | ${version} |`);
    }
    expect(page).toContain("Permission is hereby granted, free of charge");
    expect(page).toContain("Boost Software License - Version 1.0");
    expect(page).toContain("SIL Open Font License, Version 1.1");
  });
});

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "foodspec-third-party-"));
  write("templates/fonts/OFL.txt", "SIL Open Font License\n");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(path: string, text: string): void {
  mkdirSync(dirname(join(folder, path)), { recursive: true });
  writeFileSync(join(folder, path), text);
}
/** What a bundle with the packages `one` and `two` is made of, once something was done to them. */
function made(spoil: () => void = () => undefined, above = "") {
  const integrity = `sha512-${Buffer.from("0".repeat(64)).toString("base64")}`;
  const packages = { "node_modules/one": { integrity }, "node_modules/one/node_modules/two": { integrity } };
  write("package-lock.json", JSON.stringify({ packages }));
  write("node_modules/one/package.json", '{"name": "one", "version": "1.0.0", "license": "MIT"}');
  write("node_modules/one/LICENSE", "Copyright (c) 2020 Somebody\n");
  write("node_modules/one/node_modules/two/package.json", '{"name": "two", "version": "2.0.0", "license": "ISC"}');
  write("node_modules/one/node_modules/two/licence", "Text\n");
  spoil();
  const inputs = Object.fromEntries(
    ["one/index.js", "one/node_modules/two/index.js", "three/index.js"].map((path) => [
      `${above}node_modules/${path}`,
      { bytesInOutput: path.startsWith("three") ? 0 : 1 },
    ]),
  );
  return thirdParty({ outputs: { "dist/index.js": { inputs } } }, folder);
}

describe("what is bundled", () => {
  it("is listed with what lies in packages, without what left no byte", () => {
    const parts = made();
    expect(parts.map(({ ref }: { readonly ref: string }) => ref)).toEqual(["pkg:npm/one@1.0.0", "pkg:npm/two@2.0.0"]);
    expect(thirdPartyText(parts)).toContain("| one | 1.0.0 | MIT | 1 | Copyright (c) 2020 Somebody |");
    expect(bomOf(parts, "1.0.0")).toBe(bomOf(made(), "1.0.0"));
  });
  it("is the same where node_modules is a link to another folder", () => {
    // As esbuild names it: below the folder that the link leads to.
    expect(bomOf(made(undefined, `../${basename(folder)}/`), "1.0.0")).toBe(bomOf(made(), "1.0.0"));
  });
  it.each<readonly [string, string, () => void]>([
    [
      "without a text",
      "pkg:npm/two@2.0.0 is bundled, and comes without the text of its licence",
      () => rmSync(join(folder, "node_modules/one/node_modules/two/licence")),
    ],
    [
      "with a licence that binds others",
      "pkg:npm/one@1.0.0 is bundled, and its licence GPL-3.0-only is not among those",
      () => write("node_modules/one/package.json", '{"name": "one", "version": "1.0.0", "license": "GPL-3.0-only"}'),
    ],
    [
      "with such a licence beside a free one",
      "its licence CC-BY-NC-4.0 is not among those",
      () =>
        write(
          "node_modules/one/package.json",
          '{"name": "one", "version": "1.0.0", "license": "MIT AND CC-BY-NC-4.0"}',
        ),
    ],
    [
      "without a licence",
      "its package.json names no licence",
      () => write("node_modules/one/package.json", '{"name": "one", "version": "1.0.0"}'),
    ],
    [
      "without a digest",
      "package-lock.json has no SHA-512 of it",
      () => write("package-lock.json", '{"packages": {}}'),
    ],
    [
      "with a font nobody knows",
      "templates/fonts/more.woff2 is bundled",
      () => write("templates/fonts/more.woff2", ""),
    ],
  ])("fails the build %s", (_, says, spoil) => expect(() => made(spoil)).toThrow(says));
});

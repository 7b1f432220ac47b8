/** The regulatory analysis keeps to its own rule: whoever edits it raises `version`, says why in `change`, and adds a line here. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { expect, it } from "vitest";
import { parse } from "yaml";
import { digestOf } from "../../compiler/store/digest.ts";

const path = join(resolve(import.meta.dirname, "../.."), "analyses/meat-fat/regulatory.md");

/** Digest of the document by version, the newest last. */
const versions: { readonly [version: string]: string } = {
  "1.0.0": "sha256:72172a540df47d62022018629bdd4d5c56c85ec05fe0a5150f0fd78b92269608",
  "1.1.0": "sha256:3ca3c04618c2936cbc62eb1477b8991fdb1df28c1da470220d7d195bed969c87",
};

it("analyses/meat-fat/regulatory.md is the document that its version stands for", () => {
  const text = readFileSync(path, "utf8");
  const { version, change } = parse(text.split("---\n")[1]);
  expect(Object.keys(versions).at(-1)).toBe(version);
  expect(digestOf(text), `${version} was edited: raise version and change, and keep the digest here`).toBe(
    versions[version],
  );
  // The first version differs from none.
  if (Object.keys(versions).length > 1) expect(change).toMatch(/^.{10,500}$/s);
});

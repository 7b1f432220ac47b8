/** The page of dependencies: none without a reason and a licence, none that is gone. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Lock, type Manifest, pageOf } from "../../docs/generator/dependencies.ts";
import { root } from "./documents.ts";

const json = (path: string) => JSON.parse(readFileSync(join(root, path), "utf8"));
const manifest: Manifest = json("package.json");
const lock: Lock = json("package-lock.json");
const made = (more: Partial<Manifest>, locked = lock) => pageOf({ ...manifest, ...more }, locked, () => []);

describe("the page of dependencies", () => {
  it("is refused with a package nobody gave a reason", () => {
    expect(() => made({ devDependencies: { ...manifest.devDependencies, lodash: "4.17.21" } })).toThrow(
      "lodash has no reason in docs/generator/dependencies.ts",
    );
  });
  it("is refused with the reason of a package that is gone", () => {
    const { zod: _, ...dependencies } = manifest.dependencies;
    expect(() => made({ dependencies })).toThrow(
      "zod has a reason in docs/generator/dependencies.ts and is no dependency",
    );
  });
  it("is refused with a package whose licence npm does not know", () => {
    const { "node_modules/zod": _, ...packages } = lock.packages;
    expect(() => made({}, { packages })).toThrow("zod has no licence in package-lock.json");
  });
  it("names only licences that let the program be MIT", () => {
    const licences = Object.keys({ ...manifest.dependencies, ...manifest.optionalDependencies }).map(
      (name) => lock.packages[`node_modules/${name}`]?.license,
    );
    // BSL-1.0, Boost's, asks for its notice with sources only.
    const free = /^(MIT|ISC|Apache-2\.0|BSD-[23]-Clause|BSL-1\.0)$/;
    const parts = licences.flatMap((one) => (one ?? "none").split(" AND "));
    expect([...new Set(parts)].filter((one) => !free.test(one))).toEqual([]);
  });
});

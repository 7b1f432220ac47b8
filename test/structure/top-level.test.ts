/** The top level of the project: what stands there, and nothing else. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "./sources.ts";

const kept = [
  "CHANGELOG.md",
  "LICENSE",
  "README.md",
  "analyses",
  "blocks",
  "compiler",
  "docs",
  "package-lock.json",
  "package.json",
  "schemas",
  "templates",
  "test",
  "tsconfig.json",
  "verify.py",
];
/** Made by tools, never committed. */
const made = ["coverage", "dist", "node_modules"];

describe("the top level", () => {
  it("holds what it should and nothing else, dot files apart", () => {
    const found = readdirSync(root).filter((name) => !name.startsWith(".") && !made.includes(name));
    expect(found.sort()).toEqual(kept);
  });
  it("has a folder for each kind of block, and a declaration in it", () => {
    const folders = readdirSync(join(root, "blocks"), { withFileTypes: true }).filter(
      (entry) => entry.isDirectory() && !["charts", "contract", "methods"].includes(entry.name),
    );
    const files = folders.filter(({ name }) => readdirSync(join(root, "blocks", name)).length > 0);
    expect(
      files.filter(({ name }) => !existsSync(join(root, "blocks", name, "block.ts"))).map(({ name }) => name),
    ).toEqual([]);
  });
});

/** Generated pages and schemas are what the sources say now. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import Ajv2020 from "ajv/dist/2020.js";
import { describe, expect, it } from "vitest";
import { commands } from "../../compiler/cli/commands.ts";
import { allPages } from "../../docs/generator/pages.ts";
import { inMemory } from "../fixtures/in-memory.ts";
import { program } from "../fixtures/project.ts";
import { root } from "./documents.ts";

const place = inMemory({});
const help = new Map<string, string>();
for (const words of [[], ...commands.map(({ name }) => [name])])
  help.set([...words, "--help"].join(" "), (await place.type([...words, "--help"])).out);
/** What a command line prints that was typed above. */
function run(words: readonly string[]): string {
  const printed = help.get(words.join(" "));
  if (printed === undefined) throw new Error(`nobody typed foodspec ${words.join(" ")}`);
  return printed;
}

const pages = allPages(run, root);
const below = (folder: string): readonly string[] =>
  existsSync(join(root, folder))
    ? readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
        .map((path) => `${folder}/${path.replaceAll("\\", "/")}`)
        .filter((path) => /\.(md|json)$/.test(path))
    : [];

/** One for all: each compiles what says what a schema is. Nor is code made quick that checks nothing. */
const ajv = new Ajv2020({
  strict: true,
  strictTuples: false,
  strictTypes: false,
  allowUnionTypes: true,
  code: { optimize: false },
});

describe("generated files", () => {
  it.each([[["--help"]], [["compile", "--help"]]])("hold what the built program prints: %s", (words) => {
    const env = { ...process.env, NO_COLOR: "1", COLUMNS: "80" };
    const { status, stdout } = spawnSync(process.execPath, [program, ...words], { encoding: "utf8", env });
    expect([status, stdout]).toEqual([0, run(words)]);
  });
  it("are those the generator gives, no more and no fewer (else: npm run generate)", () => {
    expect([...below("docs/reference"), ...below("schemas/json")].sort()).toEqual(Object.keys(pages).sort());
  });
  it.each(Object.keys(pages))("%s says what the sources say (else: npm run generate)", (path) => {
    expect(existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : "").toBe(pages[path]);
  });
  it.each(Object.keys(pages).filter((path) => path.endsWith(".json")))(
    "%s is a JSON Schema that can be used",
    (path) => {
      expect(() => ajv.compile(JSON.parse(pages[path]))).not.toThrow();
    },
  );
  it.each(Object.entries(pages).filter(([path]) => path.endsWith(".md")))(
    "%s has neither holes nor placeholders",
    (_, text) => {
      expect(text).not.toMatch(/(?<!`)undefined|\[object/);
      expect(text).not.toMatch(/\{\w+\|[^}]+\}/);
    },
  );
});

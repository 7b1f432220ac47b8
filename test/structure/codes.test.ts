/** Codes and catalogue: every code a source names has an entry, every entry is named by a source. */
import { describe, expect, it } from "vitest";
import { catalogue } from "../../compiler/diagnostics/catalogue.ts";
import { sources, textOf } from "./sources.ts";

const isCatalogue = (path: string) =>
  path.startsWith("compiler/diagnostics/catalogue/") || /^blocks\/(?:.*\/)?findings\.ts$/.test(path);
/** Comments and help speak of codes too; only what is a string of its own is used. */
const quoted = (text: string): readonly string[] => [...text.matchAll(/["'`](FS\d{4})["'`]/g)].map(([, code]) => code);

const users = [...sources("blocks"), ...sources("compiler")].filter((path) => !isCatalogue(path));
const used = new Map<string, string>();
for (const path of users) for (const code of quoted(textOf(path))) used.set(code, path);

describe("codes", () => {
  it("are used", () => expect(used.size).toBeGreaterThan(50));
  it("that sources name stand in the catalogue", () => {
    expect(
      [...used]
        .filter(([code]) => !catalogue.has(code))
        .map(([code, path]) => `${code} in ${path}`)
        .sort(),
    ).toEqual([]);
  });
  it("of the catalogue are all used", () => {
    expect([...catalogue.keys()].filter((code) => !used.has(code))).toEqual([]);
  });
  it("have a title, a sentence and something to do, without full stops at the end", () => {
    for (const [code, { title, sentence, help }] of catalogue) {
      expect(`${code} ${title}`).toMatch(/^FS\d{4} \p{Lu}.*[^.]$/u);
      expect(`${code} ${sentence}`).toMatch(/[^.]$/);
      expect(help.length, code).toBeGreaterThan(0);
    }
  });
});

/** Links between documents: every relative one leads to a file, every anchor to a heading. */
import { existsSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { describe, expect, it } from "vitest";
import { anchorOf, catalogue } from "../../compiler/diagnostics/catalogue.ts";
import { anchorsOf, documents, linksOf, root } from "./documents.ts";

const all = documents();
const anchors = new Map(all.map((one) => [one.path, anchorsOf(one)]));

/** What is wrong with a link of a document; null where it leads somewhere, or out of the project. */
function problem(path: string, url: string): string | null {
  if (/^[a-z]+:/.test(url)) return null;
  const [target, anchor] = url.split("#");
  const file = target === "" ? path : normalize(join(dirname(path), decodeURI(target))).replaceAll("\\", "/");
  if (!existsSync(join(root, file))) return `${path}: ${url} leads to no file`;
  if (anchor === undefined || !file.endsWith(".md")) return null;
  return anchors.get(file)?.has(anchor) === true ? null : `${path}: ${url} leads to no heading`;
}

describe("links in the documentation", () => {
  it("are there to be checked", () => {
    expect(all.flatMap(linksOf).length).toBeGreaterThan(50);
  });
  it.each(all.map((one) => [one.path, one] as const))("of %s lead somewhere", (path, one) => {
    expect(linksOf(one).flatMap(({ url }) => problem(path, url) ?? [])).toEqual([]);
  });
  it("that findings print lead to their heading", () => {
    expect([...catalogue.keys()].flatMap((code) => problem("README.md", anchorOf(code)) ?? [])).toEqual([]);
  });
  it("and files of the sources that texts name are there; decisions tell of their day", () => {
    const told = all.filter(({ path }) => !path.startsWith("docs/decisions/"));
    const named = told.flatMap(({ path, text }) =>
      [...text.matchAll(/`((?:blocks|compiler|docs|schemas|templates|test)\/[\w./-]*)`/g)].map(([, file]) => ({
        path,
        file,
      })),
    );
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter(({ file }) => !existsSync(join(root, file)))).toEqual([]);
  });
  it("name every page of the documentation at least once", () => {
    const named = new Set(
      all.flatMap((one) =>
        linksOf(one).map(({ url }) => normalize(join(dirname(one.path), url.split("#")[0])).replaceAll("\\", "/")),
      ),
    );
    const unnamed = all.map(({ path }) => path).filter((path) => !named.has(path) && path !== "README.md");
    expect(unnamed).toEqual([]);
  });
});

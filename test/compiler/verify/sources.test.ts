/** Sources: files that a document takes in, beside what the manifest lists, and the document with them in their places. */
import { describe, expect, it } from "vitest";
import { digestOf } from "../../../compiler/store/digest.ts";
import { linesWithParts, sourceFindings } from "../../../compiler/verify/sources.ts";
import type { Manifest } from "../../../schemas/manifest.ts";
import { folderOf } from "../../fixtures/forge.ts";

const folder = (files: { readonly [path: string]: string }) =>
  folderOf(new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)])));
const listing = (size_bytes: number, text: string) =>
  ({ sources: [{ path: "part.md", role: "include", size_bytes, sha256: digestOf(text) }] }) as unknown as Manifest;

describe("files taken in", () => {
  it.each<readonly [string, { readonly [path: string]: string }, Manifest, readonly string[]]>([
    ["as listed", { "sources/part.md": "one" }, listing(3, "one"), []],
    ["that are not there", {}, listing(3, "one"), ["`sources/part.md` is not there"]],
    ["of another length", { "sources/part.md": "one" }, listing(4, "one"), ["`sources/part.md` is another one"]],
    ["of other content", { "sources/part.md": "two" }, listing(3, "one"), ["`sources/part.md` is another one"]],
    ["that nobody lists", { "sources/part.md": "one" }, {} as Manifest, ["`sources/part.md` is not among `sources`"]],
  ])("%s are judged", (_, files, manifest, says) => {
    const found = sourceFindings(folder(files), manifest).map(({ message }) => message);
    expect(found).toEqual(says.map((one) => expect.stringContaining(one)));
  });
});

describe("a document with its parts in place", () => {
  const files = {
    "sources/parts/a.md": 'A\n{{< include "../b.md" >}}',
    "sources/b.md": "B",
    "sources/self.md": "{{< include self.md >}}",
    "sources/broken.md": "{{< include nowhere.md >}}",
  };
  it.each([
    ["a part, and a part of that one", ["{{< include ./parts//a.md >}}", "end"], ["A", "B", "end"]],
    ["none inside a fence", ["```", "{{< include b.md >}}", "```"], ["```", "{{< include b.md >}}", "```"]],
    ["a part that is not there", ["{{< include nowhere.md >}}"], null],
    ["a part whose part is not there", ["{{< include broken.md >}}"], null],
    ["a part that takes itself in", ["{{< include self.md >}}"], null],
  ])("is read with %s", (_, lines, wanted) => {
    expect(linesWithParts(folder(files), "protocol.md", lines)).toEqual(wanted);
  });
});

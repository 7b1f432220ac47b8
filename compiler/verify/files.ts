/** Files: those of the folder against the manifest; changed, missing and unlisted ones are named. A seal has a list of its own. */
import type { Manifest } from "../../schemas/manifest.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { digestOf } from "../store/digest.ts";
import { contradiction } from "./differ.ts";
import { listed, type RunFolder } from "./run-folder.ts";

export function fileFindings(folder: RunFolder, manifest: Manifest): readonly Finding[] {
  const named = listed(manifest);
  const there = new Set(folder.paths);
  const found = [...named].flatMap(([path, { digest }]) => {
    if (!there.has(path)) return [finding("FS9112", null, { path })];
    const bytes = folder.read(path);
    if (bytes !== null && digestOf(bytes) === digest) return [];
    return [finding("FS9111", null, { path, wanted: digest, found: bytes === null ? "unreadable" : digestOf(bytes) })];
  });
  const unlisted = folder.paths.filter(
    (path) => path !== "manifest.json" && !path.startsWith("seal/") && !named.has(path),
  );
  return [
    ...found,
    ...unlisted.map((path) => finding("FS9113", null, { path })),
    ...listedTwice(manifest).map((path) => contradiction("manifest.json", `lists ${path} twice`)),
  ];
}

/** A path of two owners, of which the digest of one alone would be looked at. */
function listedTwice({ files, blocks }: Manifest): readonly string[] {
  const all = [files, ...blocks.map(({ artifacts }) => artifacts)].flatMap((one) => Object.keys(one)).sort();
  return [...new Set(all.filter((path, i) => path === all[i - 1]))];
}

/** Run address: which run folder is meant by a folder, a protocol, a piece of the content digest, or `latest`. */
import { basename, dirname, join, relative, resolve } from "node:path";
import { closest } from "../../blocks/contract/closest.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { type Disk, namesIn } from "../store/disk.ts";
import { runsFolderOf } from "./config-at.ts";
import { isRunOf, jsonIn, latestIn, type PastFolder, runsBelow, runsIn } from "./past-runs.ts";
import { rootAbove, slashes } from "./root.ts";
import type { World } from "./world.ts";

/** Absolute; FS1155 where several are meant, FS1152 where none is. A file that is no protocol is left to who asked. */
export function runAddress(typed: string, { disk, cwd }: Pick<World, "disk" | "cwd">): string | Finding {
  const path = resolve(cwd, typed);
  const stands = disk.stands(path);
  if (stands === "folder") return path;
  if (stands === "file" && !/\.(?:md|markdown)$/i.test(typed)) return path;
  if (stands === "file") return newestOf(disk, path, typed);
  const told = latestFile(disk, path);
  if (told !== null) return told;
  const root = rootAbove(disk, disk.realPath(cwd));
  if (typed === "latest") return newest(runsBelow(disk, root), typed);
  if (/^[0-9a-f]{4,64}$/.test(typed)) return byDigest(disk, runsBelow(disk, root), typed, cwd);
  return missing(disk, typed, path);
}

/** Where links are not to be had, `latest.txt` holds the name that `latest` would lead to. */
function latestFile(disk: Disk, path: string): string | null {
  const name = basename(path) === "latest" ? latestIn(disk, dirname(path)) : null;
  if (name === null) return null;
  const folder = join(dirname(path), name);
  return dirname(folder) === dirname(path) && disk.stands(folder) === "folder" ? folder : null;
}

/** Beside a protocol lie runs of its neighbours, too. */
function newestOf(disk: Disk, path: string, typed: string): string | Finding {
  return newest(runsOfDocument(disk, path), typed);
}

/** The runs of a document that have results, the oldest first. */
export const runsOfDocument = (disk: Disk, path: string): readonly PastFolder[] =>
  runsIn(disk, runsFolderOf(disk, path)).filter((run) => run.hasResults && isRunOf(disk, run.path, path) === true);

function newest(runs: readonly PastFolder[], typed: string): string | Finding {
  const last = runs.filter(({ hasResults }) => hasResults).at(-1);
  return last?.path ?? finding("FS1152", null, { path: typed, suggestion: null });
}

/** The six digits in a run's name are the first of its digest: only those that fit are opened. */
function byDigest(disk: Disk, runs: readonly PastFolder[], hex: string, cwd: string): string | Finding {
  const met = runs.filter(({ path, runId, hasResults }) => {
    const own = runId.slice(16, 22);
    if (!hasResults || !(own.startsWith(hex) || hex.startsWith(own))) return false;
    return String(jsonIn(disk, path, "manifest.json")?.content_digest ?? "").startsWith(`sha256:${hex}`);
  });
  if (met.length === 0) return finding("FS1152", null, { path: hex, suggestion: null });
  const digests = new Set(met.map(({ path }) => jsonIn(disk, path, "manifest.json")?.content_digest));
  // Runs of one content are the same to whoever names it by its content.
  if (digests.size === 1) return met[met.length - 1].path;
  return finding("FS1155", null, { digest: hex, runs: met.map(({ path }) => slashes(relative(cwd, path))) });
}

function missing(disk: Disk, typed: string, path: string): Finding {
  const near = closest(basename(path), namesIn(disk, dirname(path)));
  return finding("FS1152", null, {
    path: typed,
    suggestion: near === null ? null : slashes(join(dirname(typed), near)),
  });
}

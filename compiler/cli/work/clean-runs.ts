/** `foodspec clean --runs`: removes old run folders, and never one that is still needed. */
import { basename, dirname, join, relative, resolve } from "node:path";
import { stamp } from "../../compile/clock.ts";
import { configAt, runsFolderOf } from "../../compile/config-at.ts";
import { jsonIn, type PastFolder, runsBelow, runsIn } from "../../compile/past-runs.ts";
import { rootAbove, rootOf, slashes } from "../../compile/root.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Disk } from "../../store/disk.ts";
import { tell } from "./runs.ts";

export interface CleanRuns {
  /** So many days old at least. */
  readonly older?: number;
  /** So many of the newest stay in each folder for runs. */
  readonly keep?: number;
  readonly isDry: boolean;
}

/** FS1104 where nobody says which are old: never all of them. */
export function cleanRuns(document: string | undefined, typed: CleanRuns, world: World): number {
  const { older, keep, isDry } = { ...typed, ...(isUnsaid(typed) ? keptByProject(document, world) : {}) };
  if (older === undefined && keep === undefined) return tell([finding("FS1104", null, unsaid)], world);
  const { disk, cwd, now } = world;
  const all =
    document === undefined
      ? runsBelow(disk, rootAbove(disk, disk.realPath(cwd)))
      : runsIn(disk, runsFolderOf(disk, resolve(cwd, document)));
  const before = older === undefined ? null : stamp(now() - older * 86_400_000);
  const newest = newestOf(all, keep ?? 0);
  const old = all.filter(
    (run) => (before === null || run.runId.slice(0, 15) < before) && !newest.has(run.path) && !isNeeded(disk, run),
  );
  for (const { path } of old) {
    if (!isDry) disk.remove(path);
    world.out(`${isDry ? "would remove" : "removed"}  ${slashes(relative(cwd, path))}\n`);
  }
  if (old.length === 0) world.out("no run folder is to be removed\n");
  return 0;
}

const isUnsaid = ({ older, keep }: CleanRuns): boolean => older === undefined && keep === undefined;

/** What the project says is to be kept. */
function keptByProject(document: string | undefined, { disk, cwd }: World): Pick<CleanRuns, "older" | "keep"> {
  const root = document === undefined ? rootAbove(disk, disk.realPath(cwd)) : rootOf(disk, resolve(cwd, document));
  const { last: keep, days: older } = configAt(disk, root).config?.keep ?? {};
  return { ...(keep === undefined ? {} : { keep }), ...(older === undefined ? {} : { older }) };
}

const unsaid = {
  problem: "`clean --runs` was not told which run folders are old",
  advice: "add `--older 30d`, `--keep N`, or both",
  usage: "foodspec clean --help",
};

/** The latest, a successful regulatory run, a signed one, and one that somebody keeps. */
function isNeeded(disk: Disk, { path }: PastFolder): boolean {
  if (disk.standsThere(join(path, ".keep")) !== null || disk.standsThere(join(path, "seal")) !== null) return true;
  const latest = join(dirname(path), "latest");
  if (disk.stands(latest) !== null && disk.realPath(latest) === disk.realPath(path)) return true;
  if (
    disk.stands(`${latest}.txt`) === "file" &&
    new TextDecoder().decode(disk.read(`${latest}.txt`)).trim() === basename(path)
  )
    return true;
  const manifest = jsonIn(disk, path, "manifest.json");
  return manifest?.mode === "regulatory" && manifest.success === true;
}

/** The newest of each folder for runs. */
function newestOf(runs: readonly PastFolder[], keep: number): ReadonlySet<string> {
  const byFolder = new Map<string, string[]>();
  for (const { path } of runs) byFolder.set(dirname(path), [...(byFolder.get(dirname(path)) ?? []), path]);
  return new Set([...byFolder.values()].flatMap((paths) => (keep === 0 ? [] : paths.slice(-keep))));
}

/** Past runs: the run folders that lie below a folder, and what each says of itself in a line. */
import { basename, dirname, join } from "node:path";
import { type Disk, namesIn, readText } from "../store/disk.ts";
import { byParts } from "./by-parts.ts";

export interface PastFolder {
  /** Absolute. */
  readonly path: string;
  readonly runId: string;
  /** True where it has a manifest and a report. */
  readonly hasResults: boolean;
}

const runIdForm = /^\d{8}_\d{6}_[0-9a-f]{6}(?:-\d+)?$/;

/** Whether a name is one that a run has: a manifest of somebody else may say anything. */
export const isRunId = (name: string): boolean => runIdForm.test(name);

/** So deep folders are looked through: nobody nests projects deeper. */
const deepest = 12;

/** Every run folder below a folder, the oldest first. Dot folders and node_modules are passed over, and no link is followed. */
export function runsBelow(disk: Disk, folder: string, depth = 0): readonly PastFolder[] {
  if (depth > deepest || disk.standsThere(folder) !== "folder") return [];
  const found = entriesOf(disk, folder).flatMap(({ name, kind }) => {
    if (kind !== "folder" || name.startsWith(".") || name === "node_modules") return [];
    const path = join(folder, name);
    const run = runIdForm.test(name) ? runIn(disk, path, name) : null;
    return run === null ? runsBelow(disk, path, depth + 1) : [run];
  });
  return byAge(disk, found);
}

/** The same of the folder for runs of a document, and of no other folder in it. */
export const runsIn = (disk: Disk, out: string): readonly PastFolder[] =>
  byAge(
    disk,
    namesIn(disk, out)
      .filter((name) => runIdForm.test(name))
      .flatMap((name) => runIn(disk, join(out, name), name) ?? []),
  );

/** Whether a run beside a document is of it, by the name the run's manifest gives; null where it has no manifest to say so. */
export function isRunOf(disk: Disk, run: string, document: string): boolean | null {
  const file = jsonIn(disk, run, "manifest.json")?.protocol_file;
  return typeof file === "string" ? basename(file) === basename(document) : null;
}

function runIn(disk: Disk, path: string, runId: string): PastFolder | null {
  const has = (file: string): boolean => disk.stands(join(path, file)) === "file";
  const isRun = has("manifest.json") || has("error.json");
  return isRun ? { path, runId, hasResults: has("manifest.json") && has("report/index.html") } : null;
}

/**
 * By the second in the name; of one second by the millisecond the manifest gives, then by the number behind a name that was
 * taken. Where the clock stands still, `latest` tells which ended last.
 */
function byAge(disk: Disk, runs: readonly PastFolder[]): readonly PastFolder[] {
  const second = ({ runId }: PastFolder): string => runId.slice(0, 15);
  const inSecond = new Map<string, number>();
  for (const run of runs) inSecond.set(second(run), (inSecond.get(second(run)) ?? 0) + 1);
  const aged = runs.map((run) => {
    const isAlone = inSecond.get(second(run)) === 1;
    const started = isAlone ? "" : String(jsonIn(disk, run.path, "manifest.json")?.timestamp ?? "");
    const last = isAlone || latestIn(disk, dirname(run.path)) !== run.runId ? 0 : 1;
    return { run, ages: [second(run), started, last, numberOf(run.runId), run.runId] };
  });
  return aged.sort((a, b) => byParts(a.ages, b.ages)).map(({ run }) => run);
}

const numberOf = (runId: string): number => Number(/-(\d+)$/.exec(runId)?.[1] ?? 1);

/** The name of the run that ended last in a folder for runs, by its link or, where links are not to be had, its file. */
export function latestIn(disk: Disk, out: string): string | null {
  const link = join(out, "latest");
  if (disk.stands(link) === "folder") return basename(disk.realPath(link));
  return disk.stands(`${link}.txt`) === "file" ? readText(disk, `${link}.txt`).trim() : null;
}

function entriesOf(disk: Disk, folder: string) {
  try {
    return disk.list(folder);
  } catch {
    // What cannot be read holds no run that could be shown.
    return [];
  }
}

/** A JSON file of a run as plain values; null where there is none that can be read. */
export function jsonIn(disk: Disk, folder: string, file: string): { readonly [field: string]: unknown } | null {
  try {
    const value: unknown = JSON.parse(readText(disk, join(folder, file)));
    return typeof value === "object" && value !== null ? (value as { [field: string]: unknown }) : null;
  } catch {
    return null;
  }
}

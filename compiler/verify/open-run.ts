/** Open run: the run folder at a path, read from a disk when it is asked; none that holds more than is read. */
import { basename, dirname, join } from "node:path";
import { runLimits } from "../../schemas/limits.ts";
import { ledgerName } from "../../schemas/lockbox.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { type Disk, type Entry, readText } from "../store/disk.ts";
import type { RunFolder } from "./run-folder.ts";

/** Links are listed and not followed: a run is what stands in its folder, and a seal that was whole when its signer was stopped. FS9130 where there are too many files, or one is too large. */
export function openRun(disk: Disk, name: string, path: string): RunFolder | Finding {
  const known = new Map<string, Entry["kind"]>();
  const aside = disk.standsThere(join(path, "seal")) === null ? sealAside(disk, path) : null;
  const isAside = aside !== null && disk.standsThere(aside) === "folder";
  const placeOf = (file: string): string =>
    isAside && file.startsWith("seal/") ? join(aside, file.slice("seal/".length)) : join(path, file);
  const entries = isAside ? [...below(disk, path, ""), ...below(disk, aside, "seal/")] : below(disk, path, "");
  for (const entry of entries) {
    known.set(entry.name, entry.kind);
    if (known.size > runLimits.files) return beyond(name, `more than ${runLimits.files}`, "files", runLimits.files);
    const size = entry.kind === "file" ? sizeOf(disk, placeOf(entry.name)) : 0;
    const limit = /\.(?:jsonl?|log)$/.test(entry.name) ? runLimits.jsonBytes : runLimits.fileBytes;
    if (size > limit) return beyond(entry.name, size, "bytes", limit);
  }
  return {
    name,
    paths: [...known.keys()].sort(),
    read: (file) => (known.get(file) === "file" ? disk.read(placeOf(file)) : null),
    register: (file) => registerAbove(disk, path, file),
    ledger: () => ledgerAbove(disk, path),
  };
}

/** Where the register of a document stands that lies below a folder: of runs of jobs in a folder of its own. */
const registersIn = (folder: string, file: string): readonly string[] => [
  join(folder, "registers", file),
  join(folder, file),
];

/** Where a whole seal lies between its being written and its standing in the run: beside the run, under its name. */
export function sealAside(disk: Disk, run: string): string {
  const real = disk.realPath(run);
  return join(dirname(real), `.seal-${basename(real)}`);
}

/** A register is named below the root of its project, in which the run may stand. Of what lies elsewhere nothing is read. */
function registerAbove(disk: Disk, run: string, file: string): string | null {
  if (!/\.register\.jsonl$/.test(file) || /^[\\/]|(^|[\\/])\.\.([\\/]|$)/.test(file)) return null;
  for (let folder = dirname(run); ; folder = dirname(folder)) {
    for (const path of registersIn(folder, file))
      if (disk.standsThere(path) === "file" && sizeOf(disk, path) <= runLimits.registerBytes)
        return readText(disk, path);
    if (folder === dirname(folder)) return null;
  }
}

/** The nearest: it stands at the root of the project. */
function ledgerAbove(disk: Disk, run: string): string | null {
  for (let folder = dirname(run); ; folder = dirname(folder)) {
    const path = join(folder, ledgerName);
    if (disk.standsThere(path) === "file" && sizeOf(disk, path) <= runLimits.registerBytes) return readText(disk, path);
    if (folder === dirname(folder)) return null;
  }
}

const beyond = (path: string, found: number | string, things: string, limit: number): Finding =>
  finding("FS9130", null, { path, found, things, limit });

function sizeOf(disk: Disk, path: string): number {
  const file = disk.open(path);
  file.close();
  return file.size;
}

/** All but folders, by their path below the run. */
function* below(disk: Disk, folder: string, way: string): Generator<Entry> {
  for (const { name, kind } of disk.list(folder)) {
    if (kind === "folder") yield* below(disk, join(folder, name), `${way}${name}/`);
    else yield { name: way + name, kind };
  }
}

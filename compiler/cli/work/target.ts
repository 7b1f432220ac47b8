/** Target: what a user named to be verified, as the run in it: a run folder, an archive, or a signed PDF. */
import { relative, resolve } from "node:path";
import { diskWords } from "../../compile/disk-words.ts";
import { besideDocument, type Near } from "../../compile/inputs-of-run.ts";
import { slashes } from "../../compile/root.ts";
import { runAddress } from "../../compile/run-address.ts";
import type { World } from "../../compile/world.ts";
import { finding } from "../../diagnostics/build.ts";
import type { Finding } from "../../diagnostics/finding.ts";
import type { PdfAlone } from "../../seal/pdf-alone.ts";
import type { Disk } from "../../store/disk.ts";
import { archivedInput, archivedRun } from "../../verify/archive.ts";
import { openRun } from "../../verify/open-run.ts";
import type { RunFolder } from "../../verify/run-folder.ts";
import { archiveBytes, type Entries, looksZipped, unzipped } from "../../verify/zip.ts";

export interface Target {
  readonly kind: "run" | "archive" | "pdf";
  readonly folder: RunFolder;
  /** Of an archive. */
  readonly entries: Entries | null;
  /** Of a PDF. */
  readonly alone: PdfAlone | null;
  /** Where the files that the run read are looked for. */
  readonly near: Near;
}

/** A finding where nothing can be verified. */
export async function targetAt(typed: string, world: World): Promise<Target | Finding> {
  const path = resolve(world.cwd, typed);
  if (world.disk.stands(path) !== "file") {
    const folder = runFolderAt(typed, world);
    const near = besideDocument(path, world.disk);
    return "code" in folder ? folder : { kind: "run", folder, entries: null, alone: null, near };
  }
  const bytes = fileAt(path, typed, world.disk);
  if ("code" in bytes) return bytes;
  if (new TextDecoder("latin1").decode(bytes.subarray(0, 5)) === "%PDF-") return aloneIn(typed, bytes);
  if (!looksZipped(bytes)) return isFile(typed, "neither an archive of a run nor a signed PDF");
  const entries = unzipped(typed, bytes);
  if ("code" in entries) return entries;
  const near: Near = ({ sha256 }) => archivedInput(entries, sha256);
  return { kind: "archive", folder: archivedRun(typed, entries), entries, alone: null, near };
}

/** What is attached to a signed PDF; no file that the run read is. */
async function aloneIn(typed: string, bytes: Uint8Array): Promise<Target | Finding> {
  const { pdfAlone } = await import("../../seal/pdf-alone.ts");
  const alone = await pdfAlone(typed, bytes);
  if ("problem" in alone) return isFile(typed, alone.problem);
  return { kind: "pdf", folder: alone.folder, entries: null, alone, near: () => null };
}

/** Of more than can be read nothing is. */
function fileAt(path: string, typed: string, disk: Disk): Uint8Array | Finding {
  try {
    const file = disk.open(path);
    try {
      if (file.size <= archiveBytes) return file.read();
      return finding("FS9130", null, { path: typed, found: file.size, things: "bytes", limit: archiveBytes });
    } finally {
      file.close();
    }
  } catch (error) {
    return isFile(typed, `it cannot be read: ${diskWords(error)}`);
  }
}

/** The folder of a run as the user named it; a finding where there is none. */
export function runFolderAt(run: string, { disk, cwd }: World): RunFolder | Finding {
  const path = resolve(cwd, run);
  const stands = disk.stands(path);
  if (stands === "folder") return openRun(disk, run, path);
  return stands === "file" ? isFile(run, "no run folder") : finding("FS1152", null, { path: run, suggestion: null });
}

const isFile = (run: string, problem: string): Finding => finding("FS1153", null, { path: run, problem });

/** A run as it was named where that is a path, else where it stands, as somebody here would name it; a finding where there is none. */
export function runNamed(typed: string, world: World): string | Finding {
  const path = runAddress(typed, world);
  if (typeof path !== "string") return path;
  if (path === resolve(world.cwd, typed)) return typed;
  const way = slashes(relative(world.cwd, path));
  return way.startsWith("../") ? path : way;
}

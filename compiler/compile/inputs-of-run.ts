/** Inputs of a run: the files it read, found again by their digest, wherever they lie now. */
import { basename, dirname, join, resolve } from "node:path";
import { dataLimits } from "../../schemas/limits.ts";
import type { Manifest } from "../../schemas/manifest.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { digestOf, hexOf } from "../store/digest.ts";
import type { Disk } from "../store/disk.ts";
import { diskWords } from "./disk-words.ts";
import { openedInside } from "./opened-inside.ts";
import { foldersAbove, isBelow, isInside, slashes } from "./root.ts";
import type { World } from "./world.ts";

/** A file the run read, with its bytes. */
export interface InputOfRun {
  readonly name: string;
  /** As the document names it. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

type Wanted = Manifest["inputs"][number];
type Opened = Wanted & { readonly size_bytes: number };
const wasOpened = (input: Wanted): input is Opened => input.size_bytes !== null;

/** The bytes of an input of that digest, where they are near; null where they are not. */
export type Near = (wanted: Opened, document: string) => Uint8Array | null;

/** Where the files that a run read are found: near it, but for those given as `NAME=PATH`. */
export interface FilesOfRun {
  readonly near: Near;
  readonly given: readonly string[];
}

/** Beside the document, where a run folder, absolute, still stands near it. */
export const besideDocument =
  (folder: string, disk: Disk): Near =>
  (wanted, document) =>
    nearby(disk, folder, document, wanted);

/**
 * Looked for among the files that are given, then near by. What is found is told by size and digest alone.
 *
 * @param given `NAME=PATH`, as typed
 */
export function inputsOfRun(
  { inputs, protocol_file }: Manifest,
  near: Near,
  given: readonly string[],
  world: Pick<World, "disk" | "cwd">,
): { readonly files: readonly InputOfRun[]; readonly findings: readonly Finding[] } {
  const { files: offered, findings } = offeredOf(inputs, given, world);
  // A lockbox that the run did not open takes nothing to make the run again.
  const files = inputs.filter(wasOpened).flatMap((wanted) => {
    const bytes =
      offered.find(({ name, digest }) => name === wanted.name && digest === wanted.sha256)?.bytes ??
      near(wanted, protocol_file);
    if (bytes !== null) return [{ name: wanted.name, path: wanted.path, bytes }];
    findings.push(lacking(wanted));
    return [];
  });
  return { files, findings };
}

const lacking = ({ name, path, sha256 }: Wanted): Finding =>
  finding("FS3908", null, { name, path, file: basename(slashes(path)), digest: hexOf(sha256) });

interface Offered {
  readonly name: string;
  readonly digest: string;
  readonly bytes: Uint8Array;
}

/** What was given on the command line; a file that the run did not read is named as such. */
function offeredOf(inputs: readonly Wanted[], given: readonly string[], { disk, cwd }: Pick<World, "disk" | "cwd">) {
  const files: Offered[] = [];
  const findings: Finding[] = [];
  const names = [...new Set(inputs.map(({ name }) => name))];
  for (const typed of given) {
    const [, name, path] = /^([^=]+)=(.*)$/s.exec(typed) ?? [null, names.length === 1 ? names[0] : "", typed];
    const wanted = inputs.filter((one) => one.name === name).map(({ sha256 }) => hexOf(sha256));
    if (wanted.length === 0) {
      findings.push(finding("FS1192", null, { name, names }));
      continue;
    }
    try {
      const { bytes } = openedInside(disk, resolve(cwd, path), null, dataLimits.fileBytes) ?? { bytes: null };
      const digest = digestOf(bytes ?? "");
      if (bytes !== null && wanted.includes(hexOf(digest))) files.push({ name, digest, bytes });
      else findings.push(finding("FS3909", null, { name, file: basename(path), found: hexOf(digest), wanted }));
    } catch (error) {
      findings.push(finding("FS3902", null, { name, path: basename(path), problem: diskWords(error) }));
    }
  }
  return { files, findings };
}

/** As if the document still lay where it did: its root, or its own folder, is one of those the run stands in. */
function nearby(disk: Disk, run: string, document: string, wanted: Opened): Uint8Array | null {
  if (/^([A-Za-z]:|[\\/])/.test(wanted.path)) return null;
  for (const root of foldersAbove(run)) {
    for (const path of [join(root, dirname(document), wanted.path), join(root, wanted.path)]) {
      const bytes = isBelow(root, path) ? same(disk, root, path, wanted) : null;
      if (bytes !== null) return bytes;
    }
  }
  return null;
}

/** Null where the file is another, lies behind a link that leads away, or cannot be read. */
function same(disk: Disk, root: string, path: string, { sha256, size_bytes }: Opened): Uint8Array | null {
  if (disk.stands(path) !== "file") return null;
  try {
    if (!isInside(disk, root, disk.realPath(path))) return null;
    const file = openedInside(disk, path, root, Math.min(size_bytes, dataLimits.fileBytes));
    return file !== null && file.size === size_bytes && digestOf(file.bytes) === sha256 ? file.bytes : null;
  } catch {
    return null;
  }
}

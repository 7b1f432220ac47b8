/** Inputs: the files a document names, found inside the root, read once and digested. */

import { basename, dirname, join, relative } from "node:path";
import { closest } from "../../blocks/contract/closest.ts";
import type { Remark } from "../../blocks/contract/refusal.ts";
import type { InputFile } from "../../blocks/contract/running.ts";
import { registry } from "../../blocks/registry.ts";
import { dictionary, own } from "../../schemas/dictionary.ts";
import { dataLimits } from "../../schemas/limits.ts";
import { dataPosition, finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";
import { declaredInputs } from "../document/inputs.ts";
import type { Protocol } from "../document/protocol.ts";
import type { InputFiles } from "../plan/key.ts";
import { canonicalJson } from "../store/canonical.ts";
import { digestOf, hexOf } from "../store/digest.ts";
import { type Disk, namesIn } from "../store/disk.ts";
import { openedAhead } from "./ahead.ts";
import { diskWords } from "./disk-words.ts";
import { fewBytes, headBytes, readHead } from "./heads.ts";
import { BeyondSize } from "./opened-inside.ts";
import { isInside, slashes } from "./root.ts";

export interface ReadInputs {
  readonly files: InputFiles;
  readonly findings: readonly Finding[];
  /** Whether all of them may be looked at, not only their beginnings. */
  readonly isWhole: boolean;
}

/** Files given on the command line, by input name; they may lie anywhere. */
export type InputOverrides = { readonly [name: string]: string };

/**
 * Reads every input that some block uses; what cannot be had is a finding, not an exception.
 *
 * @param isForHeaders of inputs that are large together only the beginnings are wanted; those that are pinned are read whole
 */
export async function readInputs(
  disk: Disk,
  protocol: Protocol,
  document: string,
  root: string,
  overrides: InputOverrides,
  isForHeaders = false,
): Promise<ReadInputs> {
  const findings: Finding[] = [];
  const used = new Set(protocol.blocks.flatMap(declaredInputs));
  const files = dictionary<readonly InputFile[]>();
  const room: Room = { bytes: 0, few: Number.POSITIVE_INFINITY };
  for (const name of [...used].sort()) {
    const declared = own(protocol.frontMatter.inputs, name);
    const override = own(overrides, name);
    if (declared === undefined && override === undefined) continue;
    const pinned = isLockboxOnly(protocol, name) ? pinnedDigest(declared?.sha256) : null;
    if (pinned !== null && declared !== undefined) {
      files[name] = [unopened(name, declared, pinned, protocol, findings)];
      continue;
    }
    const isDigested = declared?.sha256 !== undefined || protocol.settings.mode === "regulatory";
    if (isForHeaders) room.few = isDigested ? Number.POSITIVE_INFINITY : fewBytes;
    const found =
      override === undefined
        ? await declaredFiles(disk, name, protocol, document, root, room, findings)
        : await overridden(disk, protocol, name, override, room, findings);
    files[name] = found;
    if (declared?.sha256 !== undefined) checkDigests(name, protocol, found, findings);
  }
  const isWhole = !isForHeaders || room.bytes <= fewBytes;
  return { files, findings: [...unpinned(protocol, files), ...findings], isWhole };
}

/** Whether an input is nothing but somebody's lockbox: pinned by its digest it is not opened before its time. */
const isLockboxOnly = ({ blocks }: Protocol, name: string): boolean =>
  blocks.some(({ kind, options }) => kind.seals?.(options) === name) &&
  blocks.every((block) => !declaredInputs(block).includes(name) || block.kind.seals?.(block.options) === name);

/** @returns `sha256:…`; null where nothing is pinned */
const pinnedDigest = (sha256: Declared["sha256"]): string | null =>
  sha256 === undefined ? null : `sha256:${([sha256].flat()[0] ?? "").replace(/^sha256:/, "")}`;

/** A file that is told by what the document says of it: neither that it is there nor what it holds is looked at. FS2379 where it is several. */
function unopened(
  name: string,
  declared: Declared,
  digest: string,
  protocol: Protocol,
  findings: Finding[],
): InputFile {
  const [path] = declaredPaths(declared);
  const isOne = declaredPaths(declared).length === 1 && !/[*?{[]/.test(path) && [declared.sha256].flat().length === 1;
  if (!isOne) findings.push(finding("FS2379", protocol.frontMatterAt(["inputs", name]), { name }));
  return { path: slashes(path), bytes: new Uint8Array(), digest, isSealed: true };
}

/** FS2541: inputs of a regulatory document that anybody may exchange, each with the line that pins the files as they are. */
export function unpinned({ settings, frontMatter, frontMatterAt }: Protocol, files: InputFiles): readonly Finding[] {
  if (settings.mode !== "regulatory") return [];
  const names = [...new Set([...Object.keys(frontMatter.inputs), ...Object.keys(files)])].sort();
  return names.flatMap((name) => {
    const declared = own(frontMatter.inputs, name);
    if (declared?.sha256 !== undefined) return [];
    const found = own(files, name) ?? [];
    const line = found.length === 0 ? null : `sha256: ${digestTogether(found)}`;
    const path = declared === undefined ? ["mode"] : ["inputs", name];
    const facts = { name, ...(line === null ? {} : { line }) };
    return [finding("FS2541", frontMatterAt(path), facts, { pointer: path })];
  });
}

/** The one digest of an input's files: that of its only one, else of the canonical JSON {path from the document: sha256}. */
export function digestTogether(files: readonly InputFile[]): string {
  if (files.length === 1) return hexOf(files[0].digest);
  const byPath = dictionary<string>();
  for (const { path, digest } of files) byPath[path] = hexOf(digest);
  return hexOf(digestOf(canonicalJson(byPath)));
}

/** What all inputs have taken so far. */
interface Room {
  bytes: number;
  /** Of a file that takes them above so many only the beginning is read. */
  few: number;
}

type Declared = Protocol["frontMatter"]["inputs"][string];
const declaredPaths = (input: Declared): readonly string[] =>
  typeof input.path === "string" ? [input.path] : input.path;

async function declaredFiles(
  disk: Disk,
  name: string,
  protocol: Protocol,
  document: string,
  root: string,
  room: Room,
  findings: Finding[],
): Promise<readonly InputFile[]> {
  const input = protocol.frontMatter.inputs[name];
  const folder = dirname(disk.realPath(document));
  const at = protocol.frontMatterAt(["inputs", name, "path"]);
  const beside = folderOf(protocol);
  const found = new Map<string, InputFile>();
  for (const path of declaredPaths(input)) {
    const full = join(folder, path);
    if (/^[a-z][a-z0-9+.-]+:\/\//i.test(path)) {
      findings.push(finding("FS2702", at, { name, path, file: basename(path) }));
      continue;
    }
    if (/^([A-Za-z]:|[\\/])/.test(path) || !isInside(disk, root, full)) {
      findings.push(finding("FS2701", at, { name, path }));
      continue;
    }
    const matches = disk.stands(full) === "file" ? [path] : await globbed(disk, folder, root, path);
    const { files: most } = dataLimits;
    if (matches === null || found.size + matches.length > most) {
      findings.push(finding("FS3140", at, beyond(path, `more than ${most}`, "files", most)));
      return [];
    }
    if (matches.length === 0) {
      if (disk.stands(full) === "folder")
        findings.push(finding("FS3905", at, { name, path: slashes(path).replace(/\/$/, "") }));
      else findings.push(missing(disk, name, path, full, at));
    }
    for (const match of matches)
      await readOne(disk, { name, path: match, full: join(folder, match), root, at, beside }, found, room, findings);
  }
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function overridden(
  disk: Disk,
  protocol: Protocol,
  name: string,
  path: string,
  room: Room,
  findings: Finding[],
): Promise<readonly InputFile[]> {
  const declared = own(protocol.frontMatter.inputs, name);
  const found = new Map<string, InputFile>();
  // Only the name: where a file outside the project lies is nobody's business.
  const file = basename(path);
  if (disk.stands(path) === "folder") findings.push(finding("FS3905", null, { name, path: file }));
  else if (disk.stands(path) !== "file")
    findings.push(finding("FS3906", null, { name, file, suggestion: closest(file, namesIn(disk, dirname(path))) }));
  else {
    const known = declared === undefined ? file : declaredPaths(declared)[0];
    const beside = folderOf(protocol);
    await readOne(disk, { name, path: known, full: path, root: null, at: null, beside }, found, room, findings);
  }
  return [...found.values()];
}

/** A file of an input that is to be read. */
interface Wanted {
  readonly name: string;
  /** As the document names it. */
  readonly path: string;
  readonly full: string;
  /** Null where it may lie anywhere. */
  readonly root: string | null;
  /** Where the document names it. */
  readonly at: Finding["position"];
  /** Before its path where findings name it. */
  readonly beside: string;
}

/** The folder of the document, as findings name files in it. */
const folderOf = ({ file }: Protocol): string => file.slice(0, file.lastIndexOf("/") + 1);

/** Opened once: kind, place, bytes and digest are of one file, whatever its name leads to before and after. A large one is looked at first. */
async function readOne(
  disk: Disk,
  wanted: Wanted,
  found: Map<string, InputFile>,
  room: Room,
  findings: Finding[],
): Promise<void> {
  const { name, path, full, root, at, beside } = wanted;
  const most = Math.min(dataLimits.fileBytes, dataLimits.bytes - room.bytes);
  const own = slashes(path);
  const isWhole = ({ size }: { readonly size: number }) => size <= headBytes || room.bytes + size <= room.few;
  try {
    const file = await openedAhead(disk, { path: full, name: own, root, most }, registry.lookAhead, isWhole, (one) =>
      isWhole(one) ? one.read(true) : readHead(one),
    );
    if (file === null) findings.push(finding("FS2701", at, { name, path }));
    else if (file.refused !== null) findings.push(ofData(file.refused, beside));
    else {
      const { bytes, size } = file;
      found.set(path, isWhole(file) ? digestedWhenAsked(own, bytes) : { path: own, bytes, digest: "" });
      room.bytes += size;
    }
  } catch (error) {
    if (error instanceof BeyondSize) findings.push(finding("FS3140", at, tooLarge(path, error.size, room)));
    else findings.push(finding("FS3902", at, { name, path, problem: diskWords(error) }));
  }
}

/** What is said of a file at its place in it. */
const ofData = ({ code, facts, data }: Remark, beside: string): Finding =>
  finding(code, data === undefined ? null : dataPosition(`${beside}${data.input}`, data), facts);

/** Who only looks at a header wants no digest, which costs more than reading the file. */
function digestedWhenAsked(path: string, bytes: Uint8Array): InputFile {
  let digest: string | null = null;
  return {
    path,
    bytes,
    get digest() {
      digest ??= digestOf(bytes);
      return digest;
    },
  };
}

const tooLarge = (path: string, size: number, { bytes }: Room): Finding["facts"] =>
  size > dataLimits.fileBytes
    ? beyond(path, size, "bytes", dataLimits.fileBytes)
    : beyond(path, bytes + size, "bytes together with the files of inputs before it", dataLimits.bytes);

const beyond = (path: string, found: number | string, things: string, limit: number): Finding["facts"] => ({
  path: slashes(path),
  found,
  things,
  limit,
});

function missing(disk: Disk, name: string, path: string, full: string, at: Finding["position"]): Finding {
  const beside = readable(disk, dirname(full));
  const problem = whyNoFile(disk, full);
  if (problem !== null) return finding("FS3902", at, { name, path: slashes(path), problem });
  const suggestion = beside === null ? null : closest(basename(path), beside);
  return finding("FS3901", at, {
    name,
    path: slashes(path),
    suggestion,
    folder: beside === null ? slashes(dirname(path)) : null,
  });
}

/** Something bears the name, but it can be read by nobody; null where nothing does. */
function whyNoFile(disk: Disk, path: string): string | null {
  if (disk.stands(path) === "other") return "it is no file, but a pipe or a device";
  return disk.standsThere(path) === "link" ? "it is a link that leads to no file" : null;
}

function checkDigests(name: string, protocol: Protocol, files: readonly InputFile[], findings: Finding[]): void {
  const { sha256 } = protocol.frontMatter.inputs[name];
  const at = protocol.frontMatterAt(["inputs", name, "sha256"]);
  if (typeof sha256 === "string" && files.length > 1) {
    const [found, together] = [digestTogether(files), sha256.replace(/^sha256:/, "")];
    if (found !== together)
      findings.push(finding("FS3911", at, { name, files: files.length, found, wanted: together }));
    return;
  }
  const wanted = (typeof sha256 === "string" ? [sha256] : (sha256 ?? [])).map((text) => text.replace(/^sha256:/, ""));
  if (files.length > 0 && wanted.length !== files.length) {
    findings.push(finding("FS3904", at, { name, digests: wanted.length, files: files.length }));
    return;
  }
  files.forEach((file, i) => {
    const found = file.digest.slice("sha256:".length);
    if (found !== wanted[i]) findings.push(finding("FS3903", at, { name, path: file.path, found, wanted: wanted[i] }));
  });
}

/** Paths relative to the document that a pattern matches, in code-unit order; null where more files lie there than are looked at. Folders with a leading dot are left out. */
async function globbed(disk: Disk, folder: string, root: string, pattern: string): Promise<readonly string[] | null> {
  const { default: picomatch } = await import("picomatch");
  const { base, glob } = picomatch.scan(pattern);
  if (glob === "" || glob === undefined) return [];
  const isMatch = picomatch(glob);
  const start = join(folder, base);
  if (readable(disk, start) === null || !isInside(disk, root, disk.realPath(start))) return [];
  const below = filesBelow(disk, start);
  if (below.length > dataLimits.files) return null;
  return below
    .map((path) => slashes(relative(start, path)))
    .filter((path) => isMatch(path))
    .map((path) => slashes(join(base, path)))
    .sort();
}

function filesBelow(disk: Disk, folder: string): readonly string[] {
  const found: string[] = [];
  const waiting = [folder];
  for (let next = waiting.pop(); next !== undefined && found.length <= dataLimits.files; next = waiting.pop()) {
    for (const { name, kind } of disk.list(next)) {
      if (name.startsWith(".") || name === "node_modules") continue;
      if (kind === "folder") waiting.push(join(next, name));
      else if (kind === "file") found.push(join(next, name));
    }
  }
  return found;
}

/** Names in a folder; null where there is none, or it cannot be read. */
function readable(disk: Disk, folder: string): readonly string[] | null {
  try {
    return disk.stands(folder) === null ? null : namesIn(disk, folder);
  } catch {
    return null;
  }
}

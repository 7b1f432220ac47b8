/** Zip: entries stored, in code-unit order, dated 1980-01-01. The same entries give the same bytes, and only such bytes are read. */
import { crc32 } from "node:zlib";
import { runLimits } from "../../schemas/limits.ts";
import { finding } from "../diagnostics/build.ts";
import type { Finding } from "../diagnostics/finding.ts";

/** Bytes by name, with forward slashes. */
export type Entries = ReadonlyMap<string, Uint8Array>;

/** 1980-01-01 00:00, the first that a zip can say, as its time and its date. */
const dated = [0, 0x21] as const;
/** An ordinary file, which its owner may write. */
const unixMode = 0o100644;
const sizes = { local: 30, central: 46, end: 22 } as const;
/** An archive is held in memory, and places in it are numbers of 32 bits. */
export const archiveBytes = 0x7fff_ffff;

/** @see PKWARE, APPNOTE.TXT 6.3.10: 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (end), 4.4.4 (bit 11: names in UTF-8) */
export function zipped(entries: Entries): Uint8Array {
  const parts = partsOf(entries);
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** All bytes of an archive, piece by piece. */
function partsOf(entries: Entries): readonly Uint8Array[] {
  const parts: Uint8Array[] = [];
  const central: Uint8Array[] = [];
  let at = 0;
  for (const name of [...entries.keys()].sort()) {
    const bytes = entries.get(name) ?? new Uint8Array();
    const facts = factsOf(name, bytes);
    const encoded = new TextEncoder().encode(name);
    central.push(centralOf(facts, at), encoded);
    const local = new Uint8Array(sizes.local);
    local.set([0x50, 0x4b, 3, 4]);
    local.set(facts, 4);
    parts.push(local, encoded, bytes);
    at += local.length + encoded.length + bytes.length;
  }
  const listed = central.reduce((sum, { length }) => sum + length, 0);
  return [...parts, ...central, endOf(entries.size, listed, at)];
}

/** What local header and central directory both say of an entry. */
function factsOf(name: string, bytes: Uint8Array): Uint8Array {
  const facts = new DataView(new ArrayBuffer(26));
  const isAscii = /^[\x20-\x7e]*$/.test(name);
  const shorts = [20, isAscii ? 0 : 0x800, 0, ...dated];
  for (const [i, value] of shorts.entries()) facts.setUint16(2 * i, value, true);
  for (const [i, value] of [crc32(bytes), bytes.length, bytes.length].entries())
    facts.setUint32(10 + 4 * i, value, true);
  facts.setUint16(22, new TextEncoder().encode(name).length, true);
  return new Uint8Array(facts.buffer);
}

function centralOf(facts: Uint8Array, at: number): Uint8Array {
  const entry = new Uint8Array(sizes.central);
  // Made by Unix, so that the mode counts.
  entry.set([0x50, 0x4b, 1, 2, 20, 3]);
  entry.set(facts, 6);
  const view = new DataView(entry.buffer);
  view.setUint32(38, (unixMode << 16) >>> 0, true);
  view.setUint32(42, at, true);
  return entry;
}

function endOf(count: number, listed: number, at: number): Uint8Array {
  const end = new Uint8Array(sizes.end);
  end.set([0x50, 0x4b, 5, 6]);
  const view = new DataView(end.buffer);
  view.setUint16(8, count, true);
  view.setUint16(10, count, true);
  view.setUint32(12, listed, true);
  view.setUint32(16, at, true);
  return end;
}

const hostile = (path: string, problem: string): Finding => finding("FS9131", null, { path, problem });
const beyond = (path: string, found: number, things: string, limit: number): Finding =>
  finding("FS9130", null, { path, found, things, limit });

/**
 * The entries of an archive, as parts of its bytes. What an entry should not be is named; and what the entries would be written as is
 * compared with the bytes at hand, so that nothing stands in them that nobody reads.
 *
 * @param name of the archive, as the user named it
 * @returns FS9131 of an archive that is not plain, FS9130 beyond a limit
 */
export function unzipped(name: string, zip: Uint8Array): Entries | Finding {
  const listed = listedIn(zip);
  if (listed === null) return hostile(name, "is no zip, or is cut short");
  if (listed.length > runLimits.files) return beyond(name, listed.length, "entries", runLimits.files);
  const entries = new Map<string, Uint8Array>();
  const folded = new Set<string>();
  for (const one of listed) {
    const problem = problemOf(one) ?? (folded.has(one.name.toLowerCase()) ? "stands twice" : null);
    if (problem !== null) return hostile(one.name, problem);
    const limit = limitOf(one.name);
    if (one.size > limit) return beyond(one.name, one.size, "bytes", limit);
    folded.add(one.name.toLowerCase());
    const from = one.at + sizes.local + one.nameBytes;
    if (from + one.size > zip.length) return hostile(one.name, "reaches beyond the end of the archive");
    entries.set(one.name, zip.subarray(from, from + one.size));
  }
  return isWhole(entries, zip) ? entries : hostile(name, oddly);
}

const oddly = "holds bytes that no entry owns, entries out of order, or a header that says otherwise than its entry";

/** The most that is read of an entry. */
export const limitOf = (name: string): number =>
  /\.(?:jsonl?|log)$/.test(name) && !name.startsWith("data/") ? runLimits.jsonBytes : runLimits.fileBytes;

function isWhole(entries: Entries, zip: Uint8Array): boolean {
  let at = 0;
  for (const part of partsOf(entries)) {
    if (Buffer.compare(part, zip.subarray(at, at + part.length)) !== 0) return false;
    at += part.length;
  }
  return at === zip.length;
}

interface Listed {
  readonly name: string;
  readonly nameBytes: number;
  readonly flags: number;
  readonly method: number;
  readonly packed: number;
  readonly size: number;
  readonly kind: number;
  readonly at: number;
}

/** Whether somebody may take these bytes for a zip, by how they begin or end. */
export function looksZipped(bytes: Uint8Array): boolean {
  const [begin, end] = [bytes.subarray(0, 2), bytes.subarray(-sizes.end)].map((part) =>
    Buffer.from(part).toString("latin1"),
  );
  return begin === "PK" || end.startsWith("PK\u0005\u0006");
}

/** The central directory; null where there is none. */
function listedIn(zip: Uint8Array): readonly Listed[] | null {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength);
  const end = zip.length - sizes.end;
  if (end < 0 || view.getUint32(end, true) !== 0x06054b50) return null;
  const count = view.getUint16(end + 10, true);
  const found: Listed[] = [];
  let at = view.getUint32(end + 16, true);
  for (let i = 0; i < count; i++) {
    if (at + sizes.central > end || view.getUint32(at, true) !== 0x02014b50) return null;
    const [nameBytes, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const raw = zip.subarray(at + sizes.central, at + sizes.central + nameBytes);
    found.push({
      name: new TextDecoder("utf-8", { ignoreBOM: true }).decode(raw),
      nameBytes,
      flags: view.getUint16(at + 8, true),
      method: view.getUint16(at + 10, true),
      packed: view.getUint32(at + 20, true),
      size: view.getUint32(at + 24, true),
      kind: (view.getUint32(at + 38, true) >>> 28) & 0xf,
      at: view.getUint32(at + 42, true),
    });
    at += sizes.central + nameBytes + extra + comment;
  }
  return found;
}

/** Kind of an ordinary file in a Unix mode; of some writers there is none. */
const ordinary = new Set([0, 0x8]);

function problemOf({ name, flags, method, packed, size, kind }: Listed): string | null {
  if (method !== 0) return "is compressed";
  if ((flags & 1) !== 0) return "is encrypted";
  if (packed !== size) return "is of two sizes";
  if (!ordinary.has(kind)) return "is a link or a device";
  return nameProblem(name);
}

/** Why nothing of such a name is put into an archive, or read from one; null where it is plain. */
export function nameProblem(name: string): string | null {
  if (name.startsWith("/") || /^[A-Za-z]:/.test(name)) return "is absolute";
  if (name.includes("\\")) return "has a backslash";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  if (/[\x00-\x1f\x7f]/.test(name)) return "has a control character";
  const parts = name.split("/");
  if (parts.includes("..") || parts.includes(".")) return "leads out of the archive";
  return parts.includes("") ? "has a part without a name" : null;
}

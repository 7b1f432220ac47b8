/** Encoding: the text of a file as UTF-8, whatever it was written in. */
import { isUtf8 } from "node:buffer";
import { Refusal } from "../../contract/refusal.ts";
import { countLines } from "../csv/record.ts";

export const encodings = ["utf-8", "utf-16", "windows-1252"] as const;
export type Encoding = (typeof encodings)[number];

export interface Decoded {
  /** UTF-8 without a byte order mark; single NULs are blanks. */
  readonly bytes: Uint8Array;
  readonly encoding: Encoding;
}

/**
 * The text in the declared encoding, else in the one that is found: by a byte order mark, by a NUL at every second place, by
 * being valid UTF-8; what is neither is windows-1252, in which every byte is a letter.
 * @throws Refusal FS3005 declared UTF-8 and is not, FS3006 binary
 */
export function decode(path: string, bytes: Uint8Array, declared: Encoding | undefined): Decoded {
  const begins = (...mark: number[]) => mark.every((byte, i) => bytes[i] === byte);
  const wide = wideIn(bytes);
  const isPlain = wide === null && declared !== "windows-1252" && isUtf8(bytes);
  const encoding = declared ?? (wide !== null ? "utf-16" : isPlain ? "utf-8" : "windows-1252");
  if (encoding === "utf-16") return { bytes: recoded(bytes, wide ?? "utf-16le"), encoding };
  refuseBinary(path, bytes);
  const single = withoutNul(bytes);
  if (encoding === "windows-1252") return { bytes: recoded(single, "windows-1252"), encoding };
  if (!isPlain && !isUtf8(single)) throw notUtf8(path, single);
  return { bytes: begins(0xef, 0xbb, 0xbf) ? single.subarray(3) : single, encoding };
}

/** In which order a text in UTF-16 has its bytes, by its mark or by the NULs of plain letters; null where it is none. */
export function wideIn(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return "utf-16le";
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return "utf-16be";
  const nul = nulPlaces(bytes);
  return nul === null ? null : nul === 0 ? "utf-16be" : "utf-16le";
}

/** In pieces: no string may be as long as the longest file. */
function recoded(bytes: Uint8Array, from: string): Uint8Array {
  const decoder = new TextDecoder(from);
  const encoder = new TextEncoder();
  const pieces: Uint8Array[] = [];
  const size = 1 << 24;
  for (let at = 0; at < bytes.length; at += size)
    pieces.push(encoder.encode(decoder.decode(bytes.subarray(at, at + size), { stream: at + size < bytes.length })));
  if (pieces.length === 1) return pieces[0];
  return Buffer.concat(pieces);
}

/** 0 or 1: in UTF-16 without its mark the places, even or odd, where the NULs of plain letters stand; null elsewhere. */
function nulPlaces(bytes: Uint8Array): 0 | 1 | null {
  const length = Math.min(bytes.length, 64) & ~1;
  if (length < 4) return null;
  const nul = [0, 0];
  for (let i = 0; i < length; i++) if (bytes[i] === 0) nul[i & 1]++;
  if (Math.max(...nul) <= length / 4 || Math.min(...nul) > 0) return null;
  return nul[0] > 0 ? 0 : 1;
}

/** FS3006: more of what no text holds than strays into one, or NULs beyond those with which an instrument fills up a field. */
export function refuseBinary(path: string, bytes: Uint8Array): void {
  const size = Math.min(bytes.length, 1 << 16);
  const first = controlAt(bytes, 0, size);
  let controls = 0;
  let nul = 0;
  for (let at = first; at < size; at = controlAt(bytes, at + 1, size)) {
    if (bytes[at] === 0) nul++;
    else controls++;
  }
  if (controls * 20 <= size && nul * 8 <= size) return;
  throw new Refusal("FS3006", { path }, { data: { input: path, line: countLines(bytes, 0, first) + 1 } });
}

const isControl = new Uint8Array(256).fill(1, 0, 9).fill(1, 14, 32);

/** Where the next byte stands that no text holds, or `end`. */
function controlAt(bytes: Uint8Array, from: number, end: number): number {
  let at = from;
  while (at < end && isControl[bytes[at]] === 0) at++;
  return at;
}

function withoutNul(bytes: Uint8Array): Uint8Array {
  if (bytes.indexOf(0) === -1) return bytes;
  const blank = new Uint8Array(bytes);
  for (let at = blank.indexOf(0); at !== -1; at = blank.indexOf(0, at)) blank[at] = 0x20;
  return blank;
}

function notUtf8(path: string, bytes: Uint8Array): Refusal {
  const at = firstInvalid(bytes);
  const byte = bytes[at].toString(16).toUpperCase().padStart(2, "0");
  return new Refusal(
    "FS3005",
    { path, byte },
    { data: { input: path, line: countLines(bytes, 0, at) + 1, field: fieldAt(bytes, at) } },
  );
}

/** The number of the field a byte stands in, by the delimiters before it on its line. */
export function fieldAt(bytes: Uint8Array, at: number): number {
  const begin = Math.max(bytes.lastIndexOf(0x0a, at), bytes.lastIndexOf(0x0d, at)) + 1;
  const before = new TextDecoder("latin1").decode(bytes.subarray(begin, at));
  const signs = ["\t", ";", "|", ","].map((sign) => before.split(sign).length);
  return signs.find((fields) => fields > 1) ?? 1;
}

/** Index of the first byte of the first sequence that is not UTF-8; only called where there is one. */
function firstInvalid(bytes: Uint8Array): number {
  let valid = 0;
  let end = bytes.length;
  // A prefix is cut at a character's first byte, so that it is valid exactly when everything before it is.
  while (end - valid > 1) {
    let middle = valid + ((end - valid) >> 1);
    while (middle > valid && (bytes[middle] & 0xc0) === 0x80) middle--;
    if (middle === valid) break;
    if (isUtf8(bytes.subarray(valid, middle))) valid = middle;
    else end = middle;
  }
  for (let at = valid; at < end; at++) {
    if (bytes[at] < 0x80) continue;
    for (let size = 2; size <= 4; size++) {
      if (at + size <= bytes.length && isUtf8(bytes.subarray(at, at + size))) {
        at += size - 1;
        break;
      }
      if (size === 4) return at;
    }
  }
  return valid;
}

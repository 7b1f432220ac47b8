/** The header of an SPC file, new (512 bytes, either order of bytes) or old (224 bytes). */

import { dataLimits } from "../../../../schemas/limits.ts";
import type { InputFile } from "../../../contract/running.ts";
import { Bytes } from "../bytes.ts";
import { isZip } from "../xlsx/zip.ts";

export type SpcVersion = "new" | "big-endian" | "old";

export interface SpcHeader {
  readonly version: SpcVersion;
  /** Y in 16 bits, unless they are floats. */
  readonly isShort: boolean;
  readonly isMulti: boolean;
  /** X values of their own stand before the traces. */
  readonly hasX: boolean;
  /** Each trace has X values of its own. */
  readonly hasXEach: boolean;
  /** Power of two of the ordinates; −128: they are floats. */
  readonly exponent: number;
  /** Of each trace; where each has X of its own it stands with the trace. */
  readonly points: number;
  readonly first: number;
  readonly last: number;
  /** Null in old files: traces go on to the end. */
  readonly traces: number | null;
  readonly xType: number;
  readonly yType: number;
  /** Labels of X and Y in words, empty where there are none. */
  readonly labels: readonly [x: string, y: string];
  readonly date: string | null;
  readonly comment: string;
  /** Where the first trace, or the common X, begins. */
  readonly data: number;
  /** Where the log begins, 0 where there is none. */
  readonly log: number;
}

const versions: ReadonlyMap<number, SpcVersion> = new Map<number, SpcVersion>([
  [0x4b, "new"],
  [0x4c, "big-endian"],
  [0x4d, "old"],
]);

/**
 * By the version in its second byte, and by what neither a text nor another format gives there: kinds of X and Y, points, both
 * ends of the axis. A zip archive has the new version's byte too: it begins with `PK`.
 */
export function isSpc(bytes: Uint8Array): boolean {
  const version = versions.get(bytes[1]);
  if (version === undefined || bytes.length < 32 || bytes.subarray(0, 32).indexOf(0) === -1 || isZip(bytes))
    return false;
  const [xType, yType] = version === "old" ? [bytes[16], bytes[17]] : [bytes[28], bytes[29]];
  if (!((xType <= 18 || xType === 255) && (yType <= 26 || (yType >= 128 && yType <= 131)))) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, 32);
  if (version === "old") {
    const points = view.getFloat32(4, true);
    const ends = [view.getFloat32(8, true), view.getFloat32(12, true)];
    return Number.isInteger(points) && points > 0 && points <= 1_000_000 && ends.every(isEnd);
  }
  const little = version === "new";
  const points = view.getInt32(4, little);
  const ends = [view.getFloat64(8, little), view.getFloat64(16, little)];
  // With X of its own in each trace the number is the place of a directory.
  return points >= 0 && points < 0x20000000 && view.getInt32(24, little) > 0 && ends.every(isEnd);
}

/** No number that bytes of something else make. */
const isEnd = (value: number): boolean => value === 0 || (Math.abs(value) > 1e-9 && Math.abs(value) < 1e12);

/** @throws Refusal FS3120 */
export function spcHeader(file: InputFile): { readonly header: SpcHeader; readonly bytes: Bytes } {
  const version = versions.get(file.bytes[1]) as SpcVersion;
  const bytes = new Bytes(file, version !== "big-endian");
  return { header: version === "old" ? oldHeader(bytes) : newHeader(bytes, version), bytes };
}

function newHeader(bytes: Bytes, version: SpcVersion): SpcHeader {
  bytes.demand(0, 512, "the header");
  const flags = bytes.uint8(0, "");
  const [x, y] = (flags & 0x20) === 0 ? ["", ""] : labelsAt(bytes, 218);
  return {
    version,
    ...flagged(flags),
    exponent: bytes.int8(3, ""),
    points: bytes.int32(4, ""),
    first: bytes.float64(8, ""),
    last: bytes.float64(16, ""),
    traces: bytes.int32(24, ""),
    xType: bytes.uint8(28, ""),
    yType: bytes.uint8(29, ""),
    labels: [x, y],
    date: packedDate(bytes.uint32(32, "")),
    comment: bytes.text(88, 130, ""),
    data: 512,
    log: bytes.int32(248, ""),
  };
}

function oldHeader(bytes: Bytes): SpcHeader {
  bytes.demand(0, 224, "the header");
  const flags = bytes.uint8(0, "");
  const [x, y] = (flags & 0x20) === 0 ? ["", ""] : labelsAt(bytes, 194);
  const [year, month, day] = [bytes.uint16(18, "") & 0xfff, bytes.uint8(20, ""), bytes.uint8(21, "")];
  return {
    version: "old",
    ...flagged(flags),
    hasX: false,
    hasXEach: false,
    exponent: bytes.int16(2, ""),
    points: bytes.float32(4, ""),
    first: bytes.float32(8, ""),
    last: bytes.float32(12, ""),
    traces: null,
    xType: bytes.uint8(16, ""),
    yType: bytes.uint8(17, ""),
    labels: [x, y],
    date: dateText(year, month, day, bytes.uint8(22, ""), bytes.uint8(23, "")),
    comment: bytes.text(64, 130, ""),
    data: 224,
    log: 0,
  };
}

const flagged = (flags: number) => ({
  isShort: (flags & 1) !== 0,
  isMulti: (flags & 4) !== 0,
  hasX: (flags & 0xc0) === 0x80,
  hasXEach: (flags & 0x40) !== 0,
});

/** Labels one behind the other, each closed by a NUL. */
function labelsAt(bytes: Bytes, at: number): readonly [string, string] {
  const x = bytes.text(at, 30, "");
  const end = bytes.file.bytes.subarray(at, at + 30).indexOf(0);
  return end === -1 ? [x, ""] : [x, bytes.text(at + end + 1, 29 - end, "")];
}

const packedDate = (packed: number): string | null =>
  dateText(packed >>> 20, (packed >>> 16) & 15, (packed >>> 11) & 31, (packed >>> 6) & 31, packed & 63);

function dateText(year: number, month: number, day: number, hour: number, minute: number): string | null {
  // Old programs wrote two digits, and some fill the field with something else.
  if (year < 1900 || month === 0 || month > 12 || day === 0 || day > 31 || hour > 23 || minute > 59) return null;
  const two = (value: number) => String(value).padStart(2, "0");
  return `${String(year).padStart(4, "0")}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/** Points of a spectrum that are read. */
export const arePoints = (points: number): boolean =>
  Number.isInteger(points) && points >= 2 && points <= dataLimits.columns;

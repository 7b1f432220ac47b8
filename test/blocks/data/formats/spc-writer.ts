/** Writes SPC as its description says: Galactic Industries 1997, "A Brief Guide to SPC File Format", and `spc.h`. */
import { Writer } from "./binary-writer.ts";

export interface SpcContent {
  readonly version: 0x4b | 0x4c | 0x4d;
  /** Ordinates of each trace, whole numbers of `bits` bits to be multiplied by 2^(exponent − bits); as they are for floats. */
  readonly traces: readonly (readonly number[])[];
  readonly bits: 16 | 32 | "float";
  readonly exponent?: number;
  /** Common X values, or those of each trace. */
  readonly x?: readonly number[];
  readonly xEach?: readonly (readonly number[])[];
  readonly first?: number;
  readonly last?: number;
  readonly xType?: number;
  readonly yType?: number;
  readonly log?: string;
}

const floats = -128;

export function writeSpc(content: SpcContent): Uint8Array {
  const { version, traces, bits, x, xEach, xType = 1, yType = 2, first = 400, log = "" } = content;
  const points = traces[0].length;
  const { last = first + points - 1 } = content;
  const exponent = bits === "float" ? floats : (content.exponent ?? 0);
  const isOld = version === 0x4d;
  const flags =
    (bits === 16 ? 1 : 0) |
    (traces.length > 1 ? 4 : 0) |
    (x === undefined ? 0 : 0x80) |
    (xEach === undefined ? 0 : 0xc0);
  const each = 32 + points * (bits === 16 ? 2 : 4) + (xEach === undefined ? 0 : 4 * points);
  const head = isOld ? 224 : 512;
  const end = head + 4 * (x?.length ?? 0) + each * traces.length;
  const out = new Writer(end + (log === "" ? 0 : 64 + log.length), version !== 0x4c);
  out.u8(flags, version);
  if (isOld) out.i16(exponent).f32(points, first, last).u8(xType, yType);
  else {
    out
      .u8(0, exponent)
      .i32(xEach === undefined ? points : 0)
      .f64(first, last)
      .i32(traces.length)
      .u8(xType, yType);
    // 2004-05-06 07:08, packed.
    out.to(32).i32((2004 << 20) | (5 << 16) | (6 << 11) | (7 << 6) | 8);
    out.to(88).text("a comment");
    if (log !== "") out.to(248).i32(end);
  }
  out.to(head).f32(...(x ?? []));
  traces.forEach((values, i) => {
    out
      .u8(0, exponent)
      .i16(i)
      .f32(i / 2, (i + 1) / 2, 0)
      .i32(xEach === undefined ? 0 : points, 1)
      .f32(0)
      .i32(0);
    out.f32(...(xEach?.[i] ?? []));
    if (bits === "float") out.f32(...values);
    else if (bits === 16) out.i16(...values);
    else if (!isOld) out.i32(...values);
    else for (const value of values) out.i16(value >> 16).i16(value & 0xffff);
  });
  if (log !== "")
    out
      .i32(64 + log.length, 4096, 64, 0, 0)
      .to(end + 64)
      .text(log);
  return out.bytes;
}

/** Writes SPA as spectrochempy reads it: a directory from byte 304 on, a header of type 2, values of type 3. */
import { Writer } from "./binary-writer.ts";

export interface SpaContent {
  readonly values: readonly number[];
  readonly first?: number;
  readonly last?: number;
  readonly xType?: number;
  readonly yType?: number;
  readonly title?: string;
  /** Entries of the directory of type 2: more than one in a group of spectra. */
  readonly headers?: number;
  readonly points?: number;
}

export function writeSpa(content: SpaContent): Uint8Array {
  const { values, first = 4000, last = 400, xType = 1, yType = 17, title = "oil 1", headers = 1 } = content;
  const [header, data] = [400, 540];
  const out = new Writer(data + 4 * values.length);
  out.text("Spectral Data File\r\n").to(30).text(title);
  out
    .to(294)
    .i16(headers + 1)
    .i32(0x7fffffff);
  const entry = (at: number, key: number, from: number, size: number) => out.to(at).u8(key, 0).i32(from, size);
  for (let i = 0; i < headers; i++) entry(304 + 16 * i, 2, header, 140);
  entry(304 + 16 * headers, 3, data, 4 * values.length);
  out
    .to(header + 4)
    .i32(content.points ?? values.length)
    .u8(xType)
    .to(header + 12)
    .u8(yType);
  out
    .to(header + 16)
    .f32(first, last)
    .to(header + 36)
    .i32(32)
    .to(header + 52)
    .i32(16);
  out.to(data).f32(...values);
  return out.bytes;
}

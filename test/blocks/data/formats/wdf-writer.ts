/** Writes WDF as gwyddion and py-wdf-reader read it: blocks with heads of 16 bytes, the first of them 512 bytes. */
import { Writer } from "./binary-writer.ts";

export interface WdfContent {
  readonly x: readonly number[];
  readonly spectra: readonly (readonly number[])[];
  readonly unit?: number;
  readonly quantity?: number;
  /** Spectra that the file was set up for. */
  readonly capacity?: number;
  /** By the number of their kind, a value a spectrum; times in steps of 100 ns from 1601 on. */
  readonly origins?: readonly (readonly [kind: number, values: readonly number[]])[];
  readonly without?: string;
}

export function writeWdf(content: WdfContent): Uint8Array {
  const { x, spectra, unit = 1, quantity = 6, origins = [], without } = content;
  const n = spectra.length;
  const out = new Writer(100_000);
  const block = (name: string, size: number, write: () => void) => {
    if (name === without) return;
    const end = out.at + 16 + size;
    out
      .text(name)
      .i32(0)
      .u64(16 + size);
    write();
    out.to(end);
  };
  block("WDF1", 496, () => {
    out
      .to(60)
      .i32(x.length)
      .u64(content.capacity ?? n, n)
      .i32(3);
    out.to(92).i32(origins.length);
    out.to(152).i32(quantity).f32(12_738).to(208).text("someone").to(240).text("a title");
  });
  block("DATA", 4 * x.length * n, () => out.f32(...spectra.flat()));
  block("YLST", 12, () => out.i32(0, 0).f32(0));
  block("XLST", 8 + 4 * x.length, () => out.i32(1, unit).f32(...x));
  if (origins.length > 0)
    block("ORGN", 4 + origins.length * (24 + 8 * n), () => {
      out.i32(origins.length);
      for (const [kind, values] of origins) {
        out.i32(kind | 0x80000000, 0).text("an origin".padEnd(16, "\0"));
        if (kind === 11) out.u64(...values);
        else out.f64(...values);
      }
    });
  return out.bytes.slice(0, out.at);
}

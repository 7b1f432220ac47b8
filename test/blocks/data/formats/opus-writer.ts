/** Writes OPUS files as brukeropusreader and brukeropus read them: a directory of blocks, parameters of three letters. */
import { Writer } from "./binary-writer.ts";

/** A spectrum and the status block that belongs to it. */
export interface OpusContent {
  /** Number of the type, and its side: 1 sample, 2 reference, 3 sample over reference. */
  readonly type: number;
  readonly side: number;
  /** What sets two blocks of one type apart. */
  readonly extra?: number;
  readonly values: readonly number[];
  /** What its status block says instead; null: there is none. */
  readonly status?: { readonly [key: string]: number | string } | null;
  /** Words behind the last value. */
  readonly behind?: number;
}

type Parameter = readonly [key: string, value: number | string, isDouble?: boolean];

const doubles = new Set(["FXV", "LXV", "CSF"]);

export function writeOpus(contents: readonly OpusContent[], others: readonly Parameter[] = []): Uint8Array {
  const out = new Writer(100_000);
  const blocks: { bits: number; at: number; words: number }[] = [];
  out.to(24 + 12 * 40);
  const block = (bits: number, write: () => void) => {
    const at = out.at;
    write();
    out.at += (4 - (out.at % 4)) % 4;
    blocks.push({ bits, at, words: (out.at - at) / 4 });
  };
  block(3 << 4, () => writeParameters(out, others));
  for (const { type, side, extra = 0, values, status = {}, behind = 0 } of contents) {
    const kin = 3 | (side << 2) | (type << 10) | (extra << 19);
    const says = { NPT: values.length, FXV: 4000, LXV: 4000 - values.length + 1, CSF: 1, DXU: "WN", DPF: 1, ...status };
    block(kin, () => {
      if (says.DPF === 2) out.i32(...values);
      else out.f32(...values);
      out.at += 4 * behind;
    });
    if (status !== null)
      block(kin | (1 << 4), () =>
        writeParameters(
          out,
          Object.entries(says).map(([key, value]) => [key, value]),
        ),
      );
  }
  const end = out.at;
  out.to(0).u8(0x0a, 0x0a, 0xfe, 0xfe).f64(920622).i32(24, 40, blocks.length);
  for (const { bits, at, words } of blocks) out.i32(bits, words, at);
  return out.bytes.slice(0, end);
}

function writeParameters(out: Writer, parameters: readonly Parameter[]): void {
  for (const [key, value] of parameters) {
    out.text(`${key}\0`);
    if (typeof value === "string") {
      const text = value.padEnd(value.length + 2 - (value.length % 2), "\0");
      out.i16(2, text.length / 2).text(text);
    } else if (doubles.has(key)) out.i16(1, 4).f64(value);
    else out.i16(0, 2).i32(value);
  }
  out.text("END\0").i16(0, 0);
}

/** A zip as an archive of a run has to be, entries stored, and ways to spoil one. */
import { crc32, deflateRawSync } from "node:zlib";

export interface Entry {
  readonly name: string;
  readonly bytes: Uint8Array;
  readonly method?: "stored" | "deflated";
  readonly flags?: number;
  /** Unix mode. */
  readonly mode?: number;
  /** Bytes that stand before it and belong to no entry. */
  readonly before?: string;
  /** Name in its local header, where that is another. */
  readonly local?: string;
}

/** Of entries in the order given, dated 1980-01-01. */
export function zip(entries: readonly Entry[], comment = ""): Uint8Array {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  const add = (part: Buffer) => {
    parts.push(part);
    at += part.length;
  };
  for (const { name, bytes, method = "stored", flags = 0, mode = 0o100644, before = "", local = name } of entries) {
    add(Buffer.from(before));
    const offset = at;
    const packed = method === "deflated" ? deflateRawSync(bytes) : Buffer.from(bytes);
    const facts = Buffer.alloc(26);
    facts.writeUInt16LE(20, 0);
    facts.writeUInt16LE(flags, 2);
    facts.writeUInt16LE(method === "deflated" ? 8 : 0, 4);
    facts.writeUInt16LE(0x21, 8);
    facts.writeUInt32LE(crc32(bytes), 10);
    facts.writeUInt32LE(packed.length, 14);
    facts.writeUInt32LE(bytes.length, 18);
    facts.writeUInt16LE(Buffer.byteLength(local), 22);
    add(Buffer.concat([Buffer.from("PK\u0003\u0004"), facts, Buffer.from(local), packed]));
    facts.writeUInt16LE(Buffer.byteLength(name), 22);
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE((mode << 16) >>> 0, 6);
    rest.writeUInt32LE(offset, 10);
    // Made by Unix, so that the mode counts.
    directory.push(Buffer.concat([Buffer.from("PK\u0001\u0002\u0014\u0003"), facts, rest, Buffer.from(name)]));
  }
  const listed = Buffer.concat(directory);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(entries.length, 4);
  end.writeUInt16LE(entries.length, 6);
  end.writeUInt32LE(listed.length, 8);
  end.writeUInt32LE(at, 12);
  end.writeUInt16LE(comment.length, 16);
  return Buffer.concat([...parts, listed, Buffer.from("PK\u0005\u0006"), end, Buffer.from(comment)]);
}

/** Wire: the wire format of protocol buffers, as much of it as writing takes: numbers, texts, bytes, messages. */

/** A field of a message, tag and all, in pieces: large ones are not copied until the end. */
export type Field = readonly Uint8Array[];

const utf8 = new TextEncoder();

/** Base-128, least significant first. Takes whole numbers from 0 on, and negative ones as 64 bits of two's complement. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let left = BigInt.asUintN(64, BigInt(value));
  do {
    const low = Number(left & 127n);
    left >>= 7n;
    bytes.push(left === 0n ? low : low | 128);
  } while (left !== 0n);
  return Uint8Array.from(bytes);
}

const tag = (field: number, type: 0 | 2): Uint8Array => varint(field * 8 + type);

/** A whole number, or nothing of undefined. */
export const integer = (field: number, value: number): Field => [tag(field, 0), varint(value)];

/** Bytes, with their length before them. */
export const bytes = (field: number, value: Uint8Array): Field => [tag(field, 2), varint(value.length), value];

export const text = (field: number, value: string): Field => bytes(field, utf8.encode(value));

/** A message inside a message. */
export function message(field: number, fields: readonly Field[]): Field {
  const pieces = fields.flat();
  const length = pieces.reduce((sum, piece) => sum + piece.length, 0);
  return [tag(field, 2), varint(length), ...pieces];
}

/** The bytes of a whole message. */
export function whole(fields: readonly Field[]): Uint8Array {
  const pieces = fields.flat();
  const result = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    result.set(piece, at);
    at += piece.length;
  }
  return result;
}

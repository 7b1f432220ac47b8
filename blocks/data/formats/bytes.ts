/** Bytes of a binary file, read within their bounds: what lies beyond the end is FS3120 with its place, never a crash. */
import { Refusal } from "../../contract/refusal.ts";
import type { InputFile } from "../../contract/running.ts";

/** FS3120 at a byte, counted from 0, where there is one to point at: the file contradicts itself, or ends too early. */
export const inconsistent = ({ path }: InputFile, what: string, byte: number | null): Refusal =>
  new Refusal("FS3120", { path, what, byte }, { data: { input: path } });

/** How numbers stand in a file. */
const types = { int16: Int16Array, int32: Int32Array, float32: Float32Array, float64: Float64Array } as const;
export type NumberType = keyof typeof types;

/** Whether this machine has the lower byte of a number first, as all do that Node is made for but few. */
const isLittleHere = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;

export class Bytes {
  readonly file: InputFile;
  readonly length: number;
  private readonly view: DataView;
  private readonly little: boolean;

  constructor(file: InputFile, little = true) {
    this.file = file;
    this.length = file.bytes.length;
    this.view = new DataView(file.bytes.buffer, file.bytes.byteOffset, file.bytes.length);
    this.little = little;
  }

  /** @throws Refusal FS3120 where `count` bytes from `at` do not all stand in the file */
  demand(at: number, count: number, what: string): void {
    if (!Number.isSafeInteger(at) || !Number.isSafeInteger(count) || at < 0 || count < 0 || at + count > this.length)
      throw inconsistent(
        this.file,
        `${what} would go from byte ${at} to ${at + count}, and there are ${this.length}`,
        at,
      );
  }

  uint8(at: number, what: string): number {
    this.demand(at, 1, what);
    return this.view.getUint8(at);
  }

  int8(at: number, what: string): number {
    this.demand(at, 1, what);
    return this.view.getInt8(at);
  }

  int16(at: number, what: string): number {
    this.demand(at, 2, what);
    return this.view.getInt16(at, this.little);
  }

  uint16(at: number, what: string): number {
    this.demand(at, 2, what);
    return this.view.getUint16(at, this.little);
  }

  int32(at: number, what: string): number {
    this.demand(at, 4, what);
    return this.view.getInt32(at, this.little);
  }

  uint32(at: number, what: string): number {
    this.demand(at, 4, what);
    return this.view.getUint32(at, this.little);
  }

  float32(at: number, what: string): number {
    this.demand(at, 4, what);
    return this.view.getFloat32(at, this.little);
  }

  float64(at: number, what: string): number {
    this.demand(at, 8, what);
    return this.view.getFloat64(at, this.little);
  }

  bigUint64(at: number, what = ""): bigint {
    this.demand(at, 8, what);
    return this.view.getBigUint64(at, this.little);
  }

  /** A whole number of 64 bits. @throws Refusal FS3120 where it is beyond what a double holds exactly */
  uint64(at: number, what: string): number {
    this.demand(at, 8, what);
    const value = Number(this.view.getBigUint64(at, this.little));
    if (!Number.isSafeInteger(value)) throw inconsistent(this.file, `${what} is ${value}`, at);
    return value;
  }

  /** `count` numbers one behind the other; memory is set aside only once it is known that they are all there. */
  numbers(type: NumberType, at: number, count: number, what: string): Float64Array {
    const size = types[type].BYTES_PER_ELEMENT;
    this.demand(at, count * size, what);
    // Copied to where a number of its size may begin.
    const copy = new Uint8Array(count * size);
    copy.set(this.file.bytes.subarray(at, at + count * size));
    if (this.little !== isLittleHere) for (let i = 0; i < copy.length; i += size) copy.subarray(i, i + size).reverse();
    return new Float64Array(new types[type](copy.buffer));
  }

  /** Text of a fixed length, up to its first NUL, blanks around it taken off; windows-1252, as these programs write it. */
  text(at: number, count: number, what: string): string {
    this.demand(at, count, what);
    const all = this.file.bytes.subarray(at, at + count);
    const end = all.indexOf(0);
    return latin.decode(end === -1 ? all : all.subarray(0, end)).trim();
  }
}

const latin = new TextDecoder("windows-1252");

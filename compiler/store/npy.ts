/** NPY: a matrix as a file that numpy, R and Julia read. Format 1.0, little-endian float64, C order, two dimensions. */
import { endianness } from "node:os";
import { type Matrix, matrix } from "../../blocks/contract/matrix.ts";

const magic = Uint8Array.from([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0]);

/** @see https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html, version 1.0 */
export function encodeNpy(x: Matrix): Uint8Array {
  const dictionary = `{'descr': '<f8', 'fortran_order': False, 'shape': (${x.rows}, ${x.cols}), }`;
  const header = `${dictionary.padEnd(Math.ceil((dictionary.length + 11) / 64) * 64 - 11)}\n`;
  const bytes = new Uint8Array(10 + header.length + x.data.byteLength);
  bytes.set(magic);
  new DataView(bytes.buffer).setUint16(8, header.length, true);
  bytes.set(new TextEncoder().encode(header), 10);
  bytes.set(littleEndian(new Uint8Array(x.data.buffer, x.data.byteOffset, x.data.byteLength)), 10 + header.length);
  return bytes;
}

/** The matrix of bytes that `encodeNpy` made. Throws RangeError on any other file. */
export function decodeNpy(bytes: Uint8Array): Matrix {
  if (!magic.every((byte, i) => bytes[i] === byte)) throw new RangeError("not an NPY file of version 1.0");
  const length = bytes[8] + 256 * bytes[9];
  const header = new TextDecoder().decode(bytes.subarray(10, 10 + length));
  const shape = /^\{'descr': '<f8', 'fortran_order': False, 'shape': \((\d+), (\d+)\), \} *\n$/.exec(header);
  if (shape === null) throw new RangeError("not a two-dimensional float64 NPY file in C order");
  const [rows, cols] = [Number(shape[1]), Number(shape[2])];
  const body = bytes.subarray(10 + length);
  if (body.byteLength !== rows * cols * 8)
    throw new RangeError(`${body.byteLength} bytes do not fill ${rows} × ${cols}`);
  // In memory that threads share, so that workers need no copy of their own.
  const own = new Uint8Array(new SharedArrayBuffer(body.byteLength));
  own.set(littleEndian(body));
  return matrix(rows, cols, new Float64Array(own.buffer));
}

function littleEndian(bytes: Uint8Array): Uint8Array {
  return endianness() === "LE" ? bytes : Buffer.from(bytes).swap64();
}

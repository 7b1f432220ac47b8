/** NPY as the verifier reads it: rows of float64, little-endian, in C order. */

/** `\x93NUMPY`, version 1.0. */
const magic = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];

/** The rows of a file; null where it is no such file. */
export function rowsOfNpy(bytes: Uint8Array): readonly Float64Array[] | null {
  if (!magic.every((byte, i) => bytes[i] === byte)) return null;
  const start = 10 + bytes[8] + 256 * bytes[9];
  const header = new TextDecoder().decode(bytes.subarray(10, start));
  const found = /^\{'descr': '<f8', 'fortran_order': False, 'shape': \((\d+), (\d+)\), \} *\n$/.exec(header);
  if (found === null) return null;
  const [rows, cols] = [Number(found[1]), Number(found[2])];
  if (bytes.length - start !== rows * cols * 8) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset + start);
  return Array.from({ length: rows }, (_, i) =>
    Float64Array.from({ length: cols }, (_, j) => view.getFloat64((i * cols + j) * 8, true)),
  );
}

import { describe, expect, it } from "vitest";
import { fromRows, matrix } from "../../../blocks/contract/matrix.ts";
import { decodeNpy, encodeNpy } from "../../../compiler/store/npy.ts";
import { fc, it as property } from "../../fixtures/property.ts";

describe("NPY", () => {
  it("writes the header numpy writes, padded to 64 bytes", () => {
    const bytes = encodeNpy(fromRows([[1, 2, 3]]));
    const length = bytes[8] + 256 * bytes[9];
    expect((10 + length) % 64).toBe(0);
    const header = new TextDecoder().decode(bytes.subarray(10, 10 + length));
    expect(header).toMatch(/^\{'descr': '<f8', 'fortran_order': False, 'shape': \(1, 3\), \} *\n$/);
    expect(new DataView(bytes.buffer).getFloat64(10 + length + 8, true)).toBe(2);
  });

  property.prop([fc.nat(6), fc.nat(6), fc.array(fc.double(), { minLength: 36, maxLength: 36 })])(
    "gives back the same bits, NaN and negative zero too",
    (rows, cols, numbers) => {
      const x = matrix(rows, cols, Float64Array.from(numbers.slice(0, rows * cols)));
      const back = decodeNpy(encodeNpy(x));
      expect([back.rows, back.cols]).toEqual([rows, cols]);
      expect(new BigUint64Array(back.data.buffer)).toEqual(new BigUint64Array(x.data.slice().buffer));
    },
  );

  it("reads bytes that stand inside a larger buffer, as a file's do", () => {
    const bytes = encodeNpy(fromRows([[1, 2, 3]]));
    const larger = Buffer.alloc(bytes.length + 3);
    larger.set(bytes, 3);
    expect([...decodeNpy(larger.subarray(3)).data]).toEqual([1, 2, 3]);
  });

  it.each([
    ["another file", Uint8Array.from([1, 2, 3])],
    ["a cut-off matrix", encodeNpy(fromRows([[1, 2, 3]])).subarray(0, 140)],
  ])("refuses %s", (_, bytes) => expect(() => decodeNpy(bytes)).toThrow(RangeError));
});

/** Growing basis: orthonormal vectors that are added one by one, and what another vector shares with them all. */
import { matrix } from "../../contract/matrix.ts";
import { rowPasses } from "./row-passes.ts";
import { type SimdPasses, simdPasses } from "./simd/passes.ts";

export interface GrowingBasis {
  /** A vector as long as the others; it is copied. */
  add(unit: Float64Array): void;
  /** Takes from the vector, in place, what it shares with each: v − Σ (unit·v) unit, all products made before anything is taken. */
  takeFrom(vector: Float64Array): void;
}

/** Who uses the kernels' memory: the basis that was made last. */
let owner: object | null = null;

/**
 * A basis of at most so many vectors of one length. Only the one made last may be used.
 *
 * @param simd null: the plain loops, which give the same bits
 * @see Giraud, Langou, Rozložník, van den Eshof 2005, Numer. Math. 101:87, doi 10.1007/s00211-005-0615-4 (classical Gram–Schmidt,
 *      twice where much is taken)
 */
export function growingBasis(most: number, length: number, simd = simdPasses("basis")): GrowingBasis {
  const shared = simd === null ? plain(most, length) : resident(simd, most, length);
  return {
    add: shared.add,
    takeFrom(vector) {
      const parts = shared.of(vector);
      for (let j = 0; j < vector.length; j++) vector[j] -= parts[j];
    },
  };
}

interface Shared {
  add(unit: Float64Array): void;
  of(vector: Float64Array): Float64Array;
}

function plain(most: number, length: number): Shared {
  const units = matrix(most, length);
  let count = 0;
  return {
    add: (unit) => units.data.set(unit, length * count++),
    of: (vector) =>
      rowPasses(
        units,
        Array.from({ length: count }, (_, i) => i),
        null,
        null,
      ).through(vector).back,
  };
}

/** In memory one behind the other: v, out, scores and indexes, then the vectors, filled up with zeros to eight numbers. */
function resident(simd: SimdPasses, most: number, length: number): Shared {
  const stride = 8 * Math.ceil(length / 8);
  const atIndexes = 2 * stride + most;
  const atUnits = atIndexes + most;
  const size = atUnits + most * stride;
  const self = {};
  owner = self;
  const start = simd.memory(size).fill(0, 0, size);
  new Int32Array(start.buffer, 8 * atIndexes, most).set(Int32Array.from({ length: most }, (_, i) => i));
  let count = 0;
  const memory = (): Float64Array => {
    if (owner !== self) throw new Error("a basis was used after another one was made");
    return simd.memory(size);
  };
  return {
    add: (unit) => memory().set(unit, atUnits + stride * count++),
    of(vector) {
      const numbers = memory();
      numbers.set(vector);
      numbers.fill(0, stride, 2 * stride);
      const end = 8 * atIndexes + 4 * count;
      if (count > 0) simd.functions.a(8 * atUnits, 8 * stride, 8 * atIndexes, end, 0, 8 * stride, 16 * stride, 0);
      return numbers.subarray(stride, stride + length);
    },
  };
}

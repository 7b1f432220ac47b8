/** Uniforms: the numbers of a named stream, drawn anew. SHA-256 of the name's JSON is the state of xoroshiro128+. */
import { createHash } from "node:crypto";

export interface Uniforms {
  /** A whole number from 0 to below `limit`. */
  below(limit: number): number;
  /** In [0, 1), 52 bits. */
  next(): number;
}

/** @see Blackman, Vigna 2021, doi 10.1145/3460772 */
export function uniforms(...name: readonly (string | number)[]): Uniforms {
  const digest = createHash("sha256").update(JSON.stringify(name)).digest();
  let [s01, s00, s11, s10] = [0, 4, 8, 12].map((at) => digest.readInt32LE(at));
  const bits = () => {
    const out = ((s00 + s10) | 0) + 2147483648;
    const [a0, a1] = [s10 ^ s00, s11 ^ s01];
    const [low, high] = [s00, s01];
    s00 = (low << 24) ^ (high >>> 8) ^ a0 ^ (a0 << 16);
    s01 = (high << 24) ^ (low >>> 8) ^ a1 ^ ((a1 << 16) | (a0 >>> 16));
    s10 = (a1 << 5) ^ (a0 >>> 27);
    s11 = (a0 << 5) ^ (a1 >>> 27);
    return out;
  };
  const below = (limit: number) => {
    const most = Math.floor(4294967296 / limit) * limit;
    let drawn = bits();
    while (drawn >= most) drawn = bits();
    return drawn % limit;
  };
  return { below, next: () => (below(67108864) * 67108864 + below(67108864)) / 4503599627370496 };
}

/** Named streams of random numbers: one a (seed, purpose, what it is about), so that no draw depends on another. */
import { createHash } from "node:crypto";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plusFromState } from "pure-rand/generator/xoroshiro128plus";

export interface Stream {
  /** A whole number from 0 to below − 1, every one equally likely. */
  below(below: number): number;
  /** A number in [0, 1) with 52 random bits. */
  uniform(): number;
  /** A new array with the same elements in random order (Fisher–Yates, from the end; Durstenfeld 1964). */
  shuffle<T>(items: readonly T[]): T[];
}

/** The stream of this name. The name's parts are joined unambiguously (JSON) and hashed into the generator's state. */
export function stream(...name: readonly (string | number)[]): Stream {
  const digest = createHash("sha256").update(JSON.stringify(name)).digest();
  const state = [0, 4, 8, 12].map((at) => digest.readInt32LE(at));
  if (!state.some((word) => word !== 0)) state[0] = 1;
  const generator = xoroshiro128plusFromState(state);
  const below = (limit: number) => uniformInt(generator, 0, limit - 1);
  return {
    below,
    uniform: () => (below(67108864) * 67108864 + below(67108864)) / 4503599627370496,
    shuffle(items) {
      const result = [...items];
      for (let i = result.length - 1; i > 0; i--) {
        const j = below(i + 1);
        [result[i], result[j]] = [result[j], result[i]];
      }
      return result;
    },
  };
}

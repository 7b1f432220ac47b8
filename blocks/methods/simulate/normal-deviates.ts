/** Normal deviates from a stream of uniform ones. */
import type { Stream } from "../../contract/stream.ts";

/**
 * Draws standard normal deviates, two for each accepted point of the unit disc; needs logarithm and root only, which agree on
 * every version of Node.
 *
 * @see Marsaglia, Bray 1964, "A convenient method for generating normal variables", SIAM Rev. 6:260, doi 10.1137/1006063
 */
export function normalDeviates(stream: Stream): () => number {
  let kept: number | null = null;
  return () => {
    if (kept !== null) {
      const deviate = kept;
      kept = null;
      return deviate;
    }
    for (;;) {
      const u = 2 * stream.uniform() - 1;
      const v = 2 * stream.uniform() - 1;
      const s = u * u + v * v;
      if (s >= 1 || s === 0) continue;
      const factor = Math.sqrt((-2 * Math.log(s)) / s);
      kept = v * factor;
      return u * factor;
    }
  };
}
